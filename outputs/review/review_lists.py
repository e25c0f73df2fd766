"""The lists from which a reviewer chooses: indicators, areas, members, units."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection

from ...database.statements import execute
from ..report.report_queries import QUERIES as REPORT_QUERIES

QUERIES = f"{__package__}.queries"
Line = Mapping[str, Any]


@dataclass(frozen=True)
class ReviewLists:
    """Lines with code, name and name_en, and what else the page says or checks of each."""

    indicators: list[Line]
    areas: list[Line]
    members: list[Line]
    units: list[Line]

    @property
    def as_json(self) -> dict[str, object]:
        return asdict(self)


def read_review_lists(
    connection: Connection, area: str | None = None, named: Iterable[str] = ()
) -> ReviewLists:
    """The lists of a database; areas near that of the text, and those that its proposals name."""
    values: dict[str, object] = {"area": area, "named": sorted(set(named))}

    def lines(name: str, queries: str = QUERIES) -> list[Line]:
        return [dict(row) for row in execute(connection, queries, name, values).mappings()]

    return ReviewLists(
        lines("review_indicators"),
        lines("review_areas"),
        lines("members", REPORT_QUERIES),
        lines("review_units"),
    )
