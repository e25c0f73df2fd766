"""The sheets of programmes: a row for each area, breakdown and period."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row

from .report_book import ReportBook
from .sheet_writer import add_sheet
from .workbook_texts import BASES

KEYS = ("area_code", "area", "breakdown", "first_day", "last_day", "basis")
# Of the columns of an indicator, the bounds; and the code of the area.
FOLDED, OF_INDICATOR = (1, 2), 4


def add_program_sheets(
    book: ReportBook, figures: Sequence[Row[Any]], indicators: dict[str, Row[Any]]
) -> dict[str, str]:
    """Add them, and return the title of the sheet of each programme."""
    titles = {}
    accepted = [row for row in figures if row.accepted]
    for program, name in book.names.programs.items():
        own = [row for row in accepted if indicators[row.indicator_code].program_code == program]
        if own:
            titles[program] = _add_program_sheet(book, name, own, indicators)
    return titles


def _add_program_sheet(
    book: ReportBook, name: str, figures: Sequence[Row[Any]], indicators: dict[str, Row[Any]]
) -> str:
    """Put the figures of all indicators for one area, breakdown and period side by side."""
    codes = sorted({row.indicator_code for row in figures})
    cells = {(_key(row), row.indicator_code): row for row in figures}
    header = book.headers(KEYS)
    for code in codes:
        header += _indicator_headers(book, code, indicators[code].unit)
    rows = [
        [
            *_key_cells(book, key, codes[0]),
            *(value for code in codes for value in _cells(book, cells.get((key, code)))),
        ]
        for key in dict.fromkeys(map(_key, figures))
    ]
    folded = [
        len(KEYS) + OF_INDICATOR * number + place
        for number in range(len(codes))
        for place in FOLDED
    ]
    return add_sheet(book.file, name, header, rows, fixed_columns=3, details=[0, *folded])


def _key(row: Row[Any]) -> tuple[Any, ...]:
    return row.area_code, row.breakdown, row.period_start, row.period_end, row.basis


def _key_cells(book: ReportBook, key: tuple[Any, ...], indicator: str) -> list[object]:
    area, breakdown, first, last, basis = key
    named = book.names.breakdown(breakdown, indicator), first, last, book.text(BASES, basis)
    return [area, book.areas[area], *named]


def _indicator_headers(book: ReportBook, code: str, unit: str) -> list[str]:
    name = book.names.indicators[code]
    parts = book.headers(("low", "high", "source"))
    return [f"{name} ({book.names.units[unit]})", *(f"{name} {part}" for part in parts)]


def _cells(book: ReportBook, row: Row[Any] | None) -> list[object]:
    if row is None:
        return [None] * OF_INDICATOR
    return [row.value, row.low, row.high, book.sources[row.source_code]]
