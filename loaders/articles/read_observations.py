"""A number as a figure of its own: what, where, when, in which unit, and how sure all that is."""

import re
from collections.abc import Iterable, Mapping

from ..resolve.labels import breakdown_of, members_of
from .article_text import LONGEST, ArticleText
from .base_times import before_change
from .figure_areas import find_area
from .figure_subjects import (
    FoundSubject,
    Neighbours,
    ReadFigure,
    find_subject,
    kind_of,
    put_subject,
    theme_of,
)
from .figure_times import as_target, find_time, is_planned
from .figure_units import Measured, measured, unit_code
from .passages import CLAUSE_ENDS, FULL_ENDS, PART_ENDS, SENTENCE_ENDS
from .proposal import Proposal, ProposedPeriod
from .reasons import Reason, reason
from .text_times import TextTimes
from .wordings import Wording

HAN = re.compile(r"[\u4e00-\u9fff]")
# A village or township is named, of which the lists may know nothing.
VILLAGE = re.compile(
    r"(?:[县区市镇乡]|、)([\u4e00-\u9fff]{2,4}(?<![各类农乡全个级等多贫城])(?:村|镇|乡|街道))(?!民|级|委|居|社|振|规|公|土|两|、村|（|\()"
)
# 在脱贫攻坚中, 疫情期间: for what a sentence tells.
FOR_ALL = re.compile(r"在?([\u4e00-\u9fff]{2,12})(?:中|方面|期间|过程中|工作中),")
WHOLE_AREA = re.compile(r"全[省市县区州]")
ALTOGETHER = re.compile(r"共|合计|总|累计|全[省市县区州]")
# What is taken over from the figure before, or from words further around, is a little less sure.
INHERITED = 0.97
# So many of the scopes around a figure are beside it.
NEAR_SCOPES = 3
# The place among them of what stands before it in its paragraph.
PARAGRAPH_SCOPE = 5
# Whom or what for a sentence tells is meant throughout.
OF_WHOLE_SENTENCE = frozenset(("target", "purpose", "average"))

# An institution is told by its kind alone, which lies within what it serves.
WITHIN = {"service": "institution", "level": "division"}
OF_PROJECTS = frozenset(("target", "purpose", "project"))
# Who or what is told apart by these in one figure of a programme is so in the next.
OF_PROGRAM = frozenset(("child", "institution", "service", "organisation"))


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
    whole = near.whole
    if whole is not None and is_of_sentence_before(article, one, whole):
        # …亿元。其中电脑票…亿元: a part is of the time of its whole.
        same_kind = whole.subject and found.known and whole.subject.phrase == found.known.phrase
        if same_kind and whole.proposal.period:
            span, proposal.period_note = whole.proposal.period, whole.proposal.period_note
    if same_time := told_together(near, one, found):
        span, proposal.period_note = same_time.period, same_time.period_note
    if near.base is not None:
        span = put_base(times, near.base, one, span)
    proposal.period = as_target(span) if span and is_planned(article, mention) else span
    own_breakdown = proposal.breakdown
    inherit_members(article, found, near, proposal)
    add_purpose(article, one, proposal)
    take_parts(article, one, near, proposal)
    need_members(article, found.words, near.whole, proposal)
    drop_parts(article, found.words, near, proposal)
    drop_joined(article, found.words, proposal)
    sure = sureness(article, found, proposal)
    if proposal.breakdown != own_breakdown:
        sure *= INHERITED
    proposal.confidence = round(sure * (0.5 + 0.5 * time_sure) * area_sure, 3)
    theme = theme_of(article, one, near.earlier)
    source = source_of(one, near)
    return ReadFigure(
        found.words,
        proposal,
        found.subject,
        fits,
        source=source,
        previous=near.earlier,
        as_many=near.as_many,
        theme=theme,
    )


def is_of_sentence_before(article: ArticleText, one: Wording, whole: ReadFigure) -> bool:
    """Whether the whole stands in an earlier sentence than its part, which names no time itself."""
    sentence = article.passages.start_of(FULL_ENDS, one.start)
    return whole.words.start < sentence and not article.times.between(sentence, one.start)


def told_together(near: Neighbours, one: Wording, found: FoundSubject) -> Proposal | None:
    """The figure whose time is that of another too: 53家、66家, or 243户530人."""
    first = near.lead
    if near.earlier and (is_beside(one, near.earlier) or is_listed(one, near.earlier)):
        first = near.earlier
    elif first and first.words.mention.unit != one.mention.unit:
        return None
    if first is None or first.proposal.period is None:
        return None
    kinds = {each.phrase.kind for each in (found.known, first.subject) if each is not None}
    return first.proposal if len(kinds) < 2 or kinds == {"stock"} else None


def is_beside(one: Wording, earlier: ReadFigure) -> bool:
    """Whether nothing stands between two figures: so many households, so many persons."""
    return not one.before and earlier.words.end == one.start


def is_listed(one: Wording, earlier: ReadFigure) -> bool:
    """Whether a figure is the next item after another: 社会团体登记53家、民办非企业单位66家."""
    is_next = one.start - len(one.before) == earlier.words.end + 1
    same_unit = one.mention.unit == earlier.words.mention.unit
    return is_next and one.follows_mark == "、" and same_unit


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
        sure *= 0.97
    if any(isinstance(one, Reason) and one.code == "lacks_member" for one in proposal.doubts):
        sure *= 0.85
    if beside := counted_together(article, found.words):
        sure *= 0.9
        proposal.doubts.append(reason("may_be_of_both", words=beside))
    if village := VILLAGE.search(article.before(found.words.mention, FULL_ENDS)):
        sure *= 0.9
        proposal.doubts.append(reason("may_be_where", place=village[1]))
    if overlooked := overlooked_member(article, found.words, proposal):
        sure *= 0.9
        proposal.doubts.append(reason("may_be_meant", word=overlooked))
    return sure


def counted_together(article: ArticleText, one: Wording) -> str:
    """What stands beside the words of a figure without one of its own: 孤儿、事实无人抚养儿童."""
    return counted_before(article, one) or counted_behind(article, one)


def counted_before(article: ArticleText, one: Wording) -> str:
    """What the mark before the words of a figure joins to them."""
    text = article.text
    start = one.start - len(one.before)
    if not one.before or one.follows_mark != "、":
        return ""
    part = article.passages.start_of(PART_ENDS, start - 1)
    is_other = not article.mentions.between(part, start)
    words = text[part : start - 1]
    return words if is_other and article.is_telling(words) else ""


def counted_behind(article: ArticleText, one: Wording) -> str:
    """What a mark joins to the words behind a figure."""
    text = article.text
    end = one.end + len(one.after)
    if not one.after or text[end : end + 1] != "、":
        return ""
    rest = article.passages.end_of(CLAUSE_ENDS, end + 1)
    words = text[end + 1 : rest]
    return words if not article.mentions.between(end, rest) and article.is_telling(words) else ""


def overlooked_member(article: ArticleText, one: Wording, proposal: Proposal) -> str:
    """A member that the sentence or the headings over it name, and the breakdown has not."""
    subjects = article.lists.subjects
    paragraph = article.passages.paragraph(one.start)
    told = subjects.told_by.get(proposal.indicator or "", {})
    has = members_of(proposal.breakdown or "total")
    counted = article.lists.subjects.canonical.form(one.own)
    for text in (article.before(one.mention, FULL_ENDS), paragraph.lead, paragraph.heading):
        named = subjects.members.named(text)
        for dimension, member, word in named:
            is_known = dimension not in has and member in told.get(dimension, ())
            # Where two are named, both are meant; 低保金 is what is counted, and no part of it.
            if is_known and word not in counted and count_members(named, dimension) < 2:
                return word
    return ""


def inherit_members(
    article: ArticleText, found: FoundSubject, near: Neighbours, proposal: Proposal
) -> None:
    """城市低保对象…人,平均保障标准…元: the standard is of the same part as the persons."""
    one, subject, earlier = found.words, found.subject, near.earlier
    if near.lead and one.is_told_apart:
        # 城市集中、分散供养标准分别为…元、…元: both are urban.
        earlier = near.lead
    elif "、" in one.before:
        return
    sentence = article.passages.start_of(SENTENCE_ENDS, one.start)
    while earlier and earlier.previous and is_in_brackets(article, earlier, one):
        earlier = earlier.previous
    while earlier and not earlier.proposal.indicator and earlier.previous:
        # 农村低保…人,累计保障…人次,支出…元: what is not known tells nothing apart.
        if earlier.previous.words.start < sentence:
            break
        earlier = earlier.previous
    if earlier is None or earlier.subject is None or subject is None or not proposal.indicator:
        return
    if is_more(earlier, proposal):
        return
    if earlier.words.is_told_apart and WHOLE_AREA.search(one.before):
        # 城乡标准分别…,惠及全市21万名: all again, and not of the last of the list.
        return
    is_same_program = subject.phrase.program == earlier.subject.phrase.program
    told = article.lists.subjects.told_by.get(proposal.indicator, {})
    own = members_of(proposal.breakdown or "total")
    is_part = near.whole is not None and near.whole.words.end == earlier.words.end
    if own and not near.lead and not is_part and is_other_part(article, earlier, one, proposal):
        is_open = is_of_either(article, earlier, one, own)
        if is_alike(earlier.proposal, proposal) and is_open and not is_listed(one, earlier):
            # 其中生活不能自理…人,集中供养…人: of all of them, or of those before.
            proposal.doubts.append(reason("may_be_of_both", words=article.bare(earlier.words.own)))
        return
    of_whole = near.whole.subject if near.whole else None
    is_free = not own or not own.keys() & subject.phrase.members.keys()
    is_free = is_free or (near.whole is not None and is_alike(near.whole.proposal, proposal))
    if near.whole is not None and of_whole is not None and is_free:
        # 运营床位9939张,其中机构…张: what is said of the whole is said of its parts.
        whole = members_of(near.whole.proposal.breakdown or "total") | own
        if subject.phrase.program == of_whole.phrase.program:
            own |= {each: code for each, code in whole.items() if code in told.get(each, ())}
    # 镇20515个、乡10172个: what the one before it names itself is another part of the same.
    others = parts_beside(article, one, earlier, proposal)
    if others - own.keys():
        proposal.doubts.append(reason("not_understood", words=one.before))
        proposal.gaps.append(reason("unread", words=one.before))
    before = article.before(one.mention, SENTENCE_ENDS)
    named = article.lists.subjects.members.named(before)
    for dimension, member in members_of(earlier.proposal.breakdown or "total").items():
        known = told.get(dimension, ())
        if is_same_program and dimension in OF_PROGRAM:
            known = article.lists.subjects.told_in(subject.phrase.program, dimension)
        if proposal.indicator not in article.lists.subjects.known_of:
            # No figure of it is known yet: it is told as others of its programme are.
            known = article.lists.subjects.told_in(subject.phrase.program, dimension)
        is_told = dimension not in own and member in known and dimension not in others
        is_free = not own.keys() & OF_PROJECTS
        goes_on = is_free if dimension in OF_WHOLE_SENTENCE else is_same_program
        is_named = count_members(named, dimension) < 2
        # Behind the parts of a whole that is named the whole is meant again.
        is_named |= near.whole is None and is_of_part(article, one, earlier, member)
        if is_told and goes_on and is_named:
            own[dimension] = member
    for wide, narrow in WITHIN.items():
        if narrow in own:
            own.pop(wide, None)
    proposal.breakdown = breakdown_of(own)


def parts_beside(
    article: ArticleText, one: Wording, earlier: ReadFigure, proposal: Proposal
) -> set[str]:
    """The dimensions by which the figure before one is told apart from it: both count the same, and
    each has words of its own.
    """
    if not is_alike(earlier.proposal, proposal) or not HAN.search(article.bare(one.before)):
        return set()
    between = article.text[earlier.words.end : one.start - len(one.before)]
    if between not in ("、", ","):
        return set()
    named = article.lists.subjects.members.named
    own = {each for each, _member, _word in named(one.before)}
    return {each for each, _member, _word in named(earlier.words.before)} - own


def is_in_brackets(article: ArticleText, earlier: ReadFigure, one: Wording) -> bool:
    """Whether a figure is in brackets that end before another: (集中…人,分散…人),其中老年人…人."""
    between = article.text[earlier.words.end : one.start]
    return between.count(")") > between.count("(")


def take_parts(article: ArticleText, one: Wording, near: Neighbours, proposal: Proposal) -> None:
    """城镇4992人,农村79407人,标准分别为612元和459元: each of a list is of the part that stands at
    its place before it.
    """
    parts = near.lead.as_many if near.lead else near.as_many
    if not one.group or one.is_told_apart or len(parts) != len(one.group):
        return
    if "分别" not in article.before(one.mention, FULL_ENDS):
        return
    told = article.lists.subjects.told_by.get(proposal.indicator or "", {})
    own = members_of(proposal.breakdown or "total")
    if len({part.proposal.indicator for part in parts}) != 1:
        return
    theirs = [members_of(part.proposal.breakdown or "total") for part in parts]
    index = one.group.index(one.place)
    for dimension, member in theirs[index].items():
        apart = {part.get(dimension) for part in theirs}
        if len(apart) == len(parts) and None not in apart and member in told.get(dimension, ()):
            own[dimension] = member
    proposal.breakdown = breakdown_of(own)


def drop_parts(article: ArticleText, one: Wording, near: Neighbours, proposal: Proposal) -> None:
    """特困人员…人,其中城市…人,农村…人,集中供养标准…元: what follows the parts of a whole is of the
    whole again.
    """
    last, whole = near.earlier, near.whole
    before = last.previous if last else None
    if whole is None or last is None or before is None:
        return
    counted = {each.proposal.indicator for each in (whole, last, before)}
    if len(counted) != 1 or proposal.indicator in counted:
        return
    parts = [members_of(each.proposal.breakdown or "total") for each in (last, before)]
    own = {each for each, _member, _word in article.lists.subjects.members.named(one.near)}
    kept = {
        dimension: member
        for dimension, member in members_of(proposal.breakdown or "total").items()
        if dimension in own or len({part.get(dimension, member) for part in parts}) < 2
    }
    proposal.breakdown = breakdown_of(kept)


def drop_joined(article: ArticleText, one: Wording, proposal: Proposal) -> None:
    """适老化改造、无障碍改造5536户: of two parts named for one number it is of neither alone."""
    beside = counted_before(article, one)
    if not beside:
        return
    subjects = article.lists.subjects
    told = subjects.told_by.get(proposal.indicator or "", {})
    named = {
        (each, member)
        for each, member, _word in subjects.members.named(beside)
        if member in told.get(each, ()) and each not in ("residence", "target", "level")
    }
    own = members_of(proposal.breakdown or "total")
    other = {each for each, member in named if own.get(each, member) != member}
    proposal.breakdown = breakdown_of(
        {each: code for each, code in own.items() if each not in other}
    )


def is_of_part(article: ArticleText, one: Wording, earlier: ReadFigure, member: str) -> bool:
    """农村低保7840户13026人,发放低保金1444万元: what goes on with a part is of that part, unless
    it is counted together.
    """
    named = article.lists.subjects.members.named(earlier.words.near)
    is_own = any(each == member for _dimension, each, _word in named)
    return is_own and ALTOGETHER.search(one.before) is None


def add_purpose(article: ArticleText, one: Wording, proposal: Proposal) -> None:
    """特别是在脱贫攻坚中,选派…家,投入…元: what all figures of a sentence are for."""
    told = article.lists.subjects.told_by.get(proposal.indicator or "", {})
    own = members_of(proposal.breakdown or "total")
    if own.keys() & (OF_WHOLE_SENTENCE | OF_PROJECTS):
        return
    for match in FOR_ALL.finditer(article.before(one.mention, FULL_ENDS)):
        for dimension, member, _word in article.lists.subjects.members.named(match[1]):
            if dimension == "purpose" and member in told.get(dimension, ()):
                proposal.breakdown = breakdown_of({**own, dimension: member})


def is_more(earlier: ReadFigure, proposal: Proposal) -> bool:
    """Whether a figure cannot be of the part that the one before it is of: it is larger."""
    theirs = earlier.proposal
    if theirs.indicator != proposal.indicator or theirs.unit != proposal.unit:
        return False
    return bool(theirs.value and proposal.value and proposal.value > theirs.value)


def is_alike(one: Proposal, other: Proposal) -> bool:
    """Whether two figures count the same in one unit."""
    return one.indicator == other.indicator and one.unit == other.unit


def is_other_part(
    article: ArticleText, earlier: ReadFigure, one: Wording, proposal: Proposal
) -> bool:
    """Whether a figure with a member of its own is another part than the one before it:
    其中生活不能自理…人,集中供养…人.
    """
    theirs = members_of(earlier.proposal.breakdown or "total")
    own = members_of(proposal.breakdown or "total")
    is_same = earlier.proposal.indicator == proposal.indicator and not own.keys() & theirs.keys()
    return is_same or ";" in article.text[earlier.words.end : one.start]


def is_of_either(
    article: ArticleText, earlier: ReadFigure, one: Wording, own: Mapping[str, str]
) -> bool:
    """Whether a part may lie within the part before it: both are told by other dimensions, and no
    semicolon parts them.
    """
    theirs = members_of(earlier.proposal.breakdown or "total")
    between = article.text[earlier.words.end : one.start]
    return bool(theirs) and not own.keys() & theirs.keys() and ";" not in between


def need_members(
    article: ArticleText, one: Wording, whole: ReadFigure | None, proposal: Proposal
) -> None:
    """What is always told by a dimension has the member that is named nearest to the figure, what
    mostly is only one beside it.
    """
    subjects = article.lists.subjects
    own = members_of(proposal.breakdown or "total")
    missing = subjects.missing_dimensions(proposal.indicator or "", own)
    if whole and whole.proposal.indicator == proposal.indicator:
        # By what the whole is not told its parts are not, either.
        missing = {
            dimension: share
            for dimension, share in missing.items()
            if dimension in members_of(whole.proposal.breakdown or "total")
        }
    if "城乡" in article.before(one.mention, CLAUSE_ENDS):
        # Both are named: the whole is meant.
        missing = {each: share for each, share in missing.items() if each != "residence"}
    if not missing:
        return
    told = subjects.told_by[proposal.indicator or ""]
    scopes = scopes_around(article, one)
    # Where what is named is no part that is known, the words far from it are of another.
    has_own = any(each not in told for each, _member, _word in subjects.members.named(one.near))
    lacking = []
    for dimension in sorted(missing):
        is_near = has_own or missing[dimension] < 1
        near = scopes[:NEAR_SCOPES] if is_near else scopes
        members = (subjects.members.last_of(text, dimension, told[dimension]) for text in near)
        found = list(members)
        if member := next(filter(None, found), None):
            own[dimension] = member
            if found.index(member) == PARAGRAPH_SCOPE:
                # Named somewhere before it in its paragraph, of another figure perhaps.
                proposal.doubts.append(reason("lacks_member", dimension=dimension))
        elif missing[dimension] == 1:
            lacking.append(dimension)
    proposal.breakdown = breakdown_of(own)
    phrase = subjects.phrase_of.get(proposal.indicator or "")
    if phrase is not None and phrase.kind in ("stock", "flow"):
        # Persons and sums add up: where no part is named all of them are meant.
        return
    for dimension in lacking:
        proposal.doubts.append(reason("lacks_member", dimension=dimension))


def scopes_around(article: ArticleText, one: Wording) -> tuple[str, ...]:
    """The words around a figure, from those beside it to the headings over it."""
    paragraph = article.passages.paragraph(one.start)
    start = max(paragraph.start, one.start - LONGEST)
    return (
        one.near,
        one.after,
        article.before(one.mention, CLAUSE_ENDS),
        article.before(one.mention, SENTENCE_ENDS),
        article.before(one.mention, FULL_ENDS),
        article.text[start : one.start],
        paragraph.lead,
        paragraph.heading,
    )


def count_members(named: Iterable[tuple[str, str, str]], dimension: str) -> int:
    """How many members of a dimension a text names: of two it is not clear which is meant."""
    return len({member for each, member, _word in named if each == dimension})
