"""From the text of an article to a proposal for each number that it prints.

Deterministic: the same text, lists and day of publication give the same proposals. For every
number the reader decides whether it is a figure, what it is (value, unit), what is counted
(subject), where and when, and whether it compares two figures; each decision leaves its reason.
"""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from sqlalchemy import Connection

from ...collector import collector_paused
from ..printed import BEFORE, Qualifier, UnreadableFigure, parse
from ..resolve.labels import breakdown_of, members_of
from ..resolve.places import read_places
from ..resolve.units import read_units
from . import cross_checks
from .article_text import ArticleText, Lists, open_article
from .certainty import drop_guess, gaps_of, settle, take_from_base
from .changes import read_change, verb_of_change
from .dispositions import reason_of
from .figure_subjects import Neighbours, ReadFigure
from .in_order import InOrder
from .mentions import PrintedNumber
from .passages import FULL_ENDS, SENTENCE_ENDS
from .phrases import KEPT
from .proposal import Proposal
from .read_observations import read_observation
from .reasons import reason
from .shares import read_share
from .subjects import read_subjects
from .text_times import TextTimes
from .wordings import Wording, word_figures

# The same figures come again in a text and in the next.
parsed = lru_cache(maxsize=KEPT)(parse)
BOUND_KINDS = (Qualifier.AT_LEAST, Qualifier.AT_MOST)
# What is said once for all of a list.
BOUNDED_LIST = ("分别为", "分别达", "分别达到", "分别是", "分别", "均", "都")
BOUNDS = tuple(word for word, hedge in BEFORE.items() if hedge in BOUND_KINDS)
# A sentence that names nothing counted goes on with a figure so near before its paragraph.
NEAR = 200
# A change that names no base has that of one so few figures before it.
NEAR_CHANGE = 6


class Reader(Lists):
    """Reads texts by the lists of a database."""

    def read(
        self, text: str, area: str | None = None, published: date | None = None
    ) -> list[Proposal]:
        """A proposal for each number of a text, in order."""
        with collector_paused():
            article = open_article(self, text, area, published)
            proposals = {one.start: propose(article, one) for one in article.mentions.items}
            figures = [one for one in article.mentions.items if proposals[one.start].reason is None]
            read_figures(article, word_figures(article, figures), proposals)
            found = list(proposals.values())
            cross_checks.check(found)
            settle(found)
            return found


def read_lists(connection: Connection, left_out: frozenset[str] = frozenset()) -> Reader:
    """The reader with the lists of a database, without what was learnt from some articles."""
    subjects = read_subjects(connection, left_out)
    return Reader(subjects, read_places(connection), read_units(connection))


def propose(article: ArticleText, mention: PrintedNumber) -> Proposal:
    """The proposal of a number, still empty, or with the reason why it is no figure."""
    start, end = article.plain.original(mention.start, mention.end)
    proposal = Proposal(start, end, article.original[start:end])
    is_story = article.passages.is_story(mention.start)
    is_quoted = article.passages.is_quoted(mention)
    reason = reason_of(mention, article.text, is_story, is_quoted)
    if reason is not None:
        proposal.disposition, proposal.reason, proposal.confidence = "neither", reason, 0.95
    return proposal


def read_figures(
    article: ArticleText, figures: Sequence[Wording], proposals: dict[int, Proposal]
) -> None:
    """Fill the proposals of all figures in their order: each may refer to earlier ones."""
    times = TextTimes(article, InOrder(figures))
    read: list[ReadFigure] = []
    for one in figures:
        near = neighbours(times, one, read)
        read.append(read_figure(times, one, near, proposals[one.start]))
        read[-1].proposal.gaps += gaps_of(article, read[-1], near)
        drop_guess(read[-1])
        if near.base is not None:
            take_from_base(near.base)
        if near.whole is not None:
            correct_whole(near.whole.words.end, read)


def correct_whole(place: int, read: Sequence[ReadFigure]) -> None:
    """机构…个,床位…张,其中社区床位…张: what has another member among its parts has none itself.

    ``place`` is where what is told before 其中 ends, ``read`` ends with the part.
    """
    part = read[-1].proposal
    earlier = (one.proposal for one in reversed(read[-NEAR_CHANGE:-1]) if one.words.end <= place)
    total = next((one for one in earlier if one.unit == part.unit and not one.kind), None)
    if total is None or part.indicator != total.indicator:
        return
    if not part.breakdown or not total.breakdown:
        return
    theirs, own = members_of(part.breakdown), members_of(total.breakdown)
    if other := {one for one in own.keys() & theirs.keys() if own[one] != theirs[one]}:
        breakdown = breakdown_of({one: code for one, code in own.items() if one not in other})
        old = total.breakdown
        for each in (
            one.proposal for one in read[-NEAR_CHANGE:] if one.proposal.start >= total.start
        ):
            if each.indicator == total.indicator and each.breakdown == old:
                each.breakdown = breakdown
                if each.kind and each.base_breakdown == old:
                    each.base_breakdown = breakdown


def neighbours(times: TextTimes, one: Wording, read: Sequence[ReadFigure]) -> Neighbours:
    """The figures that one may refer to, of those that have been read."""
    article = times.article
    sentence = article.passages.start_of(FULL_ENDS, one.start)
    previous = read[-1] if read else None
    earlier = previous if previous and goes_on(article, one, previous, sentence) else None
    of_which = article.text.rfind("其中", sentence, one.start)
    since = sentence
    if of_which == sentence and article.text[sentence - 1 : sentence] != "\n":
        # 社会团体27万个。其中:…: a sentence of its own for the parts.
        since = article.passages.start_of(FULL_ENDS, sentence - 1)
    if has_parts_of_its_own(article, one, of_which):
        of_which = -1
    wholes = times.figures.between(since, of_which) if of_which >= sentence else []
    # 对象…人(集中…人,分散…人),其中老年人…人: what stands in brackets is no whole.
    wholes = [each for each in wholes if not is_closed(article.text[each.end : of_which])]
    return Neighbours(
        earlier,
        tuple(read[place] for place in earlier.words.group) if earlier and one.leads else (),
        tuple(read[-len(one.group) :]) if one.leads else (),
        next((each for each in reversed(read[-NEAR_CHANGE:]) if each.proposal.kind), None),
        read[one.base] if one.base is not None else None,
        read[wholes[-1].place] if wholes else None,
        read[one.group[0]] if one.follows else None,
    )


def is_closed(text: str) -> bool:
    """Whether a bracket ends in a text that has not begun in it."""
    return text.count(")") > text.count("(")


def has_parts_of_its_own(article: ArticleText, one: Wording, of_which: int) -> bool:
    """Whether a figure behind a semicolon is the whole of what follows, and no part itself."""
    since = article.passages.start_of(SENTENCE_ENDS, one.start)
    return of_which < since and "其中" in one.ahead


def goes_on(article: ArticleText, one: Wording, previous: ReadFigure, sentence: int) -> bool:
    """Whether a figure goes on with what was counted before: in its sentence, or naming nothing."""
    if previous.words.start >= sentence:
        return True
    paragraph = article.passages.paragraph(one.start)
    return not article.is_telling(one.own) and previous.words.end >= paragraph.start - NEAR


def read_figure(times: TextTimes, one: Wording, near: Neighbours, proposal: Proposal) -> ReadFigure:
    """Fill the proposal of one figure: a change, a share, or a figure of its own."""
    characters = one.mention.characters
    proposal.carried = bound_of_list(one, near)
    try:
        # A rate stands behind the unit, and is no part of the figure.
        proposal.figure = parsed(
            characters.replace(one.mention.rate, "") if one.mention.rate else characters,
            proposal.carried,
        )
    except UnreadableFigure:
        proposal.reasons.append(reason("unreadable", printed=proposal.printed))
        return ReadFigure(one, proposal)
    if verb := verb_of_change(times.article, one, near):
        return read_change(times, one, near, proposal, verb)
    share = read_share(times.article, one, near, proposal)
    return share or read_observation(times, one, near, proposal)


def bound_of_list(one: Wording, near: Neighbours) -> str:
    """The bound that is printed once for a list: 分别为不低于7680元、4500元."""
    if near.lead is None or not near.lead.words.before.endswith(BOUNDED_LIST):
        return ""
    return bound_of(near.lead.words.mention) if not bound_of(one.mention) else ""


def bound_of(mention: PrintedNumber) -> str:
    """The bound that stands before a number."""
    before = mention.characters.partition(mention.number)[0]
    return before if before in BOUNDS else ""
