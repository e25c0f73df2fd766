"""Keeps ops.schedule: when each feed is due, and how its last runs ended."""

import platform
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from ..schema import Schedule
from .feed import Feed, FeedsConfig
from .reload_outcome import ReloadOutcome


def clock(connection: Connection) -> datetime:
    """The time of the server, which dates all runs."""
    now: datetime = connection.execute(select(func.clock_timestamp())).scalar_one()
    return now


def rows(connection: Connection) -> list[Row[Any]]:
    return list(connection.execute(select(Schedule.__table__).order_by(Schedule.place)))


def register(connection: Connection, config: FeedsConfig) -> None:
    """Bring the table up to date with feeds.toml; feeds that it no longer names are deleted."""
    now = clock(connection)
    registered = {row.feed: row for row in rows(connection)}
    origin = {"host": platform.node(), "file": str(config.path.absolute())}
    for place, feed in enumerate(config.feeds.values()):
        row = registered.get(feed.name)
        values = origin | {"place": place} | _settings(feed) | _times(feed, row, now)
        if row is None:
            connection.execute(insert(Schedule).values(feed=feed.name, known_since=now, **values))
        elif any(getattr(row, name) != value for name, value in values.items()):
            connection.execute(update(Schedule).where(Schedule.feed == feed.name).values(**values))
    removed = Schedule.feed.not_in(config.feeds)
    same_origin = [getattr(Schedule, name) == value for name, value in origin.items()]
    connection.execute(delete(Schedule).where(removed, *same_origin))


def _settings(feed: Feed) -> dict[str, Any]:
    return {
        "owner": feed.owner,
        "cadence": feed.cadence and feed.cadence.expression,
        "timezone": feed.cadence and feed.cadence.timezone,
        "grace": feed.grace,
    }


def _times(feed: Feed, row: Row[Any] | None, now: datetime) -> dict[str, datetime | None]:
    """When the feed is due and when it is tried next. A new feed is due at once.

    Neither may be later than the next time of the cadence: a clock that was wrong for a while
    would otherwise keep a feed waiting.
    """
    if not feed.cadence:
        return {"due_at": None, "next_at": None}
    if row is None:
        return {"due_at": now, "next_at": now}
    latest = feed.cadence.after(now)
    due_at, next_at = row.due_at, row.next_at
    if (row.cadence, row.timezone) != (feed.cadence.expression, feed.cadence.timezone):
        due_at = feed.cadence.after(row.succeeded_at) if row.succeeded_at else row.known_since
        next_at = due_at
    return {"due_at": min(due_at, latest), "next_at": min(next_at, latest)}


def due_feeds(connection: Connection, feeds: Iterable[Feed]) -> list[Feed]:
    """Those of the feeds whose next attempt is due."""
    now = clock(connection)
    next_at = {row.feed: row.next_at for row in rows(connection)}
    return [feed for feed in feeds if (at := next_at.get(feed.name)) and at <= now]


def record_run(
    connection: Connection, feed: Feed, outcome: ReloadOutcome, run_id: int, started_at: datetime
) -> None:
    """Record how a run ended, and when the feed is tried next."""
    now = clock(connection)
    failures = select(Schedule.failures).where(Schedule.feed == feed.name)
    earlier_failures = connection.execute(failures).scalar()
    if earlier_failures is None:
        # The feed was removed from feeds.toml, and that was read, while it was loaded.
        return
    values: dict[str, Any] = {"load_run_id": run_id, "next_at": feed.cadence and now}
    if outcome.outcome == "failed":
        values |= _after_failure(feed, outcome, earlier_failures + 1, now)
        values["failing_since"] = func.coalesce(Schedule.failing_since, started_at)
    elif outcome.outcome != "stopped":
        values |= {"failing_since": None, "failures": 0, "error": None}
        values |= {"succeeded_at": started_at, **_after_success(feed, started_at, now)}
        values |= {"changed_at": now} if outcome.changes else {}
    connection.execute(update(Schedule).where(Schedule.feed == feed.name).values(**values))


def _after_failure(
    feed: Feed, outcome: ReloadOutcome, failures: int, now: datetime
) -> dict[str, Any]:
    """The next attempt: by the cadence, or sooner where waiting can help."""
    pause = feed.pause(failures) if outcome.can_wait else None
    times = [feed.cadence.after(now)] if feed.cadence else []
    if times and pause is not None:
        times.append(now + pause)
    return {"failures": failures, "error": outcome.error, "next_at": min(times, default=None)}


def _after_success(feed: Feed, started_at: datetime, now: datetime) -> dict[str, Any]:
    if not feed.cadence:
        return {}
    return {"due_at": feed.cadence.after(started_at), "next_at": feed.cadence.after(now)}
