"""From a table to its figures, each with what the table says it is."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from ..formats.sheet import Sheet
from .blocks import Block, split_into_blocks
from .cells import is_value
from .context import Context
from .entries import Entry, TableFigure
from .periods import Period, months, whole_year
from .problems import TableProblem
from .sheet_columns import Role
from .table_headers import Header
from .table_rows import Table

__all__ = ["Description", "TableFigure", "TableProblem", "account", "describe", "read_figures"]


@dataclass(frozen=True)
class Description:
    """What a sheet was taken for, and how many of its cells are of each kind."""

    layouts: tuple[str, ...]
    header_rows: tuple[int, ...]
    units: tuple[str, ...]
    areas: tuple[str, ...]
    periods: tuple[tuple[date, date], ...]
    cells: dict[str, int]


def read_figures(
    sheet: Sheet, *, period: Period | None = None
) -> Iterator[TableFigure | TableProblem]:
    """Every figure of a table, and every cell that cannot be read.

    ``period`` is used where the table names none; where it names another, that is a problem.
    """
    for entry in account(sheet, period=period):
        if entry.item is not None:
            yield entry.item


def account(sheet: Sheet, *, period: Period | None = None) -> Iterator[Entry]:
    """Every cell with characters, and every blank one where a figure could stand, exactly once."""
    found = list(split_into_blocks(sheet))
    if not found:
        yield Entry("problem", report_unknown_form(sheet))
        yield from (
            Entry("problem" if is_value(text) else "unread")
            for row in sheet.rows
            for text in row
            if text
        )
    for block in found:
        yield from read_block(sheet, block, period)


def read_block(sheet: Sheet, block: Block, period: Period | None) -> Iterator[Entry]:
    own = block.context
    said = own.period or period or period_of_columns(block.header)
    named = of_sheet(said, own)
    fault = find_disagreement(block, period)
    if said and named is None and fault is None:
        fault = "several_periods", f"the title says {said.end}, the sheet is named {sheet.name}"
    completed = replace(own, period=named, is_of_sheet=named != said)
    yield from read_outside(sheet, block.above, "title")
    if fault:
        place = sheet.locator(block.header.start, 0)
        yield Entry("problem", TableProblem(place, "", *fault))
    for row in range(block.header.start, block.header.end):
        yield from (Entry("header") for text in sheet.rows[row] if text)
    reader = Table(sheet, block.header, completed, block.data)
    for row in block.data:
        yield from reader.read_entries(row)
    yield from read_outside(sheet, block.notes, "note")


def period_of_columns(header: Header) -> Period | None:
    """The one period that columns name beside those of a time before it: 2023年1-9月, 上年同期."""
    if not any(one.role is Role.EARLIER for one in header.columns):
        return None
    figures = (one for one in header.columns if one.role is Role.FIGURE)
    named = {whole_year(one.year) if one.year else one.period for one in figures}
    return named.pop() if len(named) == 1 else None


def of_sheet(period: Period | None, own: Context) -> Period | None:
    """The months that a sheet is named for, where they are within those of the title or the file.

    None where the sheet is named for another time.
    """
    if period is None or period.kind == "day":
        return period
    if own.sheet_year not in (None, period.end.year):
        return None
    if own.sheet_months is None:
        return period
    named = months(period.end.year, *own.sheet_months)
    if named is None or (named.end == period.end and period.kind != "year"):
        return period
    # What is counted from January to June is not what the sheet of May counts.
    is_whole = period.kind in ("year", "quarter")
    return named if is_whole and period.start <= named.start and named.end <= period.end else None


def report_unknown_form(sheet: Sheet) -> TableProblem:
    count = sum(is_value(text) for row in sheet.rows for text in row)
    message = f"no header of a known form; {count} cells hold a number"
    if sheet.name is None and sheet.width == 1:
        count = len(sheet.rows)
        message = "no separators: names, units and values run together"
    reason = "unknown_form" if count else "no_table"
    return TableProblem(sheet.locator(0, 0), "", reason, message)


def read_outside(sheet: Sheet, rows: range, kind: str) -> Iterator[Entry]:
    """Titles and notes; a row of numbers among them is a row without header."""
    for row in rows:
        lost = Table.has_values(sheet, row)
        for column, text in enumerate(sheet.rows[row]):
            if lost and text:
                message = "figures outside of any known table"
                place = sheet.locator(row, column)
                yield Entry("problem", TableProblem(place, text, "no_header", message))
            elif text:
                yield Entry(kind)


def find_disagreement(block: Block, period: Period | None) -> tuple[str, str] | None:
    own = block.context
    if own.conflict and period is None:
        names = ", ".join(sorted({one.end.isoformat() for one in own.conflict}))
        return "several_periods", f"the title names periods that end on {names}"
    if own.period and period and own.period.end != period.end:
        return "other_period", f"the title says {own.period.end}, the load options say {period.end}"
    return None


def describe(sheet: Sheet, *, period: Period | None = None) -> Description:
    found = list(split_into_blocks(sheet))
    entries = list(account(sheet, period=period))
    items = [entry.item for entry in entries if isinstance(entry.item, TableFigure)]
    periods = {
        (item.period_start, item.period_end)
        for item in items
        if item.period_start is not None and item.period_end is not None
    }
    return Description(
        layouts=tuple(block.header.layout for block in found),
        header_rows=tuple(
            row + 1 for block in found for row in range(block.header.start, block.header.end)
        ),
        units=tuple(dict.fromkeys(item.unit for item in items if item.unit)),
        areas=tuple(
            dict.fromkeys(name for item in items for name in (item.area, *item.titled) if name)
        ),
        periods=tuple(sorted(periods)),
        cells=dict(Counter(entry.kind for entry in entries)),
    )
