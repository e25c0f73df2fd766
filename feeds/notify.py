"""Decides when hooks are called.

Once for a failure or lateness and once for its end; for the rejects of each run; once for each new
early warning. That a hook was called is recorded afterwards: if the process is killed in between,
the next one calls it again.
"""

from typing import Any

from sqlalchemy import Engine, select, update
from sqlalchemy.dialects.postgresql import insert

from ..database.statements import execute
from ..schema import AlertTold, Schedule
from .feed import FeedsConfig
from .hooks import call_hooks
from .reload_outcome import ReloadOutcome
from .status import feed_statuses

QUERIES = f"{__package__}.queries"
# So many alerts are in a message, which says how many there are in all.
MOST_ALERTS = 50


def of_run(engine: Engine, config: FeedsConfig, outcome: ReloadOutcome) -> None:
    """Call hooks for what a run brought."""
    facts = outcome.facts | {"owner": config.feeds[outcome.feed].owner}
    with engine.connect() as connection:
        query = select(Schedule.failing_since, Schedule.failure_told, Schedule.lateness_told)
        row = connection.execute(query.where(Schedule.feed == outcome.feed)).one_or_none()
    if row is None:
        return
    if row.failing_since and not row.failure_told:
        call_hooks(config.hooks, "failed", facts | {"failing_since": row.failing_since})
        _record(engine, outcome.feed, failure_told=True)
    elif outcome.outcome in ("loaded", "unchanged") and (row.failure_told or row.lateness_told):
        call_hooks(config.hooks, "recovered", facts)
        _record(engine, outcome.feed, failure_told=False, lateness_told=False)
    if outcome.rejected >= config.rejects:
        call_hooks(config.hooks, "rejects", facts)
    if outcome.changes and config.has_hook("alerts"):
        _of_alerts(engine, config, outcome)


def of_lateness(engine: Engine, config: FeedsConfig) -> None:
    """Call hooks for feeds without a successful run within the grace period."""
    with engine.connect() as connection:
        notified = set(connection.scalars(select(Schedule.feed).where(Schedule.lateness_told)))
        late = [status for status in feed_statuses(connection) if status.late_since]
    for status in late:
        if status.feed in config.feeds and status.feed not in notified:
            names = ("feed", "owner", "late_since", "succeeded_at", "failing_since", "error")
            call_hooks(config.hooks, "late", {name: getattr(status, name) for name in names})
            _record(engine, status.feed, lateness_told=True)


def _of_alerts(engine: Engine, config: FeedsConfig, outcome: ReloadOutcome) -> None:
    with engine.connect() as connection:
        rows = execute(connection, QUERIES, "new_alerts").mappings()
        alerts = [dict(row) for row in rows]
    if alerts:
        facts: dict[str, Any] = {"feed": outcome.feed, "count": len(alerts)}
        call_hooks(config.hooks, "alerts", facts | {"alerts": alerts[:MOST_ALERTS]})
        keys = [column.name for column in AlertTold.__table__.primary_key]
        with engine.begin() as connection:
            connection.execute(
                insert(AlertTold).on_conflict_do_nothing(),
                [{key: alert[key] for key in keys} for alert in alerts],
            )


def _record(engine: Engine, feed: str, **notified: bool) -> None:
    with engine.begin() as connection:
        connection.execute(update(Schedule).where(Schedule.feed == feed).values(**notified))
