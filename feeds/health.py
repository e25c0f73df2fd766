"""How feeds are: fine, late or failing, and since when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, text

HEALTH = """
    select
        schedule.*,
        due_at + grace < clock_timestamp() as is_late,
        extract(epoch from clock_timestamp() - succeeded_at)::int as age_seconds,
        load_run.outcome,
        load_run.files,
        load_run.read,
        load_run.added,
        load_run.revised,
        load_run.withdrawn,
        load_run.rejected,
        load_run.seconds,
        load_run.rows_per_second
    from ops.schedule
    left join ops.load_run on load_run.load_run_id = schedule.load_run_id
    order by schedule.place, schedule.feed
"""
RUN = (
    "outcome",
    "files",
    "read",
    "added",
    "revised",
    "withdrawn",
    "rejected",
    "seconds",
    "rows_per_second",
)


@dataclass(frozen=True)
class Health:
    """How a feed is. ``age_seconds``: since it was last found or made up to date."""

    feed: str
    owner: str
    state: str
    succeeded_at: datetime | None
    age_seconds: int | None
    changed_at: datetime | None
    next_at: datetime | None
    late_since: datetime | None
    failing_since: datetime | None
    failures: int
    error: str | None
    last_run: dict[str, Any]

    @property
    def is_well(self) -> bool:
        return self.late_since is None and self.failing_since is None


def healths(connection: Connection) -> list[Health]:
    """Of every feed, in the order of loading."""
    return [
        Health(
            row.feed,
            row.owner,
            _state(row),
            row.succeeded_at,
            row.age_seconds,
            row.changed_at,
            row.next_at,
            row.due_at if row.is_late else None,
            row.failing_since,
            row.failures,
            row.error,
            {name: getattr(row, name) for name in RUN} if row.outcome else {},
        )
        for row in connection.execute(text(HEALTH))
    ]


def all_well(found: Iterable[Health]) -> bool:
    return all(health.is_well for health in found)


def _state(row: Any) -> str:
    if row.failing_since:
        return "failing"
    if row.is_late:
        return "late"
    return "fine" if row.succeeded_at else "new"
