"""The sheets of programmes: a row for each area, breakdown and period."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row

from .report_book import ReportBook
from .sheet_writer import add_sheet
from .workbook_texts import BASES

KEYS = ("area_code", "area", "breakdown", "first_day", "last_day", "basis")


def add_program_sheets(
    book: ReportBook, figures: Sequence[Row[Any]], indicators: dict[str, Row[Any]]
) -> None:
    accepted = [row for row in figures if row.accepted]
    for program, name in book.names.programs.items():
        own = [row for row in accepted if indicators[row.indicator_code].program_code == program]
        if own:
            _add_program_sheet(book, name, own, indicators)


def _add_program_sheet(
    book: ReportBook, name: str, figures: Sequence[Row[Any]], indicators: dict[str, Row[Any]]
) -> None:
    """Put the figures of all indicators for one area, breakdown and period side by side."""
    codes = sorted({row.indicator_code for row in figures})
    cells = {(_key(row), row.indicator_code): row for row in figures}
    header = book.headers(KEYS)
    for code in codes:
        header += _indicator_headers(book, code, indicators[code].unit)
    rows = [
        [
            *_key_cells(book, key),
            *(value for code in codes for value in _cells(cells.get((key, code)))),
        ]
        for key in dict.fromkeys(map(_key, figures))
    ]
    add_sheet(book.file, name, header, rows, fixed_columns=3)


def _key(row: Row[Any]) -> tuple[Any, ...]:
    return row.area_code, row.breakdown, row.period_start, row.period_end, row.basis


def _key_cells(book: ReportBook, key: tuple[Any, ...]) -> list[object]:
    area, breakdown, first, last, basis = key
    named = book.names.breakdown(breakdown), first, last, book.text(BASES, basis)
    return [area, book.areas[area], *named]


def _indicator_headers(book: ReportBook, code: str, unit: str) -> list[str]:
    name = book.names.indicators[code]
    parts = book.headers(("low", "high", "source_code"))
    return [f"{name} ({book.names.units[unit]})", *(f"{name} {part}" for part in parts)]


def _cells(row: Row[Any] | None) -> list[object]:
    return [row.value, row.low, row.high, row.source_code] if row else [None] * 4
