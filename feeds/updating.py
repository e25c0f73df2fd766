"""Bringing one feed up to date: what changed is loaded, a transaction for each file; the rest is
left alone.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import psycopg
from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from ..database import locks
from ..loaders import records, run
from ..loaders.files import File, Origin
from ..loaders.kinds.registry import RecognisedFile, recognise_in_order
from ..loaders.results import COUNTS, Result
from . import fetching, schedule, spool, versions
from .feed import Feed
from .outcome import Report
from .version import Fetched, FetchError, Known

LOG = logging.getLogger(__name__)

# Is asked between files whether to stop.
Stopping = Callable[[], bool]


@dataclass(frozen=True)
class Task:
    """A feed that is brought up to date; ``begin`` opens a transaction."""

    feed: Feed
    begin: run.Begin
    run_id: int
    report: Report
    on_wait: locks.OnWait | None = None
    stopping: Stopping = lambda: False

    @contextmanager
    def in_turn(self) -> Iterator[Connection]:
        """A transaction while which nobody else loads."""
        with self.begin() as connection:
            locks.acquire(connection, locks.CONTENT, self.on_wait)
            yield connection


def bring_up_to_date(
    feed: Feed,
    begin: run.Begin,
    on_wait: locks.OnWait | None = None,
    stopping: Stopping = lambda: False,
) -> Report:
    with begin() as connection:
        started_at = schedule.clock(connection)
        run_id = records.start_run(connection, "reload", feed.name)
    task = Task(feed, begin, run_id, Report(feed.name), on_wait, stopping)
    LOG.info("reload starts", extra={"facts": {"feed": feed.name}})
    try:
        with spool.folder() as folder:
            for file in _changed(task, folder):
                _load(task, file)
        run.analyze(begin, task.report.changes)
    except (psycopg.OperationalError, OperationalError) as error:
        # The server is gone, or has no room, or somebody else was first: not for the data.
        task.report.fail(words(error), can_wait=True)
    _end(task, started_at)
    return task.report


def words(error: BaseException) -> str:
    """What the database says, in a line."""
    return " ".join(str(getattr(error, "orig", None) or error).split())


def _changed(task: Task, folder: Path) -> Iterator[RecognisedFile]:
    """The files that are not what they were; lists before the figures that speak of them."""
    feed, report = task.feed, task.report
    with task.begin() as connection:
        known = versions.standing(
            connection,
            feed.name,
            lambda address: feed.options_for(fetching.stem(feed, address)),
            keep_going=feed.keep_going,
        )
    changed = []
    try:
        for address, found in fetching.fetched(feed, known, folder):
            report.files += 1
            if isinstance(found, FetchError):
                _not_had(task, address, found)
            elif found.copy:
                changed.append(_file(feed, found, found.copy))
            else:
                _left_alone(task, known[address], found)
    except FetchError as error:
        report.fail(str(error), can_wait=error.can_wait)
    for file in recognise_in_order(changed):
        if task.stopping():
            report.stopped = True
            return
        yield file


def _file(feed: Feed, found: Fetched, copy: Path) -> File:
    version = found.version
    origin = Origin(found.address, version.etag, version.last_modified)
    return File(
        copy,
        fetching.file_name(feed, found.address),
        fetching.path_within(feed, found.address),
        str(version.sha256),
        feed.options_for(fetching.stem(feed, found.address)),
        origin,
        delays_readers=False,
    )


def _not_had(task: Task, address: str, error: FetchError) -> None:
    feed = task.feed
    name, stem = fetching.file_name(feed, address), fetching.stem(feed, address)
    address = fetching.readable(address)
    task.report.fail(str(error), can_wait=error.can_wait)
    LOG.warning("file not had", extra={"facts": {"feed": feed.name, "error": str(error)}})
    with task.begin() as connection:
        options = feed.options_for(stem)
        versions.add_failed(connection, task.run_id, name, address, options, str(error))


def _left_alone(task: Task, known: Known, found: Fetched) -> None:
    """A file that did not change; what was wrong with it still is."""
    if known.error:
        name = fetching.path_within(task.feed, found.address)
        task.report.fail(f"{name}: {known.error}", can_wait=False)
    if found.version != known.version:
        with task.begin() as connection:
            versions.rename(connection, known, found.version)


def _load(task: Task, recognised: RecognisedFile) -> None:
    file = recognised.file
    try:
        result = run.load_file(task.in_turn, task.run_id, recognised, task.feed.keep_going)
    except (psycopg.OperationalError, OperationalError):
        raise
    except Exception as error:
        # Whatever a file does to a loader, the other files are loaded.
        LOG.exception("load broke off", extra={"facts": {"file": file.address}})
        result = Result(file.label, "failed", failure=f"{type(error).__name__}: {words(error)}")
        with task.begin() as connection:
            facts = (file.name, file.address, file.options, str(result.failure))
            versions.add_failed(connection, task.run_id, *facts)
    task.report.add(result)
    level = logging.WARNING if result.error else logging.INFO
    LOG.log(level, "file loaded", extra={"facts": _facts(task, file, result)})


def _end(task: Task, started_at: datetime) -> None:
    report = task.report
    try:
        with task.begin() as connection:
            end = (report.outcome, report.error, report.files)
            records.finish_run(connection, task.run_id, *end)
            schedule.end(connection, task.feed, report, task.run_id, started_at)
    except (psycopg.OperationalError, OperationalError) as error:
        # The next run will find this one interrupted.
        LOG.error("run not recorded", extra={"facts": {"error": words(error)}})
    level = logging.WARNING if report.errors else logging.INFO
    LOG.log(level, "reload ends", extra={"facts": report.facts})


def _facts(task: Task, file: File, result: Result) -> dict[str, object]:
    counts = {name: getattr(result, name) for name in ("outcome", "read", *COUNTS, "error")}
    facts = {"feed": task.feed.name, "address": file.address, **counts}
    rates = {"seconds": round(result.seconds, 3), "rows_per_second": result.rows_per_second}
    return facts | rates
