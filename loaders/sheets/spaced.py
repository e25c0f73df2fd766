"""Tables whose columns are kept apart by blanks alone, as pages and PDFs are copied.

A sheet of lines is cut where a line has the words of a header. What stands in a line is then told
by its kind: numbers from the right, before them a code and a unit, and the rest is the label. Some
pages lose the blanks too: 养老机构床位万张11.3 below 指标名称单位数量.
"""

import re
from dataclasses import replace

from ..formats.characters import narrow
from ..formats.sheet import CellFault, Sheet
from . import cells, printed_growth, stacked
from .sheet_columns import Role, base_role, role_of

KEYS = (Role.LABEL, Role.AREA)
# 2001 年 is one word of a header.
YEAR_APART = re.compile(r"(?<!\d)((?:19|20)\d\d)\s+年")
ITEM = ("item", "items", "indicator")
BESIDE = (Role.UNIT, Role.CODE, Role.SERIAL, Role.NOTE, Role.AREA_CODE)
# A header without blanks, which has one column of numbers: of two, nothing parts the numbers.
JOINED_HEADER = re.compile(
    r"(指标(?:名称|项目)?|项目(?:名称)?)((?:计量)?单位)(数[量值]|本期数?|本[月季年]数?|累计数?)"
)
JOINED_LINE = re.compile(
    rf"(.*?[^\d.,%‰-])({cells.UNIT.pattern})?(-?\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|-?\d+(?:\.\d+)?)?"
)
LINE = "numbers and columns do not agree: which of them is left out?"


def part(sheet: Sheet) -> Sheet:
    """The sheet with its lines cut into cells, if it is one of lines with a header among them."""
    if sheet.width != 1:
        return sheet
    roles: list[Role] | None = None
    rows: list[tuple[str, ...]] = []
    faults: dict[tuple[int, int], CellFault] = dict(sheet.faults)
    is_joined = False
    for number, row in enumerate(sheet.rows):
        line = row[0] if row else ""
        if joined_head := JOINED_HEADER.fullmatch(narrow(line)):
            is_joined, roles = True, [Role.LABEL, Role.UNIT, Role.FIGURE]
            rows.append(joined_head.groups())
        elif head := roles_of_header(line):
            is_joined, roles = False, head
            rows.append(tuple(header_words(line)))
        elif is_joined:
            rows.append(cut_joined_line(line))
        elif roles is None:
            rows.append(row)
        else:
            cut, is_clear = cut_line(line, roles)
            rows.append(cut)
            if not is_clear:
                faults |= {(number, column): ("slid", LINE) for column in range(1, len(cut))}
    if roles is None:
        return stacked.unstack(sheet)
    return replace(sheet, rows=tuple(rows), faults=faults)


def roles_of_header(line: str) -> list[Role] | None:
    """What the words of a line head; None if it is not a header."""
    words = header_words(line)
    if len(words) < 2 or base_role(words[0]) not in KEYS or any(map(cells.is_value, words)):
        return None
    return [role_of((word,)) for word in words]


def joined(words: list[str]) -> list[str]:
    """The words, with 项 目 as one: printed with a blank within."""
    found: list[str] = []
    for word in words:
        if found and len(found[-1]) == len(word) == 1 and base_role(found[-1] + word):
            found[-1] += word
        else:
            found.append(word)
    return found


def header_words(line: str) -> list[str]:
    """The words of a header; 指 标 单 位 数 量 are three, printed with blanks within."""
    words = YEAR_APART.sub(r"\1年", line).split()
    if len(words) % 2 == 0 and all(len(word) == 1 for word in words):
        return [one + other for one, other in zip(words[::2], words[1::2], strict=True)]
    words = joined(words)
    # 项目 Item: labels in two languages stand in one column.
    if len(words) > 1 and base_role(words[0]) in KEYS and words[1].lower() in ITEM:
        del words[1]
    return words


def cut_line(line: str, roles: list[Role]) -> tuple[tuple[str, ...], bool]:
    """The cells of a line, and whether it is clear which column each number stands in."""
    words = line.split()
    numbers: list[str] = []
    while words and (cells.is_number(words[-1]) or cells.is_marker(words[-1])):
        numbers.insert(0, words.pop())
    if not numbers and line.isascii():
        # What a translation continues with.
        return (), True
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
    for place, number in zip(values, numbers, strict=False):
        found[place] = number
    rest = numbers[len(values) :]
    cut = (*(found[place] for place in sorted(found)), *rest)
    return cut, is_clear(numbers, [roles[place] for place in values])


def cut_joined_line(line: str) -> tuple[str, ...]:
    """The label, unit and number of a line without blanks between them."""
    found = JOINED_LINE.fullmatch("".join(line.split()))
    return (found[1], found[2] or "", found[3] or "") if found else (line, "", "")


def is_clear(numbers: list[str], roles: list[Role]) -> bool:
    """Whether numbers stand in columns of these roles from the first on, the last left empty.

    Where some are left out, a growth must follow from the two figures before it; where it is left
    out itself, they must be equal, so that they are the same in whatever columns.
    """
    if len(numbers) in (0, len(roles)):
        return True
    if Role.GROWTH in roles[: len(numbers)]:
        place = roles.index(Role.GROWTH)
        return place > 1 and printed_growth.follows(numbers[place], numbers[0], numbers[place - 1])
    return 1 < len(numbers) < len(roles) and len(set(numbers)) == 1
