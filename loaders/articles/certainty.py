"""Whether a figure is certain: all words are read, what it is of is said, nothing is guessed.

How well words resemble an indicator says what is likely. Certain is only what has no gap: between
the figure before it and the number nothing stands but the words of its indicator, of its members,
times, places and words that count; each word of the indicator is said there, or by a figure that is
certain itself and that this one plainly goes on with; its time is printed and not assumed.
"""

import re
from collections.abc import Iterable
from functools import cache
from itertools import pairwise

from ..resolve.places import NATION, stem
from ..sheets.periods import month_end
from .article_text import ArticleText
from .cues import cues, one_of
from .figure_subjects import Neighbours, ReadFigure
from .passages import FULL_ENDS, PART_ENDS, SENTENCE_ENDS
from .programs import is_payment, last_program, without_programs
from .proposal import CERTAIN, Proposal
from .read_observations import counted_before, counted_behind, overlooked_member
from .reasons import Reason, code_of, reason
from .subjects import covered_out

HAN = re.compile(r"[\u4e00-\u9fff]+")
# In yuan; less is rather one person's.
LEAST_SUM = 10_000
# What joins two times, and what stands before the last of some that are listed.
JOINS = re.compile(r"[、和及与至到—–~-]+")
JOINED_BEFORE = re.compile(r"[一二三四\d][、和]$|[一二三四]$|[季月年日]度?[至到—–~-]$")
BRACKETED = re.compile(r"(?<=[\u4e00-\u9fff])\([^()]*\)(?=[\u4e00-\u9fff])")
CLAUSES = re.compile(r"[,;:()]")
# An indicator that another comes nearer than this is not certain.
NEAREST_RIVAL, FAR_FROM_RIVAL = 0.1, 0.15
# So much of a phrase may be unsaid, in characters: 对象 of 低保对象 is.
UNSAID = 1
# A single character that is left over is a part of a word, unless it restricts what is counted.
RESTRICTS = frozenset("新非未无外拟原旧前副半免停失退")
# A subject that resembles its words less is a guess where words are unread or unsaid, or both.
LEAST_ALIKE, LITTLE_ALIKE = 0.7, 0.8
# What is certain is at least so sure, what is not at most.
SURE, LIKELY = 0.95, CERTAIN - 0.01
# Of 61 articles as they were read before anybody had seen them 15 of 147 certain figures were
# wrong, and 2 of 72 where so much was certain: errors are in texts that are little understood.
LEAST_SHARE = 0.4
# Times that are found so are told by the text, and not assumed.
TOLD = frozenset(
    (
        "printed_time", "time_of_text", "time_in_paragraph", "month_before", "day_said",
        "holds_from", "day_before_change",
    )
)  # fmt: skip
NOT_UNDERSTOOD = frozenset(("no_indicator", "unread", "unsaid", "rivalled"))
MASKED = tuple("?*□×�")
CHANGES = ("growth", "difference")
WHOLE = ("个", "家", "所", "人", "名", "户", "对", "人次", "户次", "件", "张")
# What a figure of each kind may be introduced by without being another one.
INTRODUCED = {
    "flow": "before_flow",
    "stock": "before_stock",
    "standard": "before_rate",
    "ratio": "before_rate",
}


def gaps_of(article: ArticleText, figure: ReadFigure, near: Neighbours) -> list[Reason]:
    """Why a figure that counts something is not certain; none where it is."""
    proposal, subject = figure.proposal, figure.subject
    if proposal.kind and (figure.changed or figure.source or proposal.kind not in CHANGES):
        return gaps_of_comparison(figure, near)
    if subject is None or not proposal.indicator:
        return [reason("no_indicator")]
    proposal.doubts = [one for one in proposal.doubts if not is_settled(article, figure, near, one)]
    gaps: list[Reason] = []
    if unread := unread_words(article, figure, near):
        gaps.append(reason("unread", words=unread))
    if subject.margin < rival_of(figure, near) and not is_said_in_full(article, figure):
        gaps.append(reason("rivalled"))
    if unsaid := unsaid_words(article, figure, near):
        gaps.append(reason("unsaid", words=unsaid))
    if may_be_of_part(article, figure, near):
        gaps.append(reason("source_not_certain"))
    if code_of(proposal.period_note) not in TOLD:
        gaps.append(reason("guessed_time"))
    if is_joined_to_another_time(article, figure):
        gaps.append(reason("guessed_time"))
    if is_of_another_time(article, figure) or is_counted_until_a_day(article, figure):
        gaps.append(reason("guessed_time"))
    if article.text[figure.words.start - 1 : figure.words.start] in MASKED:
        gaps.append(reason("masked"))
    if is_small_sum(figure):
        gaps.append(reason("rivalled"))
    if is_part_of_one(figure):
        gaps.append(reason("not_whole"))
    is_elsewhere = is_of_another_place(article, figure) or is_of_places_together(article, figure)
    if not proposal.area or is_elsewhere:
        gaps.append(reason("no_area"))
    return gaps


def is_settled(article: ArticleText, figure: ReadFigure, near: Neighbours, doubt: str) -> bool:
    """Whether a doubt that something else is meant is none, since that is read as a part of it, or
    of the figure before.
    """
    code = code_of(doubt)
    if code == "may_be_of_both":
        before = counted_before(article, figure.words)
        behind = counted_behind(article, figure.words)
        return bool(before) and not behind and not unread(article, figure, before)
    if code == "may_be_meant" and near.earlier is not None:
        word = overlooked_member(article, figure.words, figure.proposal)
        paragraph = article.passages.paragraph(figure.words.start)
        said = f"{stretch_before(article, figure, near)},{paragraph.lead},{paragraph.heading}"
        return word not in said
    return False


def is_said_in_full(article: ArticleText, figure: ReadFigure) -> bool:
    """Whether the words beside a figure are those of its indicator and of no other one: 离婚登记…对
    are the registrations, however near all divorces come.
    """
    subjects = article.lists.subjects
    phrase = figure.subject.phrase if figure.subject else None
    if phrase is None or subjects.indicators_of_words[phrase.words] != {phrase.indicator}:
        return False
    words = figure.words.own
    for word in words_of_members(article, figure):
        if word not in phrase.words:
            words = words.replace(word, ",")
    said = subjects.canonical.form(harmless("before_stock").sub(",", article.bare(words)))
    return phrase.words in HAN.findall(said)


def rival_of(figure: ReadFigure, near: Neighbours) -> float:
    """How far ahead of others an indicator has to be: more where the sentence spoke of another."""
    earlier = near.earlier.subject if near.earlier else None
    own = figure.subject
    is_other = earlier and own and earlier.phrase.program != own.phrase.program
    return FAR_FROM_RIVAL if is_other else NEAREST_RIVAL


def may_be_of_part(article: ArticleText, figure: ReadFigure, near: Neighbours) -> bool:
    """Whether a figure of a whole follows one that is not understood, and may be of the same part:
    儿童福利机构…个,收留抚养各类人员…人.
    """
    earlier = near.earlier
    if earlier is None:
        return False
    if not {code_of(one) for one in earlier.proposal.gaps} & NOT_UNDERSTOOD:
        return False
    if figure.words.follows_mark == "、" or article.text[figure.words.start - 1] == "、":
        # 包括57个社会团体、11个…: what is said before the first of a list is said of all.
        return True
    if figure.proposal.breakdown != "total":
        return False
    start = article.passages.start_of(SENTENCE_ENDS, figure.words.start)
    told = article.lists.subjects.told_by.get(figure.proposal.indicator or "", {})
    return earlier.words.start >= start and bool(told)


def is_of_another_time(article: ArticleText, figure: ReadFigure) -> bool:
    """Whether a figure has the time of its text, and its paragraph named another one before it."""
    period = figure.proposal.period
    if period is None or code_of(figure.proposal.period_note) != "time_of_text":
        return False
    start = article.passages.paragraph(figure.words.start).start
    named = article.times.between(start, figure.words.start)
    return any(
        one.last != period.end
        for one in named
        if not one.is_base and one.kind not in ("name", "now")
    )


def is_joined_to_another_time(article: ArticleText, figure: ReadFigure) -> bool:
    """Whether its time is joined to another one with which it was not read: 一、二季度, 自…至…."""
    period = figure.proposal.period
    if period is None:
        return False
    sentence = article.passages.start_of(FULL_ENDS, figure.words.start)
    times = [one for one in article.times.between(sentence, figure.words.start) if not one.is_base]
    text = article.text
    if any(JOINED_BEFORE.search(text, max(sentence, one.start - 4), one.start) for one in times):
        return True
    return any(
        JOINS.fullmatch(text, one.end, other.start) is not None
        and (period.start, period.end) != (one.first, other.last)
        and period.end in (one.last, other.last)
        for one, other in pairwise(times)
    )


def is_of_places_together(article: ArticleText, figure: ReadFigure) -> bool:
    """Whether several places are named for a figure in its sentence: 东区、西区共有…人."""
    start = article.passages.start_of(SENTENCE_ENDS, figure.words.start)
    named = article.places.between(start, figure.words.start)
    return figure.words.group == () and any(
        JOINS.fullmatch(article.text, one.end, other.start) is not None
        for one, other in pairwise(named)
    )


def is_of_another_place(article: ArticleText, figure: ReadFigure) -> bool:
    """Whether the area was inferred from the text, and the paragraph names a place beyond it and
    nothing beside the figure says which.
    """
    area = article.area
    if article.is_area_given or area in (None, NATION) or figure.proposal.area != area:
        return False
    start = article.passages.paragraph(figure.words.start).start
    named = article.places.between(start, figure.words.start)
    return any(not one.code.startswith(stem(str(area))) for one in named)


def is_counted_until_a_day(article: ArticleText, figure: ReadFigure) -> bool:
    """Whether it is counted until a day within a month, and nothing says since when."""
    period = figure.proposal.period
    if (
        period is None
        or period.basis != "during"
        or (period.start.month, period.start.day) != (1, 1)
    ):
        return False
    start = article.passages.paragraph(figure.words.start).start
    days = [one for one in article.times.between(start, figure.words.start) if one.kind == "day"]
    is_within = period.end != month_end(period.end.year, period.end.month)
    return is_within and any(
        one.last == period.end and one.printed.endswith(("日", "号")) for one in days
    )


def is_part_of_one(figure: ReadFigure) -> bool:
    """Whether persons or things are counted with decimals, and no 万 is printed: one is lost."""
    mention = figure.words.mention
    return "." in mention.number and not mention.scale and mention.measure in WHOLE


def is_small_sum(figure: ReadFigure) -> bool:
    """Whether so little is said to have been paid in all that it may be what each was paid."""
    subject, mention = figure.subject, figure.words.mention
    if subject is None or subject.phrase.dimension != "money" or mention.scale:
        return False
    value = figure.proposal.value
    # 给予每人2000元 is none that was paid to all.
    is_small = value is not None and (value < LEAST_SUM or bool(figure.measured.rate))
    return mention.unit == "元" and is_small


def unread_words(article: ArticleText, figure: ReadFigure, near: Neighbours) -> str:
    """What stands beside a figure and is read as no part of it: 因疫遇困群众 of those who are
    assisted.
    """
    end = article.passages.end_of(PART_ENDS, figure.words.end)
    numbers = article.mentions.between(figure.words.end, end)
    behind = article.text[figure.words.end : numbers[0].start if numbers else end]
    before = words_before(article, figure, near)
    if figure.words.is_told_apart:
        # Of a list each has its own part of what stands before it.
        before = f"{figure.words.own},{before.rpartition('分别')[2]}"
    left = unread(article, figure, before) + unread(article, figure, behind)
    return max(left, key=len, default="")


def words_before(article: ArticleText, figure: ReadFigure, near: Neighbours) -> str:
    """The last clause of what stands between a figure and the one before it."""
    # 三档(具备生活自理能力)人数: what stands in brackets within the words ends them not.
    stretch = BRACKETED.sub("", stretch_before(article, figure, near))
    return CLAUSES.split(stretch.rstrip(","))[-1]


def stretch_before(article: ArticleText, figure: ReadFigure, near: Neighbours) -> str:
    """What stands between a figure and the one before it, without times and places."""
    start = figure.words.start
    floor = article.passages.start_of(SENTENCE_ENDS, start)
    if near.earlier is not None and near.earlier.words.end <= start:
        earlier = near.earlier.words
        # 57个社会团体: what is counted behind a figure is its own.
        behind = earlier.after if earlier.own.endswith(f",{earlier.after}") else ""
        floor = max(floor, min(earlier.end + len(behind), start))
    text = article.text
    parts: list[str] = []
    times, places = article.times.between(floor, start), article.places.between(floor, start)
    named = [*((one.start, one.end) for one in times), *((one.start, one.end) for one in places)]
    for begin, end in sorted(named):
        if begin >= floor:
            parts.append(text[floor:begin])
            floor = end
    return ",".join([*parts, text[floor:start]])


def unread(article: ArticleText, figure: ReadFigure, text: str) -> list[str]:
    """What is left of words without those of the indicator, its members, and what says nothing."""
    subject = figure.subject
    if subject is None:
        return HAN.findall(text)
    phrase = subject.phrase
    canonical = article.lists.subjects.canonical
    for word in words_of_members(article, figure):
        text = text.replace(word, ",")
    left = covered_out(canonical.form(text), phrase.pairs)
    found = HAN.findall(harmless(INTRODUCED.get(phrase.kind, "before_stock")).sub(",", left))
    return [one for one in found if len(one) > 1 or one in RESTRICTS]


def words_of_members(article: ArticleText, figure: ReadFigure) -> list[str]:
    """The words for the members of a figure, as they are printed and in one spelling; in a list
    those of the others of the list are read too.
    """
    breakdown = figure.proposal.breakdown or "total"
    return article.lists.subjects.words_of(breakdown, figure.words.is_told_apart)


@cache
def harmless(kind: str) -> re.Pattern[str]:
    """Words that may stand before a figure of a kind and say nothing of what it is."""
    words = {*cues("harmless"), *cues(kind)}
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))


def unsaid_words(article: ArticleText, figure: ReadFigure, near: Neighbours) -> str:
    """The words of an indicator that neither a figure says nor the certain ones that it goes on
    with.
    """
    if figure.subject is None:
        return ""
    phrase = figure.subject.phrase
    canonical = article.lists.subjects.canonical
    said = [stretch_before(article, figure, near), figure.words.after]
    if figure.words.is_told_apart or (near.base is not None and not near.base.proposal.gaps):
        said.append(figure.words.own)
    for source in (near.base, near.earlier, near.whole):
        if source is not None and is_certain_kin(source, phrase.program):
            said += [source.words.own, source.words.after, words_of(source)]
    left = covered_out(phrase.words, canonical.pairs(",".join(said)))
    for word in words_of_members(article, figure):
        left = left.replace(word, ",")
    # 儿童之家1.4万个 are those that are 建成: what was done says less than what it was done to.
    found = "".join(HAN.findall(re.sub(one_of("counting"), ",", left)))
    if len(found) <= UNSAID or is_paid_for(article, figure, near):
        return ""
    # 社会服务床位 is not said where nothing but 床位 is.
    core = re.sub(one_of("general", "bare"), "", phrase.words)
    return found if len(re.sub(one_of("general"), "", found)) > UNSAID or not core else ""


def is_paid_for(article: ArticleText, figure: ReadFigure, near: Neighbours) -> bool:
    """Whether what was paid is of the one programme that is named for it, and of all of that:
    尊老金发放17704人次,发放保障资金104.72万元.
    """
    if not is_payment(figure.words.own) or not figure.subject:
        return False
    text = stretch_before(article, figure, near)
    if last_program(text) is None and is_same(figure, near.earlier):
        # 当月发放供养金…元。1-5月累计发放供养金…元: of what was paid before.
        return True
    if last_program(text) is None and near.earlier is not None:
        text = f"{near.earlier.words.own},{near.earlier.words.after},{text}"
    spoken = last_program(text)
    if spoken is None or spoken.expenditure != figure.subject.phrase.indicator:
        return False
    left = without_programs(text)
    for word in words_of_members(article, figure):
        left = left.replace(word, ",")
    left = harmless("before_flow").sub(",", harmless("before_stock").sub(",", left))
    return not any(len(one) > UNSAID for one in HAN.findall(left))


def is_same(figure: ReadFigure, earlier: ReadFigure | None) -> bool:
    """Whether a figure is of the same thing and part as a certain one before it."""
    if earlier is None or earlier.proposal.gaps:
        return False
    one, other = figure.proposal, earlier.proposal
    return (one.indicator, one.breakdown) == (other.indicator, other.breakdown)


def is_certain_kin(figure: ReadFigure, program: str) -> bool:
    """Whether a figure is certain, and of a programme."""
    return (
        figure.subject is not None
        and not figure.proposal.gaps
        and figure.subject.phrase.program == program
    )


def words_of(figure: ReadFigure) -> str:
    return figure.subject.phrase.words if figure.subject else ""


def gaps_of_comparison(figure: ReadFigure, near: Neighbours) -> list[Reason]:
    """Why a change or a share is not certain: the figure of which it is one is not."""
    proposal = figure.proposal
    if not proposal.indicator or proposal.base_period is None:
        return [reason("no_indicator")]
    of = figure.changed[0] if figure.changed else figure.source or near.earlier
    if of is None or of.proposal.indicator != proposal.indicator or of.proposal.gaps:
        return [reason("source_not_certain")]
    if proposal.kind == "multiple":
        return [reason("rivalled")]
    return []


def drop_guess(figure: ReadFigure) -> None:
    """An indicator that words resemble little, and of which they do not say all or say more, is a
    guess: the figure has no code, but its words.
    """
    proposal, subject = figure.proposal, figure.subject
    if proposal.kind or subject is None or not proposal.indicator:
        return
    unsure = {code_of(one) for one in proposal.gaps} & {"unread", "unsaid"}
    if unsure and subject.score < (LITTLE_ALIKE if len(unsure) > 1 else LEAST_ALIKE):
        guess = reason("may_be", indicator=proposal.indicator, score=f"{subject.score:.2f}")
        proposal.indicator = None
        proposal.reasons = [guess]


def take_from_base(base: ReadFigure) -> None:
    """A of 从A提高到B is not certain where only an assumption says when it was."""
    if code_of(base.proposal.period_note) not in TOLD:
        base.proposal.gaps.append(reason("guessed_time"))


def is_understood(proposals: Iterable[Proposal]) -> bool:
    """Whether so much of a text is certain that what is certain may be loaded without a look."""
    figures = [one for one in proposals if one.disposition != "neither" and one.same_as is None]
    return sum(one.is_certain for one in figures) >= LEAST_SHARE * len(figures)


def settle(proposals: Iterable[Proposal]) -> None:
    """Put the certain figures above the bound of what is certain, and all others below it."""
    for one in proposals:
        if one.disposition == "neither":
            continue
        doubts = [each for each in one.doubts if code_of(each) != "not_understood"]
        if one.gaps or doubts:
            one.confidence = min(one.confidence, LIKELY)
            one.doubts += [each for each in one.gaps if each not in one.doubts]
        else:
            one.confidence, one.doubts = max(one.confidence, SURE), []
