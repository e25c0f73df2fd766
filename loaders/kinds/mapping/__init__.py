"""Tables of any layout, by a mapping file: where areas, periods, indicators and figures are.

first_row = 3                       # of the figures, counted from 1; last_row and sheet as needed
skip_rows = [9, "小计"]              # rows that are not loaded: numbers, or texts of their cells
area = { column = 1 }               # a column, or { row = 2 }: the cell above the figure; 全市 is
                                    # the place that the title or --area names
period = "2020"                     # or a text

[[figures]]
columns = [3, 4]                    # or column = 3
indicator = "population"            # or { column = 2 }, { row = 1 }: a code or a label
breakdown = "sex=male"              # total if left out
basis = "point"                     # or during, effective
unit = "person"                     # a code, or as printed; that of the indicator if left out
carried = "万"                      # a scale in the head of the column

[labels]                            # what texts of the table mean
"乡村人口" = { indicator = "population", breakdown = "residence=rural" }

What is given above the figures holds for all of them that do not give it themselves.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from ....database import statements
from ...files import File, UnreadableFile
from ...formats.characters import narrow
from ...formats.sheet import Sheet
from ...regular_files import what_else
from ...resolve import places, units
from ...resolve.known_lists import KnownLists
from ...resolve.places import Around
from ...resolve.sheet_areas import Areas, NoArea, OtherArea
from ...sheets.cells import is_marker
from ...sheets.context import find_titled
from ...sheets.periods import period_of
from ..published import (
    ReadCell,
    SheetKind,
    Unresolved,
    carried_scale,
    note_of,
    read_sheets,
    unseen_cells,
)

# What a figure is: each is given as a text, or as the column or row whose cell says it.
ASPECTS = ("area", "period", "indicator", "breakdown", "basis", "unit", "carried")
NEEDED = ("area", "period", "indicator")
KEYS = {"sheet", "first_row", "last_row", "skip_rows", "figures", "labels", *ASPECTS}
FIGURE_KEYS = {"column", "columns", *ASPECTS}
# The whole of the place that the title names, in the words of its level.
WHOLE = re.compile("全([省市州盟县区旗])(?:[合总]计)?|[合总]计")
# In a draft: for a person to fill in.
OPEN = "?"


@dataclass(frozen=True)
class Mapping:
    """What a mapping file says. Rows and columns count from 1."""

    table: dict[str, Any]

    @cached_property
    def figures(self) -> list[dict[str, Any]]:
        """One entry for each column, with all that is given for it."""
        common = {name: self.table[name] for name in ASPECTS if name in self.table}
        return [
            common | figure | {"column": column}
            for figure in self.table["figures"]
            for column in figure.get("columns", [figure.get("column")])
        ]

    @property
    def labels(self) -> dict[str, dict[str, str]]:
        return dict(self.table.get("labels", {}))

    def rows(self, sheet: Sheet) -> Iterator[int]:
        """The rows that are loaded. Raises UnreadableFile for one to skip that is not there."""
        last = min(self.table.get("last_row", len(sheet.rows)), len(sheet.rows))
        rows = range(self.table["first_row"] - 1, last)
        skipped = self.table.get("skip_rows", [])
        for one in skipped:
            if not any(is_meant(sheet, row, one) for row in rows):
                where = f"rows {rows.start + 1} to {last}"
                raise UnreadableFile(f"skip_rows: {one} is not among {where} of the table")
        return (row for row in rows if not any(is_meant(sheet, row, one) for one in skipped))


@dataclass(frozen=True)
class MappingResolvers:
    """What areas and units are resolved by, and the dimension of each indicator."""

    places: places.Places
    units: units.Units
    dimensions: dict[str, tuple[str, str]]


def is_meant(sheet: Sheet, row: int, skipped: int | str) -> bool:
    """Whether a row has this number, or a cell with this text."""
    if isinstance(skipped, int):
        return row + 1 == skipped
    return any(narrow(cell) == narrow(skipped) for cell in sheet.rows[row])


def read_mapping(path: Path) -> Mapping:
    """Raises UnreadableFile with everything that is wrong with the mapping."""
    try:
        if other := what_else(path):
            raise UnreadableFile(f"{path.name} is {other}, not a file")
        table = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UnreadableFile(f"{path.name}: {error}") from error
    if wrong := list(find_mistakes(table)):
        raise UnreadableFile(f"{path.name}: {'; '.join(wrong)}")
    return Mapping(table)


def find_mistakes(table: dict[str, Any]) -> Iterator[str]:
    for key in sorted(table.keys() - KEYS):
        yield f"{key} is not one of {', '.join(sorted(KEYS))}"
    if not is_place(table.get("first_row")):
        yield "first_row must be a number from 1"
    skipped = table.get("skip_rows", [])
    if not isinstance(skipped, list) or not all(is_place(one) or is_text(one) for one in skipped):
        yield "skip_rows must be a list of numbers from 1 and texts"
    yield from find_wrong_aspects(table, "")
    figures = table.get("figures")
    if not isinstance(figures, list) or not all(isinstance(figure, dict) for figure in figures):
        yield "there must be at least one [[figures]]"
        figures = [{}]
    for number, figure in enumerate(figures, 1):
        where = f"figures {number}: "
        for key in sorted(figure.keys() - FIGURE_KEYS):
            yield f"{where}{key} is not one of {', '.join(sorted(FIGURE_KEYS))}"
        columns = figure.get("columns", [figure.get("column")])
        if not isinstance(columns, list) or not all(map(is_place, columns)):
            yield f"{where}column must be given, a number from 1"
        for key in NEEDED:
            if key not in figure and key not in table:
                yield f"{where}{key} must be given"
        yield from find_wrong_aspects(figure, where)
    yield from find_wrong_labels(table.get("labels", {}))


def find_wrong_aspects(given: dict[str, Any], where: str) -> Iterator[str]:
    for key in ASPECTS:
        place = given.get(key, "")
        if isinstance(place, dict):
            if not (
                (place.keys() == {"value"} and isinstance(place["value"], str))
                or (place.keys() in ({"column"}, {"row"}) and all(map(is_place, place.values())))
            ):
                yield f"{where}{key} must be TEXT, {{ column = NUMBER }} or {{ row = NUMBER }}"
                continue
            place = place.get("value", "")
        elif not isinstance(place, str):
            yield f"{where}{key} must be TEXT, {{ column = NUMBER }} or {{ row = NUMBER }}"
        if place == OPEN:
            yield f'{where}{key} is still "{OPEN}": say what it is'


def find_wrong_labels(labels: object) -> Iterator[str]:
    if not isinstance(labels, dict):
        yield "labels must be a table"
        return
    for label, meaning in labels.items():
        if not isinstance(meaning, dict) or not meaning.keys() <= set(ASPECTS):
            yield f"labels: {label} must be a table of {', '.join(ASPECTS)}"
        elif OPEN in meaning.values():
            yield f'labels: {label} is still "{OPEN}": say what it is'


def is_text(words: object) -> bool:
    return isinstance(words, str) and bool(words.strip())


def is_place(number: object) -> bool:
    return isinstance(number, int) and not isinstance(number, bool) and number > 0


class MappedTable(SheetKind):
    """The kind of file: a table that a mapping explains."""

    def read_cells(self, lists: KnownLists, file: File) -> Iterator[ReadCell]:
        assert file.options.mapping is not None
        mapping = read_mapping(file.options.mapping)
        sheet = choose_sheet(read_sheets(file), mapping)
        resolvers = lists.once(read_resolvers)
        for row, figure in find_cells(sheet, mapping):
            place = (row, figure["column"] - 1)
            row_or_reason: dict[str, str | None] | Unresolved
            try:
                row_or_reason = resolve(sheet, row, figure, mapping, file, resolvers)
            except Unresolved as error:
                row_or_reason = error
            as_read = {"cells": list(sheet.rows[row])}
            yield ReadCell(sheet.locator(*place), sheet.cell(*place), as_read, row_or_reason)
        yield from unseen_cells(sheet)


def read_resolvers(connection: Connection) -> MappingResolvers:
    found = statements.execute(connection, __package__, "indicator_dimensions")
    dimensions = {row.code: (row.dimension, row.unit_code) for row in found}
    return MappingResolvers(
        places.read_places(connection), units.read_units(connection), dimensions
    )


MAPPED = MappedTable(
    name="mapped",
    meaning="由映射文件说明的表格",
    meaning_en="tables that a mapping file explains",
)


def choose_sheet(found: list[Sheet], mapping: Mapping) -> Sheet:
    name = mapping.table.get("sheet")
    for sheet in found:
        if name is None or sheet.name == name:
            return sheet
    raise UnreadableFile(f"there is no sheet {name}, only {', '.join(str(s.name) for s in found)}")


def find_cells(sheet: Sheet, mapping: Mapping) -> Iterator[tuple[int, dict[str, Any]]]:
    """Each cell that holds a figure: its row, and what the mapping says of its column."""
    for row in mapping.rows(sheet):
        for figure in mapping.figures:
            if sheet.cell(row, figure["column"] - 1):
                yield row, figure


def resolve(
    sheet: Sheet,
    row: int,
    figure: dict[str, Any],
    mapping: Mapping,
    file: File,
    resolvers: MappingResolvers,
) -> dict[str, str | None]:
    """The figure as a row of a tidy file. Raises Unresolved."""
    printed = sheet.cell(row, figure["column"] - 1)
    if is_marker(printed):
        raise Unresolved("marker", f"{printed} is printed in place of a figure")
    place = (row, figure["column"] - 1)
    if fault := sheet.faults.get(place):
        raise Unresolved(*fault)
    given = find_meaning(sheet, row, figure, mapping)
    period = period_of(given["period"])
    if period is None:
        raise Unresolved(
            "no_period", f"{given['period'] or 'an empty cell'} does not name a period"
        )
    try:
        area = find_area(sheet, given["area"], mapping, period.end, file, resolvers)
    except places.UnknownPlace as error:
        raise Unresolved("unknown_area", error) from error
    except NoArea as error:
        raise Unresolved("no_area", error) from error
    except OtherArea as error:
        raise Unresolved("other_area", error) from error
    if given["indicator"] not in resolvers.dimensions:
        named = given["indicator"] or "an empty cell"
        message = f"{named} is not the code of an indicator: say under [labels] what it means"
        raise Unresolved("unknown_label", message)
    unit, carried = find_unit(given, resolvers)
    carried_scale(printed, sheet.scales.get(place, 1), carried or "")
    basis = given.get("basis", "point")
    start = period.start if basis == "during" else period.end
    return {
        "indicator": given["indicator"],
        "area": area,
        "breakdown": given.get("breakdown"),
        "period_start": start.isoformat(),
        "period_end": period.end.isoformat(),
        "basis": basis,
        "printed": printed,
        "carried": carried,
        "unit": unit,
        "locator": sheet.locator(*place),
        "note": note_of(sheet.marks.get(place, "")),
    }


def find_area(
    sheet: Sheet,
    printed: str,
    mapping: Mapping,
    day: date,
    file: File,
    resolvers: MappingResolvers,
) -> str:
    """The code of the area that is printed; 全市 is the place that titles or the options name.

    Raises UnknownPlace, NoArea, or OtherArea where that place is of another level.
    """
    whole = WHOLE.fullmatch(narrow(printed))
    if whole is None:
        return resolvers.places.code_of(printed, Around(None, file.options.area, day))
    above = range(mapping.table["first_row"] - 1)
    named = find_titled(sheet, above, range(0))
    code = Areas(resolvers.places, file.options.area, ()).titled(named, day)
    place = resolvers.places.with_code(code, day)
    if whole[1] and place and not place.name.endswith(whole[1]):
        raise OtherArea(f"the table is about {place.name}: what is {printed}?")
    return code


def find_meaning(
    sheet: Sheet, row: int, figure: dict[str, Any], mapping: Mapping
) -> dict[str, str]:
    """What the mapping and the table say of a figure; texts of the table as [labels] explain them.

    A label may say several things at once, but what the mapping says of the figure comes first.
    """
    texts = {
        name: read_text(sheet, row, figure["column"] - 1, figure[name])
        for name in ASPECTS
        if name in figure
    }
    given: dict[str, str] = {}
    for words in texts.values():
        given |= mapping.labels.get(words, {})
    for name, words in texts.items():
        if words and words not in mapping.labels:
            given[name] = words
        else:
            given.setdefault(name, words)
    return {name: words for name, words in given.items() if words or name in NEEDED}


def find_unit(given: dict[str, str], resolvers: MappingResolvers) -> tuple[str | None, str | None]:
    """The code of the unit and the scale: a unit of the table may be printed as 万人."""
    unit, carried = given.get("unit"), given.get("carried")
    if unit is None or unit.isascii():
        return unit, carried
    scale, _measure = units.split(unit)
    try:
        code = resolvers.units.code(unit, *resolvers.dimensions[given["indicator"]])
    except units.UnknownUnit as error:
        raise Unresolved("unknown_unit", error) from error
    return code, carried or scale or None


def read_text(sheet: Sheet, row: int, column: int, place: str | dict[str, Any]) -> str:
    """What the mapping says, or the cell that it points at: of a row in the figure's column."""
    if isinstance(place, str):
        return place
    if "value" in place:
        return str(place["value"])
    if "row" in place:
        return sheet.cell(place["row"] - 1, column) if place["row"] <= len(sheet.rows) else ""
    return sheet.cell(row, place["column"] - 1)
