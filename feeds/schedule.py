"""Feeds between their runs, in ops.schedule: when each is due, and how it is."""

import platform
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from ..schema import Schedule
from .feed import Feed, Feeds
from .outcome import Report


def clock(connection: Connection) -> datetime:
    """The time by the clock that dates the runs."""
    now: datetime = connection.execute(select(func.clock_timestamp())).scalar_one()
    return now


def rows(connection: Connection) -> list[Row[Any]]:
    return list(connection.execute(select(Schedule.__table__).order_by(Schedule.place)))


def register(connection: Connection, feeds: Feeds) -> None:
    """Write down what feeds.toml says now; a feed that it no longer has goes."""
    now = clock(connection)
    present = {row.feed: row for row in rows(connection)}
    here = {"host": platform.node(), "file": str(feeds.path.absolute())}
    for place, feed in enumerate(feeds.feeds.values()):
        row = present.get(feed.name)
        values = here | {"place": place} | described(feed) | times(feed, row, now)
        if row is None:
            connection.execute(insert(Schedule).values(feed=feed.name, known_since=now, **values))
        elif any(getattr(row, name) != value for name, value in values.items()):
            connection.execute(update(Schedule).where(Schedule.feed == feed.name).values(**values))
    gone = Schedule.feed.not_in(feeds.feeds)
    ours = [getattr(Schedule, name) == value for name, value in here.items()]
    connection.execute(delete(Schedule).where(gone, *ours))


def described(feed: Feed) -> dict[str, Any]:
    return {
        "owner": feed.owner,
        "cadence": feed.cadence and feed.cadence.expression,
        "timezone": feed.cadence and feed.cadence.timezone,
        "grace": feed.grace,
    }


def times(feed: Feed, row: Row[Any] | None, now: datetime) -> dict[str, datetime | None]:
    """When it is due and tried next. A new feed is due at once.

    Neither is later than the cadence's next time from now, unless the clock was set back.
    """
    if not feed.cadence:
        return {"due_at": None, "next_at": None}
    if row is None:
        return {"due_at": now, "next_at": now}
    following = feed.cadence.after(now)
    due, attempt = row.due_at, row.next_at
    if (row.cadence, row.timezone) != (feed.cadence.expression, feed.cadence.timezone):
        due = feed.cadence.after(row.succeeded_at) if row.succeeded_at else row.known_since
        attempt = due
    return {"due_at": min(due, following), "next_at": min(attempt, following)}


def due(connection: Connection, feeds: Iterable[Feed]) -> list[Feed]:
    """Those of the feeds that are to be tried by now."""
    now = clock(connection)
    next_at = {row.feed: row.next_at for row in rows(connection)}
    return [feed for feed in feeds if (at := next_at.get(feed.name)) and at <= now]


def end(
    connection: Connection, feed: Feed, report: Report, run_id: int, started_at: datetime
) -> None:
    """Write down how a run left the feed, and when the next one is due."""
    now = clock(connection)
    failures = select(Schedule.failures).where(Schedule.feed == feed.name)
    before = connection.execute(failures).scalar()
    if before is None:
        # Another feeds.toml of that name, without the feed, was read meanwhile.
        return
    values: dict[str, Any] = {"load_run_id": run_id, "next_at": feed.cadence and now}
    if report.outcome == "failed":
        values |= _failed(feed, report, before + 1, now)
        values["failing_since"] = func.coalesce(Schedule.failing_since, started_at)
    elif report.outcome != "stopped":
        values |= {"failing_since": None, "failures": 0, "error": None}
        values |= {"succeeded_at": started_at, **_following(feed, started_at, now)}
        values |= {"changed_at": now} if report.changes else {}
    connection.execute(update(Schedule).where(Schedule.feed == feed.name).values(**values))


def _failed(feed: Feed, report: Report, failures: int, now: datetime) -> dict[str, Any]:
    """It is tried again when it is due anyway, or soon where waiting can help."""
    pause = feed.pause(failures) if report.can_wait else None
    times = [feed.cadence.after(now)] if feed.cadence else []
    if times and pause is not None:
        times.append(now + pause)
    return {"failures": failures, "error": report.error, "next_at": min(times, default=None)}


def _following(feed: Feed, started_at: datetime, now: datetime) -> dict[str, Any]:
    if not feed.cadence:
        return {}
    return {"due_at": feed.cadence.after(started_at), "next_at": feed.cadence.after(now)}
