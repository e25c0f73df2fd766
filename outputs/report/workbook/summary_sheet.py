"""The first sheet: indicators by areas, each with its latest value and the change over a year."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import Row

from .report_book import ReportBook
from .sheet_writer import Link, add_sheet
from .workbook_texts import SHEETS

KEYS = ("sheet", "indicator", "breakdown", "unit")
OF_AREA = ("last_day", "change")
# A year is this many days, give or take those by which the ends of months differ.
YEAR, TOLERANCE = 365, 16


def add_summary(
    book: ReportBook,
    areas: Sequence[str],
    figures: Sequence[Row[Any]],
    indicators: Mapping[str, Row[Any]],
    growth: Sequence[Row[Any]],
    sheets: Mapping[str, str],
) -> None:
    """Add it in front of all sheets; ``sheets`` are the titles of those of the programmes."""
    latest = _latest(figures, set(areas))
    changes = _changes_on_a_year(figures, growth)
    order = list(sheets)
    series = {(code, breakdown) for code, breakdown, _ in latest}
    rows = []
    for code, breakdown in sorted(
        series, key=lambda one: (order.index(indicators[one[0]].program_code), one)
    ):
        indicator = indicators[code]
        program = book.names.programs[indicator.program_code]
        row: list[object] = [
            Link(program, sheets[indicator.program_code]),
            book.names.indicators[code],
            book.names.breakdown(breakdown, code),
            book.names.units[indicator.unit],
        ]
        for area in areas:
            found = latest.get((code, breakdown, area))
            row += _cells(found, changes) if found else [None] * (1 + len(OF_AREA))
        rows.append(row)
    header = book.headers(KEYS)
    for area in areas:
        name = book.areas[area]
        header += [name, *(f"{name} {part}" for part in book.headers(OF_AREA))]
    add_sheet(book.file, book.text(SHEETS, "summary"), header, rows, len(KEYS), index=0)


def _latest(figures: Sequence[Row[Any]], areas: set[str]) -> dict[tuple[str, str, str], Row[Any]]:
    """The last accepted figure of each indicator, breakdown and area; targets are not figures."""
    found = [row for row in figures if row.accepted and row.basis != "target"]
    found.sort(key=lambda row: (row.period_end, row.period_start, row.observation_id))
    return {
        (row.indicator_code, row.breakdown, row.area_code): row
        for row in found
        if row.area_code in areas
    }


def _changes_on_a_year(
    figures: Sequence[Row[Any]], growth: Sequence[Row[Any]]
) -> dict[int, Decimal]:
    """The growth in percent of figures whose preceding one is a year older."""
    days = {row.observation_id: row.period_end for row in figures}
    found = {}
    for row in growth:
        base, day = days.get(row.base_observation_id), days.get(row.observation_id)
        if base is None or day is None or row.growth is None:
            continue
        if abs((day - base).days - YEAR) <= TOLERANCE:
            found[row.observation_id] = round(row.growth, 1)
    return found


def _cells(row: Row[Any], changes: Mapping[int, Decimal]) -> list[object]:
    return [row.value, row.period_end, changes.get(row.observation_id)]
