"""A mapping to start from: what can be seen in a sheet, and OPEN for what a person must say."""

import json
from collections.abc import Callable, Iterable, Iterator

from sqlalchemy import Connection

from ...formats.sheet import Sheet
from ...resolve import labels, places, units
from ...resolve.labels import Labels, UnknownLabel
from ...sheets.cells import is_marker, is_number, unit_in
from ...sheets.periods import period_of
from . import OPEN


def draft(connection: Connection, sheet: Sheet) -> str:
    """The text of a mapping file for the sheet, in TOML; every column of figures has an entry."""
    first = find_first_row(sheet)
    rows = range(first, len(sheet.rows))
    period = find_period_column(sheet, rows)
    figures = [
        column
        for column in range(sheet.width)
        if column != period and mostly(is_figure, read_filled(sheet, rows, column))
    ]
    area = find_area_column(sheet, rows, figures, places.read_places(connection))
    aliases = labels.read_labels(connection, units.read_units(connection))
    lines = [f"sheet = {quote(sheet.name)}"] if sheet.name is not None else []
    lines += [
        f"first_row = {first + 1}",
        f"area = {f'{{ column = {area + 1} }}' if area is not None else quote(OPEN)}",
    ]
    if figures and (head := find_period_row(sheet, first, figures)) is not None:
        lines += [
            f"period = {{ row = {head + 1} }}",
            *describe_columns(sheet, rows, figures, aliases),
        ]
    else:
        lines.append(f"period = {describe_period(sheet, first, period)}")
        for column in figures:
            lines += ["", *describe_column(sheet, first, column, aliases)]
    return "\n".join(lines) + "\n"


def find_first_row(sheet: Sheet) -> int:
    """The first row in which most cells after the first are numbers."""
    for number, row in enumerate(sheet.rows):
        cells = [cell for cell in row[1:] if cell]
        if mostly(is_figure, cells):
            return number
    return 0


def is_figure(cell: str) -> bool:
    return is_number(cell) or is_marker(cell)


def find_period_column(sheet: Sheet, rows: range) -> int | None:
    for column in range(sheet.width):
        cells = read_filled(sheet, rows, column)
        if cells and all(period_of(cell) for cell in cells):
            return column
    return None


def find_period_row(sheet: Sheet, first: int, figures: list[int]) -> int | None:
    """The row above the figures in which each of them has a period."""
    for row in range(first):
        if all(period_of(sheet.cell(row, column)) for column in figures):
            return row
    return None


def describe_columns(
    sheet: Sheet, rows: range, figures: list[int], aliases: Labels
) -> Iterator[str]:
    """The columns of periods, and every label of the first column with what it means."""
    yield "indicator = { column = 1 }"
    yield ""
    yield "[[figures]]"
    yield f"columns = {[column + 1 for column in figures]}"
    yield ""
    yield "[labels]"
    for label in dict.fromkeys(read_filled(sheet, rows, 0)):
        meaning = ", ".join(f"{name} = {words}" for name, words in describe_label(label, aliases))
        yield f"{quote(label)} = {{ {meaning} }}"


def describe_label(label: str, aliases: Labels) -> Iterator[tuple[str, str]]:
    """What a label says of a figure: its meaning if it is known, its unit if it has one."""
    unit = unit_in(label)
    try:
        alias = aliases.meaning([label], unit)
    except UnknownLabel:
        yield "indicator", quote(OPEN)
    else:
        yield "indicator", quote(alias.indicator)
        if alias.breakdown != "total":
            yield "breakdown", quote(alias.breakdown)
        yield "basis", quote(alias.basis)
    if unit:
        yield "unit", quote(unit)


def describe_period(sheet: Sheet, first: int, column: int | None) -> str:
    """The column of periods, or the one period that the rows above the figures name."""
    if column is not None:
        return f"{{ column = {column + 1} }}"
    above = [sheet.caption, *(cell for row in sheet.rows[:first] for cell in row)]
    named = {str(period_of(cell)): cell for cell in above if period_of(cell)}
    return quote(next(iter(named.values()))) if len(named) == 1 else quote(OPEN)


def find_area_column(
    sheet: Sheet, rows: range, figures: list[int], known: places.Places
) -> int | None:
    """The column of which most cells name a place."""

    def names_place(cell: str) -> bool:
        try:
            return bool(known.code_of(cell))
        except places.UnknownPlace as error:
            # Which of several places of that name it is can be given with --area.
            return "may be" in str(error)

    for column in range(sheet.width):
        if column not in figures and mostly(names_place, set(read_filled(sheet, rows, column))):
            return column
    return None


def describe_column(sheet: Sheet, first: int, column: int, aliases: Labels) -> Iterator[str]:
    """What the head of a column says, the indicator if it is a known label."""
    above = [sheet.cell(row, column) for row in range(first)]
    heads = list(dict.fromkeys(cell for cell in above if cell))
    yield "[[figures]]"
    if heads:
        yield f"# {' | '.join(' '.join(head.split()) for head in heads)}"
    yield f"column = {column + 1}"
    for name, words in describe_label(heads[-1] if heads else "", aliases):
        yield f"{name} = {words}"


def read_filled(sheet: Sheet, rows: range, column: int) -> list[str]:
    return [cell for row in rows if (cell := sheet.cell(row, column))]


def mostly(test: Callable[[str], bool], cells: Iterable[str]) -> bool:
    found = list(cells)
    return sum(map(test, found)) * 2 > len(found)


def quote(text: str | None) -> str:
    """A basic string of TOML, which has the escapes of JSON."""
    return json.dumps(text, ensure_ascii=False)
