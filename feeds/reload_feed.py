"""Reloads one feed: loads the files that changed, each in a transaction of its own."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import psycopg
from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from ..database import locks
from ..loaders import file_batches, records, run
from ..loaders.files import File, Origin
from ..loaders.kinds.registry import RecognisedFile, recognise_in_order
from ..loaders.results import COUNTS, Result
from ..redaction import redacted
from . import fetch, loaded_files, schedule_table
from .feed import Feed
from .file_version import FetchedFile, FetchError, LoadedVersion
from .reload_outcome import ReloadOutcome
from .stopping import IsStopped, Stopped
from .work_folder import work_folder

LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class FeedReload:
    """A reload in progress; ``begin`` opens a transaction."""

    feed: Feed
    begin: file_batches.Begin
    run_id: int
    outcome: ReloadOutcome
    on_wait: locks.OnWait | None = None
    is_stopped: IsStopped = lambda: False

    @contextmanager
    def begin_load(self) -> Iterator[Connection]:
        """A transaction that holds the lock for loading."""
        with self.begin() as connection:
            locks.acquire(connection, locks.CONTENT, self.on_wait, self.is_stopped)
            yield connection


def reload_feed(
    feed: Feed,
    begin: file_batches.Begin,
    on_wait: locks.OnWait | None = None,
    is_stopped: IsStopped = lambda: False,
) -> ReloadOutcome:
    with begin() as connection:
        started_at = schedule_table.clock(connection)
        run_id = records.start_run(connection, "reload", feed.name)
    reload = FeedReload(feed, begin, run_id, ReloadOutcome(feed.name), on_wait, is_stopped)
    LOG.info("reload starts", extra={"facts": {"feed": feed.name}})
    try:
        with work_folder() as folder:
            for file in _changed_files(reload, folder):
                _load(reload, file)
        run.analyze(begin, reload.outcome.changes)
    except (psycopg.OperationalError, OperationalError) as error:
        # No fault of the data: the server is down or full, or a lock was not to be had.
        reload.outcome.fail(database_message(error), can_wait=True)
    _finish(reload, started_at)
    return reload.outcome


def database_message(error: BaseException) -> str:
    """What the database says, in one line."""
    return " ".join(str(getattr(error, "orig", None) or error).split())


def _changed_files(reload: FeedReload, folder: Path) -> Iterator[RecognisedFile]:
    """The files that changed; reference lists before the figures that use their codes."""
    feed, outcome = reload.feed, reload.outcome
    with reload.begin() as connection:
        loaded = loaded_files.current_versions(
            connection,
            feed.name,
            lambda address: feed.options_for(fetch.stem(feed, address)),
            keep_going=feed.keep_going,
        )
    changed = []
    try:
        for address, fetched in fetch.fetch_files(feed, loaded, folder, reload.is_stopped):
            outcome.files += 1
            if isinstance(fetched, FetchError):
                _record_fetch_error(reload, address, fetched)
            elif fetched.copy:
                changed.append(_file(feed, fetched, fetched.copy))
            else:
                _keep_loaded(reload, loaded[address], fetched)
    except FetchError as error:
        outcome.fail(str(error), can_wait=error.can_wait)
    except Stopped:
        outcome.stopped = True
        return
    for file in recognise_in_order(changed):
        if reload.is_stopped():
            outcome.stopped = True
            return
        yield file


def _file(feed: Feed, fetched: FetchedFile, copy: Path) -> File:
    version = fetched.version
    origin = Origin(fetched.address, version.etag, version.last_modified)
    return File(
        copy,
        fetch.file_name(feed, fetched.address),
        fetch.path_within(feed, fetched.address),
        str(version.sha256),
        feed.options_for(fetch.stem(feed, fetched.address)),
        origin,
        delays_readers=False,
    )


def _record_fetch_error(reload: FeedReload, address: str, error: FetchError) -> None:
    feed = reload.feed
    name, stem = fetch.file_name(feed, address), fetch.stem(feed, address)
    address = fetch.readable(address)
    reload.outcome.fail(str(error), can_wait=error.can_wait)
    facts = {"feed": reload.feed.name, "error": str(error)}
    LOG.warning("file not fetched", extra={"facts": facts})
    with reload.begin() as connection:
        options = feed.options_for(stem)
        loaded_files.record_failure(connection, reload.run_id, name, address, options, str(error))


def _keep_loaded(reload: FeedReload, loaded: LoadedVersion, fetched: FetchedFile) -> None:
    """Leave an unchanged file as it is loaded; the errors of that load remain."""
    if loaded.error:
        name = fetch.path_within(reload.feed, fetched.address)
        reload.outcome.fail(f"{name}: {loaded.error}", can_wait=False)
    if fetched.version != loaded.version:
        with reload.begin() as connection:
            loaded_files.record_validators(connection, loaded, fetched.version)


def _load(reload: FeedReload, recognised: RecognisedFile) -> None:
    file = recognised.file
    try:
        result = file_batches.load_file(
            reload.begin_load, reload.run_id, recognised, reload.feed.keep_going
        )
    except (psycopg.OperationalError, OperationalError):
        raise
    except locks.WaitStopped:
        reload.outcome.stopped = True
        return
    except Exception as error:
        # Whatever one file makes a loader raise, the other files are still loaded.
        LOG.exception("load failed", extra={"facts": {"file": file.address}})
        message = redacted(f"{type(error).__name__}: {database_message(error)}")
        result = Result(file.label, "failed", failure=message)
        with reload.begin() as connection:
            facts = (file.name, file.address, file.options, message)
            loaded_files.record_failure(connection, reload.run_id, *facts)
    reload.outcome.add(result)
    level = logging.WARNING if result.error else logging.INFO
    LOG.log(level, "file loaded", extra={"facts": _facts(reload, file, result)})


def _finish(reload: FeedReload, started_at: datetime) -> None:
    outcome = reload.outcome
    try:
        with reload.begin() as connection:
            end = (outcome.outcome, outcome.error, outcome.files)
            records.finish_run(connection, reload.run_id, *end)
            schedule_table.record_run(connection, reload.feed, outcome, reload.run_id, started_at)
    except (psycopg.OperationalError, OperationalError) as error:
        # The next run marks this one as interrupted.
        LOG.error("run not recorded", extra={"facts": {"error": database_message(error)}})
    level = logging.WARNING if outcome.errors else logging.INFO
    LOG.log(level, "reload ends", extra={"facts": outcome.facts})


def _facts(reload: FeedReload, file: File, result: Result) -> dict[str, object]:
    counts = {name: getattr(result, name) for name in ("outcome", "read", *COUNTS, "error")}
    facts = {"feed": reload.feed.name, "address": file.address, **counts}
    rates = {"seconds": round(result.seconds, 3), "rows_per_second": result.rows_per_second}
    return facts | rates
