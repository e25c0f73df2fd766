"""A long life: reloads with revisions, readers and ``minzheng schedule`` side by side, for minutes.

Prints, at even intervals, what must stay flat: memory and open files of the scheduler, sizes of the
catalogue, of tables and of their indexes, and the time and plan of ten questions.
"""

import argparse
import hashlib
import os
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from loading import new_server
from sqlalchemy import Connection, Engine, text
from tabulate import tabulate

from minzheng import database
from minzheng.loaders import run

FILES = 6
FEEDS = """
[feeds.figures]
folder = "figures"
source = "soak-{name}"
title = "Figures {name}"
settle = "0 s"
cadence = "* * * * * *"
"""
AREAS = """
    select area_code from mart.area
    where in_force and area_level = 'county' and area_code like '53%'
    order by area_code
"""
QUESTIONS = {
    "value": "select count(*) from mart.value where area_code = '530600'",
    "reported": "select count(*) from mart.reported where indicator_code = 'volunteers'",
    "growth": "select count(*) from mart.growth where area_code = '530600'",
    "metric": "select count(*) from mart.metric_value where area_code = '530000'",
    "rollup": "select count(*) from mart.rollup where area_code = '530000'",
    "conflict": "select count(*) from mart.conflict",
    "suspect": "select count(*) from mart.suspect",
    "alert": "select count(*) from mart.alert",
    "rule": "select count(*) from mart.rule_check where area_code = '530600'",
    "source": "select count(*) from mart.source",
}
SIZES = """
    select
        (select count(*) from core.observation) as figures,
        (select count(*) from ops.load_run) as runs,
        pg_table_size('core.observation') / 1e6 as table_mb,
        pg_indexes_size('core.observation') / 1e6 as indexes_mb,
        (
            select sum(pg_total_relation_size(oid)) / 1e6
            from pg_class where relnamespace = 'calc'::regnamespace and relkind = 'r'
        ) as kept_mb,
        (
            select sum(pg_total_relation_size(oid)) / 1e6
            from pg_class where relnamespace = 'pg_catalog'::regnamespace and relkind = 'r'
        ) as catalogue_mb,
        pg_database_size(current_database()) / 1e6 as database_mb
"""
HEADER = (
    "minute",
    "revisions",
    "figures",
    "runs",
    "scheduler MB",
    "open files",
    "table MB",
    "indexes MB",
    "kept MB",
    "catalogue MB",
    "database MB",
    "questions ms",
    "plans changed",
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--samples", type=int, default=10)
    parser.add_argument("--pause", type=float, default=1, help="seconds between two revisions")
    options = parser.parse_args()
    with new_server() as server:
        engine = database.connect(server.url)
        with engine.begin() as connection:
            database.upgrade(connection)
        list(run.load(engine, run.bundled()))
        folder = Path(server.home, "soak")
        folder.mkdir()
        (folder / "feeds.toml").write_text(FEEDS)
        with (
            writing(engine, folder, options.pause) as written,
            scheduled(server.home, folder) as process,
            reading(engine),
        ):
            lines = list(samples(engine, process, written, options))
    print(tabulate(lines, HEADER, "github", ".1f"))


def samples(
    engine: Engine, process: int, written: list[int], options: argparse.Namespace
) -> Iterator[list[object]]:
    """A line at the start, and one after each part of the time."""
    started = time.monotonic()
    plans: dict[str, str] = {}
    for number in range(options.samples + 1):
        time.sleep(
            max(0, started + options.minutes * 60 * number / options.samples - time.monotonic())
        )
        with engine.connect() as connection:
            times, found = asked(connection)
            plans = plans or found
            figures, runs, *sizes = connection.execute(text(SIZES)).one()
        changed = sum(found[name] != plans[name] for name in found)
        minute = (time.monotonic() - started) / 60
        line = [minute, written[0], figures, runs, memory(process), descriptors(process), *sizes]
        print(*line, file=sys.stderr)
        yield [*line, 1000 * sum(times), changed]


def asked(connection: Connection) -> tuple[list[float], dict[str, str]]:
    """The median time of each question, in seconds, and a checksum of its plan."""
    times: list[float] = []
    plans: dict[str, str] = {}
    for name, question in QUESTIONS.items():
        plan = "\n".join(connection.scalars(text(f"explain (costs off) {question}")))
        plans[name] = hashlib.sha256(plan.encode()).hexdigest()
        taken = []
        for _ in range(3):
            started = time.perf_counter()
            connection.execute(text(question)).all()
            taken.append(time.perf_counter() - started)
        times.append(statistics.median(taken))
    return times, plans


@contextmanager
def writing(engine: Engine, folder: Path, pause: float) -> Iterator[list[int]]:
    """One file after the other gets another version, of which a third of the figures are new."""
    done, written = threading.Event(), [0]
    (folder / "figures").mkdir()
    with engine.connect() as connection:
        areas = connection.scalars(text(AREAS)).all()

    def write() -> None:
        while True:
            number, version = written[0] % FILES, written[0] // FILES
            lines = [
                f"volunteers,{area},{year}-12-31,{year}-12-31,{1000 + place + version * 7 % 5000}\n"
                if (place + version) % 3 == 0
                else f"volunteers,{area},{year}-12-31,{year}-12-31,{1000 + place}\n"
                for place, area in enumerate(areas)
                for year in range(2000 + number * 3, 2003 + number * 3)
            ]
            new = folder / "next.csv"
            new.write_text("indicator,area,period_start,period_end,printed\n" + "".join(lines))
            new.rename(folder / "figures" / f"{number}.csv")
            written[0] += 1
            if done.wait(pause):
                return

    with in_thread(write, done):
        yield written


@contextmanager
def reading(engine: Engine) -> Iterator[None]:
    done = threading.Event()

    def read() -> None:
        with engine.connect() as connection:
            while not done.wait(0.5):
                for question in QUESTIONS.values():
                    connection.execute(text(question)).all()
                connection.rollback()

    with in_thread(read, done):
        yield


@contextmanager
def in_thread(work: Callable[[], None], done: threading.Event) -> Iterator[None]:
    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


@contextmanager
def scheduled(home: Path, folder: Path) -> Iterator[int]:
    """``minzheng schedule`` at work; its process."""
    command = [sys.executable, "-m", "minzheng", "schedule", "--feeds", str(folder / "feeds.toml")]
    environment = {**os.environ, "MINZHENG_HOME": str(home)}
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        try:
            yield process.pid
        finally:
            process.terminate()
            process.wait()


def memory(process: int) -> float:
    """What a process has in memory, in MB."""
    pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def descriptors(process: int) -> int:
    return len(list(Path(f"/proc/{process}/fd").iterdir()))


if __name__ == "__main__":
    main()
