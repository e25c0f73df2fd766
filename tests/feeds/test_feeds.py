import os
from pathlib import Path

import pytest
from sqlalchemy import text
from support.feeding import figures, file_feed, folder_feed, reloaded, table, url_feed, written
from support.ledgers import write

from minzheng.database import locks
from minzheng.feeds import config, reload
from minzheng.feeds.logs import FORMATTERS
from minzheng.loaders import file_batches, run
from minzheng.loaders.kinds.reference.indicators import INDICATORS

pytestmark = pytest.mark.once


def value(engine, source):
    query = "select value from mart.reported where source_code = :source"
    with engine.connect() as connection:
        return connection.execute(text(query), {"source": source}).scalar()


def ops(engine, query):
    with engine.connect() as connection:
        return connection.execute(text(query)).all()


def lanterns(path):
    """A list with a new indicator."""
    record = {"code": "lanterns", "program": "place_names", "unit": "item", "kind": "stock"}
    record |= {"over_areas": "sum", "over_time": "last"}
    record |= dict.fromkeys(("name", "name_en", "definition", "definition_en"), "lanterns")
    path.parent.mkdir(exist_ok=True)
    return write(path, INDICATORS.header, [record])


def test_a_folder_is_loaded_and_then_left_alone(engine, tmp_path):
    figures(tmp_path / "counts" / "a.csv", "1200")
    figures(tmp_path / "counts" / "b.csv", "1300")
    path = written(tmp_path, folder_feed())
    report = reloaded(engine, path)["counts"]
    assert (report.outcome, report.files, report.changes) == ("loaded", 2, 2)
    assert (value(engine, "counts-a"), value(engine, "counts-b")) == (1200, 1300)
    report = reloaded(engine, path)["counts"]
    assert (report.outcome, report.files, report.results) == ("unchanged", 2, [])


def test_only_what_changed_is_loaded(engine, tmp_path):
    figures(tmp_path / "counts" / "a.csv", "1200")
    figures(tmp_path / "counts" / "b.csv", "1300")
    path = written(tmp_path, folder_feed())
    reloaded(engine, path)
    figures(tmp_path / "counts" / "b.csv", "1301")
    report = reloaded(engine, path)["counts"]
    assert [(result.name, result.revised) for result in report.results] == [("b.csv", 1)]
    assert value(engine, "counts-b") == 1301


def test_a_failing_feed_stops_no_other(engine, tmp_path):
    figures(tmp_path / "counts" / "a.csv", indicator="lanterns")
    figures(tmp_path / "single.csv")
    path = written(tmp_path, folder_feed(priority=1), file_feed(), file_feed("absent"))
    reports = reloaded(engine, path)
    assert {name: report.outcome for name, report in reports.items()} == {
        "counts": "failed",
        "absent": "failed",
        "single": "loaded",
    }
    assert "lanterns" in reports["counts"].error
    assert "there is no file" in reports["absent"].error


def test_what_was_refused_fails_without_being_loaded_again(engine, tmp_path):
    figures(tmp_path / "single.csv", indicator="lanterns")
    path = written(tmp_path, file_feed())
    first = reloaded(engine, path)["single"]
    again = reloaded(engine, path)["single"]
    assert (first.outcome, len(first.results)) == ("failed", 1)
    assert (again.outcome, again.results, again.errors) == ("failed", [], first.errors)


def test_what_was_refused_loads_after_a_line_in_a_list(engine, tmp_path):
    figures(tmp_path / "single.csv", indicator="lanterns")
    path = written(tmp_path, file_feed())
    reloaded(engine, path)
    list(run.load(engine, [lanterns(tmp_path / "indicators.csv")]))
    assert reloaded(engine, path)["single"].outcome == "loaded"


def test_lists_are_loaded_before_figures_and_feeds_after_those_they_need(engine, tmp_path):
    lanterns(tmp_path / "codes" / "indicators.csv")
    figures(tmp_path / "counts" / "a.csv", indicator="lanterns")
    needs = "after = ['codes']"
    path = written(
        tmp_path, f"{folder_feed(priority=9)}\n{needs}", table("feeds.codes", folder="codes")
    )
    reports = reloaded(engine, path)
    assert list(reports) == ["codes", "counts"]
    assert reports["counts"].outcome == "loaded"


def test_a_list_that_changes_has_figures_looked_at_again(engine, tmp_path):
    figures(tmp_path / "single.csv")
    path = written(tmp_path, file_feed())
    reloaded(engine, path)
    list(run.load(engine, [lanterns(tmp_path / "indicators.csv")]))
    (result,) = reloaded(engine, path)["single"].results
    assert (result.outcome, result.changes) == ("loaded", 0)


def test_another_load_of_the_same_source_is_noticed(engine, tmp_path):
    figures(tmp_path / "single.csv", "1200")
    path = written(tmp_path, file_feed())
    reloaded(engine, path)
    (tmp_path / "elsewhere").mkdir()
    list(run.load(engine, [figures(tmp_path / "elsewhere" / "single.csv", "9")]))
    assert value(engine, "single") == 9
    assert reloaded(engine, path)["single"].changes == 1
    assert value(engine, "single") == 1200


def test_another_title_has_the_file_loaded_again(engine, tmp_path):
    figures(tmp_path / "single.csv")
    reloaded(engine, written(tmp_path, file_feed()))
    reloaded(engine, written(tmp_path, file_feed(title="Renamed")))
    titles = ops(engine, "select title from core.source where code = 'single'")
    assert titles == [("Renamed",)]


def test_two_files_that_would_be_one_source_are_told(engine, tmp_path):
    figures(tmp_path / "counts" / "a.csv")
    (tmp_path / "counts" / "a.html").write_text("<table></table>")
    report = reloaded(engine, written(tmp_path, folder_feed()))["counts"]
    (error,) = report.errors
    assert "same source" in error
    assert value(engine, "counts-a") == 1200


def test_two_files_of_one_name_in_two_folders_are_parts_of_one_source(engine, tmp_path):
    figures(tmp_path / "counts" / "2023" / "a.csv", "1200")
    figures(tmp_path / "counts" / "2024" / "a.csv", "75", indicator="elderly_beds")
    feed = folder_feed().replace("[feeds.counts]", "[feeds.counts]\npatterns = ['**/*.csv']")
    report = reloaded(engine, written(tmp_path, feed))["counts"]
    assert (report.errors, [result.added for result in report.results]) == ([], [1, 1])
    query = "select value from mart.reported where source_code = 'counts-a' order by value"
    assert ops(engine, query) == [(75,), (1200,)]


def test_a_folder_that_lost_all_its_files_is_told(engine, tmp_path):
    path = written(tmp_path, folder_feed())
    file = figures(tmp_path / "counts" / "a.csv")
    reloaded(engine, path)
    file.unlink()
    assert "is it mounted?" in reloaded(engine, path)["counts"].error
    assert value(engine, "counts-a") == 1200


@pytest.mark.parametrize("name", ["数量".encode("gbk"), b"n\xff"])
def test_a_name_in_another_encoding_is_read_as_load_reads_it(engine, tmp_path, name):
    figures(tmp_path / "counts" / "a.csv")
    figures(Path(os.fsdecode(os.fsencode(tmp_path / "counts") + b"/" + name + b".csv")))
    report = reloaded(engine, written(tmp_path, folder_feed()))["counts"]
    assert (report.error, report.files) == (None, 2)
    known = name.decode("gb18030", "backslashreplace")
    assert value(engine, f"counts-{known}") == 1200
    assert reloaded(engine, written(tmp_path, folder_feed()))["counts"].changes == 0


def test_two_names_that_are_one_text_in_two_encodings_are_told(engine, tmp_path):
    for encoding in ("utf-8", "gbk"):
        name = "数量.csv".encode(encoding)
        figures(Path(os.fsdecode(os.fsencode(tmp_path / "counts") + b"/" + name)))
    report = reloaded(engine, written(tmp_path, folder_feed()))["counts"]
    assert "there is no file" in report.error and "\\udc" in report.error
    assert value(engine, "counts-数量") == 1200


def test_a_plan_says_what_would_be_done_and_does_nothing(engine, tmp_path):
    lanterns(tmp_path / "codes" / "indicators.csv")
    figures(tmp_path / "counts" / "a.csv", indicator="lanterns")
    counts = folder_feed(after=["codes"])
    path = written(tmp_path, counts, table("feeds.codes", folder="codes"))
    feeds = config.read(path)
    before = ops(engine, "select * from ops.load_run")
    reports = list(reload.plan_feeds(engine, feeds, feeds.select([])))
    assert [report.outcome for report in reports] == ["loaded", "loaded"]
    assert value(engine, "counts-a") is None
    assert ops(engine, "select * from ops.load_run") == before
    assert ops(engine, "select * from ops.schedule") == []


def test_a_run_and_its_files_are_recorded(engine, tmp_path):
    figures(tmp_path / "single.csv")
    path = written(tmp_path, file_feed(), file_feed("absent"))
    reloaded(engine, path)
    query = """
        select feed, load_run.outcome, load_run.files, load_file.outcome, load_file.error, path
        from ops.load_run inner join ops.load_file using (load_run_id)
        where feed is not null order by feed
    """
    absent, single = ops(engine, query)
    missing = f"there is no file {tmp_path / 'absent.csv'}"
    assert absent == ("absent", "failed", 1, "failed", missing, str(tmp_path / "absent.csv"))
    assert single == ("single", "loaded", 1, "loaded", None, str(tmp_path / "single.csv"))


def test_a_second_reload_of_a_feed_waits_and_is_told_who_reloads(engine, tmp_path):
    figures(tmp_path / "single.csv")
    path = written(tmp_path, file_feed())
    told = []
    with engine.connect() as other:
        other.execute(text("set application_name = 'the first'"))
        locks.acquire(other, locks.of_feed("single"))

        def on_wait(holder):
            told.append(holder)
            other.rollback()

        assert reloaded(engine, path, on_wait=on_wait)["single"].outcome == "loaded"
    (holder,) = told
    assert holder.startswith("the first, ")


def test_a_stop_comes_after_the_file_in_hand(engine, tmp_path):
    for name in "abc":
        figures(tmp_path / "counts" / f"{name}.csv")
    path = written(tmp_path, folder_feed(cadence="0 0 1 1 *"))
    loaded = "select count(*) from ops.load_file where name like 'counts:%'"

    def stopping():
        return ops(engine, loaded) >= [(2,)]

    report = reloaded(engine, path, is_stopped=stopping)["counts"]
    assert (report.outcome, len(report.results)) == ("stopped", 2)
    query = "select failures, next_at <= now() from ops.schedule"
    assert ops(engine, query) == [(0, True)]
    assert reloaded(engine, path)["counts"].changes == 1


def test_a_loader_that_breaks_off_stops_no_other_file(engine, tmp_path, monkeypatch):
    figures(tmp_path / "counts" / "a.csv")
    figures(tmp_path / "counts" / "b.csv")
    load_file = file_batches.load_file

    def breaking(begin, run_id, recognised, keep_going):
        if recognised.file.path.stem == "a":
            raise ZeroDivisionError("of all things")
        return load_file(begin, run_id, recognised, keep_going)

    monkeypatch.setattr(file_batches, "load_file", breaking)
    report = reloaded(engine, written(tmp_path, folder_feed()))["counts"]
    assert report.errors == ["a.csv: ZeroDivisionError: of all things"]
    assert value(engine, "counts-b") == 1200


def test_a_feed_that_nobody_watches_any_more_is_loaded_all_the_same(engine, tmp_path):
    figures(tmp_path / "single.csv")
    feeds = config.read(written(tmp_path, file_feed()))
    (report,) = reload.reload_feeds(engine, feeds.select([]))
    assert report.outcome == "loaded"
    assert ops(engine, "select outcome from ops.load_run where feed = 'single'") == [("loaded",)]


def test_a_secret_of_a_feed_is_in_no_table_no_log_and_no_message(
    engine, tmp_path, monkeypatch, caplog
):
    monkeypatch.setenv("OFFICE_TOKEN", "s3cret-by-name")
    path = written(
        tmp_path,
        url_feed("http://127.0.0.1:1/a.csv?token=${OFFICE_TOKEN}", name="named", attempts=1),
        url_feed("http://127.0.0.1:1/b.csv?token=s3cret-as-such", name="held", attempts=1),
    )
    with caplog.at_level("DEBUG"):
        reports = reloaded(engine, path)
    assert [report.outcome for report in reports.values()] == ["failed", "failed"]
    tables = "select tablename from pg_tables where schemaname = 'ops'"
    rows = [
        ops(engine, f"select one::text from ops.{name} as one") for (name,) in ops(engine, tables)
    ]
    told = [*map(str, rows), caplog.text, *(str(report.errors) for report in reports.values())]
    for formatter in FORMATTERS.values():
        told += [formatter().format(record) for record in caplog.records]
    assert not [text for text in told if "s3cret" in text]
    assert "token=${OFFICE_TOKEN}" in str(rows)
    assert "token=***" in str(rows)
