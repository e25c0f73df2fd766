"""The header of a table: where it is, and what each of its columns holds."""

import re
from dataclasses import dataclass
from enum import StrEnum

from . import cells, periods
from .cells import narrow
from .sheet import Sheet


class Role(StrEnum):
    """What the cells of a column are."""

    LABEL = "label"
    AREA = "area"
    AREA_CODE = "area code"
    UNIT = "unit"
    CODE = "code"
    SERIAL = "serial"
    FIGURE = "figure"
    EARLIER = "earlier"
    GROWTH = "growth"
    NOTE = "note"
    UNKNOWN = "unknown"


ROLES = (
    (Role.LABEL, re.compile(r"指标(?:名称)?|指标名|项目(?:名称)?|统计指标")),
    (
        Role.AREA,
        re.compile(
            r"各?地区(?:名称)?|省份|省\(区、市\)|市\(州\)|州\(市\)|州市|州、市|县\(市、区\)|县\(区\)"
            r"|市\(县\)|县区|县市区|旗县区|行政区划|区划名称|单位名称"
        ),
    ),
    (Role.AREA_CODE, re.compile(r"(?:行政)?区划代码|地区(?:代码|编码)|区域代码")),
    (Role.UNIT, re.compile(r"(?:计量)?单位")),
    (Role.CODE, re.compile(r"(?:指标)?代码|编码|指标编码")),
    (Role.NOTE, re.compile(r"备注|说明")),
    (Role.SERIAL, re.compile(r"序号|编号|行次")),
    (
        Role.EARLIER,
        re.compile(
            r"上(?:年)?(?:季度|季|期|月|年)?(?:末|底)?(?:同期)?(?:累计)?(?:数)?|去年同期(?:累计)?(?:数)?"
        ),
    ),
    (Role.GROWTH, re.compile(r"(?:环比|同比|增长|增减|增速|比上.+|.+比.*增[长减]).*")),
)
# Over a column of the period itself. 本月 is none: of a flow it may be the month alone.
CURRENT = re.compile(r"数量|本期(?:数)?|期末(?:数)?|数值|合计|(?:本年)?累计(?:数)?|本期累计")
UNIT_BEHIND = re.compile(r"\([^()]*\)$")
LETTERS = re.compile(r"[甲乙丙丁戊]|\(?\d\d?\)?")


@dataclass(frozen=True)
class Column:
    """A column of a table: its role and the texts over it, from the top, each once."""

    index: int
    role: Role
    heads: tuple[str, ...]
    unit: str | None

    @property
    def title(self) -> str:
        return self.heads[-1] if self.heads else ""

    @property
    def year(self) -> int | None:
        return next((year for head in reversed(self.heads) if (year := cells.year(head))), None)


@dataclass(frozen=True)
class Header:
    """The rows of a header (first, and the one behind the last), and its columns."""

    start: int
    end: int
    columns: tuple[Column, ...]

    @property
    def layout(self) -> str:
        """report: a row is an indicator; areas: a row is an area; years: a column is a year."""
        roles = {column.role for column in self.columns}
        if Role.LABEL not in roles:
            return "areas"
        years = (column.year for column in self.columns if column.role is Role.FIGURE)
        return "years" if any(years) else "report"


def find(sheet: Sheet) -> list[Header]:
    """Every header of a sheet: printed pages repeat theirs."""
    headers: list[Header] = []
    for row in range(len(sheet.rows)):
        if headers and row < headers[-1].end:
            continue
        if is_start(sheet, row) and (header := header_at(sheet, row)):
            headers.append(header)
    return headers


def is_start(sheet: Sheet, row: int) -> bool:
    """A row that names a column of labels or areas, and other columns, but holds no number."""
    own = [text for column, text in enumerate(sheet.rows[row]) if text]
    if len(own) < 2 or any(is_value(text) for text in own):
        return False
    roles = {base_role(text) for text in own if not cells.is_unit(text) and not cells.is_code(text)}
    return Role.LABEL in roles or (Role.AREA in roles and None in roles)


def is_value(text: str) -> bool:
    return cells.is_number(text) and cells.year(text) is None


def header_at(sheet: Sheet, start: int) -> Header | None:
    keys = [
        column
        for column, text in enumerate(sheet.rows[start])
        if base_role(text) in (Role.LABEL, Role.AREA, Role.AREA_CODE)
    ]
    end = start + 1
    while end < len(sheet.rows) and continues(sheet, end, start, keys):
        end += 1
    columns = tuple(column(sheet, index, start, end) for index in range(sheet.width))
    areas_only = not any(one.role is Role.LABEL for one in columns)
    header = Header(start, end, tuple(settled(one, areas_only) for one in columns))
    known = any(one.role in (Role.FIGURE, Role.EARLIER) for one in header.columns)
    return header if known else None


def continues(sheet: Sheet, row: int, start: int, keys: list[int]) -> bool:
    """A row below the first that is still header: letters, or texts over no label or area."""
    if is_letters(sheet.rows[row]):
        return True
    own = [sheet.cell(row, key) for key in keys]
    above = [sheet.cell(start, key) for key in keys]
    if any(text and text != over for text, over in zip(own, above, strict=True)):
        return False
    rest = [text for text in sheet.rows[row] if text]
    return bool(rest) and not any(is_value(text) or cells.is_marker(text) for text in rest)


def is_letters(row: tuple[str, ...]) -> bool:
    """The row 甲 乙 丙 1 2 3 that numbers the columns; the letters come in any order."""
    own = [narrow(text) for text in row if text]
    return bool(own) and own[0] == "甲" and all(LETTERS.fullmatch(text) for text in own)


def column(sheet: Sheet, index: int, start: int, end: int) -> Column:
    texts = [
        cells.one_line(sheet.cell(row, index))
        for row in range(start, end)
        if not is_letters(sheet.rows[row])
    ]
    heads = tuple(dict.fromkeys(text for text in texts if text))
    unit = next((text for text in heads if cells.is_unit(text)), None)
    named = tuple(text for text in heads if text != unit) if len(heads) > 1 else heads
    inside = (cells.unit_in(text) for text in reversed(named))
    return Column(index, role_of(named), named, unit or next(filter(None, inside), None))


def base_role(text: str) -> Role | None:
    return next((role for role, shape in ROLES if shape.fullmatch(narrow(text))), None)


def role_of(heads: tuple[str, ...]) -> Role:
    if not heads:
        return Role.UNKNOWN
    return base_role(heads[-1]) or base_role(heads[0]) or Role.FIGURE


def settled(one: Column, areas_only: bool) -> Column:
    """In a table of areas 代码 is theirs; in one of indicators a figure needs a known header."""
    role = one.role
    if areas_only and role is Role.CODE:
        role = Role.AREA_CODE
    if not areas_only and role is Role.FIGURE and not is_current(one):
        role = Role.UNKNOWN
    return Column(one.index, role, one.heads, one.unit)


def is_current(one: Column) -> bool:
    title = UNIT_BEHIND.sub("", narrow(one.title))
    return bool(CURRENT.fullmatch(title) or one.year or periods.period_of(title))
