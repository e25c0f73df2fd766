"""What a text as a whole says of time: what it is about, and since when it counts."""

import csv
import re
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache, cached_property
from importlib.resources import files

from .article_text import ArticleText
from .days_meant import Calendar
from .in_order import InOrder
from .passages import FULL_ENDS
from .proposal import ProposedPeriod
from .time_expressions import TimeExpression
from .wordings import Wording

# What stands before a time that says when for all that follows.
TOPIC = re.compile(
    r"(?:[^,]{0,12},?[^,]{0,30}(?:获悉|了解到|显示|指出|介绍|透露),)?"
    r"[(“\"]?(?:截[至止]到?|到|在|自|从|回望|回顾|据统计|数据显示|统计显示|据[\u4e00-\u9fff]{2,8}|[一二三四五六七八九]是|全省|全市|全国|今年|为此)?[,:]?"
)
CLOSED = ("year", "span", "name", "quarter", "month", "day")
# What reaches up to now.
OPEN = ("since", "duration", "name", "span", "now")
# What a text is about stands in this many characters, or in its first eighth.
HEAD, AT_ONCE = 300, 60
# 2022年民政事业发展统计公报: what a bulletin reports is of that time.
REPORT_OF = re.compile(
    r"(?:度)?[\u4e00-\u9fff]{0,14}(?:统计公报|发展公报|统计月报|月报|统计年报|年报|年鉴|统计季报|季报|统计数据|工作总结)"
)
# So long after something was said it may be published.
DAYS_OF_NEWS = timedelta(days=31)
GRANTED = re.compile(r"标准|提高|上调|调整|提标|津贴|每人每月|施行|执行|金额")
EXPECTED = re.compile(r"(?:预计|预测|力争|计划|规划)[^,。;]{0,6}$")
UNTIL = re.compile(r"截[至止]?到?$|至$")


@cache
def named_times() -> tuple[tuple[str, date, date], ...]:
    """Times that are known by a name: its words, the first and the last day."""
    with files(__package__).joinpath("named_times.csv").open(encoding="utf-8") as lines:
        return tuple(
            (row["word"], date.fromisoformat(row["first"]), date.fromisoformat(row["last"]))
            for row in csv.DictReader(lines)
        )


@dataclass(frozen=True)
class TextTimes:
    """The times of a text, seen from its figures."""

    article: ArticleText
    figures: InOrder[Wording]

    @cached_property
    def latest(self) -> date | None:
        """The end of the month before publication; None where no day of publication is known."""
        return Calendar(self.article.published).latest

    @cached_property
    def statement_day(self) -> date | None:
        """The day on which it was said, where the head of the text prints it: 4月20日,记者获悉."""
        published = self.article.published
        if published is None:
            return None
        head = (one for one in self.article.times.items if one.start < HEAD and one.kind == "day")
        days = (
            one.last
            for one in head
            if not one.is_base
            and one.printed.endswith(("日", "号"))
            and published - DAYS_OF_NEWS <= one.last <= published
            and not UNTIL.search(self.article.text, max(0, one.start - 3), one.start)
        )
        return next(days, None)

    @cached_property
    def main(self) -> TimeExpression | None:
        """What the text is about: a closed time that it names first, 2022年 or 五年来."""
        head = max(HEAD, len(self.article.text) // 8)
        for one in self.article.times.items:
            if one.start < head and REPORT_OF.match(self.article.text, one.end):
                return one
        return next(
            (
                one
                for one in self.article.times.items
                if one.start < head and not one.is_base and not one.is_future and self.is_main(one)
            ),
            None,
        )

    def is_main(self, one: TimeExpression) -> bool:
        """Whether an expression at the head of the text says what the text is about."""
        published = self.article.published
        if self.is_expected(one):
            return False
        if one.kind == "duration" and self.latest:
            return True
        if one.kind == "day" and published and one.last <= published and self.is_topic(one):
            return True
        if self.latest and (one.last > self.latest or self.latest.year - one.last.year > 1):
            return False
        return one.kind in CLOSED and (one.start < AT_ONCE or self.is_topic(one))

    def is_expected(self, one: TimeExpression) -> bool:
        """Whether what is told of a time is yet to come: 预计到2020年."""
        start = self.article.passages.start_of(FULL_ENDS, one.start)
        return EXPECTED.search(self.article.text, start, one.start) is not None

    @cached_property
    def effective_day(self) -> date | None:
        """The one day from which the text says that something holds: 从2019年10月1日起."""
        days = {
            one.first
            for one in self.article.times.items
            if one.is_effective and self.is_of_standard(one)
        }
        return days.pop() if len(days) == 1 else None

    def is_of_standard(self, one: TimeExpression) -> bool:
        """Whether the sentence of an expression speaks of what is granted."""
        passages = self.article.passages
        start = passages.start_of(FULL_ENDS, one.start)
        return (
            GRANTED.search(self.article.text, start, passages.end_of(FULL_ENDS, one.end))
            is not None
        )

    @cached_property
    def usual_since(self) -> TimeExpression | None:
        """The time since which a text without a time of its own mostly counts."""
        since = [
            one
            for one in self.article.times.items
            if one.kind in ("since", "duration", "span") and not one.is_base
        ]
        starts = Counter(one.first for one in since)
        return max(since, key=lambda one: (starts[one.first], -one.start), default=None)

    def has_figure(self, one: TimeExpression) -> bool:
        """Whether the sentence of an expression has a figure, so that it says when for the next."""
        end = self.article.passages.end_of(FULL_ENDS, one.end)
        return bool(self.figures.between(one.end, end))

    def is_topic(self, one: TimeExpression) -> bool:
        """Whether an expression stands at the start of its sentence: 2022年, 截至2022年底."""
        start = self.article.passages.start_of(FULL_ENDS, one.start)
        return TOPIC.fullmatch(self.article.text[start : one.start]) is not None

    def span(self, one: TimeExpression, kind: str) -> ProposedPeriod:
        """The days of a figure of a kind (flow, stock, standard) for which a time is printed."""
        if kind == "standard" and (one.is_effective or one.printed.endswith("起")):
            return ProposedPeriod(one.first, one.first, "effective")
        if self.statement_day and one.last == self.latest and one.kind in OPEN:
            first = self.statement_day if one.kind == "now" else one.first
            one = replace(one, first=first, last=self.statement_day)
        # 截至6月,累计救助…: until its end, and not in that month alone.
        is_until = one.kind == "month" and UNTIL.search(
            self.article.text, max(0, one.start - 3), one.start
        )
        if kind == "flow" and (one.kind in ("day", "now") or is_until):
            return ProposedPeriod(self.start_until(one.last), one.last, "during")
        is_open = kind == "flow" or one.kind in ("year", "span", "duration", "since")
        latest = self.latest_for(one)
        if latest and self.statement_day:
            latest = max(latest, self.statement_day)
        last = min(one.last, latest) if is_open and latest and one.first <= latest else one.last
        return (
            ProposedPeriod(one.first, last, "during")
            if kind == "flow"
            else ProposedPeriod(last, last, "point")
        )

    def within_named(self, span: ProposedPeriod, words: str) -> ProposedPeriod:
        """The part of a period that lies in a time known by its name: 疫情期间, 脱贫攻坚."""
        for word, first, last in named_times():
            if word in words and span.start <= last and first <= span.end:
                start, end = max(first, span.start), min(last, span.end)
                if span.basis == "during" and (start, end) != (span.start, span.end):
                    return replace(span, start=start, end=end)
        return span

    def start_until(self, last: date) -> date:
        """Since when is counted what is counted until a day: as the text counts, or its year."""
        whole = self.main or self.usual_since
        if (
            whole is not None
            and whole.kind in ("span", "duration", "since", "name")
            and whole.first <= last <= whole.last
        ):
            return whole.first
        return date(last.year, 1, 1)

    def latest_for(self, one: TimeExpression) -> date | None:
        """The last day that an open time may reach: that of publication, or of what is reviewed."""
        main = self.main
        if (
            one.kind == "since"
            and main is not None
            and main.kind in ("year", "span", "name", "quarter")
            and main.last > one.first
        ):
            return main.last if self.latest is None else min(self.latest, main.last)
        return self.latest
