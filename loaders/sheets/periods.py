"""Which period a text names: '2019年度 05 月' is the months to May 2019."""

import calendar
import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from ..formats.characters import narrow

PeriodKind = Literal["month", "quarter", "year", "day"]


@dataclass(frozen=True)
class Period:
    """A span of days, and how the text names it: as a day, ``start`` and ``end`` are that day.

    ``is_exact``: its first and last day are printed.
    """

    start: date
    end: date
    kind: PeriodKind
    is_exact: bool = False

    @property
    def counted_from(self) -> date:
        """1 January, but where a run of months is printed (4-7月) its first day."""
        is_run = self.is_exact or (self.kind == "month" and self.start.month != self.end.month)
        return self.start if is_run else self.end.replace(month=1, day=1)


QUARTERS = {
    name: number for number, names in enumerate(("1一", "2二", "3三", "4四"), 1) for name in names
}
# When a form was filled in or sent says nothing about its period.
OTHER_DATES = re.compile(
    r"(?:填表|填报|报出|制表|上报|发布|印发|批准|更新|打印)(?:日期|时间)[:\uff1a]?[\d年月日./-]*"
)
YEAR = r"(?<!\d)((?:19|20)\d\d)"
DAY = re.compile(
    rf"{YEAR}(?:年(\d{{1,2}})月(\d{{1,2}})[日号]|-(\d\d)-(\d\d)(?!\d)|[./](\d{{1,2}})[./](\d{{1,2}})(?!\d))"
)
MONTHS = re.compile(rf"{YEAR}年度?(\d{{1,2}})月?(?:份)?[-—–~～至到](\d{{1,2}})月")
# 2024.01-2024.06: to another month of the year.
MONTHS_TWICE = re.compile(
    rf"{YEAR}(?:年|[./])(\d{{1,2}})月?份?[-—–~～至到]\1(?:年|[./])(\d{{1,2}})(?:月份?|(?![\d.]))"
)
# 2024年1月1日至6月30日: whole months.
DAYS = re.compile(
    rf"{YEAR}年(\d{{1,2}})月(\d{{1,2}})日?[-—–~～至到](?:\1年)?(?:(\d{{1,2}})月)?(\d{{1,2}})日"
)
MONTH = re.compile(
    rf"{YEAR}(?:年度?([^\d年]{{0,20}}?)|-)(0?[1-9]|1[0-2])"
    r"(?:月(?:(?!\d)|(?=\d{2,3}周?岁))|(?<=-\d\d)(?![\d-]))"
)
MONTH_SHORT = re.compile(rf"{YEAR}[./](0?[1-9]|1[0-2])(?![\d./万亿%])")
# 2023年三季度(7-9月): what is counted is counted in these months.
MONTHS_OF_QUARTER = re.compile(
    rf"{YEAR}年度?第?[1-4一二三四]季度?[(](\d{{1,2}})[-—–~～至到](\d{{1,2}})月份?[)]"
)
QUARTER = re.compile(
    rf"{YEAR}(?:年度?(?:季报|[^\d年季]){{0,20}}?第?([1-4一二三四])季|-?Q([1-4])(?!\d))"
)
# What is said of the first half or three quarters counts since January.
PART_OF_YEAR = re.compile(rf"{YEAR}年度?(?:([上下]半年)|(?:前|1[-—至])([23二三])个?季度?)")
UNTIL = re.compile(r"截[至止]到?" + DAY.pattern.replace("(?<!\\d)", "", 1))
EFFECTIVE = re.compile(r"[自从].*[日月]份?(?:起|开始)|[日月]份?起?(?:执行|实施|施行)")
WHOLE_YEAR = re.compile(rf"{YEAR}年?(?!\d)")
YEAR_ALONE = re.compile(rf"{YEAR}年(?!\d)")
# 2022—2023年: of which of the years, nobody says.
YEARS = re.compile(rf"{YEAR}年?度?[-—–~～至到、和](20|19)?(\d\d)年")
# 5月, 九月份, 1-9月: months of a year that stands elsewhere.
MONTHS_ALONE = re.compile(
    r"(?:(\d{1,2})[-—–~～至到])?(\d{1,2}|十[一二]?|[一二三四五六七八九])月(?:份)?"
)
# The same among other words: in 2月4日 it is no month.
MONTHS_WITHIN = re.compile(rf"(?<![\d一二三四五六七八九十]){MONTHS_ALONE.pattern}(?!\d)")
# Before what was counted, or stood at their end: 截至5月底城市低保人数.
LEADING_MONTHS = re.compile(rf"(?:截[至止]到?)?{MONTHS_ALONE.pattern}[末底]?")
# A quarter, or a part, of a year that stands elsewhere.
PART_ALONE = re.compile(r"第?([1-4一二三四])季度?|([上下]半年)|(?:前|1[-—至])([23二三])个?季度?")
WHOLE = re.compile(r"全年(?:度|合计|总计)?")
# What may stand after them over a column: 1-9月累计, 6月末.
COUNT_AFTER = re.compile(r"(?<=.)(?:累计|[末底])?数?$")
# The number of a table before its title: 表1 2023年6月. Without the blank the digits run on.
TABLE_NUMBER = re.compile(
    r"^\s*(?:附?[表图件]+\s*\d+(?:[-—–.]\d+)*|\d{1,2}[-—–]\d{1,3})\s+(?=[^\s月])"
)
# Codes of areas and of documents, which may stand before a year.
LONG_CODE = re.compile(r"(?<!\d)\d{9,}(?!\d)")
ANNUAL = re.compile(rf"{YEAR}年(?!.*半年报).*年报|(?<!半)年报.*?{YEAR}年")
# 二〇二〇年三月, in digits.
NUMERALS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
WRITTEN_YEAR = re.compile(r"[一二][〇○零一二三四五六七八九]{3}年")
WRITTEN_MONTH = re.compile(r"(?<=年)(?:度)?(十[一二]?|[一二三四五六七八九])月")


def month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def find_days(text: str) -> list[Period]:
    """Every day of the calendar that a text names, but those from which to which something is."""
    alone = DAYS.sub("", strip_other_dates(text))
    found = (day_of(*filter(None, match.groups())) for match in DAY.finditer(alone))
    return [Period(day, day, "day") for day in found if day is not None]


def find_effective_days(text: str) -> list[Period]:
    """The day from which something holds: 自2018年7月1日起, 自2018年7月起."""
    if not EFFECTIVE.search(strip_other_dates(text)):
        return []
    return find_days(text) or [Period(one.start, one.start, "day") for one in find_spans(text)]


def day_of(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def strip_other_dates(text: str) -> str:
    """A text without dates that say nothing of its period, its year and month in digits."""
    text = narrow(LONG_CODE.sub("", TABLE_NUMBER.sub("", text)))
    text = WRITTEN_YEAR.sub(lambda year: year[0].translate(NUMERALS), text)
    return OTHER_DATES.sub("", WRITTEN_MONTH.sub(lambda month: f"{in_digits(month[1])}月", text))


def in_digits(month: str) -> int:
    """十一 is 11."""
    tens, ones = month.startswith("十"), month.removeprefix("十")
    return 10 * tens + (int(ones.translate(NUMERALS)) if ones else 0)


def find_spans(text: str) -> list[Period]:
    """Every month, run of months, quarter and part of a year that a text names."""
    until = (
        day_of(*filter(None, match.groups())) for match in UNTIL.finditer(strip_other_dates(text))
    )
    found = [Period(day.replace(day=1), day, "month") if day else None for day in until]
    text = strip_other_dates(text)
    found += [whole_months(*match.groups()) for match in DAYS.finditer(text)]
    text = DAY.sub("", DAYS.sub("", text))
    found += [months(*map(int, match.groups())) for match in MONTHS_TWICE.finditer(text)]
    text = MONTHS_TWICE.sub("", text)
    found += [months(*map(int, match.groups())) for match in MONTHS.finditer(text)]
    text = MONTHS.sub("", text)
    found += [months(*map(int, match.groups())) for match in MONTHS_OF_QUARTER.finditer(text)]
    text = MONTHS_OF_QUARTER.sub("", text)
    found += [months(int(m[1]), *months_of_part(m)) for m in PART_OF_YEAR.finditer(text)]
    text = PART_OF_YEAR.sub("", text)
    found += [months(int(m[1]), int(m[3]), int(m[3])) for m in MONTH.finditer(text)]
    found += [months(int(m[1]), int(m[2]), int(m[2])) for m in MONTH_SHORT.finditer(text)]
    found += [quarter(int(m[1]), QUARTERS[m[2] or m[3]]) for m in QUARTER.finditer(text)]
    return [period for period in found if period is not None]


def whole_months(year: str, first: str, day: str, last: str | None, end: str) -> Period | None:
    """The months from the first day of one to the last day of another; None of other days."""
    found = months(int(year), int(first), int(last or first))
    is_whole = found is not None and int(day) == 1 and int(end) == found.end.day
    return replace(found, is_exact=True) if found and is_whole else None


def months_of_part(part: re.Match[str]) -> tuple[int, int]:
    """1 and 6 of 上半年, 1 and 9 of 前三季度."""
    if part[2]:
        return (1, 6) if part[2].startswith("上") else (7, 12)
    return 1, 3 * QUARTERS[part[3]]


def find_reported_years(text: str) -> list[Period]:
    """The year of an annual report; in another title a year alone may mean anything."""
    return [
        whole_year(int(match[1] or match[2])) for match in ANNUAL.finditer(strip_other_dates(text))
    ]


def find_plain_years(text: str) -> list[Period]:
    """The years that a text names as such, 2023年."""
    text = strip_other_dates(text)
    found = [whole_year(int(one[1])) for one in YEAR_ALONE.finditer(text)]
    return found + [whole_year(int(one[1])) for one in YEARS.finditer(text)]


def months_alone(text: str) -> tuple[int, int] | None:
    """The first and last month that a text names, and nothing else: 9 and 9 of 九月份."""
    words = COUNT_AFTER.sub("", narrow(text), count=1)
    return _checked(MONTHS_ALONE.fullmatch(words)) or quarter_alone(words)


def quarter_alone(text: str) -> tuple[int, int] | None:
    """The months of a part of a year, or all of it: 4 and 6 of 二季度, 1 and 9 of 前三季度."""
    if WHOLE.fullmatch(narrow(text)):
        return 1, 12
    match = PART_ALONE.fullmatch(narrow(text))
    if match is None:
        return None
    if match[1]:
        return 3 * QUARTERS[match[1]] - 2, 3 * QUARTERS[match[1]]
    return months_of_part(match)


def leading_months(label: str) -> tuple[tuple[int, int] | None, str]:
    """The months that a label begins with, and the rest: 1 and 4 of 1-4月份累计支出."""
    match = LEADING_MONTHS.match(label)
    found = _checked(match)
    if match is None:
        match = PART_ALONE.match(label)
        found = quarter_alone(match[0]) if match else None
    return (found, label[match.end() :]) if match and found else (None, label)


def find_months(text: str) -> tuple[int, int] | None:
    """The one run of months, or part of a year, that a text names among other words.

    5月累计 is what was counted since January.
    """
    words = narrow(text)
    found = {_checked(match) for match in MONTHS_WITHIN.finditer(words)}
    found |= {quarter_alone(match[0]) for match in PART_ALONE.finditer(words)}
    named = found - {None}
    if len(named) != 1 or (months := named.pop()) is None:
        return None
    return (1, months[1]) if "累计" in words else months


def _checked(match: re.Match[str] | None) -> tuple[int, int] | None:
    if match is None:
        return None
    last = int(match[2]) if match[2].isdecimal() else in_digits(match[2])
    first = int(match[1]) if match[1] else last
    return (first, last) if 1 <= first <= last <= 12 else None


def months(year: int, first: int, last: int) -> Period | None:
    if not 1 <= first <= last <= 12:
        return None
    return Period(date(year, first, 1), month_end(year, last), "month")


def quarter(year: int, number: int) -> Period:
    return Period(date(year, 3 * number - 2, 1), month_end(year, 3 * number), "quarter")


def whole_year(year: int) -> Period:
    return Period(date(year, 1, 1), date(year, 12, 31), "year")


def period_of(text: str) -> Period | None:
    """The one period that a text names; also as 2019-05, 2021-Q2, 2016, and a day as 2018-07-01."""
    if named := find_days(text):
        return named[0] if len(named) == 1 else None
    if found := find_spans(text):
        return found[0] if len(found) == 1 else None
    match = WHOLE_YEAR.fullmatch(narrow(text))
    return whole_year(int(match[1])) if match else None


def before(end: date, count: int) -> date:
    """The end of the month that lies ``count`` months before the one of ``end``."""
    index = end.year * 12 + end.month - 1 - count
    return month_end(index // 12, index % 12 + 1)
