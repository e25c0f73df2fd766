"""The report as a workbook: notes, a sheet for each programme, metrics, all figures, sources."""

import io
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from importlib.metadata import version
from typing import Any, NamedTuple

from openpyxl import Workbook
from sqlalchemy import Connection, Row

from .areas import Place
from .content import asked
from .headers import BASES, HEADERS, NOTES, SAYINGS, SHEETS
from .names import Names, names
from .sheets import sheet

KEYS = ("area_code", "area", "breakdown", "first_day", "last_day", "basis")
FIGURES = (
    "area_code", "area", "indicator", "breakdown", "first_day", "last_day", "basis", "value",
    "unit", "low", "high", "qualifier", "status", "printed", "printed_unit", "accepted",
    "source_code", "locator", "note", "observation_id",
)  # fmt: skip
METRICS = (
    "area_code", "area", "metric", "first_day", "last_day", "value", "unit", "low", "high",
    "numerator_id", "denominator_id", "metric_code",
)  # fmt: skip
SOURCES = (
    "source_code", "title", "publisher", "authors", "published_on", "published_precision",
    "address", "sha256", "note",
)  # fmt: skip


class Book(NamedTuple):
    """A workbook being written, and what its rows are called."""

    file: Workbook
    areas: dict[str, str]
    names: Names
    language: int

    def word(self, words: dict[str, tuple[str, str]], key: str) -> str:
        return words[key][self.language]

    def heads(self, columns: Sequence[str]) -> list[str]:
        return [self.word(HEADERS, column) for column in columns]


def workbook(connection: Connection, places: Sequence[Place], language: str) -> bytes:
    """The XLSX file of a report on these areas."""
    areas = {
        place.code: place.name if language == "zh" else place.name_en or place.name
        for place in places
        if place.included
    }
    known = names(connection, language)
    book = Book(Workbook(write_only=True), areas, known, ("zh", "en").index(language))
    _notes(book, len(places) - len(areas))
    figures = asked(connection, "figures", list(areas)).all()
    units = {row.code: row for row in asked(connection, "indicators", list(areas))}
    _programmes(book, figures, units)
    _metrics(book, connection)
    _figures(book, figures, units)
    sources = asked(connection, "sources", list(areas))
    _listed(book, "sources", SOURCES, sources, lambda row: {}, 1)
    file = io.BytesIO()
    book.file.save(file)
    return file.getvalue()


def _notes(book: Book, left_out: int) -> None:
    made = f"minzheng {version('minzheng')}, {datetime.now().astimezone():%Y-%m-%d %H:%M %z}"
    entries = {"made": made, "areas": len(book.areas), "left_out": left_out}
    entries |= {key: book.word(SAYINGS, key) for key in SAYINGS}
    rows = [(book.word(NOTES, key), value) for key, value in entries.items()]
    sheet(book.file, book.word(SHEETS, "notes"), book.heads(("title", "note")), rows)


def _programmes(book: Book, figures: Sequence[Row[Any]], indicators: dict[str, Row[Any]]) -> None:
    accepted = [row for row in figures if row.accepted]
    for program, name in book.names.programs.items():
        own = [row for row in accepted if indicators[row.indicator_code].program_code == program]
        if own:
            _programme(book, name, own, indicators)


def _programme(
    book: Book, name: str, figures: Sequence[Row[Any]], indicators: dict[str, Row[Any]]
) -> None:
    """Figures side by side that belong to one area, breakdown and period."""
    codes = sorted({row.indicator_code for row in figures})
    cells = {(_key(row), row.indicator_code): row for row in figures}
    header = book.heads(KEYS)
    for code in codes:
        header += _indicator_heads(book, code, indicators[code].unit)
    rows = [
        [
            *_key_cells(book, key),
            *(value for code in codes for value in _cells(cells.get((key, code)))),
        ]
        for key in dict.fromkeys(map(_key, figures))
    ]
    sheet(book.file, name, header, rows, fixed_columns=3)


def _key(row: Row[Any]) -> tuple[Any, ...]:
    return row.area_code, row.breakdown, row.period_start, row.period_end, row.basis


def _key_cells(book: Book, key: tuple[Any, ...]) -> list[object]:
    area, breakdown, first, last, basis = key
    named = book.names.breakdown(breakdown), first, last, book.word(BASES, basis)
    return [area, book.areas[area], *named]


def _indicator_heads(book: Book, code: str, unit: str) -> list[str]:
    name = book.names.indicators[code]
    parts = book.heads(("low", "high", "source_code"))
    return [f"{name} ({book.names.units[unit]})", *(f"{name} {part}" for part in parts)]


def _cells(row: Row[Any] | None) -> list[object]:
    return [row.value, row.low, row.high, row.source_code] if row else [None] * 4


def _metrics(book: Book, connection: Connection) -> None:
    units = {row.code: row.unit for row in asked(connection, "measures", [])}
    rows = asked(connection, "metrics", list(book.areas))

    def told(row: Row[Any]) -> dict[str, object]:
        unit = book.names.units[units[row.metric_code]]
        return {"metric": book.names.measures[row.metric_code], "unit": unit, **_place(book, row)}

    _listed(book, "metrics", METRICS, rows, told, 3)


def _figures(book: Book, figures: Sequence[Row[Any]], indicators: dict[str, Row[Any]]) -> None:
    def told(row: Row[Any]) -> dict[str, object]:
        units = book.names.units
        return {
            "indicator": book.names.indicators[row.indicator_code],
            "breakdown": book.names.breakdown(row.breakdown),
            "basis": book.word(BASES, row.basis),
            "unit": units[indicators[row.indicator_code].unit],
            "printed_unit": units[row.printed_unit],
            **_place(book, row),
        }

    _listed(book, "figures", FIGURES, figures, told, 3)


def _place(book: Book, row: Row[Any]) -> dict[str, object]:
    area = book.areas[row.area_code]
    return {"area": area, "first_day": row.period_start, "last_day": row.period_end}


def _listed(
    book: Book,
    name: str,
    columns: Sequence[str],
    rows: Iterable[Row[Any]],
    told: Callable[[Row[Any]], dict[str, object]],
    fixed: int,
) -> None:
    """A sheet with a row for each of ``rows``: what it says itself, and what ``told`` adds."""
    lines = [{**row._mapping, **told(row)} for row in rows]
    cells = [[line[column] for column in columns] for line in lines]
    sheet(book.file, book.word(SHEETS, name), book.heads(columns), cells, fixed)
