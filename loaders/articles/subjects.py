"""What: the indicator and the breakdown that the words around a number mean.

Every indicator is known by phrases: its name and its labels. The words around a number are compared
with them by pairs of characters, each weighted by how few indicators have it, so that 儿童主任 tells
more than 儿童; nearer words count more. The unit of the number says which indicators may be meant at
all. What restricts the words (新增, 退出) must be part of what the indicator is about.
"""

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from importlib.resources import files
from itertools import pairwise
from math import log

from sqlalchemy import Connection

from ...database import statements
from ..resolve.labels import OF_MEASURES, OF_PERSONS, breakdown_of, members_of
from ..resolve.lexicon import AGE, AGES, take_apart, words
from .word_list import WordList

# The words that count, which a number has as its unit.
COUNTING = re.compile(
    r"(?:总?人数|户数|个数|件数|对数|人次数?|户次|场次|条数|份数|项数|条次|次数|金额|数|情况)$"
)
NO_WORDS = re.compile(r"[\"“”'‘’《》<>的了()\[\]\s—…\-·+]+")
# By these a thing that is counted is parted; the members of others are things of their own.
RESTRICTING = {
    *("residence", "care", "age", "self_care", "severity", "stage", "place", "level", "average"),
    *("sex", "sector", "fundraising", "target", "funding", "purpose", "scope", "form"),
}
# Restrictions after which something else is counted.
EVENTS = ("what happened", "not what is", "a ratio")
# What may stand beside a number without saying what is counted.
FILLERS = re.compile(
    "共有|现有|共计|合计|累计|总计|总数|达到|达|为|有|其中|分别|全省|全市|全县|全区|全国|全州|全乡|我省|我市|我县|各级|各类|各地|"
    "建成|建立|建设|新建|投入|使用|运营|配备|设立|成立|发放|支出|支付|下拨|拨付|安排|筹集|募集|开展|实施|完成|办理|组织|培训|培育|"
    "救助|保障|纳入|享受|领取|惠及|受益|帮助|服务|落实|归集|录入|登记|注册|在册|民政部门|民政部|民政局|对象|人员|群众|家庭|居民|机构|"
    "标准|平均|年末|年底|月末|月底|截至|目前|今年|去年|上年|全年|以来|期间|年度|上半年|年月|每人每月|每人每年|人均|资金|经费|金额|总额|"
    "比|较|同比|增长|下降|提高|增加|减少|的|了|和|及|与|等|已|共|约|近|各|名|户|人|个|家|所|元|月|年|日|底|末|由|从|至|到|在|对|向|将|被|是|"
    "按|给予|补助|补贴|一次性|困难|符合条件|通过|进行|城乡|其|者|数|率|覆盖|占比|总|新|市级|县级|省级"
)
# A kind of what is counted, which has no indicator of its own unless it says so: 即开型, 互助型.
KIND_OF = re.compile(
    r"[\u4e00-\u9fff]{1,2}[^典转大小型]型|涉外|境外|调出|调入|减员|查处|取缔|非公有|其他"
)
BRACKETS = re.compile(r"\([^)]*\)")


@dataclass(frozen=True)
class Phrase:
    """Words by which an indicator is known, and all that they say of the figure."""

    indicator: str
    kind: str
    words: str
    program: str
    topic: str
    own_unit: str
    dimension: str
    members: Mapping[str, str]
    basis: str | None
    pairs: frozenset[str]


@dataclass(frozen=True)
class Subject:
    """What a figure is about, how well the words say so, and by how much better than another."""

    phrase: Phrase
    breakdown: str
    score: float
    margin: float
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Layer:
    """Words around a number, and how much they count: 1 for those beside it."""

    text: str
    weight: float


@dataclass(frozen=True)
class Question:
    """What is known of a number whose subject is sought.

    ``dimensions`` are those that its unit may measure, with how well; ``own`` are the words that
    belong to it, ``near`` those from which members are read, ``before`` its sentence up to it.
    """

    layers: tuple[Layer, ...]
    dimensions: Mapping[str, float]
    own: str
    near: str
    value: float | None = None
    before: str = ""


@dataclass(frozen=True)
class Evidence:
    """What the words around a number say."""

    told_by_phrase: Mapping[int, float]
    spoken_of: Mapping[str, float]
    own: frozenset[str]
    own_tells: float
    members: Mapping[str, set[str]]
    restrictions: Sequence[str]
    around: str


# Less of a phrase than this is not worth a thought; of those that are, so many are looked at.
LEAST_COVERAGE = 0.3
MOST = 16


@dataclass
class Subjects:
    """All phrases, by their pairs of characters."""

    phrases: list[Phrase]
    told_by: dict[str, dict[str, set[str]]]
    members: dict[str, list[tuple[str, str]]]
    definitions: dict[str, str]
    bounds: dict[str, tuple[float | None, float | None]]
    canonical: "Canonical" = field(default_factory=lambda: Canonical())
    known_topics: dict[str, dict[str, float]] = field(default_factory=dict)
    known_members: dict[str, list[tuple[str, str, str]]] = field(default_factory=dict)

    @cached_property
    def by_dimension(self) -> dict[str, dict[str, list[int]]]:
        """The phrases of each dimension by their pairs of characters."""
        found: dict[str, dict[str, list[int]]] = {}
        for index, phrase in enumerate(self.phrases):
            for pair in phrase.pairs:
                found.setdefault(phrase.dimension, {}).setdefault(pair, []).append(index)
        return found

    @cached_property
    def dimensions(self) -> dict[str, float]:
        """All that indicators measure, each as likely as the others."""
        return dict.fromkeys({phrase.dimension for phrase in self.phrases}, 1.0)

    @cached_property
    def weights(self) -> dict[str, float]:
        """How much each pair of characters tells: the fewer indicators have it, the more."""
        having: dict[str, set[str]] = defaultdict(set)
        for phrase in self.phrases:
            for pair in phrase.pairs:
                having[pair].add(phrase.indicator)
        count = len({phrase.indicator for phrase in self.phrases})
        return {pair: log(1 + count / len(codes)) for pair, codes in having.items()}

    @cached_property
    def totals(self) -> list[float]:
        return [sum(self.weights[pair] for pair in phrase.pairs) for phrase in self.phrases]

    @cached_property
    def topics(self) -> dict[str, str]:
        """The field of work of each pair of characters that only its indicators have."""
        having: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for phrase in self.phrases:
            for pair in phrase.pairs:
                having[pair][phrase.topic].add(phrase.indicator)
        found: dict[str, str] = {}
        for pair, by_topic in having.items():
            topic, codes = max(by_topic.items(), key=lambda item: len(item[1]))
            if len(codes) >= 0.75 * sum(map(len, by_topic.values())):
                found[pair] = topic
        return found

    def topics_of(self, text: str) -> dict[str, float]:
        """The fields of work that a text speaks of, and how much."""
        if text not in self.known_topics:
            found: dict[str, float] = defaultdict(float)
            for pair in self.canonical.pairs(text):
                if topic := self.topics.get(pair):
                    found[topic] += 1
            self.known_topics[text] = found
        return self.known_topics[text]

    def tells(self, text: str) -> float:
        """How much a stretch of text says of any indicator."""
        return sum(self.weights.get(pair, 0) for pair in self.canonical.pairs(text))

    def find(self, asked: Question) -> Subject | None:
        """The best phrase of those whose unit may be meant; None where none comes near."""
        evidence = self.weigh(asked)
        near: list[tuple[float, int]] = []
        for index, told in evidence.told_by_phrase.items():
            coverage = told / self.totals[index]
            if coverage >= LEAST_COVERAGE:
                near.append((self.resemblance(index, coverage, asked, evidence), index))
        # What contradicts costs more to find: of the phrases that come near, the nearest are asked.
        near.sort(reverse=True)
        ranked = sorted(
            ((score - self.penalty(index, asked, evidence), index) for score, index in near[:MOST]),
            reverse=True,
        )
        if not ranked:
            return None
        score, index = ranked[0]
        best = self.phrases[index]
        others = (one for one, at in ranked if self.phrases[at].indicator != best.indicator)
        members, doubts = self.members_in(best, asked.near)
        if strange := self.unexplained(best, asked.own):
            doubts.append(f"{strange} is not understood")
        margin = score - next(others, 0.0)
        return Subject(best, breakdown_of(members), score, margin, tuple(doubts))

    def weigh(self, asked: Question) -> Evidence:
        """What the words around a number say, before any phrase is looked at closely."""
        weighted: dict[str, float] = {}
        spoken_of: dict[str, float] = {}
        for layer in asked.layers:
            for pair in self.canonical.pairs(layer.text):
                if pair in self.weights and weighted.get(pair, 0) < layer.weight:
                    weighted[pair] = layer.weight
            for topic, told in self.topics_of(layer.text).items():
                spoken_of[topic] = max(spoken_of.get(topic, 0), min(told, 3) * layer.weight)
        told_by_phrase: dict[int, float] = defaultdict(float)
        for dimension in asked.dimensions:
            by_pair = self.by_dimension.get(dimension, {})
            for pair in weighted.keys() & by_pair.keys():
                told = self.weights[pair] * weighted[pair]
                for index in by_pair[pair]:
                    told_by_phrase[index] += told
        said: dict[str, set[str]] = defaultdict(set)
        for dimension, member, _word in self.named_members(asked.near):
            said[dimension].add(member)
        for dimension, member in self.last_members(asked.before).items():
            said.setdefault(dimension, {member})
        parts = [part for text in asked.own.split(",") for part in take_apart(text)]
        events = [
            part.text
            for part in parts
            if part.kind == "restricts" and part.meaning in EVENTS and len(part.text) > 1
        ]
        return Evidence(
            told_by_phrase,
            spoken_of,
            self.canonical.pairs(asked.own),
            self.tells(asked.own),
            said,
            [*events, *KIND_OF.findall(asked.own)],
            "".join(layer.text for layer in asked.layers),
        )

    def resemblance(self, index: int, coverage: float, asked: Question, found: Evidence) -> float:
        """How much of a phrase is said, and how much of what is said it explains: about 0 to 1."""
        phrase = self.phrases[index]
        shared = found.own & phrase.pairs
        explained = said = 0.5
        if found.own_tells:
            explained = sum(self.weights[pair] for pair in shared) / found.own_tells
        if found.own:
            said = min(1.0, 1.6 * len(shared) / len(found.own))
        score = asked.dimensions[phrase.dimension] * (
            0.55 * coverage + 0.3 * explained + 0.15 * said
        )
        if found.spoken_of:
            most = max(found.spoken_of.values())
            score += 0.2 * found.spoken_of.get(phrase.topic, 0) / most - 0.1
        # Of two phrases that are all said the longer one says more.
        return score + 0.004 * min(self.totals[index], 30)

    def penalty(self, index: int, asked: Question, found: Evidence) -> float:
        """What speaks against a phrase: members, restrictions, a value beyond its bounds."""
        phrase = self.phrases[index]
        about = f"{phrase.words}{self.definitions.get(phrase.indicator, '')}"
        against = 0.12 * self.unsaid(phrase, found.around)
        against += 0.3 * contradicts(phrase, found.members)
        against += 0.6 * any(word not in about for word in found.restrictions)
        bounds, value = self.bounds.get(phrase.indicator), asked.value
        yearly = value * 12 if value and phrase.dimension.endswith("/time") else value
        if not within(value, bounds) and not within(yearly, bounds):
            against += 0.5
        return against

    def unexplained(self, phrase: Phrase, own: str) -> str:
        """The words beside a number that neither its phrase nor members nor fillers explain."""
        text = self.canonical.form(own)
        text = self.all_names.without(text)
        text = FILLERS.sub(",", text)
        covered = [False] * len(text)
        for place, (a, b) in enumerate(pairwise(text)):
            if a + b in phrase.pairs:
                covered[place] = covered[place + 1] = True
        left = "".join("," if done else one for one, done in zip(text, covered, strict=True))
        found = re.findall(r"[\u4e00-\u9fff]{2,}", left)
        return max(found, key=len, default="")

    def last_members(self, text: str) -> dict[str, str]:
        """The member of each dimension that a text names last."""
        found: dict[str, tuple[int, str]] = {}
        for dimension, member, word in self.named_members(text):
            place = text.rfind(word)
            if place > found.get(dimension, (-1, ""))[0]:
                found[dimension] = (place, member)
        return {dimension: member for dimension, (_place, member) in found.items()}

    def unsaid(self, phrase: Phrase, around: str) -> int:
        """How many members of a phrase none of the words around says."""
        return sum(
            not any(word in around for word in self.words_of_member.get((dimension, member), ("",)))
            for dimension, member in phrase.members.items()
        )

    @cached_property
    def words_of_member(self) -> dict[tuple[str, str], list[str]]:
        found: dict[tuple[str, str], list[str]] = defaultdict(list)
        for word, members in self.members.items():
            for member in members:
                found[member].append(word)
        return dict(found)

    def members_in(self, phrase: Phrase, text: str) -> tuple[dict[str, str], list[str]]:
        """The members that a text names, of the dimensions that the indicator is told by."""
        found: dict[str, str] = {}
        doubts: list[str] = []
        told = self.told_by.get(phrase.indicator, {})
        usual = (
            OF_PERSONS if phrase.dimension == "person" else OF_MEASURES.get(phrase.dimension, ())
        )
        form = self.canonical.form(text)
        for dimension, member, word in self.named_members(text):
            is_told = member in told.get(dimension, ()) or dimension in usual
            if not is_told or dimension in phrase.members:
                continue
            if word in phrase.words and word not in form.replace(phrase.words, ""):
                continue
            if word in self.definitions.get(phrase.indicator, ""):
                continue
            if found.get(dimension, member) != member:
                doubts.append(f"{dimension} may be {found[dimension]} or {member}")
            found[dimension] = member
        return {**phrase.members, **found}, doubts

    def named_members(self, text: str) -> list[tuple[str, str, str]]:
        """Each member that a text names: its dimension, its code and the word."""
        found = self.known_members.get(text)
        if found is None:
            found = [("age", f"{age[1]}+", age[0]) for age in AGE.finditer(text) if age[1] in AGES]
            # Words of one dimension do not overlap; those of two may: 省级每年.
            reached: dict[str, int] = {}
            for word in self.all_names.find_overlapping(text):
                for dimension, member in self.members[word.word]:
                    if word.start >= reached.get(dimension, 0):
                        found.append((dimension, member, word.word))
                for dimension, _member in self.members[word.word]:
                    reached[dimension] = max(reached.get(dimension, 0), word.end)
            self.known_members[text] = found
        return found

    @cached_property
    def restricting_words(self) -> WordList:
        """The words for members that say who or where, and not what is counted."""
        return WordList(
            word
            for word, members in self.members.items()
            if all(dimension in RESTRICTING for dimension, _member in members)
        )

    @cached_property
    def all_names(self) -> WordList:
        return WordList(self.members)


class Canonical:
    """One spelling for what is called by several names."""

    def __init__(self) -> None:
        self.meanings = {
            word: part.meaning for word, part in words().items() if part.kind == "same"
        }
        self.names = WordList(self.meanings)

    @lru_cache(maxsize=50_000)  # noqa: B019  (one of them lives as long as the lists of a reader)
    def form(self, text: str) -> str:
        bare = NO_WORDS.sub("", text)
        parts, place = [], 0
        for found in self.names.find(bare):
            parts += [bare[place : found.start], self.meanings[found.word]]
            place = found.end
        return "".join([*parts, bare[place:]])

    @lru_cache(maxsize=50_000)  # noqa: B019
    def pairs(self, text: str) -> frozenset[str]:
        """The pairs of characters of a text in one spelling."""
        return frozenset(pairs_of(self.form(text)))


NO_PAIR = re.compile(r"[^0-9,;:、。\s]{2,}")


def pairs_of(text: str) -> Iterable[str]:
    """Each two characters that stand together, figures and separators left out."""
    for stretch in NO_PAIR.findall(text):
        for place in range(len(stretch) - 1):
            yield stretch[place : place + 2]


def read_subjects(connection: Connection, left_out: frozenset[str] = frozenset()) -> Subjects:
    """The phrases of all indicators without those learnt from some articles, and by which members
    each is told.
    """
    canonical = Canonical()
    phrases: list[Phrase] = []
    definitions: dict[str, str] = {}
    bounds: dict[str, tuple[float | None, float | None]] = {}
    seen: set[tuple[str, str, str]] = set()
    for row in statements.execute(connection, __package__, "indicator_phrases"):
        bounds[row.indicator] = (row.low, row.high)
        definitions[row.indicator] = f"{row.name}{row.definition}"
        for words_of in spoken_forms(row.words):
            form = canonical.form(COUNTING.sub("", words_of) or words_of)
            pairs = frozenset(pairs_of(form))
            key = (row.indicator, row.breakdown, form)
            if pairs and key not in seen:
                seen.add(key)
                phrases.append(
                    Phrase(
                        row.indicator,
                        row.kind,
                        form,
                        row.program,
                        row.topic,
                        row.own_unit,
                        row.dimension,
                        members_of(row.breakdown),
                        row.basis,
                        pairs,
                    )
                )
    told: dict[str, dict[str, set[str]]] = {}
    for row in statements.execute(connection, __package__, "told_by"):
        told.setdefault(row.indicator, {}).setdefault(row.dimension, set()).add(row.member)
    return Subjects(
        [*phrases, *learnt(phrases, canonical, seen, left_out)],
        told,
        member_words(connection),
        definitions,
        bounds,
        canonical,
    )


def learnt(
    phrases: list[Phrase],
    canonical: Canonical,
    seen: set[tuple[str, str, str]],
    left_out: frozenset[str],
) -> Iterable[Phrase]:
    """The phrases of phrases.csv, for the indicators that the database has."""
    of_indicator = {phrase.indicator: phrase for phrase in phrases}
    with files(__package__).joinpath("phrases.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            known = of_indicator.get(row["indicator"])
            form = canonical.form(row["words"])
            pairs = frozenset(pairs_of(form))
            key = (row["indicator"], row["breakdown"], form)
            if (
                known is not None
                and pairs
                and key not in seen
                and row["learnt_from"] not in left_out
            ):
                seen.add(key)
                yield replace(
                    known, words=form, pairs=pairs, members=members_of(row["breakdown"]), basis=None
                )


def within(value: float | None, bounds: tuple[float | None, float | None] | None) -> bool:
    """Whether a value may be one of an indicator, as far as its bounds say."""
    low, high = bounds or (None, None)
    return value is None or ((low is None or value >= low) and (high is None or value <= high))


def contradicts(phrase: Phrase, said: Mapping[str, set[str]]) -> bool:
    """Whether the words beside a number name other members than a phrase has."""
    return any(
        said.get(dimension) and member not in said[dimension]
        for dimension, member in phrase.members.items()
    )


# Last parts of labels that say nothing without what stands over them.
BARE = {
    *(
        "支出",
        "支出资金",
        "标准",
        "对象",
        "保障",
        "床位",
        "机构",
        "集中供养",
        "分散供养",
        "资金",
        "设施",
    ),
    *(
        "集中",
        "分散",
        "救助",
        "其他",
        "总数",
        "女性",
        "城市",
        "农村",
        "职工",
        "儿童",
        "老年人",
        "残疾人",
    ),
}


def spoken_forms(label_path: str) -> set[str]:
    """How a label is said in prose: its last part, if it tells by itself, and that with the one above."""
    labels = [BRACKETS.sub("", label) for label in label_path.split("|")]
    if len(labels) == 1:
        return {labels[0], BRACKETS.sub("", label_path)}
    last = COUNTING.sub("", labels[-1])
    bare = {labels[-1]} if len(labels[-1]) > 2 and last not in BARE else set()
    return bare | {"".join(labels[-2:])}


def member_words(connection: Connection) -> dict[str, list[tuple[str, str]]]:
    """The words for members: their names, and those of the lexicon."""
    found: dict[str, list[tuple[str, str]]] = {}
    rows = statements.execute(connection, __package__, "member_names").all()
    named = [(name, row.dimension, row.code) for row in rows for name in names_of_member(row.name)]
    with files(__package__).joinpath("member_words.csv").open(encoding="utf-8") as lines:
        named += [(row["word"], row["dimension"], row["member"]) for row in csv.DictReader(lines)]
    named += [(part.text, *part.member) for part in words().values() if part.kind == "member"]
    for word, dimension, code in named:
        if len(word) > 1 and (dimension, code) not in found.setdefault(word, []):
            found[word].append((dimension, code))
    return {word: members for word, members in found.items() if members}


def names_of_member(name: str) -> Iterable[str]:
    """社会服务机构（民办非企业单位） has two names."""
    for part in re.split(r"[（）()]", name):
        yield part.strip("“”")
