"""The names of codes in one language."""

from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy import Connection

from .report_queries import run_query


class Names(NamedTuple):
    """Names by code of indicators, metrics, programmes, units and members of breakdowns."""

    indicators: Mapping[str, str]
    metrics: Mapping[str, str]
    programs: Mapping[str, str]
    units: Mapping[str, str]
    members: Mapping[str, str]
    separator: str

    def breakdown(self, key: str) -> str:
        """The members of a breakdown; nothing for a total."""
        parts = [] if key == "total" else key.split(";")
        return self.separator.join(self.members.get(part, part) for part in parts)


def names(connection: Connection, language: str) -> Names:
    column = "name" if language == "zh" else f"name_{language}"

    def of(query: str) -> dict[str, str]:
        rows = run_query(connection, query)
        return {row.code: getattr(row, column) for row in rows}

    return Names(
        of("all_indicators"),
        of("metric_definitions"),
        of("programs"),
        of("units"),
        of("members"),
        "·" if language == "zh" else ", ",
    )
