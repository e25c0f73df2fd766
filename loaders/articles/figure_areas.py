"""Where: the administrative unit that one figure is about."""

import re
from itertools import pairwise

from ..resolve.places import NATION, stem
from .article_text import LONGEST, ArticleText
from .mentions import PrintedNumber
from .passages import CLAUSE_ENDS, FULL_ENDS, PART_ENDS
from .text_areas import PlaceName

NATIONWIDE = re.compile(
    r"全国(?!统一|人大|政协|先进|文明|示范|优秀|重点|性|各地|志愿服务信息系统|[\u4e00-\u9fff]{0,8}系统中)|我国"
)
OWN_AREA = re.compile(r"[全我本该][省市州盟县旗区]|我局|各[市县区]")
# What stands between the members of a list.
NEXT = re.compile(r"[、和及与]|以及")
# So far from a name the next of a list begins at most.
LONGEST_NAME = 12
# A name in the first characters of a clause is who or what the clause is about.
AT_HEAD = 3


def find_area(article: ArticleText, mention: PrintedNumber) -> tuple[str | None, float]:
    """The code of the unit that a figure is about, and how sure that is: one named for it, or the
    one of the text.
    """
    passages = article.passages
    sentence = passages.start_of(FULL_ENDS, mention.start)
    part = passages.start_of(PART_ENDS, mention.start)
    earlier = article.mentions.between(sentence, mention.start)
    since = min(part, earlier[-1].end if earlier else sentence)
    named = [
        one for one in article.places.between(sentence, mention.start) if lies_within(article, one)
    ]
    own = [
        one
        for one in named
        # 昭通等地 is not said of 昭通 alone.
        if one.start >= since and "等" not in article.text[one.end : mention.start]
    ]
    named = [one for one in named if not stands_with_others(article, one, mention)]
    own = [one for one in own if one in named]
    if listed := area_of_list(article, mention, sentence):
        return listed, 0.95
    if own:
        return own[-1].code, 0.95
    topics = [one for one in named if is_head(article, one)]
    if topics:
        last = topics[-1]
        if article.area == NATION:
            return part_of(article, mention, last.code, last.end), 0.9
        return last.code, 0.9
    if (
        article.area == NATION
        and len({one.code for one in named}) == 1
        and is_subject(article, named[0])
    ):
        return named[0].code, 0.8
    if is_of_nation(article, mention):
        return NATION, 0.85
    if article.area == NATION and (code := area_of_paragraph(article, mention)):
        return code, 0.8
    clause = article.before(mention, CLAUSE_ENDS)
    whole = article.areas.whole(clause)
    if whole and whole != article.area and "全" in clause[:4]:
        return whole, 0.8
    return article.area, 1.0 if article.area else 0.0


def area_of_paragraph(article: ArticleText, mention: PrintedNumber) -> str | None:
    """The one place that a paragraph names before a figure of a text about the nation, where 全省
    or nothing says where: 据广东省民政厅消息,当天共…对.
    """
    start = article.passages.paragraph(mention.start).start
    named = article.places.between(start, mention.start)
    nation = NATIONWIDE.search(article.text, start, mention.start)
    codes = {one.code for one in named if one.code != NATION}
    if len(codes) != 1 or nation is not None:
        return None
    return part_of(article, mention, codes.pop(), named[-1].end)


def stands_with_others(article: ArticleText, one: PlaceName, mention: PrintedNumber) -> bool:
    """Whether a name is one of several, or in brackets that end before it: 全市(铁东、铁西)."""
    text = article.text
    between = text[one.end : mention.start]
    if between.count(")") > between.count("("):
        return True
    near = article.places.between(max(0, one.start - LONGEST_NAME), one.end + LONGEST_NAME)
    return any(
        NEXT.fullmatch(text, first.end, second.start) is not None
        for first, second in pairwise(near)
        if one in (first, second)
    )


def part_of(article: ArticleText, mention: PrintedNumber, code: str, since: int) -> str:
    """福建省…对,其中福州…对: where a province is named the short names of its cities are known."""
    part = max(since, article.passages.start_of(PART_ENDS, mention.start))
    within = article.lists.areas_of(code).find(article.text[part : mention.start])
    return next((one.code for one in within), code)


def area_of_list(article: ArticleText, mention: PrintedNumber, sentence: int) -> str | None:
    """广东、江苏、浙江分别为…个、…个和…个: each number is of its own place."""
    apart = article.text.rfind("分别", sentence, mention.start)
    if apart < 0:
        return None
    numbers = article.mentions.between(apart, article.passages.end_of(FULL_ENDS, mention.end))
    count = 1
    for one, other in pairwise(numbers):
        if not NEXT.fullmatch(article.text, one.end, other.start):
            break
        count += 1
    places: list[PlaceName] = []
    for place in reversed(article.places.between(sentence, apart)):
        if places and not NEXT.fullmatch(article.text, place.end, places[0].start):
            break
        places.insert(0, place)
    index = next((at for at, one in enumerate(numbers) if one.start == mention.start), count)
    return places[index].code if len(places) == count > index and count > 1 else None


def is_subject(article: ArticleText, one: PlaceName) -> bool:
    """Whether something is said of a place, and not only that it was done there."""
    return article.text[one.start - 1 : one.start] not in ("在", "于", "从", "赴", "到", "(")


def is_of_nation(article: ArticleText, mention: PrintedNumber) -> bool:
    """Whether the paragraph of a figure speaks of the nation, and of no place since."""
    if article.area in (None, NATION):
        return False
    start = article.passages.paragraph(mention.start).start
    heads = NATIONWIDE.finditer(article.text, max(start, mention.start - LONGEST), mention.start)
    last = next(reversed([one for one in heads if is_at_head(article, one.start())]), None)
    if last is None or OWN_AREA.search(article.text, last.end(), mention.start):
        return False
    return not article.places.between(last.end(), mention.start)


def is_at_head(article: ArticleText, place: int) -> bool:
    """Whether a place of the text begins its clause, or follows the time that begins it."""
    start = article.passages.start_of(CLAUSE_ENDS, place)
    for time in article.times.between(start, place):
        if time.start - start <= AT_HEAD and time.end <= place:
            start = time.end
    return place - start <= AT_HEAD


def lies_within(article: ArticleText, one: PlaceName) -> bool:
    """Whether a name is of a place within the area that the text is about."""
    return (
        article.area is not None
        and one.code != article.area
        and one.code.startswith(stem(article.area))
    )


def is_head(article: ArticleText, one: PlaceName) -> bool:
    """Whether a name begins its clause."""
    return is_at_head(article, one.start)
