"""When: the expressions of time in a text, and the days that they mean for who publishes it.

今年以来 depends on the day of publication, 当年 on the year named before, "十三五"期间 on none. An
expression gives a first and a last day; what stands at a day is taken at the last one.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from ..sheets.periods import NUMERALS, QUARTERS, in_digits, month_end

Kind = Literal["day", "month", "quarter", "year", "span", "since", "duration", "now", "name"]

YEAR = r"(?P<{0}>(?:19|20)\d\d)年?"
NUMERAL = "一二三四五六七八九十两\\d"
FIVE_YEAR_PLANS = {
    "九五": 1996,
    "十五": 2001,
    "十一五": 2006,
    "十二五": 2011,
    "十三五": 2016,
    "十四五": 2021,
    "十五五": 2026,
}
PLAN = rf"(?P<plan>{'|'.join(FIVE_YEAR_PLANS)})"
OF_PLAN = "期间|时期|以来|期末|末期|末|期初|初|规划"
BASE = re.compile(r"(?:较|比|与|同|和|相比|对比)(?:之)?$")
FUTURE = re.compile(r"(?:到|力争|计划|预计|确保|争取|(?<!截)至)$")


@dataclass(frozen=True)
class TimeExpression:
    """Where it stands in the plain text, the days that it means, and how it was printed."""

    start: int
    end: int
    first: date
    last: date
    kind: Kind
    printed: str
    is_base: bool = False
    is_future: bool = False

    @property
    def is_topic(self) -> bool:
        """Whether it may say when for the sentences that follow too."""
        return self.kind in ("day", "month", "quarter", "year", "span")


@dataclass
class Clock:
    """What relative expressions are told by: the publication, and the year and month last named."""

    published: date | None
    year: int | None = None
    month: int | None = None
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


Reading = tuple[date, date, Kind] | None
Read = Callable[[re.Match[str], Clock], Reading]


def number_of(text: str) -> int:
    return int(text) if text.isdecimal() else in_digits(text.replace("两", "二"))


def day(match: re.Match[str], clock: Clock) -> Reading:
    year = year_in(match, clock)
    if year is None:
        return None
    try:
        found = date(year, int(match["m"]), int(match["d"]))
    except ValueError:
        return None
    clock.year, clock.month = found.year, found.month
    return found, found, "day"


def months(match: re.Match[str], clock: Clock) -> Reading:
    year = year_in(match, clock)
    first, last = number_of(match["m"]), number_of(match["n"])
    if year is None or not 1 <= first <= last <= 12:
        return None
    clock.year, clock.month = year, last
    return date(year, first, 1), month_end(year, last), "span"


def month(match: re.Match[str], clock: Clock) -> Reading:
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


def year_in(match: re.Match[str], clock: Clock) -> int | None:
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
    # A month without a year is the last one before publication.
    return clock.published.year - (month > clock.published.month)


def whole_year(match: re.Match[str], clock: Clock) -> Reading:
    clock.year, clock.month = int(match["y"]), None
    return date(clock.year, 1, 1), date(clock.year, 12, 31), "year"


def republic(match: re.Match[str], clock: Clock) -> Reading:
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


def day_of_month(match: re.Match[str], clock: Clock) -> Reading:
    """7日, in a piece of news: the last such day before publication."""
    if clock.published is None or not 1 <= int(match["d"]) <= 28:
        return None
    day = clock.published.replace(day=int(match["d"]))
    if day > clock.published:
        day = (day.replace(day=1) - timedelta(days=1)).replace(day=int(match["d"]))
    return day, day, "day"


def years(match: re.Match[str], clock: Clock) -> Reading:
    first, last = int(match["y"]), int(match["z"])
    last = last if last > 99 else first // 100 * 100 + last
    if not first < last < 2100:
        return None
    clock.year, clock.month = last, None
    return date(first, 1, 1), date(last, 12, 31), "span"


def year_end(match: re.Match[str], clock: Clock) -> Reading:
    year = year_in(match, clock)
    if year is None:
        return None
    clock.year, clock.month = year, 12
    return date(year, 12, 31), date(year, 12, 31), "day"


def year_start(match: re.Match[str], clock: Clock) -> Reading:
    year = year_in(match, clock)
    return (date(year - 1, 12, 31), date(year - 1, 12, 31), "day") if year else None


def part_of_year(match: re.Match[str], clock: Clock) -> Reading:
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


def since(match: re.Match[str], clock: Clock) -> Reading:
    year = year_in(match, clock)
    if year is None:
        return None
    start = number_of(match["m"]) if match["m"] else 1
    first = date(year, start, 1) if 1 <= start <= 12 else date(year, 1, 1)
    if match["dd"] and int(match["dd"]) <= 28:
        first = first.replace(day=int(match["dd"]))
    last = clock.latest if clock.latest and clock.latest > first else month_end(year, 12)
    return first, last, "since"


def plan(match: re.Match[str], clock: Clock) -> Reading:
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


def last_years(match: re.Match[str], clock: Clock) -> Reading:
    """五年来, 近三年: so many years up to now, the present one among them."""
    count = number_of(match["count"])
    if clock.latest is None or not 1 <= count <= 30:
        return None
    if count == 1:
        year = clock.published.year - 1 if clock.published else 0
        return date(year, 1, 1), date(year, 12, 31), "duration"
    return date(clock.latest.year - count, 1, 1), clock.latest, "duration"


def now(match: re.Match[str], clock: Clock) -> Reading:
    return (clock.latest, clock.latest, "now") if clock.latest else None


def that_year(match: re.Match[str], clock: Clock) -> Reading:
    year = year_in(match, clock)
    if match["r"] in ("当年", "该年", "同年", "全年") and clock.year:
        year = clock.year
    if year is None:
        return None
    return date(year, 1, 1), date(year, 12, 31), "year"


def that_month(match: re.Match[str], clock: Clock) -> Reading:
    year, number = clock.year or clock.current_year, clock.month
    if match["r"] in ("本月",) and number is None and clock.latest:
        year, number = clock.latest.year, clock.latest.month
    if year is None or number is None:
        return None
    return date(year, number, 1), month_end(year, number), "month"


MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_YEAR = r"(?:(?P<y>(?:19|20)\d\d)年?|(?P<r>今年|本年|去年|上年))"
_MAYBE_YEAR = rf"(?:{_YEAR})?"
_FULL = r"(?:(?P<y>(?:19|20)\d\d)年)?(?P<r>今年|去年|上年|本年)?"
# In this order: what is longer and says more first.
EXPRESSIONS: tuple[tuple[re.Pattern[str], Read], ...] = tuple(
    (re.compile(pattern), read)
    for pattern, read in (
        (r"(?P<y>(?:19|20)\d\d)年?[-—–~至到](?P<z>(?:19|20)?\d\d)年(?!\d*月)", years),
        (rf"[\"“]{PLAN}[\"”](?P<how>{OF_PLAN})?", plan),
        (rf"{PLAN}(?P<how>{OF_PLAN})", plan),
        (
            rf"[自从]?(?:{_YEAR})年?(?:(?P<m>\d{{1,2}})月份?(?:(?P<dd>\d{{1,2}})日)?)?(?:以来|起|至今|以后|开始)",
            since,
        ),
        (rf"[自从]?{_FULL}(?P<m>\d{{1,2}})月份?(?:(?P<dd>\d{{1,2}})日)?(?:以来|起|开始)", since),
        (
            rf"民国(?P<roc>[〇一二三四五六七八九十\d]{{2,3}})年(?:(?P<m>{MONTH})(?:[至到](?P<n>{MONTH}))?月)?",
            republic,
        ),
        (
            rf"{_FULL}(?P<m>\d{{1,2}})月?[-—–~至到](?P<n>\d{{1,2}})月(?:份)?(?:底|末)?(?!\d*日)",
            months,
        ),
        (rf"{_FULL}(?P<m>\d{{1,2}})月(?P<d>\d{{1,2}})[日号]", day),
        (rf"{_FULL}(?P<half>[上下])半年(?P<to>)?(?P<q>)?", part_of_year),
        (rf"{_FULL}(?P<half>)?(?:前|1[-—至])(?P<to>[二三23])(?:个)?季度(?P<q>)?", part_of_year),
        (rf"{_FULL}(?P<half>)?(?P<to>)?第?(?P<q>[一二三四1-4])季度(?:末|底)?", part_of_year),
        (
            rf"{_FULL}(?P<m>\d{{1,2}}|十[一二]|[一二三四五六七八九十])月份?(?:底|末|中旬|上旬|下旬|初)?(?![\d-])",
            month,
        ),
        (r"(?:(?P<y>(?:19|20)\d\d)年?|(?P<r>今年|去年|上年|本年))(?:年)?[底末]", year_end),
        (r"(?:(?P<y>(?:19|20)\d\d)年?|(?P<r>今年|去年|上年|本年))(?:年)?初", year_start),
        (r"(?P<y>(?:19|20)\d\d)年度?(?!\d)", whole_year),
        (
            rf"(?:过去|近|最近|这)?(?:的)?(?P<count>[{NUMERAL}]{{1,2}})(?:多|余)?年(?:多)?(?:以来|来|间|里|期间|累计|共)",
            last_years,
        ),
        (rf"(?:过去|近|最近)(?P<count>[{NUMERAL}]{{1,2}})年", last_years),
        (r"(?P<y>(?!))?(?P<r>当年|该年|同年|全年|今年|去年|上年|本年)(?:度)?", that_year),
        (r"(?P<r>该月|当月|本月)", that_month),
        (r"(?P<d>\d{1,2})日(?=上午|下午|晚|,|,|从|在|举行|公布|发布|这|为|是|止|,)", day_of_month),
        (
            rf"{_FULL}(?P<m>[一二三四五六七八九十]{{1,2}})[至到](?P<n>[一二三四五六七八九十]{{1,2}})月",
            months,
        ),
        (r"截[至止]目前|截[至止](?:发稿|今日)|目前|现有|现已|现共|至今(?!年)|迄今|如今", now),
    )
)
STARTS = re.compile(
    r"[\d\"“今去上民本当该同全九十过近最这目现截至迄如自从一二三四五六七八九两第前下]"
)


def find_time_expressions(
    text: str, start: int, end: int, clock: Clock
) -> Iterator[TimeExpression]:
    """The expressions of time between two places of a text; the clock goes on with them."""
    place = start
    while place < end:
        begin = STARTS.search(text, place, end)
        if begin is None:
            return
        if "\n" in text[place : begin.start()]:
            clock.is_recent = False
        place = begin.start()
        for pattern, read in EXPRESSIONS:
            match = pattern.match(text, place, end)
            if match and match.end() > place and not follows_digit(text, place):
                year, month_before = clock.year, clock.month
                found = read(match, clock)
                if found is not None:
                    before = text[max(start, place - 2) : place]
                    is_base = bool(BASE.search(before)) or bool(
                        before.endswith(("由", "从")) and text[match.end() :].startswith("的")
                    )
                    clock.is_recent |= (
                        found[2] in ("day", "month", "quarter", "year") and not is_base
                    )
                    if is_base:
                        clock.year, clock.month = year, month_before
                    yield TimeExpression(
                        place,
                        match.end(),
                        *found,
                        match[0],
                        is_base=is_base,
                        is_future=bool(
                            clock.published
                            and found[1] > clock.published
                            and (found[0] > clock.published or FUTURE.search(before))
                        ),
                    )
                    place = match.end() - 1
                    break
        place += 1


def follows_digit(text: str, place: int) -> bool:
    """12021年: the expression would begin within a number."""
    return (
        text[place].isdecimal()
        and place > 0
        and (text[place - 1].isdecimal() or text[place - 1] in ".第")
    )
