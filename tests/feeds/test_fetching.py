import os
import threading
import time
from dataclasses import replace
from datetime import timedelta

import pytest
from support.feeding import Answer, serving

from minzheng.feeds import fetch as fetching
from minzheng.feeds import fetch_url
from minzheng.feeds.feed import Feed
from minzheng.feeds.file_version import FetchError, FileVersion
from minzheng.feeds.stopping import Stopped, unless_stopped

CSV = b"indicator,area\na,b\n"
NO_OPTIONS = FileVersion()


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "table.csv"
    path.write_bytes(CSV)
    return path


@pytest.fixture
def spool(tmp_path):
    path = tmp_path / "spool"
    path.mkdir()
    return path


def of_file(path, **keys):
    return replace(Feed("a", file=path, settle=timedelta(0)), **keys)


def of_address(url, **keys):
    return replace(Feed("a", url=url), **keys)


def fetch(feed, spool, known=NO_OPTIONS):
    return fetching.fetch(feed, feed.url or str(feed.file), known, spool)


def refused(feed, spool):
    with pytest.raises(FetchError) as error:
        fetch(feed, spool)
    return str(error.value), error.value.can_wait


def test_a_file_is_copied_whole(file, spool):
    found = fetch(of_file(file), spool)
    assert found.copy.name == "table.csv"
    assert found.copy.read_bytes() == CSV


def test_a_known_file_is_not_copied(file, spool):
    known = fetch(of_file(file), spool).version
    os.utime(file)
    (spool / "again").mkdir()
    assert fetch(of_file(file), spool / "again", known).copy is None


def test_a_file_that_is_written_still_is_waited_for(file, spool):
    # Longer than a thread may be kept waiting where the machine is busy.
    feed = of_file(file, settle=timedelta(seconds=1))

    def write():
        for part in (b"c,d\n", b"e,f\n", b"g,h\n"):
            time.sleep(0.1)
            with file.open("ab") as target:
                target.write(part)

    with file.open("ab") as target:
        target.write(b"")
    writer = threading.Thread(target=write)
    writer.start()
    found = fetch(feed, spool)
    writer.join()
    assert found.copy.read_bytes() == CSV + b"c,d\ne,f\ng,h\n"


def test_a_file_that_is_written_without_end_is_for_later(file, spool):
    feed = of_file(file, settle=timedelta(seconds=0.2), timeout=timedelta(seconds=0.5))
    done = threading.Event()

    def write():
        while not done.wait(0.02):
            with file.open("ab") as target:
                target.write(b"c,d\n")

    writer = threading.Thread(target=write)
    writer.start()
    message, can_wait = refused(feed, spool)
    done.set()
    writer.join()
    assert "is being written" in message
    assert can_wait


def test_a_file_dated_to_the_future_is_fetched_all_the_same(file, spool):
    os.utime(file, (time.time() + 86400,) * 2)
    assert fetch(of_file(file, settle=timedelta(seconds=0.1)), spool).copy.read_bytes() == CSV


def test_files_that_waiting_does_not_bring_are_told(file, spool, tmp_path):
    assert refused(of_file(tmp_path / "none.csv"), spool)[1] is False
    message, can_wait = refused(of_file(file, max_bytes=5), spool)
    assert (message.endswith("19 bytes, 5 are allowed"), can_wait) == (True, False)


def test_a_text_that_ends_within_a_line_is_for_later(file, spool):
    file.write_bytes(CSV[:-1])
    message, can_wait = refused(of_file(file), spool)
    assert "ends within a line" in message
    assert can_wait
    (spool / "again").mkdir()
    assert fetch(of_file(file, open_ended=True), spool / "again").copy


def test_open_spreadsheets_leave_no_files(tmp_path, file):
    for name in ("~$table.xlsx", ".table.csv", "notes.doc"):
        (tmp_path / name).touch()
    assert fetching.addresses(Feed("a", folder=tmp_path)) == [str(file)]


def test_an_address_is_asked_for_what_changed(spool):
    answer = Answer(CSV, headers=[("ETag", '"1"'), ("Last-Modified", "yesterday")])
    with serving(answer) as address:
        feed = of_address(f"{address}/table.csv")
        found = fetch(feed, spool)
        assert found.copy.read_bytes() == CSV
        assert (found.version.etag, found.version.last_modified) == ('"1"', "yesterday")
        (spool / "again").mkdir()
        again = fetch(feed, spool / "again", found.version)
    assert again.copy is None
    assert answer.requests[1]["If-None-Match"] == '"1"'
    assert answer.requests[1]["If-Modified-Since"] == "yesterday"


def test_the_same_content_under_another_etag_is_known(spool):
    answer = Answer(CSV, headers=[("ETag", '"1"')])
    with serving(answer) as address:
        feed = of_address(f"{address}/table.csv")
        found = fetch(feed, spool)
        answer.headers = [("ETag", '"2"')]
        (spool / "again").mkdir()
        again = fetch(feed, spool / "again", found.version)
    assert (again.copy, again.version.etag) == (None, '"2"')


def test_an_address_without_an_extension_gets_that_of_its_content(spool):
    with serving(Answer(CSV)) as address:
        assert fetch(of_address(f"{address}/download?id=5"), spool).copy.name == "download.csv"


def test_no_name_of_an_address_leads_out_of_the_spool(spool):
    with serving(Answer(CSV)) as address:
        for path in ("/%2e%2e", "/a%2f..%2f..%2fetc", "/%00.csv", "/"):
            place = spool / path.replace("/", "_")
            place.mkdir()
            assert spool in fetch(of_address(address + path), place).copy.resolve().parents


@pytest.mark.parametrize("status", [404, 403, 410])
def test_what_is_not_there_is_not_waited_for(spool, status):
    with serving(Answer(status=status)) as address:
        message, can_wait = refused(of_address(f"{address}/table.csv"), spool)
    assert str(status) in message
    assert not can_wait


@pytest.mark.parametrize("status", [500, 503, 429])
def test_a_server_in_trouble_is_waited_for(spool, status):
    with serving(Answer(status=status)) as address:
        assert refused(of_address(f"{address}/table.csv"), spool)[1]


def test_a_server_that_is_not_there_is_waited_for(spool):
    with serving(Answer()) as address:
        pass
    message, can_wait = refused(of_address(f"{address}/table.csv"), spool)
    assert "Connection refused" in message
    assert can_wait


@pytest.mark.parametrize("name", ["table.csv", "table.xlsx", "table.xls", "download"])
def test_a_page_instead_of_a_table_is_refused(spool, name):
    with serving(Answer(b"<!doctype html><p>Please log in")) as address:
        message, can_wait = refused(of_address(f"{address}/{name}"), spool)
    assert "serves HTML" in message
    assert not can_wait


def test_a_table_of_html_that_calls_itself_xls_is_taken(spool):
    page = b"<html><table><tr><td>1</td></tr></table></html>"
    with serving(Answer(page)) as address:
        assert fetch(of_address(f"{address}/table.xls"), spool).copy.read_bytes() == page


def test_types_say_what_an_address_may_serve(spool):
    with serving(Answer(CSV)) as address:
        message, _ = refused(of_address(f"{address}/table", types=("xlsx", "xls")), spool)
    assert "serves CSV where xlsx or xls is expected" in message


def test_an_address_that_redirects_for_ever_is_given_up(spool):
    answer = Answer(status=302, headers=[("Location", "/table.csv")])
    with serving(answer) as address:
        message, can_wait = refused(of_address(f"{address}/table.csv"), spool)
    assert "redirects more than 5 times" in message
    assert not can_wait
    assert len(answer.requests) == 6


def test_more_than_the_limit_is_not_downloaded(spool):
    with serving(Answer(CSV * 1000)) as address:
        message, can_wait = refused(of_address(f"{address}/table.csv", max_bytes=1000), spool)
    assert "more than 1000 bytes" in message
    assert not can_wait


def silent(handler):
    time.sleep(2)
    handler.close_connection = True


def promise_more(handler):
    handler.send_response(200)
    handler.send_header("Content-Length", "100")
    handler.end_headers()


def stalling(handler):
    promise_more(handler)
    handler.wfile.write(CSV)
    handler.wfile.flush()
    time.sleep(2)
    handler.close_connection = True


def dripping(handler):
    promise_more(handler)
    for _ in range(30):
        handler.wfile.write(b"a")
        handler.wfile.flush()
        time.sleep(0.1)


def cut(handler):
    handler.send_response(200)
    handler.send_header("Content-Length", "100")
    handler.end_headers()
    handler.wfile.write(CSV)
    handler.close_connection = True


@pytest.mark.parametrize(
    ("instead", "words"),
    [
        (silent, "timed out"),
        (stalling, "timed out"),
        (dripping, "took longer than 1 s"),
        (cut, "IncompleteRead"),
    ],
)
def test_an_address_that_does_not_deliver_is_waited_for(spool, instead, words):
    with serving(Answer(instead=instead)) as address:
        feed = of_address(f"{address}/table.csv", timeout=timedelta(seconds=1))
        message, can_wait = refused(feed, spool)
    assert words in message
    assert can_wait


def test_a_wait_ends_when_the_reload_is_stopped(file, tmp_path):
    stop = threading.Event()
    feed = Feed("a", folder=tmp_path, settle=timedelta(hours=1))
    threading.Timer(0.3, stop.set).start()
    started = time.monotonic()
    with pytest.raises(Stopped):
        list(fetching.fetch_files(feed, {}, tmp_path, stop.is_set))
    assert time.monotonic() - started < 60


def test_a_server_that_says_nothing_does_not_keep_a_reload_from_stopping(tmp_path):
    stop, ended = threading.Event(), threading.Event()

    def wait(_handler):
        stop.set()
        ended.wait(60)

    with serving(Answer(instead=wait)) as address:
        feed = of_address(f"{address}/table.csv", timeout=timedelta(hours=1))
        with pytest.raises(Stopped):
            list(fetching.fetch_files(feed, {}, tmp_path, stop.is_set))
        ended.set()


def test_what_fails_while_it_is_waited_for_says_so_itself():
    def fail():
        raise TimeoutError("its own")

    with pytest.raises(TimeoutError, match="its own"):
        unless_stopped(fail, lambda: False)


def test_a_secret_that_a_feed_names_is_sent_and_not_shown(spool, monkeypatch):
    monkeypatch.setenv("OFFICE_TOKEN", "planted-secret")
    answer = Answer(status=403)
    with serving(answer) as address:
        feed = of_address(
            f"{address}/table.csv?token=${{OFFICE_TOKEN}}",
            headers={"Authorization": "Bearer ${OFFICE_TOKEN}"},
        )
        message, _ = refused(feed, spool)
    assert answer.requests[0]["Authorization"] == "Bearer planted-secret"
    assert "planted-secret" not in message
    assert "token=${OFFICE_TOKEN} answers 403" in message


def test_a_secret_that_is_not_there_is_no_reason_to_wait(spool, monkeypatch):
    monkeypatch.delenv("OFFICE_TOKEN", raising=False)
    message, can_wait = refused(of_address("http://localhost/?a=${OFFICE_TOKEN}"), spool)
    assert "the environment has no variable OFFICE_TOKEN" in message
    assert not can_wait


def test_headers_go_to_no_other_host(spool):
    target = Answer(CSV)
    with serving(target) as elsewhere:
        answer = Answer(status=302, headers=[("Location", f"{elsewhere}/table.csv")])
        with serving(answer) as address:
            feed = of_address(f"{address}/table.csv", headers={"X-Api-Key": "planted"})
            assert fetch(feed, spool).copy.read_bytes() == CSV
    assert answer.requests[0]["X-Api-Key"] == "planted"
    assert "X-Api-Key" not in target.requests[0]


@pytest.mark.parametrize("inside", ["127.0.0.1", "169.254.169.254", "10.0.0.7", "::1", "localhost"])
def test_no_address_of_the_internet_redirects_into_the_private_network(inside):
    with pytest.raises(FetchError, match="redirects into the private network"):
        fetch_url.require_outside("https://example.org/", inside, "1.1.1.1")
    fetch_url.require_outside("http://10.0.0.1/", inside, "10.0.0.1")
    fetch_url.require_outside("https://example.org/", "1.0.0.1", "1.1.1.1")
