"""The loader of comparisons that a table or chart states: growth, differences, multiples, shares.

A file is named for its source, `source.comparisons.csv`. What a row leaves out is what is usual:
the value compared with is one of the same indicator, area and breakdown.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from sqlalchemy import Connection, text

from ... import staging
from ...files import File, Record, Rejection
from ...printed import Figure, UnreadableFigure, parse
from ...resolve import breakdowns
from .. import csv_columns
from ..reference.merging import Changes
from . import TYPES, changed, checked, execute, resolve, unknown_source
from .layout import BREAKDOWNS, COLUMNS
from .layout import HEADER as LEDGER

REQUIRED = (
    "locator",
    "printed",
    "kind",
    "indicator",
    "area",
    "period_start",
    "period_end",
    "base_period_start",
    "base_period_end",
)
OPTIONAL = (
    "breakdown",
    "basis",
    "unit",
    "carried",
    "base_indicator",
    "base_area",
    "base_breakdown",
    "base_basis",
    "period_note",
    "note",
)
MUST = [replace(column, required=column.name in REQUIRED) for column in COLUMNS]
KNOWN_SOURCE = "select exists (select from core.source where code = :code)"
FIGURE = ("figure_value", "figure_low", "figure_high", "figure_qualifier", "figure_unit")


class Comparisons:
    """The kind of file: a row for each comparison."""

    header = REQUIRED + OPTIONAL

    def fits(self, columns: tuple[str, ...]) -> bool:
        return set(REQUIRED) <= set(columns) <= set(self.header)

    def stage(self, connection: Connection, file: File) -> staging.Staged:
        rows = [Record(row.line, filled(row.fields)) for row in file.rows]
        figures = {row.line: read(row) for row in rows}
        staging.stage(connection, TYPES, (staged(row, figures[row.line]) for row in rows))
        rejects = [
            *file.misfits,
            *csv_columns.well_formed(MUST, rows),
            *(found for found in figures.values() if isinstance(found, Rejection)),
            *repeated(rows),
        ]
        # Of rows that are no dates or numbers the database can make nothing.
        staging.discard(connection, {reject.line for reject in rejects})
        rejects += [
            *csv_columns.unknown(connection, COLUMNS),
            *breakdowns.wrong(connection, BREAKDOWNS),
            *checked(connection),
        ]
        if not connection.execute(text(KNOWN_SOURCE), {"code": file.source}).scalar_one():
            rejects.append(unknown_source(file))
        return staging.of_file(file, rejects)

    def merge(
        self, connection: Connection, file: File, load_file_id: int, *, partial: bool
    ) -> Changes:
        """Bring the comparisons of the source to what is staged."""
        breakdowns.create(connection, BREAKDOWNS)
        resolve(connection)
        names = {"source": file.source, "load_file_id": load_file_id}
        execute(connection, "comparisons", names)
        if partial:
            connection.execute(text("delete from comparison_change where line is null"))
        for statement in ("comparisons_withdraw", "comparisons_add"):
            execute(connection, statement, names)
        return Changes(*changed(connection, "comparison_change"))


def filled(fields: dict[str, str | None]) -> dict[str, str | None]:
    """The row of a ledger that says the same."""
    found = dict.fromkeys(LEDGER) | fields | {"disposition": "comparison"}
    usual = {
        "unit": "multiple" if found["kind"] == "multiple" else "percent",
        "breakdown": "total",
        "basis": basis(found["period_start"], found["period_end"]),
        "base_indicator": found["indicator"],
        "base_area": found["area"],
        "base_breakdown": found["breakdown"] or "total",
        "base_basis": basis(found["base_period_start"], found["base_period_end"]),
    }
    return found | {name: value for name, value in usual.items() if found[name] is None}


def basis(start: str | None, end: str | None) -> str:
    return "point" if start == end else "during"


def read(row: Record) -> Figure | Rejection:
    printed = row.fields["printed"] or ""
    try:
        return parse(printed, row.fields["carried"] or "")
    except UnreadableFigure as error:
        return Rejection(row.line, "printed", printed, "unreadable", str(error))


def staged(row: Record, figure: Figure | Rejection) -> list[object]:
    values: Iterable[object] = [None] * len(FIGURE)
    if isinstance(figure, Figure):
        values = (figure.value, figure.low, figure.high, figure.qualifier, figure.unit)
    return [row.line, *(row.fields[name] for name in LEDGER), None, None, *values]


def repeated(rows: list[Record]) -> Iterator[Rejection]:
    """A reject for each row at the place of one before it."""
    seen: set[str | None] = set()
    for line, fields in rows:
        if (place := fields["locator"]) in seen:
            message = f"{place} is the locator of an earlier line too"
            yield Rejection(line, "locator", place, "duplicate", message)
        seen.add(place)
