"""A number that says which part of another figure one is: 占总人口的14.2%, 相当于…的3倍."""

import re

from .article_text import ArticleText
from .cues import one_of
from .figure_subjects import ACCEPTED, Neighbours, ReadFigure, find_subject
from .passages import CLAUSE_ENDS
from .proposal import Proposal
from .read_observations import measured_as, source_of
from .reasons import reason
from .subjects import Layer, Question, Subject, covered_out
from .wordings import Wording

# A share or a multiple of something: 占总人口的, 达到人均消费支出的, 相当于…的.
SHARE = re.compile(
    r"占(?!比例?最)(?P<whole>[^,。;:()]{0,24}?)(?:的|比重的?|比例的?|比重|比例|总数的?)?(?:比重|比例)?(?:为|达|达到|约|近)?$|(?:达到|相当于|接近|是|约为)(?P<part>[^,。;:()]{2,24})的$"
)
HAN = re.compile(r"[\u4e00-\u9fff]+")
HARMLESS = re.compile(one_of("harmless"))
# An indicator that is found with so much is the share itself, such as 城镇化率.
IS_RATE = 0.8


def read_share(
    article: ArticleText, one: Wording, near: Neighbours, proposal: Proposal
) -> ReadFigure | None:
    """Fill the proposal of a share; None where the number is none, or an indicator of its own."""
    if one.mention.measure not in ("%", "‰", "倍") or near.earlier is None:
        return None
    clause = article.before(one.mention, CLAUSE_ENDS)
    share = SHARE.search(clause)
    if share is None:
        return None
    # 床位…张,护理型床位占比…%: a share of what is named for it, and not of the figure before.
    is_own = article.is_telling(clause[: share.start()])
    value = float(proposal.figure.value) if proposal.figure else None
    itself = find_subject(article, one, near, {"ratio": 1.0}, value)
    is_rate = itself.subject is not None and itself.subject.score >= IS_RATE
    if is_rate and (share["whole"] or is_own):
        return None
    put_share(proposal, near.earlier.proposal, one.mention.measure == "倍")
    of = share["whole"] or share["part"] or ""
    whole = whole_of(article, one, of)
    put_whole(proposal, near.earlier.proposal, of, whole)
    if left := unread_whole(article, of, whole):
        proposal.gaps.append(reason("unread", words=left))
        # 占非农人口的1.2%: not of the whole population.
        proposal.base_indicator = None
    if is_own:
        proposal.gaps.append(reason("source_not_certain"))
    fits = measured_as(article, one, near)
    return ReadFigure(itself.words, proposal, measured=fits, source=source_of(one, near))


def put_share(proposal: Proposal, part: Proposal, is_multiple: bool) -> None:
    """A share is of what the figure before it is of, at the same time and place."""
    proposal.disposition = "comparison"
    proposal.kind = "multiple" if is_multiple else "share"
    proposal.unit = "multiple" if is_multiple else "percent"
    proposal.indicator, proposal.breakdown = part.indicator, part.breakdown
    proposal.indicator_text, proposal.program = part.indicator_text, part.program
    proposal.area = proposal.base_area = part.area
    proposal.period = proposal.base_period = part.period
    proposal.period_note = part.period_note


def whole_of(article: ArticleText, one: Wording, of: str) -> Subject | None:
    """The indicator of which a share is printed."""
    subjects = article.lists.subjects
    counted = {
        name: fit for name, fit in subjects.dimensions.items() if name not in ("ratio", "index")
    }
    layers = (Layer(of, 1.0), Layer(one.before, 0.3))
    return subjects.find(Question(layers, counted, of, of))


def unread_whole(article: ArticleText, of: str, whole: Subject | None) -> str:
    """What is said of the whole and is no word of its indicator."""
    form = article.lists.subjects.canonical.form(of)
    left = covered_out(form, whole.phrase.pairs) if whole else form
    return max(HAN.findall(HARMLESS.sub(",", left)), key=len, default="")


def put_whole(proposal: Proposal, part: Proposal, of: str, whole: Subject | None) -> None:
    """A share of nothing named, or of its own indicator, is one of the total of that."""
    if part.indicator is None:
        proposal.base_breakdown, proposal.confidence = part.breakdown, 0.3
        return
    is_same = not of or (whole is not None and whole.phrase.indicator == part.indicator)
    if is_same:
        proposal.base_indicator = part.indicator
    elif whole is not None and whole.score >= ACCEPTED:
        proposal.base_indicator = whole.phrase.indicator
    proposal.base_breakdown = "total" if is_same or whole is None else whole.breakdown
    proposal.confidence = round(0.8 * part.confidence, 3) if proposal.base_indicator else 0.3
