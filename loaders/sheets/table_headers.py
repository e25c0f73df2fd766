"""The header of a table: where it is, and what each of its columns holds."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

from ..formats import limits
from ..formats.characters import narrow, one_line
from ..formats.errors import UnreadableTable
from ..formats.sheet import Sheet
from ..resolve.lexicon import take_apart
from . import cells, periods
from .cells import UNIT_AFTER, is_value
from .numbering import OF_WHICH
from .sheet_columns import (
    CURRENT,
    MONTH_ALONE,
    PART_BEFORE,
    PART_BESIDE,
    PLACE,
    TOTAL,
    TOTALS,
    TRANSLATED,
    Months,
    Role,
    SheetColumn,
    base_role,
    beside_month,
    is_current,
    measures,
    role_of,
)

# What tells the rows of a table apart whose columns are indicators.
KEYS = frozenset((Role.AREA, Role.AREA_CODE, Role.PERIOD))
# What a first column of names holds, whose head means something else over numbers: a residence, the
# unit of figures, a kind of what is counted.
NAMES = {
    "城市": Role.AREA,
    "单位": Role.AREA,
    "类别": Role.LABEL,
    "类型": Role.LABEL,
    "救助类别": Role.LABEL,
    "救助类型": Role.LABEL,
    "保障类别": Role.LABEL,
    "组织类别": Role.LABEL,
    "组织类型": Role.LABEL,
    "机构类别": Role.LABEL,
    "机构类型": Role.LABEL,
    "机构性质": Role.LABEL,
    "年龄段": Role.LABEL,
    "年龄": Role.LABEL,
    "性别": Role.LABEL,
    "城乡": Role.LABEL,
    "供养方式": Role.LABEL,
    "对象类别": Role.LABEL,
    "人员类别": Role.LABEL,
    "补贴类别": Role.LABEL,
    "补贴项目": Role.LABEL,
    "救助项目": Role.LABEL,
    "市别": Role.AREA,
    "县别": Role.AREA,
    "区别": Role.AREA,
    "县区别": Role.AREA,
}
# Towns, streets and villages: their rows are no areas of the list, that of their total is one.
TOWNS = re.compile(r"(?:乡镇?|镇|街道(?:办事?处?)?|村|社区|[(),、/和及])+(?:名称?)?")
# What may stand beside labels and their figures.
BESIDE = (Role.UNIT, Role.EARLIER, Role.GROWTH, Role.NOTE, Role.SERIAL)
# At the begin of a row: the place that the table is about.
WHOLE_PLACE = re.compile(r"全[国省市州县区盟旗](?:合计|总计)?")
# Codes that count the rows of a form: 01, A12.
ROW_CODE = re.compile(r"[A-Z]?(\d{1,4})")
WORD = re.compile(r"[一-鿿]{2,8}")
LETTERS = re.compile(r"[甲乙丙丁戊]|\(?\d\d?\)?")


@dataclass(frozen=True)
class Header:
    """The rows of a header (the first, and the one after the last), and its columns."""

    start: int
    end: int
    columns: tuple[SheetColumn, ...]

    @property
    def layout(self) -> str:
        """report: a row is an indicator; areas: a row is an area; years: a column is a year."""
        roles = {column.role for column in self.columns}
        if Role.LABEL not in roles:
            return "areas"
        years = (column.year for column in self.columns if column.role is Role.FIGURE)
        return "years" if any(years) else "report"


def find_headers(sheet: Sheet) -> list[Header]:
    """Every header of a sheet: printed pages repeat theirs."""
    headers: list[Header] = []
    for row in range(len(sheet.rows)):
        if headers and row < headers[-1].end:
            continue
        if is_start(sheet, row) and (header := read_header(sheet, row)):
            headers.append(header)
    return headers


def is_start(sheet: Sheet, row: int) -> bool:
    """A row that names a column of labels or areas, and other columns, but holds no number."""
    own = [text for text in sheet.rows[row] if text]
    # Before the names below are looked at: most rows hold numbers.
    if not own or any(map(cells.is_entry, own)):
        return False
    named = role_of_names(sheet, row)
    if len(own) < (1 if named and not sheet.cell(row, 0) else 2):
        return False
    roles = {base_role(text) for text in own if not cells.is_unit(text) and not cells.is_code(text)}
    if named:
        roles.add(named)
    return Role.LABEL in roles or (bool(roles & KEYS) and None in roles)


def role_of_names(sheet: Sheet, row: int) -> Role | None:
    """The role of a first column of names under 城市, 单位 or 类别, or under nothing.

    None over numbers or units.
    """
    at = first_of_names(sheet, row)
    head = sheet.cell(row, at)
    below = [sheet.cell(under, at) for under in range(row + 1, len(sheet.rows))]
    names = [text for text in below if text and text != head]
    if not names or is_value(names[0]) or cells.is_unit(names[0]):
        return None
    others = [text for text in sheet.rows[row][at + 1 :] if text]
    if any(CURRENT.fullmatch(narrow(text)) for text in others) and is_vague(head):
        # 设施, or 公开项目, over labels beside 数量.
        is_beside = (CURRENT.fullmatch(narrow(one)) or base_role(one) in BESIDE for one in others)
        return Role.LABEL if all(is_beside) else NAMES.get(narrow(head))
    if TOWNS.fullmatch(narrow(head)):
        return Role.AREA
    return NAMES.get(narrow(head)) if head else role_without_head(sheet.rows[row][at + 1 :], names)


def first_of_names(sheet: Sheet, row: int) -> int:
    """The first column, or the one after the numbers of the rows."""
    return int(base_role(sheet.cell(row, 0)) is Role.SERIAL)


def is_vague(head: str) -> bool:
    """Whether a word neither restricts nor is what is counted below it: 设施, not 农村低保."""
    parts = take_apart(head) if WORD.fullmatch(head) and base_role(head) is None else None
    return parts is not None and all(part.kind == "other" for part in parts)


def role_without_head(heads: Iterable[str], names: list[str]) -> Role | None:
    """What names are that stand under no head: labels beside times alone, times, or places."""
    columns = [read_column(number, (head,)) for number, head in enumerate(heads) if head]
    if not columns or base_role(names[0]):
        return None
    if all(map(is_current, columns)):
        return Role.LABEL
    if all(map(cells.year, names)):
        return Role.PERIOD
    return Role.AREA if all(map(is_place, names[:2])) else None


def is_place(name: str) -> bool:
    """Whether a name at the begin of a row is that of a place, or of all of them."""
    word = narrow(name)
    return any(shape.fullmatch(word) for shape in (PLACE, WHOLE_PLACE, TOTALS))


def read_header(sheet: Sheet, start: int) -> Header | None:
    keys = keys_of(sheet, start)
    end = start + 1
    while end < len(sheet.rows) and continues(sheet, end, start, keys):
        end += 1
        if end - start > limits.HEADER_ROWS:
            place = sheet.locator(start, 0)
            raise UnreadableTable(f"{place}: a header of more than {limits.HEADER_ROWS} rows")
    rows = [row for row in range(start, end) if not is_letters(sheet.rows[row])]
    lines = (heads_over(sheet, row, rows[at + 1 :]) for at, row in enumerate(rows))
    over = zip(*lines, strict=True)
    read = [read_column(n, texts) for n, texts in enumerate(over)]
    if role := role_of_names(sheet, start):
        at = first_of_names(sheet, start)
        read[at] = replace(read[at], role=role)
    columns = [as_serial(sheet, as_count(sheet, one, end), end) for one in read]
    columns = as_labels(without_translations(with_totals(below_wholes(columns))))
    areas_only = not any(one.role is Role.LABEL for one in columns)
    decided = [decide_role(one, areas_only=areas_only) for one in columns]
    header = Header(start, end, tuple(beside_others(compare_months(decided))))
    known = any(one.role in (Role.FIGURE, Role.EARLIER) for one in header.columns)
    return header if known else None


def keys_of(sheet: Sheet, row: int) -> list[int]:
    """The columns of labels, areas and periods; 县级 over several columns is a head of theirs."""
    own = sheet.rows[row]
    roles = [base_role(text) for text in own]
    keys = [column for column, role in enumerate(roles) if role in (Role.LABEL, *KEYS)]
    if role_of_names(sheet, row):
        keys.insert(0, first_of_names(sheet, row))
    return [
        column
        for column in keys
        if roles[column] is not Role.AREA
        or column == keys[0]
        or sheet.cell(row, column + 1) not in ("", own[column])
    ]


def continues(sheet: Sheet, row: int, start: int, keys: list[int]) -> bool:
    """Whether a row still belongs to the header: letters, or texts over neither label nor area."""
    if is_letters(sheet.rows[row]):
        return True
    own = [sheet.cell(row, key) for key in keys]
    above = [sheet.cell(start, key) for key in keys]
    if any(text and text != over for text, over in zip(own, above, strict=True)):
        return False
    rest = [text for text in sheet.rows[row] if text]
    return bool(rest) and not any(map(cells.is_entry, rest))


def is_letters(row: tuple[str, ...]) -> bool:
    """The row 甲 乙 丙 1 2 3 that numbers the columns; the letters come in any order."""
    own = [narrow(text) for text in row if text]
    return bool(own) and own[0] == "甲" and all(LETTERS.fullmatch(text) for text in own)


def read_column(index: int, over: Iterable[str]) -> SheetColumn:
    """The column under these texts of a header."""
    texts = (unbracketed(cells.without_translation(one_line(text))) for text in over)
    heads = tuple(dict.fromkeys(text for text in texts if text))
    unit = next((text for text in heads if cells.is_unit(text)), None)
    named = tuple(text for text in heads if text != unit) if len(heads) > 1 else heads
    inside = (cells.unit_in(text) for text in reversed(named))
    # 一季度 stands over 结婚登记(对) as well as in its place.
    times = (periods.months_alone(UNIT_AFTER.sub("", narrow(text))) for text in reversed(named))
    months = next(filter(None, times), None)
    own_unit = unit or next(filter(None, inside), None)
    return SheetColumn(index, role_of(named), named, own_unit, months)


def unbracketed(text: str) -> str:
    """The unit that is all of a text in brackets: (元/月) in a row of its own."""
    unit = cells.unit_in(text)
    return unit if unit and narrow(text) == f"({narrow(unit)})" else text


def heads_over(sheet: Sheet, row: int, below: list[int]) -> list[str]:
    """The text over each column in a row of a header, which has others below it or none.

    Where a merged header was saved as text, only the first column of a group has its head: the
    others, with texts below it as that one has, stand under the head to their left.
    """
    found: list[str] = []
    left = ""
    for column in range(sheet.width):
        own = sheet.cell(row, column)
        is_under = any(sheet.cell(other, column) for other in below)
        left = (own or left) if is_under else ""
        found.append(own or left)
    return found


def below_wholes(columns: list[SheetColumn]) -> list[SheetColumn]:
    """The columns; 其中:公办 beside 养老机构(个) is a part of what that counts, in its unit.

    Beside 城市特困人员 and 农村特困人员 it may be a part of both.
    """
    found: list[SheetColumn] = []
    whole: SheetColumn | None = None
    rival: str | None = None
    for one in columns:
        is_part = OF_WHICH.match(narrow(one.title)) is not None
        if is_part and whole and whole.heads[:-1] == one.heads[:-1]:
            heads = (*whole.heads, one.title)
            found.append(replace(one, heads=heads, unit=one.unit or whole.unit, rival=rival))
            continue
        before, whole = (
            whole,
            one if one.role is Role.FIGURE and one.heads and not is_part else None,
        )
        is_beside = before is not None and found[-1] is before
        rival = (
            before.title if before and whole and is_beside and are_alike(before, whole) else None
        )
        found.append(one)
    return found


def are_alike(one: SheetColumn, other: SheetColumn) -> bool:
    """Whether two columns beside each other count the same of different members."""
    if one.heads[:-1] != other.heads[:-1]:
        return False
    parts = [take_apart(UNIT_AFTER.sub("", narrow(column.title))) for column in (one, other)]
    members, counted = (
        [[part.text for part in own if (part.kind == "member") is is_member] for own in parts]
        for is_member in (True, False)
    )
    return all(members) and counted[0] == counted[1]


def with_totals(columns: list[SheetColumn]) -> list[SheetColumn]:
    """The columns; 合计 beside months that follow each other is the time of all of them."""
    found: list[SheetColumn] = []
    run: list[tuple[int, int]] = []
    for one in columns:
        if one.months and (not run or one.months[0] == run[-1][1] + 1):
            run.append(one.months)
        elif one.months:
            run = [one.months]
        elif len(run) > 1 and TOTALS.fullmatch(narrow(one.title)):
            found.append(replace(one, months=(run[0][0], run[-1][1]), is_total=True))
            continue
        found.append(one)
    return found


def as_labels(columns: list[SheetColumn]) -> list[SheetColumn]:
    """The columns; under 年份 or 月份 beside nothing but times stand the labels of the rows."""
    keys = [one for one in columns if one.role in KEYS or one.role is Role.LABEL]
    others = [one for one in columns if one.heads and one not in keys]
    is_turned = [one.role for one in keys] == [Role.PERIOD] and all(
        one.year or one.months or one.role is Role.UNIT for one in others
    )
    return [replace(one, role=Role.LABEL) if is_turned and one in keys else one for one in columns]


def without_translations(columns: list[SheetColumn]) -> list[SheetColumn]:
    """The columns; that of the labels in another language says nothing beside one in this."""
    labels = [one for one in columns if one.role is Role.LABEL]
    if all(TRANSLATED.fullmatch(narrow(one.title)) for one in labels):
        return columns
    return [
        replace(one, role=Role.NOTE)
        if one in labels and TRANSLATED.fullmatch(narrow(one.title))
        else one
        for one in columns
    ]


def as_count(sheet: Sheet, one: SheetColumn, end: int) -> SheetColumn:
    """A column of areas with numbers in it is one of figures: 县 over numbers counts counties."""
    if one.role is not Role.AREA:
        return one
    below = (sheet.cell(row, one.index) for row in range(end, len(sheet.rows)))
    first = next(filter(None, below), "")
    return replace(one, role=Role.FIGURE) if is_value(first) else one


def as_serial(sheet: Sheet, one: SheetColumn, end: int) -> SheetColumn:
    """A column of codes that only count its rows, 01 and 02, says nothing of what they hold."""
    if one.role is not Role.CODE:
        return one
    rows = (row for row in range(end, len(sheet.rows)) if sum(map(bool, sheet.rows[row])) > 1)
    own = [narrow(sheet.cell(row, one.index)) for row in rows]
    codes = [ROW_CODE.fullmatch(text) for text in own if text and text != narrow(one.title)]
    numbers = [int(code[1]) for code in codes if code]
    rises = all(before < after for before, after in pairwise(numbers))
    return replace(one, role=Role.SERIAL) if numbers and rises and all(codes) else one


def compare_months(columns: list[SheetColumn]) -> list[SheetColumn]:
    """The columns with what 本月, or 本期, and 累计 beside each other say of them."""
    heads = [UNIT_AFTER.sub("", narrow(head)) for one in columns for head in one.heads]
    of_month = [head for head in heads if MONTH_ALONE.fullmatch(head)]
    totals = any(TOTAL.search(head) for head in heads if head not in of_month)
    if not of_month and not (totals and any(map(PART_BESIDE.fullmatch, heads))):
        return columns
    among = Months(
        totals=totals,
        before=any(head.startswith(PART_BEFORE) for head in heads),
        quarter=bool(of_month) and "季" in of_month[0],
    )
    return [beside_month(one, among) for one in columns]


def beside_others(columns: list[SheetColumn]) -> list[SheetColumn]:
    """The columns; 2023年一季度 stands beside 2023年二季度, 二季度 beside 一季度, or alone."""
    named = [one.period for one in columns]
    parts = [one if one and one.kind in ("month", "quarter") else None for one in named]
    found = Counter(part.end.year for part in set(parts) if part)
    are_several = any(count > 1 for count in found.values())
    months = {one.months for one in columns if one.months}
    return [
        replace(
            one,
            is_beside=(part is not None and are_several)
            or (one.months is not None and len(months) > 1),
        )
        for one, part in zip(columns, parts, strict=True)
    ]


def decide_role(one: SheetColumn, *, areas_only: bool) -> SheetColumn:
    """The column with its role in this table.

    Among areas 代码 is their code; among indicators a figure needs a header that is known, or one
    that says what is counted of what they name.
    """
    if areas_only and one.role is Role.CODE:
        return replace(one, role=Role.AREA_CODE)
    if not areas_only and one.role is Role.FIGURE and not is_current(one):
        is_measure = measures(one)
        return replace(one, role=one.role if is_measure else Role.UNKNOWN, is_measure=is_measure)
    return one
