"""Tables whose columns are kept apart by blanks alone, as pages and PDFs are copied.

A sheet of lines is cut where a line has the words of a header. What stands in a line is then told
by its kind: numbers from the right, before them a code and a unit, and the rest is the label.
"""

from dataclasses import replace

from ..formats.sheet import CellFault, Sheet
from . import cells
from .sheet_columns import Role, base_role, role_of

KEYS = (Role.LABEL, Role.AREA)
BESIDE = (Role.UNIT, Role.CODE, Role.SERIAL, Role.NOTE, Role.AREA_CODE)
LINE = "numbers and columns do not agree: which of them is left out?"


def part(sheet: Sheet) -> Sheet:
    """The sheet with its lines cut into cells, if it is one of lines with a header among them."""
    if sheet.width != 1:
        return sheet
    roles: list[Role] | None = None
    rows: list[tuple[str, ...]] = []
    faults: dict[tuple[int, int], CellFault] = dict(sheet.faults)
    for number, row in enumerate(sheet.rows):
        line = row[0] if row else ""
        if head := roles_of_header(line):
            roles = head
            rows.append(tuple(line.split()))
        elif roles is None:
            rows.append(row)
        else:
            cut, is_clear = cut_line(line, roles)
            rows.append(cut)
            if not is_clear:
                faults |= {(number, column): ("slid", LINE) for column in range(1, len(cut))}
    return sheet if roles is None else replace(sheet, rows=tuple(rows), faults=faults)


def roles_of_header(line: str) -> list[Role] | None:
    """What the words of a line head; None if it is not a header."""
    words = line.split()
    if len(words) < 2 or base_role(words[0]) not in KEYS or any(map(cells.is_value, words)):
        return None
    return [role_of((word,)) for word in words]


def cut_line(line: str, roles: list[Role]) -> tuple[tuple[str, ...], bool]:
    """The cells of a line, and whether it is clear which column each number stands in."""
    words = line.split()
    numbers: list[str] = []
    while words and (cells.is_number(words[-1]) or cells.is_marker(words[-1])):
        numbers.insert(0, words.pop())
    if not words:
        # The numbers of the columns, or of the page.
        return (), True
    found = dict.fromkeys(range(len(roles)), "")
    for kind, is_of_kind in ((Role.CODE, cells.is_code), (Role.UNIT, cells.is_unit)) * 2:
        place = roles.index(kind) if kind in roles else None
        if place is not None and not found[place] and len(words) > 1 and is_of_kind(words[-1]):
            found[place] = words.pop()
    found[0] = " ".join(words)
    values = [place for place, role in enumerate(roles) if role not in (*KEYS, *BESIDE)]
    levels = [place for place in values if roles[place] is not Role.GROWTH]
    is_clear = len(numbers) in (0, len(values), len(levels))
    places = values if len(numbers) == len(values) else levels
    for place, number in zip(places if is_clear else values, numbers, strict=False):
        found[place] = number
    rest = numbers[len(values) :]
    return (*(found[place] for place in sorted(found)), *rest), is_clear
