"""The names of codes in one language."""

from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy import Connection

from .report_queries import run_query, shown


class Names(NamedTuple):
    """Names by code of indicators, metrics, programmes, units and members of breakdowns."""

    indicators: Mapping[str, str]
    metrics: Mapping[str, str]
    programs: Mapping[str, str]
    units: Mapping[str, str]
    members: Mapping[str, str]
    # By programme and member: those that a programme has names of its own for.
    own_members: Mapping[tuple[str, str], str]
    program_of: Mapping[str, str]
    separator: str

    def breakdown(self, key: str, indicator: str = "") -> str:
        """The members of a breakdown, as they are called of the indicator; nothing for a total."""
        parts = [] if key == "total" else key.split(";")
        program = self.program_of.get(indicator, "")
        names = (
            self.own_members.get((program, part)) or self.members.get(part, part) for part in parts
        )
        return self.separator.join(names)


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
        {(row["program"], row["member"]): row[column] for row in shown("member_names")},
        {row.code: row.program_code for row in run_query(connection, "all_indicators")},
        "·" if language == "zh" else ", ",
    )
