"""The period of a figure: of the table, of the header over it, or before the one of the table."""

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from ..formats.characters import narrow
from . import cells, periods
from .basis import CUMULATIVE
from .context import Context
from .periods import Period
from .sheet_columns import SINCE_JANUARY, Role, SheetColumn


@dataclass(frozen=True)
class Time:
    """The basis of a figure, the day from which it would count, and its last day.

    Its column may sum over months, ``is_sum``; ``is_assumed``: that it counts since January is not
    printed; ``is_unclear``: what is spent under 3月 may be of March, or since January;
    ``is_of_sheet``: its months are those that the sheet is named for; ``is_taken_alone``: that it
    counts in the month or quarter alone is what 本月 or 本季 says, and nothing else.
    """

    basis: str
    since: date | None
    end: date | None
    is_sum: bool = False
    is_assumed: bool = False
    is_unclear: bool = False
    is_of_sheet: bool = False
    is_taken_alone: bool = False

    @property
    def start(self) -> date | None:
        """What stands at a day, or is in force from it, has that day alone."""
        return self.since if self.basis == "during" else self.end


MONTH_ALONE = re.compile(r"[本当单](?:个?月|季)")
QUARTER_ALONE = re.compile(r"[本当单上]季")
CUMULATIVE_TOTAL = re.compile(r"累计|年初|今年以来|截[至止]")
# What is paid month by month, as lists of payments say in their titles: 5月高龄津贴发放表.
PAID = re.compile(r"发放|兑现|拨付|打卡")
YEAR_BEFORE = re.compile(r"(?:上年|去年).*|上期(?:数)?|年初(?:数|实有)?")
# 上年三季度: which part of the year before.
YEAR_BEFORE_OF = re.compile(r"[上去]年(第?[一二三四1-4]季度?|[上下]半年|\d{1,2}月份?)$")
SUMMED_ALONE = re.compile(r"[本当单](?:个?月|季度?)累计(?:数|数据)?")
# Over columns that hold what was counted since January: of what stands at a day there is no sum.
SUMMED = re.compile(
    r"(?:\d{1,2}[-—–~～至到]\d{1,2}月份?|本年度?|当年|全年|年内|自年初|今年)?累计(?:[数值]|数量|完成|完成数)?"
    rf"|{SINCE_JANUARY.pattern}"
)
# 7-9月 is of these months, whatever is counted.
HAS_FIGURES = re.compile(r"\d[-—–~～至到]\d")
# What stands at a day is meant, over a column of what is counted too: since when is not said.
AT_A_DAY = re.compile(r"[月季度][末底]数?$")
MONTHS_BEFORE = (
    (re.compile(r"上(?:个)?月.*"), 1),
    (re.compile(r"(?:上年|去年)(?:同[期月季].*|数据?)?"), 12),
)


def without_own_months(column: SheetColumn, context: Context) -> SheetColumn:
    """二季度 over a column of a table of that quarter says no more than 本期.

    4-6月 says more, and so does 二季度 beside 1-6月累计.
    """
    own = context.period
    if own is None or own.kind != "quarter" or column.months is None or column.is_total:
        return column
    if column.is_beside or any(HAS_FIGURES.search(narrow(head)) for head in column.heads):
        return column
    if column.months != (own.start.month, own.end.month) or column.year not in (None, own.end.year):
        return column
    return replace(column, months=None)


def with_months_of_sheet(column: SheetColumn, context: Context) -> SheetColumn:
    """A column of the sheet 5月, in a table of a year, as one under 5月.

    A report of a month counts since January, whatever its sheet is called. Of a month before that
    of the sheet, and of the last one of the quarter in the title, since when is not said.
    """
    own, months = context.period, context.sheet_months
    if own is None or months is None or column.months or context.is_report:
        return column
    if context.is_of_sheet and column.role is not Role.EARLIER:
        return replace(column, months=months)
    is_last = own.kind == "quarter" and months != (own.start.month, own.end.month)
    return replace(column, is_unclear=column.is_unclear or context.is_of_sheet or is_last)


# A column is asked for with each of its figures.
@lru_cache(maxsize=10_000)
def period_of_column(column: SheetColumn, context: Context) -> Period | None:
    """None where the file leaves it open."""
    if column.months and (year := column.year or context.year):
        return periods.months(year, *column.months)
    if column.year is not None:
        return periods.whole_year(column.year)
    if column.role is Role.EARLIER:
        return earlier_period(narrow(column.earlier), context)
    return column.period or context.period


def earlier_period(title: str, context: Context) -> Period | None:
    """The period of 上月, 上季度, 上期, 上年同期: a month where the form is monthly."""
    now = context.period
    if now is None or now.kind == "day":
        return None
    if (named := YEAR_BEFORE_OF.match(title)) and (part := periods.months_alone(named[1])):
        found = periods.months(now.end.year - 1, *part)
        return replace(found, kind=now.kind) if found and now.kind == "quarter" else found
    if now.kind == "year" and context.form and title.startswith("上期"):
        # 上期 of a monthly report is the month before, and which month that is, is not printed.
        return None
    if now.kind == "year":
        return periods.whole_year(now.end.year - 1) if YEAR_BEFORE.fullmatch(title) else None
    count = months_before(title, now.end, context.form)
    if count is None:
        return None
    end = periods.before(now.end, count)
    return Period(end.replace(day=1), end, "month")


def months_before(title: str, end: date, form: str | None) -> int | None:
    for shape, count in MONTHS_BEFORE:
        if shape.fullmatch(title):
            return count
    if title.startswith("上季") or (title.startswith("上期") and form == "quarter"):
        return (end.month - 1) % 3 + 1
    if title.startswith(("上年末", "上年底", "年初")):
        return end.month
    return 1 if title.startswith("上期") and form == "month" else None


def to_time(
    period: Period | None,
    column: SheetColumn,
    labels: tuple[str, ...],
    *,
    title: str,
    flow: bool,
    stated: bool,
) -> Time:
    """The days of a figure, and since when it counts if it does.

    ``title`` is that of the table, which may be one of 当月. ``stated`` is whether what surrounds
    the table says that it counts since January.
    """
    basis = "during" if flow else "point"
    if period is None:
        return Time(basis, None, None)
    if period.kind == "day":
        return Time("effective", period.end, period.end)
    heads = [narrow(cells.without_unit(head)) for head in column.heads]
    over = [*heads, *map(narrow, labels)]
    if column.months and not any("累计" in text for text in over):
        spent = any(map(CUMULATIVE.search, over)) and not any(map(MONTH_ALONE.search, over))
        # 二季度, as 3月: what is spent may be of the quarter, or since January.
        unclear = spent and column.months[0] > 1 and not any(map(HAS_FIGURES.search, over))
        unclear = unclear or (column.months[0] > 1 and any(map(AT_A_DAY.search, over)))
        return Time(basis, period.start, period.end, is_sum=column.is_total, is_unclear=unclear)
    is_sum = any(map(SUMMED.fullmatch, heads))
    above = [*over, narrow(title)]
    if (any(map(MONTH_ALONE.search, above)) or column.is_alone) and not is_sum:
        # 累计支出 under 本季, as what a report counts, may be the sum since January.
        is_sum = stated or any("累计" in narrow(label) for label in labels)
        return time_alone(period, column, basis, above, may_be_sum=is_sum)
    since = period.counted_from
    is_paid = PAID.search(narrow(title)) and not any(map(CUMULATIVE_TOTAL.search, above))
    if since < period.start and is_paid and not (is_sum or stated):
        return Time(basis, period.start, period.end, is_taken_alone=True)
    is_since = any(map(SINCE_JANUARY.search, over))
    says_so = stated or is_since or any(map(CUMULATIVE.search, over))
    assumed = not says_so and period.kind in ("month", "quarter") and since < period.start
    unclear = since < period.start and (column.is_unclear or (column.is_beside and not says_so))
    unclear = unclear or any(head.startswith("年初") and not is_since for head in over)
    return Time(basis, since, period.end, is_sum=is_sum, is_assumed=assumed, is_unclear=unclear)


def time_alone(
    period: Period, column: SheetColumn, basis: str, above: list[str], *, may_be_sum: bool
) -> Time:
    """The time of what is counted in the last month, or quarter, of a period alone."""
    says_month = any(map(MONTH_ALONE.search, above))
    is_quarter = column.is_of_quarter or any(map(QUARTER_ALONE.search, above))
    # 本期 of the report of a quarter.
    is_quarter = is_quarter or (period.kind == "quarter" and not says_month)
    since = first_of_quarter(period.end) if is_quarter else period.end.replace(day=1)
    is_unclear = column.is_unclear or (column.is_taken_alone and may_be_sum)
    return Time(
        basis,
        since,
        period.end,
        is_sum=any(
            SUMMED_ALONE.fullmatch(narrow(cells.without_unit(head))) for head in column.heads
        ),
        is_taken_alone=column.is_taken_alone and since.month > 1,
        is_unclear=is_unclear and since.month > 1,
    )


def first_of_quarter(end: date) -> date:
    return end.replace(month=(end.month - 1) // 3 * 3 + 1, day=1)
