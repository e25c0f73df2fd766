"""The words that belong to each figure, and the lists and changes that figures stand in."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from .article_text import LONGEST, ArticleText
from .figure_areas import lies_within
from .members import RESTRICTING
from .mentions import PrintedNumber
from .passages import CLAUSE_ENDS, FULL_ENDS, PART_ENDS, SENTENCE_ENDS

# A number after one of these is what became of the one before it.
BECAME = re.compile(
    r"(?:提高|增加|上升|提升|增长|上调|调整|扩大|发展|下降|降低|减少|降|升|增|涨|调|缩小|达)(?:到|至|为)(?:了)?(?:现在的?|目前的?|今年的?)?(?:每人每[月年]|每[月年]每人)?$|^至$|^到$"
)
NEXT_IN_LIST = re.compile(r"(?:、|和|及|与|以及)(?:每人每月|每人每年|每月|每年)?")
VERB = re.compile(
    r"(?:累计|共|先后|已|规划)?(?:新建|建设|建成|新增|新设立|新设|改造|扩建|改扩建|提升)"
)
# 标准达到…元 tells of no change unless it is said from what.
REACHED = re.compile(r"达(?:到|至)")
FROM_WHAT = re.compile(r"[从由]|原来?的?")
# What is said once for all that is named before it.
MEASURE = re.compile(r"(?:支出|资金|标准|人数|户数|床位数?|机构)$")
# So far behind a figure it is said what happened to what it counts.
FAR = 60
# A name with a mark in it has at most so many characters on either side.
LONGEST_JOINED = 6
COUNTED_AREAS = re.compile(r"县|乡|镇|街道|社区|村|市|州")
ALONGSIDE = ("与", "和", "在", "对")
# 城乡 names both.
BOTH = "城市&农村"
# What leads from what is named to its amounts.
AMOUNTING = re.compile(
    r"(?:平均|人均|每人每[月年]|每[月年]每人|补助|保障|提高|上调|调整|标准)*(?:为|至|到|达到?)?$"
)
# Names of what is counted, one after another.
QUOTED = re.compile(r"(?:[和及与、]?[“\"][^”\"]{1,24}[”\"]){2,}(?:等)?")
# Another form of a word within it: 乡镇(街道)社工站, 县(市、区)开展.
IN_WORD = re.compile(r"\((?:[\u4e00-\u9fff]{1,3}、?){1,3}\)(?=[\u4e00-\u9fff])")
# These are parts of devices and vehicles that a list may count one after another.
THINGS = frozenset(("具", "台", "辆", "件", "套", "副", "台/具"))
# What follows a number with one of these may be the noun that it counts: 30个福利院.
ITEM_LIKE = frozenset("个家所名位项件条座处支份批对类具台辆只块副套") | {""}


@dataclass(frozen=True)
class Wording:
    """A number that may be a figure, with the words by which it is understood.

    ``before`` and ``after`` are those beside it, ``own`` all that belong to it, ``near`` those from
    which its members are read. ``group`` are the places among the figures of the list in which it
    stands, ``base`` that of the figure of which it is what became: 从A提高到B.
    """

    place: int
    mention: PrintedNumber
    before: str
    after: str
    own: str
    near: str
    # What goes on behind it in its sentence, and the mark before its words.
    ahead: str = ""
    follows_mark: str = ""
    group: tuple[int, ...] = ()
    is_told_apart: bool = False
    base: int | None = None
    # Whether the words of the base are its own too.
    is_as_base: bool = False

    @property
    def start(self) -> int:
        return self.mention.start

    @property
    def end(self) -> int:
        return self.mention.end

    @property
    def leads(self) -> bool:
        """Whether it is the first of a list."""
        return bool(self.group) and self.group[0] == self.place

    @property
    def follows(self) -> bool:
        """Whether it is a later one of a list."""
        return bool(self.group) and self.group[0] != self.place


def word_figures(article: ArticleText, mentions: Sequence[PrintedNumber]) -> list[Wording]:
    """The figures of a text, each with its words."""
    found = [word_figure(article, mentions, place) for place in range(len(mentions))]
    found = share_verbs(found)
    found = join_lists(article, found)
    found = join_changes(article, found)
    return found


def word_figure(article: ArticleText, mentions: Sequence[PrintedNumber], place: int) -> Wording:
    """A figure with the words from the one before it to the one after it."""
    mention, passages, text = mentions[place], article.passages, article.text
    floor = floor_of(article, mentions, place)
    part = passages.start_of(PART_ENDS, mention.start)
    before = text[max(part, floor) : mention.start]
    following = mentions[place + 1].start if place + 1 < len(mentions) else len(text)
    after = words_behind(article, mention.end, following)
    if not after and following == mention.end and place + 1 < len(mentions):
        # 44.53万户196.77万人脱贫对象: what stands behind the second is counted by both.
        beyond = mentions[place + 2].start if place + 2 < len(mentions) else len(text)
        after = words_behind(article, mentions[place + 1].end, beyond)
    is_behind = not before and is_counted_behind(article, mentions, place, after)
    words = "" if is_behind else own_words(article, mention, before, floor)
    counted = after if mention.measure[:1] in ITEM_LIKE or not article.is_telling(words) else ""
    if COUNTED_AREAS.match(counted) and words.endswith(ALONGSIDE):
        # 219家社会组织与129个县结对: what stands before is counted by the number before it.
        words = ""
    if counted and article.is_telling(counted):
        # “安全教育护童心”“家教指导安童心”2个行动: names of what is counted behind.
        words = QUOTED.sub("", words)
    own = f"{words},{counted}"
    # 其中3.05万人在农村: what says nothing before the figure may say it behind.
    near = own if counted or article.bare(before) else f"{own},{after}"
    near = joined_words(article, near, part)
    ahead = text[mention.end : min(passages.end_of(SENTENCE_ENDS, mention.end), mention.end + FAR)]
    start = mention.start - len(before)
    mark = text[start - 1 : start]
    own, near = (without_places(article, mention, before, one) for one in (own, near))
    return Wording(place, mention, before, after, own, near, ahead, mark)


def words_behind(article: ArticleText, start: int, limit: int) -> str:
    """The words behind a number, as far as the next mark; what stands in brackets within a word is
    another form of it: 150个乡镇(街道)社工站.
    """
    passages, text = article.passages, article.text
    end = min(passages.end_of(PART_ENDS, start), limit)
    found = text[start:end]
    while within := IN_WORD.match(text, end, limit):
        start, end = within.end(), min(passages.end_of(PART_ENDS, within.end()), limit)
        found += text[start:end]
    return found


def is_counted_behind(
    article: ArticleText, mentions: Sequence[PrintedNumber], place: int, after: str
) -> bool:
    """57个社会团体、1个基金会: what stands behind the figure before is counted by that."""
    if not place or not article.is_telling(after):
        return False
    mention, previous = mentions[place], mentions[place - 1]
    sentence = article.passages.start_of(FULL_ENDS, mention.start)
    between = article.text[previous.end : mention.start]
    is_thing = previous.unit in THINGS and mention.unit in THINGS
    if previous.unit != mention.unit and not is_thing:
        return False
    return previous.end > sentence and between[-1:] in "、,和及" and article.is_telling(between)


def share_verbs(figures: Sequence[Wording]) -> list[Wording]:
    """建设骨灰堂4个、公墓75个: the verb before the first of a list is that of the others too."""
    found: list[Wording] = []
    for one in figures:
        previous = found[-1] if found else None
        is_next = previous is not None and one.start - len(one.before) == previous.end + 1
        if previous and is_next and one.follows_mark == "、" and not VERB.match(one.own):
            verb = VERB.match(previous.own)
            if verb and previous.mention.unit == one.mention.unit:
                one = replace(one, own=f"{verb[0]}{one.own}")
        found.append(one)
    return found


def joined_words(article: ArticleText, near: str, part: int) -> str:
    """The words of a figure with those before the mark that begins them, if both make one name:
    中央、省级.
    """
    text = article.text
    if text[part - 1 : part] != "、":
        return near
    before = text[max(0, part - LONGEST_JOINED) : part]
    head = text[part : part + LONGEST_JOINED]
    named = article.lists.subjects.members.named(before + head)
    joined = next((word for _dimension, _member, word in named if "、" in word), None)
    return f"{joined},{near}" if joined else near


def without_places(article: ArticleText, mention: PrintedNumber, before: str, text: str) -> str:
    """Words without the names of places beside the figure, which say where, and not what."""
    named = article.places.between(mention.start - len(before), mention.start)
    for one in filter(partial(lies_within, article), named):
        text = text.replace(article.text[one.start : one.end], "")
    return text


def floor_of(article: ArticleText, mentions: Sequence[PrintedNumber], place: int) -> int:
    """Where the words of a figure can begin: behind the figure before it, in its sentence."""
    sentence = article.passages.start_of(FULL_ENDS, mentions[place].start)
    return max(sentence, mentions[place - 1].end) if place else sentence


def own_words(article: ArticleText, mention: PrintedNumber, before: str, floor: int) -> str:
    """The words before a number; the parts before them that have no number are its own too."""
    start = article.passages.start_of(PART_ENDS, mention.start)
    floor = max(floor, mention.start - LONGEST)
    while start > floor and (before.endswith(")") or not article.is_telling(before)):
        if before.endswith(")") and "(" in before:
            break
        start = max(article.passages.start_of(PART_ENDS, start - 1), floor)
        before = article.text[start : mention.start]
    return before


def gap_between(article: ArticleText, one: Wording, other: Wording) -> str | None:
    """What stands between two figures of one sentence."""
    sentence = article.passages.start_of(FULL_ENDS, other.start)
    return article.text[one.end : other.start] if one.end > sentence else None


def join_lists(article: ArticleText, figures: Sequence[Wording]) -> list[Wording]:
    """Figures that only 、 or 和 part are one list, and get their part of the words before it."""
    groups: list[list[int]] = []
    for one in figures:
        previous = figures[one.place - 1] if one.place else None
        gap = gap_between(article, previous, one) if previous else None
        if previous and gap and is_next(previous, one, gap):
            groups[-1].append(one.place)
        else:
            groups.append([one.place])
    found: list[Wording] = []
    for group in groups:
        listed = [figures[place] for place in group]
        if len(group) > 1:
            places = tuple(group)
            listed = [replace(one, group=places) for one in listed]
            before = figures[group[0] - 1].end if group[0] else 0
            listed = divide_words(article, listed, before)
        found += listed
    return found


def is_next(previous: Wording, one: Wording, gap: str) -> bool:
    """Whether a figure goes on with the list of the one before it."""
    is_apart = gap == "," and ("分别" in previous.before or previous.follows_mark == ",")
    return (
        (NEXT_IN_LIST.fullmatch(gap) is not None or (is_apart and not one.before))
        and is_alike(previous.mention, one.mention)
        and not previous.after.strip("和及与")
    )


def is_alike(one: PrintedNumber, other: PrintedNumber) -> bool:
    """Whether two numbers have the same unit, or the first none."""
    return one.unit == other.unit or (not one.unit and not one.scale)


def divide_words(article: ArticleText, group: Sequence[Wording], floor: int) -> list[Wording]:
    """Give each number of a list its part of the words before the list, behind another figure."""
    if things := divide_by_things(article, group, floor):
        return things
    clause = re.sub(r".*[,;:]", "", article.before(group[0].mention, FULL_ENDS))
    by_member = divide_by_members(article, group, group[0].own) or divide_by_members(
        article, group, clause
    )
    stretch = article.before(group[0].mention, SENTENCE_ENDS)
    if by_member or "分别" not in stretch:
        return by_member or list(group)
    clause = re.sub(r".*[,;:]", "", stretch.rsplit("分别", 1)[0].rstrip(","))
    if by_member := divide_by_members(article, group, clause):
        return by_member
    pieces = pieces_before(article, group, floor)
    if len(pieces) < len(group):
        return list(group)
    return [
        replace(one, own=piece, near=piece, is_told_apart=True)
        if article.is_telling(piece)
        else one
        for one, piece in zip(group, pieces[-len(group) :], strict=True)
    ]


def pieces_before(article: ArticleText, group: Sequence[Wording], floor: int) -> list[str]:
    """What is named before 分别, each with the measure that is said at the end for all of them:
    抚恤、社会福利支出分别为….
    """
    start = max(floor, article.passages.start_of(SENTENCE_ENDS, group[0].start))
    stretch = article.text[max(start, group[0].start - LONGEST) : group[0].start]
    named, apart, rest = stretch.rpartition("分别")
    if not apart:
        # 生活补贴和护理补贴每人每月74.8元和68.7元: without 分别, of as many as there are numbers.
        named = AMOUNTING.sub("", CLAUSE_ENDS.split(rest)[-1])
    pieces = re.split(r"[、和与及]", named)
    measure = MEASURE.search(pieces[-1])
    return [
        piece + measure[0] if measure and not MEASURE.search(piece) else piece for piece in pieces
    ]


def divide_by_things(article: ArticleText, group: Sequence[Wording], floor: int) -> list[Wording]:
    """生活补贴和护理补贴分别惠及…人、…人: what is named is no part of one thing, but things of
    their own.
    """
    pieces = pieces_before(article, group, floor)
    if len(pieces) != len(group) or not all(map(article.is_telling, pieces)):
        return []
    members = article.lists.subjects.members
    named = [{each[0] for each in members.named(piece)} - RESTRICTING for piece in pieces]
    if not set.intersection(*named):
        return []
    return [
        replace(one, own=piece, near=piece, is_told_apart=True)
        for one, piece in zip(group, pieces, strict=True)
    ]


def divide_by_members(article: ArticleText, group: Sequence[Wording], words: str) -> list[Wording]:
    """城市、农村低保对象…人、…人: each number is of one member; empty where their counts differ."""
    words = words.replace("城乡", BOTH)
    listed = members_listed(article, words)
    # Of two lists that are named the one beside the figures tells them apart.
    by_place = sorted(listed.items(), key=lambda item: -max(map(words.rfind, item[1])))
    for dimension, members in by_place:
        if len(members) == len(group):
            if dimension == "residence" and BOTH in words and is_rising(group):
                # 城乡 names both, and the standard of towns is never the lower one.
                members = members[::-1]
            rest = words
            for word in members:
                rest = rest.replace(word, ",")
            return [
                replace(one, near=f"{rest},{word}", own=group[0].own, is_told_apart=True)
                for one, word in zip(group, members, strict=True)
            ]
    return []


def is_rising(group: Sequence[Wording]) -> bool:
    """Whether the second of two amounts of money is the larger."""
    if len(group) != 2:
        return False
    one, other = (each.mention for each in group)
    if one.unit != "元" or one.is_written_out or other.is_written_out or one.rate != other.rate:
        return False
    return float(one.number.replace(",", "")) < float(other.number.replace(",", ""))


def members_listed(article: ArticleText, words: str) -> dict[str, list[str]]:
    """The words for members, by dimension, in the order in which they stand."""
    found: dict[str, dict[str, tuple[int, str]]] = {}
    for dimension, member, word in article.lists.subjects.members.named(words):
        found.setdefault(dimension, {}).setdefault(member, (words.index(word), word))
    return {
        dimension: [word for _place, word in sorted(members.values())]
        for dimension, members in found.items()
    }


def join_changes(article: ArticleText, figures: Sequence[Wording]) -> list[Wording]:
    """从A提高到B: B is of what A is, and of lists of one length each of its own."""
    found = list(figures)
    for one in figures:
        previous = figures[one.place - 1] if one.place else None
        gap = gap_between(article, previous, one) if previous else None
        became = BECAME.search(one.before)
        if previous is None or gap is None or one.follows or became is None:
            continue
        if article.is_telling(one.before[: became.start()]):
            # 标准提高到520元,补助水平提高到274元: each of another thing.
            continue
        if REACHED.match(became[0]) and not FROM_WHAT.search(previous.before):
            continue
        if not is_alike(previous.mention, one.mention):
            continue
        earlier, later = previous.group or (previous.place,), one.group or (one.place,)
        found[one.place] = replace(one, base=earlier[0])
        if len(earlier) == len(later):
            for base, new in zip(earlier, later, strict=True):
                words = found[base]
                found[new] = replace(
                    found[new], own=words.own, near=words.near, base=base, is_as_base=True
                )
    return found
