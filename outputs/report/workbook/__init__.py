"""The report as a workbook: summary, notes, charts, programmes, metrics, figures, sources."""

import io
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from importlib.metadata import version
from typing import Any

from openpyxl import Workbook
from sqlalchemy import Connection, Row

from ..names import names
from ..report_areas import ReportArea
from ..report_queries import run_query
from .charts_sheet import add_charts
from .program_sheets import add_program_sheets
from .report_book import ReportBook
from .sheet_writer import add_sheet
from .summary_sheet import add_summary
from .workbook_texts import (
    BASES,
    DOUBTS,
    NOTE_TEXTS,
    NOTES,
    PRECISIONS,
    QUALIFIERS,
    SHEETS,
    STATUSES,
)

FIGURES = (
    "area_code", "area", "indicator", "breakdown", "first_day", "last_day", "basis", "value",
    "unit", "low", "high", "qualifier", "status", "printed", "printed_unit", "accepted",
    "source", "source_code", "locator", "note", "observation_id",
)  # fmt: skip
METRICS = (
    "area_code", "area", "metric", "first_day", "last_day", "value", "unit", "note", "low", "high",
    "numerator_id", "denominator_id", "metric_code",
)  # fmt: skip
# Bounds and codes, which few need to see.
DETAILS = {
    "area_code", "low", "high", "source_code", "locator", "observation_id", "numerator_id",
    "denominator_id", "metric_code", "sha256",
}  # fmt: skip
SOURCES = (
    "source_code", "title", "publisher", "authors", "published_on", "published_precision",
    "address", "sha256", "note",
)  # fmt: skip


def workbook(connection: Connection, areas: Sequence[ReportArea], language: str) -> bytes:
    """The XLSX file of a report on these areas."""
    area_names = {
        area.code: area.name if language == "zh" else area.name_en or area.name
        for area in areas
        if area.included
    }
    known = names(connection, language)
    sources = run_query(connection, "sources", list(area_names)).all()
    titles = {row.source_code: row.title or row.source_code for row in sources}
    place = ("zh", "en").index(language)
    book = ReportBook(Workbook(write_only=True), area_names, known, place, titles)
    _add_notes(book, len(areas) - len(area_names))
    figures = run_query(connection, "figures", list(area_names)).all()
    indicators = {row.code: row for row in run_query(connection, "indicators", list(area_names))}
    metrics = run_query(connection, "metric_values", list(area_names)).all()
    units = {row.code: row.unit for row in run_query(connection, "metric_definitions")}
    near = [area.code for area in areas if area.included and area.depth <= 1]
    named = [area.code for area in areas if area.included and area.depth == 0]
    units_of_all = units | {code: row.unit for code, row in indicators.items()}
    add_charts(book, named, near, figures, metrics, units_of_all)
    sheets = add_program_sheets(book, figures, indicators)
    _add_metrics(book, metrics, units)
    said = run_query(connection, "notes", list(area_names))
    notes = {row.as_held: (row.note_zh, row.note_en)[place] for row in said}
    _add_figures(book, figures, indicators, notes)
    _add_sources(book, sources)
    growth = run_query(connection, "growth", list(area_names))
    add_summary(book, near, figures, indicators, growth.all(), sheets)
    file = io.BytesIO()
    book.file.save(file)
    return file.getvalue()


def _add_notes(book: ReportBook, left_out: int) -> None:
    made = f"minzheng {version('minzheng')}, {datetime.now().astimezone():%Y-%m-%d %H:%M %z}"
    entries = {"made": made, "areas": len(book.areas), "left_out": left_out}
    entries |= {key: book.text(NOTE_TEXTS, key) for key in NOTE_TEXTS}
    rows = [(book.text(NOTES, key), value) for key, value in entries.items()]
    add_sheet(book.file, book.text(SHEETS, "notes"), book.headers(("title", "note")), rows)


def _add_metrics(
    book: ReportBook, metrics: Sequence[Row[Any]], metric_units: dict[str, str]
) -> None:
    def labels(row: Row[Any]) -> dict[str, object]:
        unit = book.names.units[metric_units[row.metric_code]]
        note = book.text(DOUBTS, "exceeds_whole") if row.exceeds_whole else None
        named = {"metric": book.names.metrics[row.metric_code], "unit": unit, "note": note}
        return {**named, **_place(book, row)}

    _add_rows(book, "metrics", METRICS, metrics, labels, 3)


def _add_figures(
    book: ReportBook,
    figures: Sequence[Row[Any]],
    indicators: dict[str, Row[Any]],
    notes: dict[str, str],
) -> None:
    def labels(row: Row[Any]) -> dict[str, object]:
        units = book.names.units
        return {
            "indicator": book.names.indicators[row.indicator_code],
            "breakdown": book.names.breakdown(row.breakdown, row.indicator_code),
            "basis": book.text(BASES, row.basis),
            "unit": units[indicators[row.indicator_code].unit],
            "printed_unit": units[row.printed_unit],
            "qualifier": book.text(QUALIFIERS, row.qualifier),
            "status": book.text(STATUSES, row.status),
            "source": book.sources[row.source_code],
            "note": notes.get(row.note),
            **_place(book, row),
        }

    _add_rows(book, "figures", FIGURES, figures, labels, 3)


def _add_sources(book: ReportBook, sources: Sequence[Row[Any]]) -> None:
    def labels(row: Row[Any]) -> dict[str, object]:
        precision = row.published_precision
        return {
            "published_precision": precision and book.text(PRECISIONS, precision),
            "note": (row.note_zh, row.note)[book.language],
        }

    _add_rows(book, "sources", SOURCES, sources, labels, 1)


def _place(book: ReportBook, row: Row[Any]) -> dict[str, object]:
    area = book.areas[row.area_code]
    return {"area": area, "first_day": row.period_start, "last_day": row.period_end}


def _add_rows(
    book: ReportBook,
    name: str,
    columns: Sequence[str],
    rows: Iterable[Row[Any]],
    labels: Callable[[Row[Any]], dict[str, object]],
    fixed_columns: int,
) -> None:
    """Add a sheet with these columns of the rows and of the labels of each row."""
    lines = [{**row._mapping, **labels(row)} for row in rows]
    cells = [[line[column] for column in columns] for line in lines]
    details = [place for place, column in enumerate(columns) if column in DETAILS]
    title = book.text(SHEETS, name)
    add_sheet(book.file, title, book.headers(columns), cells, fixed_columns, details=details)
