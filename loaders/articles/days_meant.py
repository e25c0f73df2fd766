"""What each kind of expression of time means: the days, for who publishes the text."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from ..sheets.periods import NUMERALS, QUARTERS, in_digits, month_end

Kind = Literal["day", "month", "quarter", "year", "span", "since", "duration", "now", "name"]

FIVE_YEAR_PLANS = {
    "九五": 1996,
    "十五": 2001,
    "十一五": 2006,
    "十二五": 2011,
    "十三五": 2016,
    "十四五": 2021,
    "十五五": 2026,
}


@dataclass
class Calendar:
    """What relative expressions are told by: the publication, and the year and month last named."""

    published: date | None
    year: int | None = None
    month: int | None = None
    # The day last named.
    day: date | None = None
    # Whether a year was named in this paragraph, so that months without one belong to it.
    is_recent: bool = False

    @property
    def current_year(self) -> int | None:
        return self.published.year if self.published else self.year

    @property
    def latest(self) -> date | None:
        """The end of the month before publication: what is said of now was known then."""
        if self.published is None:
            return None
        return self.published.replace(day=1) - timedelta(days=1)


# What is said to hold from a month on may begin in so many months.
SOON = 3
PLANNED_YEAR = re.compile(r"预计|计划|力争|确保|今年|争取")
# First and last day, and of what kind the expression is.
Days = tuple[date, date, Kind]
Read = Callable[[re.Match[str], Calendar], Days | None]


def number_of(text: str) -> int:
    return int(text) if text.isdecimal() else in_digits(text.replace("两", "二"))


def day(match: re.Match[str], clock: Calendar) -> Days | None:
    year = year_in(match, clock)
    if year is None:
        return None
    try:
        found = date(year, int(match["m"]), int(match["d"]))
    except ValueError:
        return None
    clock.year, clock.month, clock.day = found.year, found.month, found
    return found, found, "day"


def that_day(_match: re.Match[str], clock: Calendar) -> Days | None:
    """今日, 当日: the day last named, or that of publication."""
    named = clock.day or clock.published
    return (named, named, "day") if named else None


def months(match: re.Match[str], clock: Calendar) -> Days | None:
    year = year_in(match, clock)
    first, last = number_of(match["m"]), number_of(match["n"])
    if year is None or not 1 <= first <= last <= 12:
        return None
    clock.year, clock.month = year, last
    return date(year, first, 1), month_end(year, last), "span"


def month(match: re.Match[str], clock: Calendar) -> Days | None:
    year = year_in(match, clock)
    number = number_of(match["m"])
    if year is None or not 1 <= number <= 12:
        return None
    clock.year, clock.month = year, number
    end = month_end(year, number)
    if match[0].endswith(("底", "末")):
        return end, end, "day"
    if match[0].endswith(("上旬", "中旬")):
        end = end.replace(day=10 if match[0].endswith("上旬") else 20)
        return end, end, "day"
    return date(year, number, 1), end, "month"


def year_in(match: re.Match[str], clock: Calendar) -> int | None:
    """The year that an expression has, or refers to, or that was named last."""
    if match["y"]:
        return int(match["y"])
    relative = match.groupdict().get("r") or ""
    if relative in ("今年", "本年") and clock.current_year:
        return clock.current_year
    if relative in ("去年", "上年") and clock.current_year:
        return clock.current_year - 1
    if clock.published is None or clock.is_recent:
        return clock.year
    month = int(match["m"]) if "m" in match.re.groupindex and (match["m"] or "").isdecimal() else 0
    if match[0].endswith("起") and 0 < month - clock.published.month <= SOON:
        return clock.published.year
    # A month without a year is the last one before publication.
    return clock.published.year - (month > clock.published.month)


def whole_year(match: re.Match[str], clock: Calendar) -> Days | None:
    clock.year, clock.month = int(match["y"]), None
    return date(clock.year, 1, 1), date(clock.year, 12, 31), "year"


def republic(match: re.Match[str], clock: Calendar) -> Days | None:
    """民国102年1至3月: a year counted from 1912, with its months."""
    digits = (
        match["roc"].translate(NUMERALS)
        if "十" not in match["roc"]
        else str(in_digits(match["roc"]))
    )
    if not digits.isdecimal():
        return None
    year = 1911 + int(digits)
    clock.year, clock.month = year, None
    if not match["m"]:
        return date(year, 1, 1), date(year, 12, 31), "year"
    first = number_of(match["m"])
    last = number_of(match["n"]) if match["n"] else first
    if not 1 <= first <= last <= 12:
        return None
    return date(year, first, 1), month_end(year, last), "span" if match["n"] else "month"


def day_of_month(match: re.Match[str], clock: Calendar) -> Days | None:
    """7日, in a piece of news: the last such day before publication."""
    if clock.published is None:
        return None
    number, month = int(match["d"]), clock.published.replace(day=1)
    if number > clock.published.day:
        month = (month - timedelta(days=1)).replace(day=1)
    if not 1 <= number <= month_end(month.year, month.month).day:
        return None
    return month.replace(day=number), month.replace(day=number), "day"


def years(match: re.Match[str], clock: Calendar) -> Days | None:
    first, last = int(match["y"]), int(match["z"])
    last = last if last > 99 else first // 100 * 100 + last
    if not first < last < 2100:
        return None
    clock.year, clock.month = last, None
    return date(first, 1, 1), date(last, 12, 31), "span"


def year_end(match: re.Match[str], clock: Calendar) -> Days | None:
    year = year_in(match, clock)
    if year is None:
        return None
    clock.year, clock.month = year, 12
    return date(year, 12, 31), date(year, 12, 31), "day"


def year_start(match: re.Match[str], clock: Calendar) -> Days | None:
    year = year_in(match, clock)
    return (date(year - 1, 12, 31), date(year - 1, 12, 31), "day") if year else None


def part_of_year(match: re.Match[str], clock: Calendar) -> Days | None:
    year = year_in(match, clock)
    if year is None:
        return None
    clock.year = year
    if match["half"]:
        first, last = (1, 6) if match["half"] == "上" else (7, 12)
    elif match["to"]:
        first, last = 1, 3 * number_of(match["to"])
    else:
        last = 3 * QUARTERS[match["q"]]
        first = last - 2
    clock.month = last
    return date(year, first, 1), month_end(year, last), "quarter"


def quarters(match: re.Match[str], clock: Calendar) -> Days | None:
    """一、二季度: from the first that is named to the last."""
    year = year_in(match, clock)
    first, last = QUARTERS[match["q"]], QUARTERS[match["to"]]
    if year is None or first >= last:
        return None
    clock.year, clock.month = year, 3 * last
    return date(year, 3 * first - 2, 1), month_end(year, 3 * last), "quarter"


def since(match: re.Match[str], clock: Calendar) -> Days | None:
    year = year_in(match, clock)
    if year is None:
        return None
    start = number_of(match["m"]) if match["m"] else 1
    first = date(year, start, 1) if 1 <= start <= 12 else date(year, 1, 1)
    if match["dd"] and int(match["dd"]) <= 28:
        first = first.replace(day=int(match["dd"]))
    last = clock.latest if clock.latest and clock.latest > first else month_end(year, 12)
    return first, last, "since"


def plan(match: re.Match[str], clock: Calendar) -> Days | None:
    """A five-year plan: its years, its end, its time up to now."""
    first = FIVE_YEAR_PLANS.get(match["plan"])
    if first is None:
        return None
    end = date(first + 4, 12, 31)
    said = match["how"] or ""
    if said in ("末", "期末", "末期"):
        return end, end, "day"
    if said in ("初", "期初"):
        return date(first - 1, 12, 31), date(first - 1, 12, 31), "day"
    if clock.latest and date(first, 1, 1) < clock.latest < end:
        end = clock.latest
    return date(first, 1, 1), end, "span" if said else "name"


def last_years(match: re.Match[str], clock: Calendar) -> Days | None:
    """五年来, 近三年: so many years up to now, the present one among them."""
    count = number_of(match["count"])
    if clock.latest is None or not 1 <= count <= 30:
        return None
    if count == 1:
        year = clock.published.year - 1 if clock.published else 0
        return date(year, 1, 1), date(year, 12, 31), "duration"
    return date(clock.latest.year - count, 1, 1), clock.latest, "duration"


def now(match: re.Match[str], clock: Calendar) -> Days | None:
    return (clock.latest, clock.latest, "now") if clock.latest else None


def this_month(match: re.Match[str], clock: Calendar) -> Days | None:
    """从本月起: a day of the month of publication."""
    if clock.published is None:
        return None
    first = clock.published.replace(day=1)
    if match["dd"] and int(match["dd"]) <= 28:
        first = first.replace(day=int(match["dd"]))
    return first, first, "since"


def next_month(match: re.Match[str], clock: Calendar) -> Days | None:
    """由下月1日起: a day of the month after publication."""
    if clock.published is None:
        return None
    first = (clock.published.replace(day=28) + timedelta(days=4)).replace(day=1)
    if match["dd"] and int(match["dd"]) <= 28:
        first = first.replace(day=int(match["dd"]))
    return first, first, "since"


def that_year(match: re.Match[str], clock: Calendar) -> Days | None:
    year = year_in(match, clock)
    if match["r"] in ("当年", "该年", "同年", "全年") and clock.year:
        year = clock.year
    elif match["r"] == "全年" and clock.published:
        # A whole year that is over, unless it is planned.
        before = match.string[max(0, match.start() - 6) : match.start()]
        is_over = clock.published.month < 12 and not PLANNED_YEAR.search(before)
        year = clock.published.year - is_over
    if year is None:
        return None
    return date(year, 1, 1), date(year, 12, 31), "year"


def that_month(match: re.Match[str], clock: Calendar) -> Days | None:
    year, number = clock.year or clock.current_year, clock.month
    if match["r"] in ("本月",) and number is None and clock.latest:
        year, number = clock.latest.year, clock.latest.month
    if year is None or number is None:
        return None
    return date(year, number, 1), month_end(year, number), "month"
