"""Reloads feeds one after the other; a feed that fails does not stop the others.

Reloads of the same feed wait for each other; loads of different feeds wait file by file.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import psycopg
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError, OperationalError

from ..database import locks
from ..loaders import run
from ..loaders.run import parts_of
from . import schedule_table
from .feed import Feed, FeedsConfig
from .reload_feed import database_message, reload_feed
from .reload_outcome import ReloadOutcome
from .stopping import IsStopped

LOG = logging.getLogger(__name__)


def reload_feeds(
    engine: Engine,
    feeds: list[Feed],
    *,
    on_wait: locks.OnWait | None = None,
    is_stopped: IsStopped = lambda: False,
) -> Iterator[ReloadOutcome]:
    """Reload registered feeds one after the other, after what is to be released by now."""
    release(engine, is_stopped)
    for feed in feeds:
        if is_stopped():
            return
        try:
            with feed_lock(engine, feed, on_wait, is_stopped):
                outcome = reload_feed(feed, engine.begin, on_wait, is_stopped)
        except locks.WaitStopped:
            return
        yield outcome


def plan_feeds(
    engine: Engine,
    config: FeedsConfig,
    feeds: list[Feed],
    *,
    on_wait: locks.OnWait | None = None,
    is_stopped: IsStopped = lambda: False,
) -> Iterator[ReloadOutcome]:
    """What ``reload_feeds`` would do: it is done and rolled back."""
    with engine.connect() as connection:
        schedule_table.register(connection, config)
        for feed in feeds:
            try:
                locks.acquire(connection, locks.of_feed(feed.name), on_wait, is_stopped)
            except locks.WaitStopped:
                break
            yield reload_feed(feed, parts_of(connection), on_wait, is_stopped)
        connection.rollback()


def release(engine: Engine, is_stopped: IsStopped) -> None:
    """Load the files that are held, and whose sources are released by now."""
    try:
        for result in run.release(engine, is_stopped=is_stopped):
            level = logging.WARNING if result.error else logging.INFO
            facts = {"file": result.name, "outcome": result.outcome, "error": result.error}
            LOG.log(level, "file released", extra={"facts": facts})
    except locks.WaitStopped:
        return
    except (psycopg.OperationalError, OperationalError) as error:
        # Whoever reloads next meets the same, and says so.
        LOG.warning("not released", extra={"facts": {"error": database_message(error)}})


@contextmanager
def feed_lock(
    engine: Engine, feed: Feed, on_wait: locks.OnWait | None, is_stopped: IsStopped
) -> Iterator[None]:
    """Holds the lock of the feed: nobody else reloads it meanwhile. Raises WaitStopped."""
    connection = engine.connect()
    try:
        locks.acquire(connection, locks.of_feed(feed.name), on_wait, is_stopped)
        yield
    finally:
        # A connection that was cut has released the lock already.
        with suppress(DBAPIError):
            connection.close()
