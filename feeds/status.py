"""How feeds are: fine, late or failing, and since when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from ..database.statements import execute

QUERIES = f"{__package__}.queries"
# The columns of a feed's last run.
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
class FeedStatus:
    """How a feed is. ``age_seconds``: since its last successful run began."""

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


def feed_statuses(connection: Connection) -> list[FeedStatus]:
    """The status of every feed, in the order of loading."""
    return [
        FeedStatus(
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
        for row in execute(connection, QUERIES, "feed_status")
    ]


def all_well(statuses: Iterable[FeedStatus]) -> bool:
    return all(status.is_well for status in statuses)


def _state(row: Any) -> str:
    if row.failing_since:
        return "failing"
    if row.is_late:
        return "late"
    return "fine" if row.succeeded_at else "new"
