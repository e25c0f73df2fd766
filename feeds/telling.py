"""When hooks are told: of a failure, lateness and their end once each, of rejects and of alerts.

What was told is written down after the hooks were called: a process that is killed in between
leaves it to the next one.
"""

from typing import Any

from sqlalchemy import Engine, select, text, update

from ..schema import Schedule
from . import hooks
from .feed import Feeds
from .health import healths
from .outcome import Report

SHOWN_ALERTS = 50

NEW_ALERTS = """
    select
        alert_code, area_code, coalesce(breakdown, '') as breakdown, since, severity, state,
        message, message_en
    from mart.alert
    where
        state <> 'cleared'
        and (alert_code, area_code, coalesce(breakdown, ''), since) not in (
            select alert_code, area_code, breakdown, since from ops.alert_told
        )
    order by severity, alert_code, area_code
"""
TOLD = """
    insert into ops.alert_told (alert_code, area_code, breakdown, since)
    values (:alert_code, :area_code, :breakdown, :since)
    on conflict do nothing
"""


def of_run(engine: Engine, feeds: Feeds, report: Report) -> None:
    """Tell what a run has brought."""
    facts = report.facts | {"owner": feeds.feeds[report.feed].owner}
    with engine.connect() as connection:
        query = select(Schedule.failing_since, Schedule.failure_told, Schedule.lateness_told)
        row = connection.execute(query.where(Schedule.feed == report.feed)).one_or_none()
    if row is None:
        return
    if row.failing_since and not row.failure_told:
        hooks.tell(feeds.hooks, "failed", facts | {"failing_since": row.failing_since})
        _note(engine, report.feed, failure_told=True)
    elif report.outcome in ("loaded", "unchanged") and (row.failure_told or row.lateness_told):
        hooks.tell(feeds.hooks, "recovered", facts)
        _note(engine, report.feed, failure_told=False, lateness_told=False)
    if report.rejected >= feeds.rejects:
        hooks.tell(feeds.hooks, "rejects", facts)
    if report.changes and feeds.tells("alerts"):
        _of_alerts(engine, feeds, report)


def of_lateness(engine: Engine, feeds: Feeds) -> None:
    """Tell of feeds of which no run has succeeded within the grace after it was due."""
    with engine.connect() as connection:
        told = select(Schedule.feed).where(Schedule.lateness_told)
        known = set(connection.scalars(told))
        late = [health for health in healths(connection) if health.late_since]
    for health in late:
        if health.feed in feeds.feeds and health.feed not in known:
            names = ("feed", "owner", "late_since", "succeeded_at", "failing_since", "error")
            facts = {name: getattr(health, name) for name in names}
            hooks.tell(feeds.hooks, "late", facts)
            _note(engine, health.feed, lateness_told=True)


def _of_alerts(engine: Engine, feeds: Feeds, report: Report) -> None:
    with engine.connect() as connection:
        alerts = [dict(row) for row in connection.execute(text(NEW_ALERTS)).mappings()]
    if alerts:
        facts: dict[str, Any] = {"feed": report.feed, "count": len(alerts)}
        hooks.tell(feeds.hooks, "alerts", facts | {"alerts": alerts[:SHOWN_ALERTS]})
        with engine.begin() as connection:
            connection.execute(text(TOLD), alerts)


def _note(engine: Engine, feed: str, **told: bool) -> None:
    with engine.begin() as connection:
        connection.execute(update(Schedule).where(Schedule.feed == feed).values(**told))
