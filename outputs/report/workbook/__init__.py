"""The report as a workbook: notes, a sheet for each programme, metrics, all figures, sources."""

import io
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from importlib.metadata import version
from typing import Any

from openpyxl import Workbook
from sqlalchemy import Connection, Row

from ..answers import asked
from ..areas import Place
from ..names import names
from .book import Book
from .headers import BASES, NOTES, SAYINGS, SHEETS
from .programs import programmes
from .sheets import sheet

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
    programmes(book, figures, units)
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


def _metrics(book: Book, connection: Connection) -> None:
    units = {row.code: row.unit for row in asked(connection, "measures")}
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
