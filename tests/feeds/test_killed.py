import signal
import subprocess
import sys
import threading
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import text
from support.feeding import eventually, figures, file_feed, reloaded, written

BLOCKED = """
    select pid from pg_locks inner join pg_database on pg_database.oid = pg_locks.database
    where
        datname = current_database()
        and relation = 'core.observation'::regclass
        and not granted
"""


def one(engine, query):
    with engine.connect() as connection:
        return connection.execute(text(query)).scalar()


def value(engine):
    return one(engine, "select value from mart.reported where source_code = 'single'")


@contextmanager
def in_the_middle(engine):
    """No load gets further than to its first observation."""
    with engine.connect() as other:
        other.execute(text("lock table core.observation in share mode"))
        yield


def test_a_loader_that_is_killed_leaves_the_source_as_it_was(engine, tmp_path):
    path = written(tmp_path, file_feed())
    figures(tmp_path / "single.csv", "1200")
    reloaded(engine, path)
    figures(tmp_path / "single.csv", "1201")
    url = engine.url.render_as_string(hide_password=False)
    command = [Path(sys.executable).with_name("minzheng"), "--database", url, "reload"]
    with in_the_middle(engine):
        process = subprocess.Popen([*command, "--feeds", path])
        eventually(lambda: one(engine, BLOCKED))
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert value(engine) == 1200
    assert reloaded(engine, path)["single"].outcome == "loaded"
    assert value(engine) == 1201
    query = "select error from ops.load_run where feed is not null order by load_run_id offset 1"
    assert one(engine, query) == "interrupted"


def test_a_connection_that_is_cut_fails_the_run_and_the_next_completes(engine, tmp_path):
    path = written(tmp_path, file_feed())
    figures(tmp_path / "single.csv")
    reports = []
    loader = threading.Thread(target=lambda: reports.append(reloaded(engine, path)["single"]))
    with in_the_middle(engine):
        loader.start()
        blocked = eventually(lambda: one(engine, BLOCKED))
        one(engine, f"select pg_terminate_backend({blocked})")
        loader.join()
    (report,) = reports
    assert (report.outcome, report.can_wait) == ("failed", True)
    assert value(engine) is None
    assert reloaded(engine, path)["single"].outcome == "loaded"
