"""When the other figure of a change was: 同比, 较上年末, 从A提高到B."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from ..sheets.periods import before as months_before
from .passages import FULL_ENDS, SENTENCE_ENDS
from .proposal import Proposal, ProposedPeriod
from .reasons import reason
from .text_times import TextTimes
from .time_expressions import TimeExpression
from .wordings import Wording

YEAR_BEFORE = re.compile(r"同比|按年|同期|上年|去年|上一年|前一年")
PERIOD_BEFORE = re.compile(r"环比|按月|上月|上个月|上季|上期")
END_OF_YEAR_BEFORE = re.compile(r"(?:比|较)(?:上年|去年)(?:年)?[末底]")
DAY_BEFORE = re.compile(r"昨[日天]|前一[日天]")
# What a clause says of its own base, and what begins a sentence that says it for all of them.
NAMED_BASE = re.compile(r"同比|环比|比|较")
OPENING = re.compile(r"(?:[。!?\n]|^|,)(?:相比|与|同|较|比)(?:之)?$")
# What opens the first of two figures.
OPENS = re.compile(r"[从由]")
# How far before a change its base is named, in characters, if no time is printed for it.
NEAR = 16


def base_period(
    times: TextTimes, one: Wording, period: ProposedPeriod | None, last: Proposal | None = None
) -> ProposedPeriod | None:
    """What a change over a period is counted from; ``last`` is the change before it."""
    if period is None:
        return None
    clause = times.article.passages.start_of(SENTENCE_ENDS, one.start)
    bases = [each for each in times.article.times.between(clause, one.start) if each.is_base]
    if bases and not bases[-1].printed.startswith(("上年", "去年")):
        return printed_base(bases[-1], period)
    if said := base_of_sentence(times, one, clause):
        return printed_base(said, period)
    tail = times.article.before(one.mention, SENTENCE_ENDS)[-NEAR:]
    is_named = PERIOD_BEFORE.search(tail) or YEAR_BEFORE.search(tail)
    is_monthly = PERIOD_BEFORE.search(tail) and not YEAR_BEFORE.search(tail)
    if is_monthly or (not is_named and last is not None and is_of_period_before(last)):
        return period_earlier(period)
    if DAY_BEFORE.search(tail):
        day = period.end - timedelta(days=1)
        return ProposedPeriod(day, day, period.basis)
    if END_OF_YEAR_BEFORE.search(tail) and period.basis == "point":
        day = date(period.end.year - 1, 12, 31)
        return ProposedPeriod(day, day, "point")
    if period.basis == "effective" and not YEAR_BEFORE.search(tail):
        day = period.start - timedelta(days=1)
        return ProposedPeriod(day, day, "point")
    return year_earlier(period)


def base_of_sentence(times: TextTimes, one: Wording, clause: int) -> TimeExpression | None:
    """相比2020年初,城市…增长5%;农村…增长6%: what opens a sentence is the base of its clauses."""
    sentence = times.article.passages.start_of(FULL_ENDS, one.start)
    if sentence == clause or NAMED_BASE.search(times.article.text, clause, one.start):
        return None
    bases = [each for each in times.article.times.between(sentence, clause) if each.is_base]
    is_opening = bases and OPENING.search(times.article.text, sentence, bases[0].start)
    return bases[0] if is_opening and len({each.last for each in bases}) == 1 else None


def is_of_period_before(change: Proposal) -> bool:
    """Whether a change is counted from the month or quarter before."""
    now, base = change.period, change.base_period
    return now is not None and base is not None and base == period_earlier(now)


def printed_base(base: TimeExpression, period: ProposedPeriod) -> ProposedPeriod:
    """较2020年: the same months of that year for what is counted over some, else its last day."""
    if period.basis in ("point", "effective"):
        return ProposedPeriod(base.last, base.last, "point")
    if base.kind == "year" and (period.end.month, period.start.month) != (12, 1):
        year = base.first.year
        return ProposedPeriod(with_year(period.start, year), with_year(period.end, year), "during")
    return ProposedPeriod(base.first, base.last, period.basis)


@dataclass(frozen=True)
class Before:
    """The days of A in 从A提高到B; ``note`` where they are assumed, ``later`` those of B where A's
    tell.
    """

    span: ProposedPeriod | None
    note: str | None = None
    later: ProposedPeriod | None = None


def before_change(
    times: TextTimes,
    base: Wording,
    one: Wording,
    known: ProposedPeriod | None,
    span: ProposedPeriod | None,
) -> Before:
    """A is what was at the time printed before it, or else a year before B.

    ``known`` are the days that A has as a figure by itself, ``span`` those of B.
    """
    sentence = times.article.passages.start_of(FULL_ENDS, base.start)
    text = times.article.text
    own = [
        each
        for each in times.article.times.between(sentence, base.start)
        # 2022年,标准从600元提高到660元: the time of the change is that of B.
        if each.kind == "since" or not OPENS.search(text, each.end, base.start)
    ]
    if own and own[-1].kind in ("year", "day", "month"):
        day = own[-1].last
        is_point = known is None or known.basis == "point"
        first = (
            ProposedPeriod(day, day, "point")
            if is_point
            else ProposedPeriod(own[-1].first, day, "during")
        )
        return Before(first, later=later_span(times, base, one, day, span))
    if own and own[-1].is_effective and span is not None and span.basis == "effective":
        own = []
    if own and own[-1].kind == "since":
        day = date(own[-1].first.year, 12, 31)
        return Before(ProposedPeriod(day, day, "point"), reason("year_before_change"))
    if span is None:
        return Before(known)
    if span.basis == "effective":
        day = span.start - timedelta(days=1)
        note = reason("day_before_change")
        return Before(ProposedPeriod(day, day, "point"), note)
    note = reason("year_before_change")
    return Before(year_earlier(span), note)


def later_span(
    times: TextTimes, base: Wording, one: Wording, day: date, span: ProposedPeriod | None
) -> ProposedPeriod | None:
    """The days of B if the only time printed is that of A: what the text is about."""
    if span is None or times.article.times.between(base.end, one.start):
        return None
    kind = "stock" if span.basis == "point" else "flow"
    current = times.span(times.main, kind) if times.main else span
    return current if current.end > day else None


def with_year(day: date, year: int) -> date:
    """The day in another year; the last of February where that has no 29th."""
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)


def year_earlier(period: ProposedPeriod) -> ProposedPeriod:
    """The same days a year before."""
    return ProposedPeriod(
        with_year(period.start, period.start.year - 1),
        with_year(period.end, period.end.year - 1),
        period.basis,
    )


def period_earlier(period: ProposedPeriod) -> ProposedPeriod:
    """The month or quarter before."""
    months = 3 if (period.end - period.start).days > 80 else 1
    end = months_before(period.end, months)
    start = end if period.basis == "point" else months_before(end, months).replace(day=1)
    return ProposedPeriod(start, end, period.basis)
