"""When: the expressions of time in a text, and the days that they mean for who publishes it.

今年以来 depends on the day of publication, 当年 on the year named before, "十三五"期间 on none. An
expression gives a first and a last day; what stands at a day is taken at the last one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from .days_meant import (
    FIVE_YEAR_PLANS,
    Calendar,
    Days,
    Kind,
    Read,
    day,
    day_of_month,
    last_years,
    month,
    months,
    next_month,
    now,
    part_of_year,
    plan,
    quarters,
    republic,
    since,
    that_day,
    that_month,
    that_year,
    this_month,
    whole_year,
    year_end,
    year_start,
    years,
)  # fmt: skip

NUMERAL = "一二三四五六七八九十两\\d"
PLAN = rf"(?P<plan>{'|'.join(FIVE_YEAR_PLANS)})"
OF_PLAN = "期间|时期|以来|期末|末期|末|期初|初|规划"
BASE = re.compile(r"(?:较|比|与|同|和|相比|对比)(?:之|于)?$")
# 上年度居民人均消费支出的40.7%: a year of what is compared with, and none of the figure.
REFERENCE = re.compile(
    r"(?:度)?(?:全[国省市县区])?(?:城乡|城镇|农村)?(?:居民)?(?:人均|月?最低工资|平均工资)"
)
# 2018年第二季度例行新闻发布会 is the name of a meeting.
OF_CONFERENCE = re.compile(r"(?:例行)?(?:新闻|政策)?(?:发布|通气|吹风)会")
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

    @property
    def is_effective(self) -> bool:
        """Whether something holds from its first day on: 从2019年10月1日起, 从今年7月1日上调."""
        return self.kind == "since" and "月" in self.printed and not self.printed.endswith("以来")


MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_YEAR = r"(?:(?P<y>(?:19|20)\d\d)年?|(?P<r>今年|本年|去年|上年))"
_FULL = r"(?:(?P<y>(?:19|20)\d\d)年)?(?:(?P<r>今年|去年|上年|本年)的?)?"
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
        (
            rf"[自从由]?{_FULL}(?P<m>\d{{1,2}})月份?(?:(?P<dd>\d{{1,2}})日)?(?:以来|起|开始)",
            since,
        ),
        (
            rf"[自从]{_FULL}(?P<m>\d{{1,2}})月份?(?:(?P<dd>\d{{1,2}})日)?(?=上调|提高|调整|提标|执行|实施|施行)",
            since,
        ),
        (r"[自从由]?本月(?:(?P<dd>\d{1,2})日)?(?:起|开始)", this_month),
        (r"[自从由]?下个?月(?:(?P<dd>\d{1,2})日)?(?:起|开始)", next_month),
        (
            rf"民国(?P<roc>[〇一二三四五六七八九十\d]{{2,3}})年(?:(?P<m>{MONTH})(?:[至到](?P<n>{MONTH}))?月)?",
            republic,
        ),
        (
            rf"{_FULL}(?P<m>\d{{1,2}})月?[-—–~至到](?P<n>\d{{1,2}})月(?:份)?(?:底|末)?(?!\d*日)",
            months,
        ),
        (rf"{_FULL}(?P<m>\d{{1,2}})(?:、\d{{1,2}})*、(?P<n>\d{{1,2}})[两三四]个?月", months),
        (rf"{_FULL}(?P<m>\d{{1,2}})月(?P<d>\d{{1,2}})[日号]", day),
        (rf"{_FULL}第?(?P<q>[一二三])(?:、?[二三])*[、和]?(?P<to>[二三四])季度", quarters),
        (rf"{_FULL}[“\"](?P<m>5)(?P<d>20|21)[”\"]", day),
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
        (r"(?:今[日天]|当[日天])(?=[,全我共接办有登为]|上午|下午)|全天(?=共)", that_day),
        (r"(?P<d>\d{1,2})日(?=上午|下午|晚|,|,|从|在|举行|公布|发布|这|为|是|止|,)", day_of_month),
        (r"(?<=[昨今前]天\()(?P<d>\d{1,2})日", day_of_month),
        (
            rf"{_FULL}(?P<m>[一二三四五六七八九十]{{1,2}})[至到](?P<n>[一二三四五六七八九十]{{1,2}})月",
            months,
        ),
        (r"截[至止]目前|截[至止](?:发稿|今日)|目前|现有|现已|现共|至今(?!年)|迄今|如今", now),
    )
)
# A number is no time unless one of these follows.
OF_TIME = re.compile(r"\d{1,6}[年月日底末初以起至到今开始季个多余一二三四五六七八九十两、\-—–~]")
STARTS = r"[\d\"“今去上民本当该同全九十过近最这目现截至迄如自从一二三四五六七八九两第前下]"
# Where any expression may begin: most places at which a text has one of these characters are none,
# and no single pattern is tried there.
BEGINS = re.compile(
    f"(?={STARTS})(?:"
    + "|".join(re.sub(r"\(\?P<\w+>", "(?:", pattern.pattern) for pattern, _ in EXPRESSIONS)
    + ")"
)


def find_time_expressions(
    text: str, start: int, end: int, clock: Calendar
) -> Iterator[TimeExpression]:
    """The expressions of time between two places of a text; the clock goes on with them."""
    place = start
    while begin := BEGINS.search(text, place, end):
        if "\n" in text[place : begin.start()]:
            clock.is_recent = False
        place = begin.start()
        is_time = not text[place].isdecimal() or is_time_number(text, place)
        found = read_at(text, start, place, end, clock) if is_time else None
        if found:
            yield found
        place = found.end if found else place + 1


def read_at(text: str, start: int, place: int, end: int, clock: Calendar) -> TimeExpression | None:
    """The expression that begins at a place of a text."""
    for pattern, read in EXPRESSIONS:
        match = pattern.match(text, place, end)
        if match and match.end() > place and not OF_CONFERENCE.match(text, match.end()):
            year, month_before = clock.year, clock.month
            if days := read(match, clock):
                found = expression(match, days, text[max(start, place - 2) : place], clock)
                if found.is_base:
                    # 较2020年底 is no time of what follows.
                    clock.year, clock.month = year, month_before
                elif found.kind in ("day", "month", "quarter", "year"):
                    clock.is_recent = True
                return found
    return None


def expression(match: re.Match[str], days: Days, before: str, clock: Calendar) -> TimeExpression:
    """An expression with what the characters before and after it say of it."""
    first, last, kind = days
    is_start = before.endswith(("由", "从")) and match.string.startswith("的", match.end())
    is_reference = kind == "year" and match[0][:2] in ("上年", "去年")
    is_base = (
        is_start
        or BASE.search(before) is not None
        or (is_reference and REFERENCE.match(match.string, match.end()) is not None)
    )
    is_after = clock.published is not None and last > clock.published
    is_future = is_after and bool(
        (clock.published and first > clock.published) or FUTURE.search(before)
    )
    return TimeExpression(
        match.start(), match.end(), first, last, kind, match[0], is_base, is_future
    )


def is_time_number(text: str, place: int) -> bool:
    """Whether a time may begin with a digit: not within a number, as in 12021年, nor a count."""
    is_within = place > 0 and (text[place - 1].isdecimal() or text[place - 1] in ".第")
    return not is_within and OF_TIME.match(text, place) is not None
