import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import contextmanager

import pytest
from sqlalchemy import text
from support.feeding import (
    eventually,
    figures,
    file_feed,
    folder_feed,
    is_waited,
    reloaded,
    written,
)

from minzheng import database
from minzheng.database import locks
from minzheng.feeds import config, schedule_table, scheduler
from minzheng.feeds.clock import Clock
from minzheng.feeds.status import feed_statuses

pytestmark = pytest.mark.once

SECONDS = "* * * * * *"
YEARLY = "0 0 1 1 *"


@contextmanager
def keeping(engine, path):
    """The cadences are kept meanwhile."""
    stop = threading.Event()
    keeper = threading.Thread(
        target=scheduler.run_scheduler, args=(engine, config.read(path), stop)
    )
    keeper.start()
    try:
        yield
    finally:
        stop.set()
        keeper.join()


def runs(engine, feed="single"):
    query = text("select outcome from ops.load_run where feed = :feed order by load_run_id")
    with engine.connect() as connection:
        return list(connection.scalars(query, {"feed": feed}))


def set_schedule(engine, values):
    with engine.begin() as connection:
        connection.execute(text(f"update ops.schedule set {values}"))


def health(engine, feed="single"):
    with engine.connect() as connection:
        return {found.feed: found for found in feed_statuses(connection)}.get(feed)


def test_a_feed_is_reloaded_at_its_cadence(engine, tmp_path):
    figures(tmp_path / "single.csv")
    with keeping(engine, written(tmp_path, file_feed(cadence=SECONDS))):
        eventually(lambda: runs(engine)[:2] == ["loaded", "unchanged"])
        figures(tmp_path / "single.csv", "1201")
        eventually(lambda: runs(engine).count("loaded") == 2)


def test_what_was_missed_is_caught_up_once(engine, tmp_path):
    figures(tmp_path / "single.csv")
    path = written(tmp_path, file_feed(cadence=YEARLY))
    reloaded(engine, path)
    with keeping(engine, path):
        time.sleep(0.3)
    assert runs(engine) == ["loaded"]
    set_schedule(engine, "next_at = now() - interval '3 years'")
    with keeping(engine, path):
        eventually(lambda: runs(engine) == ["loaded", "unchanged"])
        time.sleep(0.3)
    assert runs(engine) == ["loaded", "unchanged"]


def test_where_waiting_can_help_it_is_tried_again_soon(engine, tmp_path):
    feed = "[feeds.single]\nurl = 'http://127.0.0.1:1/a.csv'\nretry = '0.1 s'\nattempts = 3\n"
    with keeping(engine, written(tmp_path, f"{feed}cadence = '{YEARLY}'")):
        eventually(lambda: runs(engine) == ["failed"] * 3)
        time.sleep(0.5)
    assert runs(engine) == ["failed"] * 3


def test_where_waiting_cannot_help_it_is_not_tried_before_it_is_due(engine, tmp_path):
    figures(tmp_path / "single.csv", indicator="lanterns")
    feed = file_feed(cadence=YEARLY, retry="0.1 s")
    with keeping(engine, written(tmp_path, feed)):
        eventually(lambda: runs(engine) == ["failed"])
        time.sleep(0.5)
    assert runs(engine) == ["failed"]


def test_feeds_that_are_due_at_once_run_in_the_order_of_their_needs(engine, tmp_path):
    figures(tmp_path / "a.csv")
    figures(tmp_path / "b.csv")
    feeds = (file_feed("a", cadence=YEARLY, after=["b"]), file_feed("b", cadence=YEARLY))
    with keeping(engine, written(tmp_path, *feeds)):
        eventually(lambda: runs(engine, "a"))
    with engine.connect() as connection:
        query = text("select feed from ops.load_run where feed is not null order by load_run_id")
        assert list(connection.scalars(query)) == ["b", "a"]


def test_a_feed_without_a_run_is_late_after_its_grace(engine, tmp_path):
    path = written(tmp_path, file_feed(cadence="0 * * * *", grace="30 min"))
    reloaded(engine, path)
    set_schedule(engine, "due_at = now() - interval '29 min'")
    assert health(engine).late_since is None
    set_schedule(engine, "due_at = now() - interval '31 min', failing_since = null")
    assert (health(engine).state, health(engine).is_well) == ("late", False)


def test_the_scheduler_tells_of_lateness(engine, tmp_path):
    told = tmp_path / "told"
    hook = f"[[hooks]]\non = ['late']\ncommand = ['sh', '-c', 'cat >> {told}']"
    path = written(tmp_path, file_feed(cadence=YEARLY, grace="1 s"), hook)
    reloaded(engine, path)
    set_schedule(engine, "due_at = now() - interval '1 hour'")
    with keeping(engine, path):
        assert '"event": "late"' in eventually(lambda: told.exists() and told.read_text())
        time.sleep(0.6)
    assert told.read_text().count("late_since") == 1


def test_a_database_that_is_gone_for_a_while_is_waited_for(engine, server_url, tmp_path):
    figures(tmp_path / "single.csv")
    told = tmp_path / "told"
    hook = f"[[hooks]]\non = ['failed', 'recovered']\ncommand = ['sh', '-c', 'cat >> {told}']"
    feed = file_feed(cadence=SECONDS, retry="0.1 s")
    admin = database.connect(server_url).execution_options(isolation_level="AUTOCOMMIT")
    name = engine.url.database
    with keeping(engine, written(tmp_path, feed, hook)), admin.connect() as other:
        eventually(lambda: runs(engine))
        other.execute(text(f"alter database {name} allow_connections false"))
        others = f"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}'"
        other.execute(text(others))
        eventually(lambda: told.exists() and '"event": "failed"' in told.read_text())
        other.execute(text(f"alter database {name} allow_connections true"))
        eventually(lambda: '"event": "recovered"' in told.read_text())
    admin.dispose()
    assert runs(engine)[-1] in ("loaded", "unchanged")


def test_a_clock_that_was_set_back_leaves_no_feed_waiting(engine, tmp_path):
    path = written(tmp_path, file_feed(cadence="0 * * * *"))
    reloaded(engine, path)
    set_schedule(engine, "next_at = now() + interval '1 year', due_at = now() + interval '1 year'")
    feeds = config.read(path)
    with engine.begin() as connection:
        schedule_table.register(connection, feeds)
        query = "select greatest(next_at, due_at) < now() + interval '61 min' from ops.schedule"
        assert connection.execute(text(query)).scalar_one()


def test_a_set_clock_is_noticed_once():
    clock = Clock()
    assert not clock.was_set()
    clock.before += 3600
    assert clock.was_set()
    assert not clock.was_set()


def test_another_cadence_is_followed(engine, tmp_path):
    figures(tmp_path / "single.csv")
    reloaded(engine, written(tmp_path, file_feed(cadence=YEARLY)))
    with keeping(engine, written(tmp_path, file_feed(cadence=SECONDS))):
        eventually(lambda: len(runs(engine)) >= 2)


def test_feeds_that_are_no_longer_named_are_no_longer_watched(engine, tmp_path):
    reloaded(engine, written(tmp_path, file_feed("a"), file_feed("b")))
    reloaded(engine, written(tmp_path, file_feed("a")))
    assert health(engine, "b") is None


def command(engine, *arguments):
    url = engine.url.render_as_string(hide_password=False)
    program = os.path.join(os.path.dirname(sys.executable), "minzheng")
    return subprocess.Popen(
        [program, "--database", url, *map(str, arguments)],
        stderr=subprocess.PIPE,
        text=True,
        # What a shell runs in the background ignores SIGINT, and so does what that starts.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )


# Each command with each signal and each lock, and each signal with each lock.
@pytest.mark.parametrize(
    ("run", "code", "number", "lock"),
    [
        ("schedule", 0, signal.SIGTERM, locks.CONTENT),
        ("schedule", 0, signal.SIGINT, locks.of_feed("counts")),
        ("reload", 1, signal.SIGINT, locks.CONTENT),
        ("reload", 1, signal.SIGTERM, locks.of_feed("counts")),
    ],
)
def test_told_to_stop_it_waits_for_no_lock(engine, tmp_path, run, code, number, lock):
    figures(tmp_path / "counts" / "a.csv")
    path = written(tmp_path, folder_feed(cadence=YEARLY))
    with engine.connect() as other:
        locks.acquire(other, lock)
        process = command(engine, run, "--feeds", path)
        eventually(lambda: is_waited(engine))
        process.send_signal(number)
        _output, told = process.communicate(timeout=60)
    assert process.returncode == code and "Traceback" not in told
    assert runs(engine, "counts") == (["stopped"] if lock == locks.CONTENT else [])
    with engine.connect() as connection:
        loaded = text("select count(*) from ops.load_file where name like 'counts:%'")
        assert connection.execute(loaded).scalar() == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_a_load_that_waits(engine, tmp_path, number):
    file = figures(tmp_path / "a.csv")
    with engine.connect() as other:
        locks.acquire(other, locks.CONTENT)
        process = command(engine, "load", file)
        eventually(lambda: is_waited(engine))
        process.send_signal(number)
        _output, told = process.communicate(timeout=60)
        assert not is_waited(engine)
    assert process.returncode == 128 + number
    assert f"Stopped by {number.name}" in told and "Traceback" not in told
