"""A mapping to start from: what can be seen in a sheet, and OPEN for what a person must say."""

import json
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from sqlalchemy import Connection

from ...formats.characters import narrow, one_line
from ...formats.sheet import Sheet
from ...resolve import labels, places, units
from ...resolve.labels import Labels, OtherMeaning, UnknownLabel
from ...sheets.cells import is_marker, is_number, is_unit, unit_in
from ...sheets.context import PREAMBLE, find_topic
from ...sheets.periods import find_plain_years, period_of
from . import OPEN, WHOLE


def draft(connection: Connection, sheet: Sheet) -> str:
    """The text of a mapping file for the sheet, in TOML; every column of figures has an entry."""
    first = find_first_row(sheet)
    rows = range(first, len(sheet.rows))
    known = places.read_places(connection)
    aliases = labels.read_labels(connection, units.read_units(connection))
    period = find_period_column(sheet, rows)
    figures = [
        column
        for column in range(sheet.width)
        if column != period and mostly(is_figure, read_filled(sheet, rows, column))
    ]
    area = find_area_column(sheet, rows, figures, known)
    heads = [row for row in range(first) if not is_title(sheet, row)]
    named = partial(names_place, known)
    period_row = find_row(sheet, heads, figures, period_of) if period is None else None
    area_row = find_row(sheet, heads, figures, named) if area is None else None
    heads = [row for row in heads if row not in (period_row, area_row)]
    lines = [f"sheet = {quote(sheet.name)}"] if sheet.name is not None else []
    lines += [f"first_row = {first + 1}", f"area = {describe_place(area, area_row, OPEN)}"]
    above = describe_period(sheet, first)
    lines.append(f"period = {describe_place(period, period_row, above)}")
    if any(sheet.cell(row, column) for row in heads for column in figures):
        for column in figures:
            lines += ["", *describe_column(sheet, first, heads, column, aliases)]
    elif area is None:
        lines += describe_columns(sheet, rows, figures, aliases)
    else:
        entry = ["", "[[figures]]", f"columns = {[column + 1 for column in figures]}"]
        meaning = describe_label([find_topic(title_of(sheet, first))], "", aliases)
        lines += [*entry, *(f"{name} = {words}" for name, words in meaning)]
    return "\n".join(lines) + "\n"


def is_title(sheet: Sheet, row: int) -> bool:
    """Whether a row above the figures is no head of columns: one text from the first column on, or
    a note of the unit."""
    own = {text for text in sheet.rows[row] if text}
    return len(own) < 2 and (
        not own or bool(sheet.cell(row, 0)) or any(PREAMBLE.search(text) for text in own)
    )


def title_of(sheet: Sheet, first: int) -> str:
    """The first text of the rows above the figures that are no heads; else the caption."""
    titles = (row for row in range(first) if is_title(sheet, row))
    texts = (text for row in titles for text in sheet.rows[row] if text)
    return next(texts, sheet.caption)


def names_place(known: places.Places, cell: str) -> bool:
    try:
        return bool(known.code_of(cell))
    except places.UnknownPlace as error:
        # Which of several places of that name it is can be given with --area.
        return "may be" in str(error) or WHOLE.fullmatch(narrow(cell)) is not None


def find_row(
    sheet: Sheet, heads: list[int], figures: list[int], test: Callable[[str], object]
) -> int | None:
    """The row of the head in which each of the columns passes a test."""
    for row in heads:
        if figures and all(test(sheet.cell(row, column)) for column in figures):
            return row
    return None


def describe_place(column: int | None, row: int | None, otherwise: str) -> str:
    if column is not None:
        return f"{{ column = {column + 1} }}"
    return f"{{ row = {row + 1} }}" if row is not None else quote(otherwise)


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
        described = describe_label([label], "", aliases)
        meaning = ", ".join(f"{name} = {words}" for name, words in described)
        yield f"{quote(label)} = {{ {meaning} }}"


def describe_label(heads: list[str], title: str, aliases: Labels) -> Iterator[tuple[str, str]]:
    """What labels say of a figure, the widest first: the meaning if it is known, the unit."""
    *over, last = heads or [""]
    unit = unit_in(last)
    if over and is_unit(last):
        *over, last, unit = *over, last
    path = [*over, last] if unit != last else over
    try:
        alias = aliases.meaning(path, unit, title)
    except (UnknownLabel, OtherMeaning):
        yield "indicator", quote(OPEN)
    else:
        yield "indicator", quote(alias.indicator)
        if alias.breakdown != "total":
            yield "breakdown", quote(alias.breakdown)
        yield "basis", quote(alias.basis)
    if unit:
        yield "unit", quote(unit)


def describe_period(sheet: Sheet, first: int) -> str:
    """The one period that the rows above the figures name."""
    above = [sheet.caption, *(cell for row in sheet.rows[:first] for cell in row)]
    named = {str(one): cell for cell in above if (one := period_of(cell))}
    years = {str(one.end.year) for cell in above for one in find_plain_years(cell)}
    found = list(named.values()) or list(years)
    return found[0] if len(found) == 1 else OPEN


def find_area_column(
    sheet: Sheet, rows: range, figures: list[int], known: places.Places
) -> int | None:
    """The column of which most cells name a place."""

    for column in range(sheet.width):
        if column not in figures and mostly(
            partial(names_place, known), set(read_filled(sheet, rows, column))
        ):
            return column
    return None


def describe_column(
    sheet: Sheet, first: int, rows: list[int], column: int, aliases: Labels
) -> Iterator[str]:
    """What the heads of a column say together, the indicator if that is known."""
    heads = list(dict.fromkeys(one_line(cell) for row in rows if (cell := sheet.cell(row, column))))
    yield "[[figures]]"
    if heads:
        yield f"# {' | '.join(' '.join(head.split()) for head in heads)}"
    yield f"column = {column + 1}"
    for name, words in describe_label(heads, find_topic(title_of(sheet, first)), aliases):
        yield f"{name} = {words}"


def read_filled(sheet: Sheet, rows: range, column: int) -> list[str]:
    return [cell for row in rows if (cell := sheet.cell(row, column))]


def mostly(test: Callable[[str], bool], cells: Iterable[str]) -> bool:
    found = list(cells)
    return sum(map(test, found)) * 2 > len(found)


def quote(text: str | None) -> str:
    """A basic string of TOML, which has the escapes of JSON."""
    return json.dumps(text, ensure_ascii=False)
