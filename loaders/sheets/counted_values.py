"""Values that are printed with what they count: 120人, 3.5万元."""

import re
from collections.abc import Iterator
from dataclasses import replace

from ..formats.characters import narrow
from ..formats.sheet import Place, Sheet
from .cells import NUMBER, is_unit

# What follows a number in its cell. 80岁 and 2023年 are heads of columns and rows.
COUNTED = re.compile(
    rf"({NUMBER.pattern})([千万亿]*(?:元|人次|户次|人|户|名|个|张|件|对|具|家|所|座|处)(?:/.+)?)"
)


def part(sheet: Sheet) -> Sheet:
    """The sheet with the units of such values beside them, as where number formats show them."""
    found = dict(find_values(sheet))
    if not found:
        return sheet
    rows = tuple(
        tuple(found.get((at, column), (text,))[0] for column, text in enumerate(row))
        for at, row in enumerate(sheet.rows)
    )
    units = {place: unit for place, (_number, unit) in found.items()}
    return replace(sheet, rows=rows, units={**units, **sheet.units})


def find_values(sheet: Sheet) -> Iterator[tuple[Place, tuple[str, str]]]:
    """The number and the unit of each value; what is the first of its column is its head: 1人."""
    for column in range(1, sheet.width):
        filled = [row for row in range(len(sheet.rows)) if sheet.cell(row, column)]
        for row in filled[1:]:
            match = COUNTED.fullmatch(narrow(sheet.cell(row, column)))
            if match and is_unit(match[2]):
                yield (row, column), (match[1], match[2])
