"""Reloading feeds, one after the other; one that fails does not stop the others.

Several reloads of one feed run one after the other; those of different feeds wait for each other
file by file.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from ..database import locks
from ..loaders import kept_growth
from . import schedule
from .feed import Feed, Feeds
from .outcome import Report
from .updating import Stopping, bring_up_to_date


def reload(
    engine: Engine,
    chosen: list[Feed],
    *,
    on_wait: locks.OnWait | None = None,
    stopping: Stopping = lambda: False,
) -> Iterator[Report]:
    """Bring feeds up to date that are registered, one after the other."""
    for feed in chosen:
        if stopping():
            return
        with locked(engine, feed, on_wait):
            report = bring_up_to_date(feed, engine.begin, on_wait, stopping)
        if report.changes:
            kept_growth.settle(engine)
        yield report


def plan(
    engine: Engine, feeds: Feeds, chosen: list[Feed], *, on_wait: locks.OnWait | None = None
) -> Iterator[Report]:
    """What ``reload`` would do; nothing of it stays."""
    with engine.connect() as connection:

        @contextmanager
        def part() -> Iterator[Connection]:
            with connection.begin_nested():
                yield connection

        schedule.register(connection, feeds)
        for feed in chosen:
            locks.acquire(connection, locks.of_feed(feed.name), on_wait)
            yield bring_up_to_date(feed, part, on_wait)
        connection.rollback()


@contextmanager
def locked(engine: Engine, feed: Feed, on_wait: locks.OnWait | None) -> Iterator[None]:
    """Hold the lock of a feed."""
    connection = engine.connect()
    try:
        locks.acquire(connection, locks.of_feed(feed.name), on_wait)
        yield
    finally:
        # Where the connection was cut, the server has released the lock.
        with suppress(DBAPIError):
            connection.close()
