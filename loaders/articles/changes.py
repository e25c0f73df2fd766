"""A number that says by how much a figure changed: 同比增长5.2%, 比上年末减少1200人."""

import re
from dataclasses import replace

from ..printed import Figure
from .article_text import ArticleText
from .base_times import base_period
from .cues import cues, one_of
from .figure_areas import find_area
from .figure_subjects import (
    FoundSubject,
    Neighbours,
    ReadFigure,
    find_subject,
    kind_of,
    put_subject,
)
from .figure_times import base_told, find_time
from .figure_units import unit_code
from .mentions import PrintedNumber
from .passages import CLAUSE_ENDS, SENTENCE_ENDS
from .proposal import Proposal
from .read_observations import measured_as, source_of
from .text_times import TextTimes
from .wordings import Wording

CHANGED = re.compile(
    rf"(?P<verb>{one_of('rising', 'falling')})(?:了|幅|幅度|率)?(?:为|达|达到|约|近|超过|超|逾)?$"
)
COMPARED = re.compile(
    r"(?:同比|环比|(?:比|较|与)[^,。;、]{1,14}?(?:相比)?)[,]?(?:净|共|各|分别|又|均|累计|实际|平均)*$"
)
FAR_CHANGE = re.compile(r"(?P<verb>上调|下调|上涨|下跌)[^,。;的率比]{1,14}$")
# 高于全国1.24个百分点: what is compared is another place.
THAN = re.compile(r"(?P<verb>高|低)(?:于|出|过)[^,。;]{0,12}$")
AMOUNT_OF_CHANGE = re.compile(r"^(?:共|累计|净)?(?P<verb>减少|增加)(?:了)?[\u4e00-\u9fff]{2,12}$")
# 标准每人每月提高30元: by so much, where 提高到 and 提高至 say to what.
RISEN_BY = re.compile(r"(?:提高|增加|上调|调高|降低|减少|下调)了?$")
OF_STANDARD = re.compile(r"标准|水平|补贴|津贴")
COMPARED_BEFORE = re.compile(r"(?:比|较|与)[^,。;]{1,14}(?:相比)?[,]")
COMPARISON_AT_END = re.compile(r"(?:同比|环比|(?:比|较)[^,。;]{1,12})+$")
# What a change is printed in where it is not the unit of the figure.
UNITS = {"个百分点": "percentage-point", "个千分点": "per-thousand", "倍": "multiple"}
# The figures of which a list says by how much they changed stand so near together.
NEAR_LIST = 60
RATES = ("%", "‰", "倍", *UNITS)


def verb_of_change(article: ArticleText, one: Wording, near: Neighbours) -> str | None:
    """The verb by which a number says how much something changed; None where it does not."""
    clause = article.before(one.mention, CLAUSE_ENDS)
    unit = one.mention.measure
    if unit in UNITS and (than := THAN.search(clause)):
        return than["verb"]
    match = CHANGED.search(one.before)
    if match and (unit in RATES or is_compared(one.before[: match.start()], clause, one.before)):
        return match["verb"]
    if match and COMPARED_BEFORE.search(article.before(one.mention, SENTENCE_ENDS)):
        # 相较2021年,去年结婚登记数下降…对.
        return match["verb"]
    if match and unit == "元" and RISEN_BY.search(one.before) and OF_STANDARD.search(clause):
        return match["verb"]
    if unit in ("%", "‰"):
        if far := FAR_CHANGE.search(clause):
            return far["verb"]
        return verb_of_list(near)
    amount = AMOUNT_OF_CHANGE.search(clause)
    if amount and COMPARED_BEFORE.search(article.before(one.mention, SENTENCE_ENDS)):
        return amount["verb"]
    return verb_of_list(near)


def is_compared(before_verb: str, clause: str, before: str) -> bool:
    """Whether the words before a verb say with what is compared."""
    in_clause = clause[: len(clause) - len(before) + len(before_verb)]
    return bool(COMPARED.search(before_verb) or COMPARED.search(in_clause))


def verb_of_list(near: Neighbours) -> str | None:
    """增长5%、3%: the second changed as the first did."""
    lead = near.lead.proposal if near.lead else None
    if lead is None or lead.kind not in ("growth", "difference"):
        return None
    return "下降" if lead.figure and lead.figure.value < 0 else "增长"


def read_change(
    times: TextTimes, one: Wording, near: Neighbours, proposal: Proposal, verb: str
) -> ReadFigure:
    """Fill the proposal of a change."""
    article = times.article
    unit = one.mention.measure
    proposal.disposition = "comparison"
    proposal.kind = "growth" if unit in ("%", "‰", "倍") else "difference"
    if proposal.figure and verb in cues("falling"):
        proposal.figure, proposal.carried = negative(proposal.figure), "下降"
    proposal.area, area_sure = find_area(article, one.mention)
    changed = changed_figures(article, one, near)
    names_place = bool(article.places.between(one.start - len(one.before), one.start))
    read = (
        change_of_figure(one, near, proposal, changed, names_place)
        if changed
        else change_of_words(times, one, near, proposal)
    )
    proposal.unit = unit_of_change(article, one.mention, read)
    proposal.base_indicator, proposal.base_breakdown = proposal.indicator, proposal.breakdown
    proposal.base_area = proposal.area
    last = near.last_change.proposal if near.last_change else None
    proposal.base_period = base_period(times, one, proposal.period, last)
    sure = 0.99 if changed and proposal.kind == "growth" else 0.95
    proposal.confidence = round(proposal.confidence * area_sure * sure, 3)
    return read


def changed_figures(article: ArticleText, one: Wording, near: Neighbours) -> tuple[ReadFigure, ...]:
    """The figures before it that changed, the one of this change first; none where words say it."""
    words = COMPARISON_AT_END.sub("", CHANGED.sub("", one.own.strip(",")))
    earlier = near.earlier
    if earlier is not None and earlier.words.after:
        # 89.13万个社会组织,与2021年相比减少…: what stands behind a figure is of that.
        words = words.removeprefix(earlier.words.after).strip(",")
    if earlier is None or article.is_telling(words):
        return ()
    if near.lead and near.lead.changed:
        index = min(one.group.index(one.place), len(near.lead.changed) - 1)
        return near.lead.changed[index:]
    if one.leads and len(near.earlier_list) == len(one.group):
        return near.earlier_list
    if one.leads and "分别" in one.before and are_alike(near.as_many, earlier):
        return near.as_many
    if base_told(article, earlier.words.mention) and earlier.previous is not None:
        # …37.01万个,与2021年的37.11万个相比减少了…: the figure before what it is compared to.
        earlier = earlier.previous
    while earlier.proposal.disposition == "comparison" and earlier.source:
        earlier = earlier.source
    return (earlier,)


def are_alike(figures: tuple[ReadFigure, ...], last: ReadFigure) -> bool:
    """Whether figures before a list are counted alike, so that each of the list is of one."""
    units = {each.words.mention.unit for each in figures}
    kinds = {each.proposal.disposition for each in figures}
    near = figures and last.words.start - figures[0].words.start < NEAR_LIST
    return bool(near) and len(figures) > 1 and len(units) == 1 and kinds == {"observation"}


def change_of_figure(
    one: Wording,
    near: Neighbours,
    proposal: Proposal,
    changed: tuple[ReadFigure, ...],
    names_place: bool,
) -> ReadFigure:
    """A change of a figure is of what the figure is of, and where, unless it ``names_place``."""
    target = changed[0]
    other = target.proposal
    proposal.indicator, proposal.breakdown = other.indicator, other.breakdown
    proposal.indicator_text, proposal.program = other.indicator_text, other.program
    if not names_place:
        proposal.area = other.area
    proposal.period, proposal.period_note = other.period, other.period_note
    proposal.confidence = max(0.3, other.confidence)
    proposal.doubts += other.doubts
    is_list = len(changed) > 1 or one.follows
    source = source_of(one, near) if is_list else target
    return ReadFigure(
        one,
        proposal,
        target.subject,
        changed=changed if is_list else (),
        source=source,
        theme=target.theme,
    )


def change_of_words(
    times: TextTimes, one: Wording, near: Neighbours, proposal: Proposal
) -> ReadFigure:
    """A change of which the words around it say what changed, and when."""
    article = times.article
    words = COMPARISON_AT_END.sub("", CHANGED.sub("", one.own.rstrip(",")))
    if article.is_telling(words):
        # 结婚登记数较去年同比减少…: what changed is what stands before that.
        one = replace(one, own=words)
    every = article.lists.subjects.dimensions
    found: FoundSubject = find_subject(article, one, near, every, None)
    put_subject(article, proposal, found)
    fits = measured_as(article, one, near)
    time = find_time(times, one.mention, kind_of(found, fits))
    proposal.period, proposal.period_note = time.span, time.note
    proposal.confidence = found.sureness * (0.5 + 0.5 * time.sureness)
    return ReadFigure(found.words, proposal, found.subject, fits, source=source_of(one, near))


def unit_of_change(article: ArticleText, mention: PrintedNumber, read: ReadFigure) -> str | None:
    """Per cent, points and multiples, or the unit of the figure that changed."""
    if unit := UNITS.get(mention.measure):
        return unit
    if read.proposal.kind == "growth":
        return "per-thousand" if mention.measure == "‰" else "percent"
    phrase = read.subject.phrase if read.subject else None
    return unit_code(
        article, mention, phrase.dimension if phrase else "", phrase.own_unit if phrase else ""
    )


def negative(figure: Figure) -> Figure:
    """What fell is printed without a sign: 下降5.2%."""
    low = None if figure.high is None else -figure.high
    high = None if figure.low is None else -figure.low
    return replace(figure, value=-figure.value, low=low, high=high)
