"""The words over a column: what its cells are, and of which area, year and unit."""

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from ..formats.characters import narrow
from ..resolve.lexicon import take_apart
from . import cells, periods
from .cells import UNIT_AFTER


class Role(StrEnum):
    """What the cells of a column are."""

    LABEL = "label"
    AREA = "area"
    AREA_CODE = "area code"
    PERIOD = "period"
    UNIT = "unit"
    CODE = "code"
    SERIAL = "serial"
    FIGURE = "figure"
    EARLIER = "earlier"
    GROWTH = "growth"
    NOTE = "note"
    UNKNOWN = "unknown"


ROLES = (
    (
        Role.LABEL,
        re.compile(
            r"(?:统计|主要)?指标(?:名称?|项目)?|(?:主要|统计)?项目(?:名称)?(?:[和及]指标)?|内容"
            r"|(?i:items?|indicators?)"
        ),
    ),
    (
        Role.AREA,
        # 地区, 省份, 设区市, 州(市), 县(市、区), 旗县市区名称: kinds of places in any order.
        re.compile(
            r"(?:各|所属|所在|所辖|设)*(?:地区|省份?|自治区|直辖市|地级市?|地[州市]|市级?|州|县级?|区|旗|盟"
            r"|[(),、/和及])+(?:名称?|单位|别)?"
            r"|(?:乡镇|镇街|街道|街镇|镇乡)(?:[(、/]?(?:街道|镇|乡|办事处)\)?)*(?:名称)?"
            r"|行政区划?(?:名称)?|[省地县]?级?区划名称|单位名称|填报单位|市县名"
        ),
    ),
    (Role.AREA_CODE, re.compile(r"(?:行政)?区划(?:代码|编码)|(?:地区|区域|行政区)(?:代码|编码)")),
    (
        Role.PERIOD,
        re.compile(r"年份|年度|年|月份|季度|时间|日期|时期|统计(?:年份|时间|时期)|报告期"),
    ),
    (Role.UNIT, re.compile(r"(?:计量|计算)?单位")),
    (Role.CODE, re.compile(r"(?:指标)?代码|编码|指标编码")),
    (Role.NOTE, re.compile(r"备注|说明")),
    (Role.SERIAL, re.compile(r"序号|编号|行次")),
    (
        Role.EARLIER,
        re.compile(
            r"上(?:年)?(?:季度|季|期|月|年)?(?:末|底)?(?:同期)?(?:末|底|累计|实际)?(?:数据?)?"
            r"|[去上]年(?:同[月季]|第?[一二三四1-4]季度?|[上下]半年|\d{1,2}月份?)"
            r"|去年(?:同期)?(?:累计)?(?:数据?)?|年初(?:数|实有)?"
        ),
    ),
    (
        Role.GROWTH,
        re.compile(r"(?:\d{4}年比|环比|同比|(?:年均)?增[长速]|增减|±%?|比上.+|.+比.*增[长减]).*"),
    ),
)
DIAGONAL = re.compile(r"^(?:项目|指标|类别|年份|内容)[\\/]|[\\/](?:项目|指标|类别|年份|内容)$")
# Over a column of the period itself.
CURRENT = re.compile(
    r"数量|数值|数据|绝对[数值量]|统计数|实际数|完成数|本期(?:末)?(?:数)?|(?:本)?(?:期|月|季|季度|年)末(?:数)?|合计|全[省市州县区旗盟]"
    r"|(?:本年|本期|全年)?累计(?:数量|[数值])?|[本当]期(?:[数值]|数据)?|本年(?:数据?)?|报告期(?:数)?"
    r"|(?:本年|本期|年末|期末)?(?:实际|实有)数?"
)
# What is counted under 本月 is of that month, or quarter, alone.
MONTH_ALONE = re.compile(r"[本当单](?:个?月|季度?)(?:份|实际|发生|累计)?(?:数据|[数值])?")
# Beside what was counted since January: of the period alone, or of which time nobody says.
PART_BESIDE = re.compile(r"本期(?:发生)?(?:[数值]|数据)?|数[量值据]|当期(?:[数值]|数据)?")
THIS_PART = ("本期", "当期")
# What is counted in the month before, or the quarter.
PART_BEFORE = ("上月", "上个月", "上季", "上期")
# The words of another language beside the labels in this one.
TRANSLATED = re.compile(r"[a-z]+", re.I)
# What a column counts of the things that labels name: 床位数 of 社会福利院.
MEASURE = re.compile(r".*(?:[数额]|人员|职工|床位|支出|资金|标准|水平|人次|面积)")
# 入住老人 counts residents.
MEASURING = frozenset(("在院", "床位"))
# What ranks or compares what labels count, or counts it in another area, is no part of it.
NO_MEASURE = re.compile(
    r"变动|变化|比较|对比|排名|[位名]次|序|全[国省市州县区旗盟]|[我本][省市州县]"
)
TOTAL = re.compile(r"累计|自?年初(?:至今|以来)|今年以来")
# Over columns of what was counted since January, in other words than 累计.
SINCE_JANUARY = re.compile(r"(?:自?年初(?:至今|以来)|今年以来)(?:累计)?数?")
PLACE = re.compile(r"全国|[一-鿿]{2,}(?:省|自治区|市|自治州|州|地区|盟|县|区|旗)")
NO_PLACE = re.compile(
    r"(?:其他|市辖|全|本|各|小|地级|县级|直辖|自治|行政|县级行政|乡级行政)[省市州县区旗盟]"
    r"|.*(?:城市|社区|地市|灾区|辖区|小区)"
)
# Of a group of columns: all of it.
TOTALS = re.compile(r"合计|总计|小计|总数")
# Over columns of every kind; they do not say what is counted.
GENERAL = re.compile(r"保障类型|类别|类型|其中:?|单位")


@dataclass(frozen=True)
class SheetColumn:
    """A column of a table: its role and the texts over it, from the top, each once."""

    index: int
    role: Role
    heads: tuple[str, ...]
    unit: str | None
    # The months that its header names without their year; of a total, those beside it.
    months: tuple[int, int] | None = None
    is_total: bool = False
    # Beside 本月 and 累计: 上月 is that month alone; of which of the two 上年同期 is, nobody says.
    is_alone: bool = False
    is_unclear: bool = False
    # Beside 本季 without 累计 and 上季: of that quarter alone, as it says; and so is 上年同期.
    is_taken_alone: bool = False
    is_of_quarter: bool = False
    # Beside other months or quarters of its year: since when each of them counts, nobody says.
    is_beside: bool = False
    # It says what is counted of the things that the labels of its rows name.
    is_measure: bool = False
    # A part of what stands before it, or of this, which stands before that.
    rival: str | None = None

    @property
    def title(self) -> str:
        return self.heads[-1] if self.heads else ""

    @property
    def place(self) -> str | None:
        """The area whose figures stand in the column, where its header names one."""
        return next(filter(None, map(place_in, reversed(self.heads))), None)

    @property
    def year(self) -> int | None:
        years = (cells.year(cells.without_unit(head)) for head in reversed(self.heads))
        return next(filter(None, years), None)

    @property
    def earlier(self) -> str:
        """What its header says of a time before, in the lowest of its texts that does."""
        said = (head for head in reversed(self.heads) if base_role(head) is Role.EARLIER)
        return next(said, self.title)

    @property
    def period(self) -> periods.Period | None:
        """The one that its header names, in the lowest of its texts that does."""
        named = (periods.period_of(narrow(head)) for head in reversed(self.heads))
        return next(filter(None, named), None)


def place_in(head: str) -> str | None:
    """The area that a header names, whatever the unit behind it: 北京市(对)."""
    name = "".join(cells.without_unit(head).split())
    return name if PLACE.fullmatch(name) and not NO_PLACE.fullmatch(name) else None


# Titles and labels are asked for again in every row.
@lru_cache(maxsize=10_000)
def base_role(text: str) -> Role | None:
    word = narrow(cells.without_unit(cells.without_translation(text)))
    # 区县\项目: a line through the first cell parts the key of the rows from that of the columns.
    key = DIAGONAL.sub("", word)
    if key != word and ROLES[1][1].fullmatch(key):
        return Role.AREA
    return next((role for role, shape in ROLES if shape.fullmatch(word)), None)


def role_of(heads: tuple[str, ...]) -> Role:
    if not heads:
        return Role.UNKNOWN
    return base_role(heads[-1]) or base_role(heads[0]) or Role.FIGURE


def measures(one: SheetColumn) -> bool:
    """Whether a header says what is counted of that which the labels of its rows name."""
    titles = [UNIT_AFTER.sub("", narrow(head)) for head in one.heads]
    if not titles:
        return False
    is_part = {part.as_member.kind for part in take_apart(titles[-1])} == {"member"}
    is_named = one.unit is not None or MEASURE.fullmatch(titles[-1]) is not None or is_part
    is_named = is_named or any(part.name in MEASURING for part in take_apart(titles[-1]))
    says = any(map(take_apart, titles))
    return is_named and says and not any(map(NO_MEASURE.search, titles))


def is_current(one: SheetColumn) -> bool:
    """Whether a column is of the period itself."""
    title = UNIT_AFTER.sub("", narrow(one.title))
    if any(shape.fullmatch(title) for shape in (CURRENT, MONTH_ALONE, SINCE_JANUARY)):
        return True
    return bool(one.year or one.place or one.months or periods.period_of(title))


def beside_month(one: SheetColumn, among: "Months") -> SheetColumn:
    """A column of a table with one of 本月, with or without one of 累计 too.

    Without, what is counted under 本月 beside 上月 may be of the month or since January: what two
    reports say in a row is often their sums.
    """
    heads = [UNIT_AFTER.sub("", narrow(head)) for head in one.heads]
    if any(TOTAL.search(head) for head in heads):
        return one
    is_month = any(map(MONTH_ALONE.fullmatch, heads))
    is_earlier = one.role is Role.EARLIER
    if is_earlier and among.totals and not is_month:
        is_before = heads[-1].startswith(PART_BEFORE)
        return replace(one, is_alone=is_before, is_unclear=not is_before)
    if among.totals and heads and PART_BESIDE.fullmatch(heads[-1]):
        is_this = heads[-1].startswith(THIS_PART)
        return replace(one, is_alone=is_this, is_unclear=not is_this)
    if among.totals or not (is_month or is_earlier):
        return one
    if among.before:
        return replace(one, is_unclear=True)
    return replace(one, is_alone=True, is_taken_alone=True, is_of_quarter=among.quarter)


@dataclass(frozen=True)
class Months:
    """What the columns of a table with one of 本月 or 本季 are beside it.

    Whether any is of what was counted since January, or of the month before, and whether that of
    this one is of a quarter.
    """

    totals: bool
    before: bool
    quarter: bool
