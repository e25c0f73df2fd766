"""Tables that were copied with a cell a line: 指标, 2012, 2013, 床位数, 449.3, 526.7.

The words from that of a header to the last before the first row are its columns. From there on each
row has a label, its unit where there is a column of units, and a number or a mark in every other
column; what has less is the heading of rows, and what does not fit is reported.
"""

from collections.abc import Sequence
from dataclasses import replace

from ..formats.sheet import CellFault, Sheet
from . import cells
from .cells import is_entry
from .sheet_columns import Role, base_role

KEYS = (Role.LABEL, Role.AREA, Role.PERIOD)
FAULT: CellFault = ("slid", "the cells of a row are not as many as the columns")
# A line of the header that is longer is no word of it.
WORD = 30


def unstack(sheet: Sheet) -> Sheet:
    """The sheet with its lines as the cells of rows, if it is one of a cell a line."""
    lines = [number for number, row in enumerate(sheet.rows) if row and row[0]]
    texts = [sheet.rows[number][0] for number in lines]
    start = next((at for at, text in enumerate(texts) if base_role(text) in KEYS), None)
    if start is None:
        return sheet
    heads = find_heads(texts[start:])
    if heads is None:
        return sheet
    rows: list[tuple[str, ...]] = [*sheet.rows]
    faults = dict(sheet.faults)
    place = start
    while place < len(texts):
        own = texts[place : place + len(heads)]
        is_header = place == start
        is_row = is_header or is_row_of(own, heads)
        count = len(heads) if is_row else 1
        for line in lines[place : place + count]:
            rows[line] = ("",)
        rows[lines[place]] = tuple(own) if is_row else (texts[place],)
        if not is_row and is_entry(texts[place]):
            rows[lines[place]] = ("", texts[place])
            faults[lines[place], 1] = FAULT
        place += count
    return replace(sheet, rows=tuple(rows), faults=faults)


def find_heads(texts: Sequence[str]) -> list[str] | None:
    """The columns of a header, of the words from its first one on; None if there is no row.

    Between them and the first row may stand headings: 指标, 单位, 数量, 一、社会救助, 城市低保人数.
    """
    first = next((at for at, text in enumerate(texts) if is_entry(text)), 0)
    own = texts[:first]
    beside = 1 + sum(base_role(text) in (Role.UNIT, Role.CODE) for text in own)
    # Before the first number stand the label of its row, and its unit.
    row = texts[first - beside :] if first >= 2 * beside else []
    for count in range(first - beside, beside, -1):
        heads = list(own[:count])
        is_alone = len(row) == count or (len(row) > count and not is_entry(row[count]))
        if is_alone and is_row_of(row[:count], heads) and all(len(one) < WORD for one in heads):
            return heads
    return None


def is_row_of(own: Sequence[str], heads: Sequence[str]) -> bool:
    """Whether some cells are a row: a label, units under 单位, and values."""
    if len(own) < len(heads) or is_entry(own[0]):
        return False
    beside = list(zip(own[1:], map(base_role, heads[1:]), strict=False))
    units = [text for text, role in beside if role is Role.UNIT]
    codes = [text for text, role in beside if role is Role.CODE]
    values = [text for text, role in beside if role not in (Role.UNIT, Role.CODE)]
    is_beside = all(map(cells.is_unit, units)) and all(map(cells.is_code, codes))
    return is_beside and all(map(is_entry, values))
