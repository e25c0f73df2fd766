"""Which period a text names: '2019年度 05 月' is the months to May 2019."""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from .cells import narrow

Kind = Literal["month", "quarter", "year", "day"]


@dataclass(frozen=True)
class Period:
    """A span of days, and how its text names it; of a day ``start`` and ``end`` are that day."""

    start: date
    end: date
    kind: Kind

    @property
    def counted_from(self) -> date:
        """1 January, but where a run of months is printed (4-7月) its first day."""
        is_run = self.kind == "month" and self.start.month != self.end.month
        return self.start if is_run else self.end.replace(month=1, day=1)


QUARTERS = {
    name: number for number, names in enumerate(("1一", "2二", "3三", "4四"), 1) for name in names
}
# When a form was filled in or sent says nothing about its period.
OTHER_DATES = re.compile(
    r"(?:填表|填报|报出|制表|上报|发布|印发|批准|更新|打印)(?:日期|时间)[:\uff1a]?[\d年月日./-]*"
)
DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:年(\d{1,2})月(\d{1,2})日|-(\d\d)-(\d\d)(?!\d))")
MONTHS = re.compile(r"(?<!\d)((?:19|20)\d\d)年度?(\d{1,2})[-—~至](\d{1,2})月")
MONTH = re.compile(
    r"(?<!\d)((?:19|20)\d\d)(?:年度?([^\d年]{0,20}?)|-)(0?[1-9]|1[0-2])(?:月(?!\d)|(?<=-\d\d)(?![\d-]))"
)
QUARTER = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:年度?第?([1-4一二三四])季|-?Q([1-4])(?!\d))")
WHOLE_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年?(?!\d)")


def month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def days(text: str) -> list[Period]:
    """Every day of the calendar that a text names."""
    found = (day_of(*filter(None, match.groups())) for match in DAY.finditer(bare(text)))
    return [Period(day, day, "day") for day in found if day is not None]


def day_of(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def bare(text: str) -> str:
    return OTHER_DATES.sub("", narrow(text))


def spans(text: str) -> list[Period]:
    """Every month, run of months and quarter that a text names."""
    text = DAY.sub("", bare(text))
    found = [months(*map(int, match.groups())) for match in MONTHS.finditer(text)]
    text = MONTHS.sub("", text)
    found += [months(int(m[1]), int(m[3]), int(m[3])) for m in MONTH.finditer(text)]
    found += [quarter(int(m[1]), QUARTERS[m[2] or m[3]]) for m in QUARTER.finditer(text)]
    return [period for period in found if period is not None]


def reported_years(text: str) -> list[Period]:
    """The year of an annual report; the year in another title says too little."""
    years = re.findall(r"(?<!\d)((?:19|20)\d\d)年.*年报", bare(text))
    return [whole_year(int(year)) for year in years]


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
    if named := days(text):
        return named[0] if len(named) == 1 else None
    if found := spans(text):
        return found[0] if len(found) == 1 else None
    match = WHOLE_YEAR.fullmatch(narrow(text))
    return whole_year(int(match[1])) if match else None


def before(end: date, count: int) -> date:
    """The end of the month that lies ``count`` months before the one of ``end``."""
    index = end.year * 12 + end.month - 1 - count
    return month_end(index // 12, index % 12 + 1)
