"""Tables of any layout, by a mapping file: which columns hold areas, periods and figures.

first_row = 3                       # counted from 1; last_row and sheet as needed
area = { column = 1 }               # or { value = "530000" }
period = { value = "2020" }         # or { column = 2 }

[[figures]]
column = 3
indicator = "population"
breakdown = "sex=male"              # total if left out
basis = "point"                     # or during, effective
unit = "person"                     # that of the indicator if left out
carried = "万"                      # a scale in the head of the column
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from .published import FromSheets, Read, Unresolved, places, sheets
from .rows import File, UnreadableFile
from .tables.cells import is_marker
from .tables.periods import period_of
from .tables.sheet import Sheet

KEYS = {"sheet", "first_row", "last_row", "area", "period", "figures"}
FIGURE_KEYS = {"column", "indicator", "breakdown", "basis", "unit", "carried"}


@dataclass(frozen=True)
class Mapping:
    """What a mapping file says. Rows and columns count from 1."""

    table: dict[str, Any]

    @property
    def figures(self) -> list[dict[str, Any]]:
        return list(self.table["figures"])

    def rows(self, sheet: Sheet) -> range:
        last = min(self.table.get("last_row", len(sheet.rows)), len(sheet.rows))
        return range(self.table["first_row"] - 1, last)


def read(path: Path) -> Mapping:
    """Raises UnreadableFile with everything that is wrong with the mapping."""
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UnreadableFile(f"{path.name}: {error}") from error
    if wrong := list(faults(table)):
        raise UnreadableFile(f"{path.name}: {'; '.join(wrong)}")
    return Mapping(table)


def faults(table: dict[str, Any]) -> Iterator[str]:
    for key in sorted(table.keys() - KEYS):
        yield f"{key} is none of {', '.join(sorted(KEYS))}"
    if not isinstance(table.get("first_row"), int):
        yield "first_row must be a number"
    for key in ("area", "period"):
        place = table.get(key)
        if not isinstance(place, dict) or place.keys() not in ({"column"}, {"value"}):
            yield f"{key} must be {{ column = NUMBER }} or {{ value = TEXT }}"
    for number, figure in enumerate(table.get("figures") or [{}], 1):
        for key in sorted(figure.keys() - FIGURE_KEYS):
            yield f"figures {number}: {key} is none of {', '.join(sorted(FIGURE_KEYS))}"
        for key in sorted({"column", "indicator"} - figure.keys()):
            yield f"figures {number}: {key} must be given"


class Mapped(FromSheets):
    """The kind of file: a table that a mapping explains."""

    def read(self, connection: Connection, file: File) -> Iterator[Read]:
        assert file.given.mapping is not None
        mapping = read(file.given.mapping)
        sheet = chosen(sheets(file), mapping)
        known = places.known(connection)
        for row, figure in cells(sheet, mapping):
            place = (row, figure["column"] - 1)
            found = resolved(sheet, row, figure, mapping, file, known)
            as_read = {"cells": list(sheet.rows[row])}
            yield Read(sheet.locator(*place), sheet.cell(*place), as_read, found)


def chosen(found: list[Sheet], mapping: Mapping) -> Sheet:
    name = mapping.table.get("sheet")
    for sheet in found:
        if name is None or sheet.name == name:
            return sheet
    raise UnreadableFile(f"no sheet {name}; there are {', '.join(str(s.name) for s in found)}")


def cells(sheet: Sheet, mapping: Mapping) -> Iterator[tuple[int, dict[str, Any]]]:
    """Each cell that holds a figure: its row, and what the mapping says of its column."""
    for row in mapping.rows(sheet):
        for figure in mapping.figures:
            if sheet.cell(row, figure["column"] - 1):
                yield row, figure


def resolved(
    sheet: Sheet,
    row: int,
    figure: dict[str, Any],
    mapping: Mapping,
    file: File,
    known: list[places.Place],
) -> dict[str, str | None] | Unresolved:
    printed = sheet.cell(row, figure["column"] - 1)
    if is_marker(printed):
        return Unresolved("marker", f"{printed} stands in place of a figure")
    period = period_of(said(sheet, row, mapping.table["period"]))
    if period is None:
        return Unresolved("no_period", f"{said(sheet, row, mapping.table['period'])} is no period")
    try:
        named = said(sheet, row, mapping.table["area"])
        area = places.code_of(named, None, file.given.area, known)
    except places.UnknownPlace as error:
        return Unresolved("unknown_area", error)
    basis = figure.get("basis", "point")
    start = period.start if basis == "during" else period.end
    return {
        "indicator": figure["indicator"],
        "area": area,
        "breakdown": figure.get("breakdown"),
        "period_start": start.isoformat(),
        "period_end": period.end.isoformat(),
        "basis": basis,
        "printed": printed,
        "carried": figure.get("carried"),
        "unit": figure.get("unit"),
        "locator": sheet.locator(row, figure["column"] - 1),
    }


def said(sheet: Sheet, row: int, place: dict[str, Any]) -> str:
    """What a table says in a column, or the mapping instead of it."""
    return str(place["value"]) if "value" in place else sheet.cell(row, place["column"] - 1)
