"""Comparisons that a table or chart states: growth, differences, multiples, shares.

A file is named for its source, `source.comparisons.csv`. What a row leaves out is what is usual:
the value compared with is one of the same indicator, area and breakdown.
"""

from collections.abc import Iterator
from dataclasses import replace

from ... import staging
from ...files import Record, Rejection
from ...load import Changes, Load, Staged
from ...printed import Figure, UnreadableFigure, parse
from ...resolve import breakdowns
from ..csv_columns import find_ill_formed
from ..kind import Kind
from ..tidy import find_unknown_source
from . import resolved_mentions, revisions
from .layout import BREAKDOWNS
from .layout import COLUMNS as LEDGER_COLUMNS
from .layout import HEADER as LEDGER_HEADER

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
# What only the numbers of a text have, and the value, which the print says.
ONLY_IN_LEDGERS = ("disposition", "reason", "same_as", "value")
COLUMNS = tuple(
    replace(column, required=column.name in REQUIRED)
    for column in LEDGER_COLUMNS
    if column.name not in ONLY_IN_LEDGERS
)


class Comparisons(Kind):
    """The kind of file: a row for each comparison."""

    def stage(self, load: Load) -> Staged:
        connection, file = load.connection, load.file
        records = [Record(line, to_ledger(fields)) for line, fields in file.records]
        figures = {record.line: parse_figure(record) for record in records}
        rejects = [
            *file.misfits,
            *find_ill_formed(COLUMNS, records),
            *(found for found in figures.values() if isinstance(found, Rejection)),
            *find_repeated(records),
        ]
        wrong = {reject.line for reject in rejects}
        rows = (
            resolved_mentions.to_staged(record, (None, None), figure)
            for record in records
            if record.line not in wrong and isinstance(figure := figures[record.line], Figure)
        )
        staging.stage(connection, resolved_mentions.TYPES, rows)
        unknown_source = find_unknown_source(connection, file)
        rejects += [*resolved_mentions.find_faults(connection), *unknown_source]
        staged = resolved_mentions.take_out(load, rejects)
        staged.is_refused = bool(unknown_source)
        return staged

    def merge(self, load: Load, staged: Staged) -> Changes:
        breakdowns.create(load.connection, BREAKDOWNS)
        return revisions.merge_comparisons(load, staged)


def to_ledger(fields: dict[str, str | None]) -> dict[str, str | None]:
    """The row of a ledger that says the same, with what is usual where the file says nothing."""
    found = dict.fromkeys(LEDGER_HEADER) | fields | {"disposition": "comparison"}
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


def parse_figure(record: Record) -> Figure | Rejection:
    printed = record.fields["printed"] or ""
    try:
        return parse(printed, record.fields["carried"] or "")
    except UnreadableFigure as error:
        return Rejection(record.line, "printed", printed, "unreadable", str(error))


def find_repeated(records: list[Record]) -> Iterator[Rejection]:
    """A reject for each row with the locator of one before it."""
    seen: set[str | None] = set()
    for line, fields in records:
        if (place := fields["locator"]) in seen:
            message = f"{place} is the locator of an earlier line too"
            yield Rejection(line, "locator", place, "duplicate", message)
        seen.add(place)


COMPARISONS = Comparisons(
    name="comparisons",
    meaning="表中所述的比较",
    meaning_en="comparisons that a table states",
    columns=COLUMNS,
)
