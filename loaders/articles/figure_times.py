"""When: the days of one figure, from the times before it or those of the text as a whole."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from ..sheets.periods import month_end
from .article_text import ArticleText
from .mentions import PrintedNumber
from .passages import FULL_ENDS, QUOTE_CLOSES, QUOTE_OPENS, SENTENCE_ENDS, Paragraph
from .proposal import ProposedPeriod
from .reasons import reason
from .text_times import TextTimes
from .time_expressions import TimeExpression

PLANNED = re.compile(
    r"力争|计划|目标|争取|将达|拟|预计|确保|规划|要达到|到20\d\d年"
    r"|将(?:再|继续|至少|累计|全部|重点|陆续)?(?:新建|新增|建|改造|完成|实施|实现|投入|培训|打造|提升|推动)"
)
# Who says something on a day does not say that it happened then.
SAID = re.compile(
    r"[^,]?[,]?(?:.*)(?:发布|公布|举行|召开|获悉|了解|表示|介绍|消息|电|通报|印发|累计|止|前|起|以来|说|会)"
)
UNTIL = re.compile(r"(?:截[至止]?|至|到|自|从|于|前)$")
# 截至5月20日18时,共办理: what is counted until an hour is counted on that day, unless it is 累计.
HOUR = re.compile(r"(?:上午|下午|当日|当天|晚)*\d{1,2}(?:[时点]|[:：]\d\d)")
ADDED_UP = re.compile(r"累计|以来|期间|假期")
COUNTED_UP = re.compile(r"(?:份|间)?(?:累计|共|合计)")
IN_A_ROW = re.compile(r"连续(\d{1,2})个月")
EVERY_YEAR = re.compile(r"每年[^,。;、每]{0,12}$")
# What may end what a first day begins: 自2003年8月1日至2008年第一季度.
ENDS = ("day", "month", "quarter", "year")
# A day this near before a figure is the one on which it happened.
AT_ONCE = 30
NEW_STANDARD = re.compile(r"(?:调整|提升|提高|上调|调高|增加|升)(?:为|至|到)")
TODAY = ("今日", "今天", "当日", "当天", "全天")
OF_BASE = re.compile(r"的?|同期的?")
SHORT = 1_500
# How far back a time is still that of a figure, in characters.
FAR = 3_000


class FigureTime(NamedTuple):
    """The days of a figure, how they were found, and how sure that is (0 to 1)."""

    span: ProposedPeriod | None
    note: str
    sureness: float


def find_time(times: TextTimes, mention: PrintedNumber, kind: str) -> FigureTime:
    """The days of a figure of a kind: flow, stock or standard."""
    article = times.article
    paragraph = article.passages.paragraph(mention.start)
    before = [
        one
        for one in article.times.between(paragraph.start, mention.start)
        if not one.is_base and one.kind != "name"
    ]
    if of_base := base_told(article, mention):
        return printed_time(times, mention, kind, [of_base])
    own = own_times(article, mention, before)
    if own and kind == "standard" and times.effective_day and is_said(article, own[-1], mention):
        # 4月12日印发通知,要求标准提高到…: not the day from which the standard holds.
        own = []
    if own and is_vague(own[-1]) and (told := inherited_time(times, kind, before)):
        return told
    if own:
        return printed_time(times, mention, kind, own)
    is_short = len(article.text) < SHORT
    if (
        kind == "standard"
        and times.effective_day
        and (is_short or paragraph_says(times, paragraph))
    ):
        day = times.effective_day
        note = reason("holds_from")
        # A short text is of one thing.
        sureness = 0.95 if is_short else 0.7
        return FigureTime(ProposedPeriod(day, day, "effective"), note, sureness)
    said = times.statement_day or article.published
    is_new = NEW_STANDARD.search(article.before(mention, SENTENCE_ENDS)) is not None
    if kind == "standard" and times.main is None and said and is_new:
        note = reason("new_standard")
        return FigureTime(ProposedPeriod(said, said, "effective"), note, 0.5)
    found = inherited_time(times, kind, before) or assumed_time(times, mention, kind)
    span = found.span
    if span is None:
        return found
    if kind == "flow" and EVERY_YEAR.search(article.before(mention, SENTENCE_ENDS)):
        span = of_year(span)
        found = found._replace(span=span, sureness=found.sureness if span == found.span else 0.7)
    words = article.before(mention, SENTENCE_ENDS)
    return found._replace(span=times.within_named(span, words))


def base_told(article: ArticleText, mention: PrintedNumber) -> TimeExpression | None:
    """The time of a figure with which another is compared: 与2021年的37.11万个相比."""
    sentence = article.passages.start_of(SENTENCE_ENDS, mention.start)
    last = next(reversed(article.times.between(sentence, mention.start)), None)
    is_told = last is not None and last.is_base and last.kind in ("year", "day", "month", "quarter")
    return (
        last
        if is_told and last and OF_BASE.fullmatch(article.text, last.end, mention.start)
        else None
    )


def paragraph_says(times: TextTimes, paragraph: Paragraph) -> bool:
    """Whether the day from which something holds is named in a paragraph."""
    named = times.article.times.between(paragraph.start, paragraph.end)
    return any(one.is_effective and one.first == times.effective_day for one in named)


def own_times(
    article: ArticleText, mention: PrintedNumber, before: Sequence[TimeExpression]
) -> list[TimeExpression]:
    """The times in the sentence of a figure; those to come are only of what is planned."""
    sentence = article.passages.start_of(FULL_ENDS, mention.start)
    own = [one for one in before if one.start >= sentence]
    own = [one for one in own if not is_quoted_away(article.text[one.end : mention.start])]
    if is_planned(article, mention):
        return own
    return [one for one in own if not one.is_future]


def is_quoted_away(between: str) -> bool:
    """Whether a quotation that names a time ends before the figure: 按“到2025年…”的要求,建成4个."""
    closed = sum(between.count(mark) for mark in QUOTE_CLOSES)
    return closed > sum(between.count(mark) for mark in QUOTE_OPENS)


def is_planned(article: ArticleText, mention: PrintedNumber) -> bool:
    """Whether a figure is one that is to be reached."""
    if not PLANNED.search(article.before(mention, SENTENCE_ENDS)):
        return False
    sentence = article.passages.start_of(FULL_ENDS, mention.start)
    return any(
        one.is_future or one.printed in ("全年", "今年")
        for one in article.times.between(sentence, mention.start)
        if not is_quoted_away(article.text[one.end : mention.start])
    )


def printed_time(
    times: TextTimes, mention: PrintedNumber, kind: str, own: Sequence[TimeExpression]
) -> FigureTime:
    """The days of a figure in whose sentence times are printed: mostly the last of them."""
    article = times.article
    clause = article.passages.start_of(SENTENCE_ENDS, mention.start)
    own = without_counted(article, own, clause)
    chosen, begun = own[-1], own[-2] if len(own) > 1 else None
    if chosen.printed == "全年":
        kind = "flow"
    if chosen.kind == "now" and mention.measure in ("%", "‰"):
        # 截至目前火化率达…: a rate stands at a day unless a time is printed over which it counts.
        kind = "stock"
    if kind == "flow" and is_that_day(article, chosen, mention):
        span = ProposedPeriod(chosen.first, chosen.last, "during")
        return FigureTime(span, reason("printed_time", time=chosen.printed), 0.8)
    if chosen.kind == "duration" and times.main and times.main.kind in ("span", "name"):
        chosen = times.main
    if begun and begun.start >= clause:
        if chosen.kind == "year" and begun.kind == "since":
            chosen = begun
        elif chosen.kind == "year" and begun.kind in ("day", "month") and is_within(begun, chosen):
            # 截至6月30日,今年销量…: until that day.
            chosen = begun
        elif kind == "flow" and chosen.kind in ENDS and is_begin(article, begun, chosen):
            span = ProposedPeriod(begun.first, chosen.last, "during")
            return FigureTime(
                span, reason("printed_times", begin=begun.printed, end=chosen.printed), 0.9
            )
    if is_planned(article, mention):
        span = ProposedPeriod(chosen.first, chosen.last, "target")
        return FigureTime(span, reason("planned_time", time=chosen.printed), 0.8)
    note = reason("printed_time", time=chosen.printed)
    if kind == "flow" and (months := months_since(article, chosen, mention)):
        return FigureTime(months, note, 0.9)
    sureness = {("stock", "year"): 0.95, ("flow", "now"): 0.8}.get((kind, chosen.kind), 1.0)
    return FigureTime(times.span(chosen, kind), note, sureness)


def is_said(article: ArticleText, one: TimeExpression, mention: PrintedNumber) -> bool:
    """Whether a day is the one on which something was said or decided."""
    return one.kind == "day" and SAID.search(article.text, one.end, mention.start) is not None


def is_vague(one: TimeExpression) -> bool:
    """Whether 现有 stands for the time of which the text tells."""
    return one.kind == "now" and one.printed.startswith("现")


def without_counted(
    article: ArticleText, own: Sequence[TimeExpression], clause: int
) -> Sequence[TimeExpression]:
    """The times of a sentence without those by which an earlier part counts: 5月发放…元,1-5月累计
    …元; for the next part the first of them goes on.
    """
    first, last = own[0], own[-1]
    is_counted = COUNTED_UP.match(article.text, last.end) is not None
    if len(own) > 1 and is_counted and last.start < clause and first.last == last.last:
        return [first]
    return own


def is_that_day(article: ArticleText, chosen: TimeExpression, mention: PrintedNumber) -> bool:
    """Whether something happened on one day: 7日,共接待…人次, and neither until then nor since."""
    text = article.text
    if chosen.printed in TODAY:
        return True
    if chosen.kind != "day" or not chosen.printed.endswith(("日", "号", "”")):
        return False
    between = text[chosen.end : mention.start]
    if HOUR.match(text, chosen.end):
        sentence = article.before(mention, FULL_ENDS)
        return len(between) <= AT_ONCE and not ADDED_UP.search(sentence)
    if UNTIL.search(text, max(0, chosen.start - 4), chosen.start):
        return False
    return len(between) <= AT_ONCE and not SAID.search(between)


def months_since(
    article: ArticleText, begun: TimeExpression, mention: PrintedNumber
) -> ProposedPeriod | None:
    """So many months from the first on: 2019年5月以来,…连续18个月发放."""
    if begun.kind != "since" or "月" not in begun.printed:
        return None
    said = IN_A_ROW.search(article.text, begun.end, mention.start)
    if said is None:
        return None
    years, month = divmod(begun.first.month - 2 + int(said[1]), 12)
    last = month_end(begun.first.year + years, month + 1)
    return ProposedPeriod(begun.first, last, "during") if last <= begun.last else None


def is_within(one: TimeExpression, year: TimeExpression) -> bool:
    """Whether a time lies in a year."""
    return year.first <= one.first and one.last <= year.last


def is_begin(article: ArticleText, begun: TimeExpression, end: TimeExpression) -> bool:
    """Whether a time is the first day of what another ends: 自1月1日至6月30日."""
    before = article.text[max(0, begun.start - 1) : begun.start] + begun.printed[:1]
    return begun.first < end.last and ("自" in before or "从" in before)


def inherited_time(
    times: TextTimes, kind: str, before: Sequence[TimeExpression]
) -> FigureTime | None:
    """The time that an earlier sentence, or the text, says for all that follows."""
    topics = [
        one
        for one in before
        if one.is_topic and not one.is_future and times.is_topic(one) and times.has_figure(one)
    ]
    since = topics[-1].start if topics else 0
    latest = [
        one for one in before if one.kind == "now" and one.start > since and not is_vague(one)
    ]
    if latest and kind == "stock" and times.has_figure(latest[-1]):
        note = reason("time_in_paragraph", time=latest[-1].printed)
        return FigureTime(times.span(latest[-1], kind), note, 0.9)
    # A day in one sentence is no end of what the next sentences count.
    if topics and not (kind == "flow" and topics[-1].kind == "day" and times.main):
        note = reason("time_in_paragraph", time=topics[-1].printed)
        return FigureTime(times.span(topics[-1], kind), note, 0.9)
    if times.main is not None:
        note = reason("time_of_text", time=times.main.printed)
        # What is counted over several years may have begun later than they.
        is_loose = kind == "flow" and times.main.kind not in ("year", "month", "quarter", "day")
        return FigureTime(times.span(times.main, kind), note, 0.8 if is_loose else 0.92)
    return None


def of_year(span: ProposedPeriod) -> ProposedPeriod:
    """What is said of every year is of the whole of it, as of the one in which it is said."""
    if span.start.year != span.end.year:
        return span
    first, last = date(span.end.year, 1, 1), date(span.end.year, 12, 31)
    return ProposedPeriod(first, last, "during")


def assumed_time(times: TextTimes, mention: PrintedNumber, kind: str) -> FigureTime:
    """The time of a figure for which none is said: that of publication, or one far before it."""
    latest, usual = times.latest, times.usual_since
    if latest is None:
        near = times.article.times.between(max(0, mention.start - FAR), mention.start)
        named = [one for one in near if not one.is_base and not one.is_future]
        if named:
            note = reason("time_before", time=named[-1].printed)
            return FigureTime(times.span(named[-1], kind), note, 0.4)
        return FigureTime(None, reason("no_time"), 0.0)
    if kind != "flow":
        note = reason("month_before")
        if times.statement_day:
            latest, note = times.statement_day, reason("day_said")
        return FigureTime(ProposedPeriod(latest, latest, "point"), note, 0.92)
    if usual is not None:
        note = reason("assumed_time", time=usual.printed)
        return FigureTime(times.span(usual, kind), note, 0.5)
    note = reason("this_year")
    return FigureTime(ProposedPeriod(date(latest.year, 1, 1), latest, "during"), note, 0.3)


def as_target(span: ProposedPeriod) -> ProposedPeriod:
    """The days by which a planned value is to be reached."""
    return replace(span, basis="target")
