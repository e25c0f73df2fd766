"""A number as a figure of its own: what, where, when, in which unit, and how sure all that is."""

from collections.abc import Iterable

from ..resolve.labels import breakdown_of, members_of
from .article_text import ArticleText
from .base_times import before_change
from .figure_areas import find_area
from .figure_subjects import (
    FoundSubject,
    Neighbours,
    ReadFigure,
    find_subject,
    kind_of,
    put_subject,
)
from .figure_times import as_target, find_time, is_planned
from .figure_units import Measured, measured, unit_code
from .passages import FULL_ENDS
from .proposal import Proposal, ProposedPeriod
from .text_times import TextTimes
from .wordings import Wording


def measured_as(article: ArticleText, one: Wording, near: Neighbours) -> Measured:
    """What the number of a figure may measure."""
    earlier = near.earlier
    goes_on = earlier and not one.mention.unit and not article.is_telling(one.own)
    rate = near.base.words.mention.rate if near.base and one.is_as_base else ""
    return measured(article, one.mention, rate, earlier.measured if earlier and goes_on else None)


def read_observation(
    times: TextTimes, one: Wording, near: Neighbours, proposal: Proposal
) -> ReadFigure:
    """Fill the proposal of a figure that compares nothing."""
    article, mention = times.article, one.mention
    fits = measured_as(article, one, near)
    value = float(proposal.figure.value) if proposal.figure else None
    found = find_subject(article, one, near, fits.dimensions, value)
    proposal.disposition = "observation"
    proposal.area, area_sure = find_area(article, mention)
    put_subject(article, proposal, found)
    known = found.known.phrase if found.known else None
    dimension, own_unit = (known.dimension, known.own_unit) if known else (fits.usual, "")
    proposal.unit = unit_code(article, mention, dimension, own_unit, fits.rate)
    span, proposal.period_note, time_sure = find_time(times, mention, kind_of(found, fits))
    if near.lead and is_of_list(near.lead, one, found):
        span, proposal.period_note = near.lead.proposal.period, near.lead.proposal.period_note
    if near.base is not None:
        span = put_base(times, near.base, one, span)
    proposal.period = as_target(span) if span and is_planned(article, mention) else span
    inherit_members(article, found, near.earlier, proposal)
    sure = sureness(article, found, proposal)
    proposal.confidence = round(sure * (0.5 + 0.5 * time_sure) * area_sure, 3)
    return ReadFigure(found.words, proposal, found.subject, fits, source=source_of(one, near))


def is_of_list(lead: ReadFigure, one: Wording, found: FoundSubject) -> bool:
    """Whether a figure of a list is of the same time as the first: 53家、66家、1家."""
    same = lead.words.mention.unit == one.mention.unit
    known = found.known and lead.subject and found.known.phrase.kind != lead.subject.phrase.kind
    return same and not known and lead.proposal.period is not None


def source_of(one: Wording, near: Neighbours) -> ReadFigure | None:
    """A of 从A提高到B, where B is of what A is."""
    return near.base if one.is_as_base else None


def put_base(
    times: TextTimes, base: ReadFigure, one: Wording, span: ProposedPeriod | None
) -> ProposedPeriod | None:
    """Correct the days of A in 从A提高到B, which only B tells; the days of B."""
    before = before_change(times, base.words, one, base.proposal.period, span)
    base.proposal.period = before.span
    if before.note:
        base.proposal.period_note = before.note
    return before.later or span


def sureness(article: ArticleText, found: FoundSubject, proposal: Proposal) -> float:
    """How sure the subject of a figure is, with the doubts that the words around it raise."""
    sure = found.sureness
    proposal.doubts += list(found.subject.doubts) if found.subject else []
    if found.borrows:
        sure *= 0.93
    if overlooked := overlooked_member(article, found.words, proposal):
        sure *= 0.9
        proposal.doubts.append(f"{overlooked} is said too, and may be meant")
    return sure


def overlooked_member(article: ArticleText, one: Wording, proposal: Proposal) -> str:
    """A member that the sentence or the headings over it name, and the breakdown has not."""
    subjects = article.lists.subjects
    paragraph = article.passages.paragraph(one.start)
    told = subjects.told_by.get(proposal.indicator or "", {})
    has = members_of(proposal.breakdown or "total")
    for text in (article.before(one.mention, FULL_ENDS), paragraph.lead, paragraph.heading):
        for dimension, member, word in subjects.members.named(text):
            if dimension not in has and member in told.get(dimension, ()):
                return word
    return ""


def inherit_members(
    article: ArticleText, found: FoundSubject, earlier: ReadFigure | None, proposal: Proposal
) -> None:
    """城市低保对象…人,平均保障标准…元: the standard is of the same part as the persons."""
    one, subject = found.words, found.subject
    if earlier is None or earlier.subject is None or subject is None or not proposal.indicator:
        return
    if not earlier.proposal.breakdown or "、" in one.before:
        return
    if subject.phrase.program != earlier.subject.phrase.program:
        return
    named = article.lists.subjects.members.named(article.before(one.mention, FULL_ENDS))
    told = article.lists.subjects.told_by.get(proposal.indicator, {})
    own = members_of(proposal.breakdown or "total")
    for dimension, member in members_of(earlier.proposal.breakdown).items():
        is_told = dimension not in own and member in told.get(dimension, ())
        if is_told and count_members(named, dimension) < 2:
            own[dimension] = member
    proposal.breakdown = breakdown_of(own)


def count_members(named: Iterable[tuple[str, str, str]], dimension: str) -> int:
    """How many members of a dimension a text names: of two it is not clear which is meant."""
    return len({member for each, member, _word in named if each == dimension})
