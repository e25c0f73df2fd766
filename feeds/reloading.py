"""Reloading feeds, one after the other; one that fails does not stop the others.

Several reloads of one feed take turns; the loads of different ones do so file by file.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from ..database.locks import Waiting, silent, take_turns
from ..loaders import kept_growth
from . import schedule
from .feed import Feed, Feeds
from .outcome import Report
from .updating import Stopping, bring_up_to_date


def reload(
    engine: Engine,
    chosen: list[Feed],
    *,
    waiting: Waiting = silent,
    stopping: Stopping = lambda: False,
) -> Iterator[Report]:
    """Bring feeds up to date that are registered, one after the other."""
    for feed in chosen:
        if stopping():
            return
        with turn(engine, feed, waiting):
            report = bring_up_to_date(feed, engine.begin, waiting, stopping)
        if report.changes:
            kept_growth.settle(engine)
        yield report


def plan(
    engine: Engine, feeds: Feeds, chosen: list[Feed], *, waiting: Waiting = silent
) -> Iterator[Report]:
    """What ``reload`` would do; nothing of it stays."""
    with engine.connect() as connection:

        @contextmanager
        def part() -> Iterator[Connection]:
            with connection.begin_nested():
                yield connection

        schedule.register(connection, feeds)
        for feed in chosen:
            take_turns(connection, waiting, turn_of(feed))
            yield bring_up_to_date(feed, part, waiting)
        connection.rollback()


@contextmanager
def turn(engine: Engine, feed: Feed, waiting: Waiting) -> Iterator[None]:
    """Nobody else reloads the feed meanwhile."""
    connection = engine.connect()
    try:
        take_turns(connection, waiting, turn_of(feed))
        yield
    finally:
        # Where the connection was cut, the turn is over anyway.
        with suppress(DBAPIError):
            connection.close()


def turn_of(feed: Feed) -> str:
    return f"minzheng feed {feed.name}"
