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
from functools import cached_property
from importlib.resources import files
from itertools import pairwise
from math import log

from sqlalchemy import Connection

from ...database import statements
from ..resolve.labels import OF_MEASURES, OF_PERSONS, breakdown_of, members_of
from ..resolve.lexicon import take_apart, words

# The words that count, which a number has as its unit.
COUNTING = re.compile(
    r"(?:总?人数|户数|个数|件数|对数|人次数?|户次|场次|条数|份数|项数|条次|次数|金额|数|情况)$"
)
NO_WORDS = re.compile(r"[\"“”'‘’《》<>的了()\[\]\s—…\-·+]+")
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
    """What a figure is about, how well the words say so, and which words those are."""

    phrase: Phrase
    breakdown: str
    score: float
    coverage: float
    margin: float
    said: str
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Layer:
    """Words around a number, and how much they count: 1 for those beside it."""

    text: str
    weight: float


@dataclass
class Subjects:
    """All phrases, by their pairs of characters."""

    phrases: list[Phrase]
    told_by: dict[str, dict[str, set[str]]]
    members: dict[str, list[tuple[str, str]]]
    definitions: dict[str, str]
    bounds: dict[str, tuple[float | None, float | None]]
    canonical: "Canonical" = field(default_factory=lambda: Canonical())

    @cached_property
    def by_pair(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for index, phrase in enumerate(self.phrases):
            for pair in phrase.pairs:
                found[pair].append(index)
        return dict(found)

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
        found: dict[str, float] = defaultdict(float)
        for pair in pairs_of(self.canonical.form(text)):
            if topic := self.topics.get(pair):
                found[topic] += 1
        return found

    def tells(self, text: str) -> float:
        """How much a stretch of text says of any indicator."""
        return sum(self.weights.get(pair, 0) for pair in pairs_of(self.canonical.form(text)))

    def find(
        self, layers: Sequence[Layer], dimensions: Mapping[str, float], own: str, near: str, value: float | None = None
    ) -> Subject | None:
        """The best phrase of those whose unit may be meant; None where none comes near.

        ``own`` are the words that belong to the number, ``near`` those from which members are read.
        """
        weighted: dict[str, float] = {}
        for layer in layers:
            for pair in pairs_of(self.canonical.form(layer.text)):
                if pair in self.weights and weighted.get(pair, 0) < layer.weight:
                    weighted[pair] = layer.weight
        sums: dict[int, float] = defaultdict(float)
        for pair, layer_weight in weighted.items():
            told = self.weights[pair] * layer_weight
            for index in self.by_pair[pair]:
                sums[index] += told
        own_pairs = {pair for pair in pairs_of(self.canonical.form(own)) if pair in self.weights}
        all_own = set(pairs_of(self.canonical.form(own)))
        restricting = [part for text in own.split(",") for part in take_apart(text) if part.kind == "restricts" and len(part.text) > 1]
        own_total = sum(self.weights[pair] for pair in own_pairs)
        spoken_of: dict[str, float] = defaultdict(float)
        for layer in layers:
            for topic, told in self.topics_of(layer.text).items():
                spoken_of[topic] = max(spoken_of[topic], min(told, 3) * layer.weight)
        most = max(spoken_of.values(), default=0)
        around = "".join(layer.text for layer in layers)
        said_members: dict[str, set[str]] = defaultdict(set)
        for dimension, member, _word in self.named_members(near):
            said_members[dimension].add(member)
        ranked: list[tuple[float, float, int]] = []
        for index, told in sums.items():
            phrase = self.phrases[index]
            fit = dimensions.get(phrase.dimension)
            if fit is None:
                continue
            coverage = told / self.totals[index]
            if coverage < 0.3:
                continue
            explained = (
                sum(self.weights[pair] for pair in own_pairs & phrase.pairs) / own_total
                if own_total
                else 0.5
            )
            said = len(all_own & phrase.pairs) / len(all_own) if all_own else 0.5
            score = fit * (0.55 * coverage + 0.3 * explained + 0.15 * min(1, 1.6 * said)) + 0.004 * min(self.totals[index], 30)
            score -= 0.12 * self.unsaid(phrase, around) + 0.3 * contradicts(phrase, said_members)
            about = phrase.words + self.definitions.get(phrase.indicator, "") + phrase.indicator
            score -= 0.25 * any(part.text not in about for part in restricting)
            bounds = self.bounds.get(phrase.indicator)
            yearly = value * 12 if value is not None and phrase.dimension.endswith("/time") else value
            if not within(value, bounds) and not within(yearly, bounds):
                score -= 0.5
            if most:
                score += 0.2 * (spoken_of.get(phrase.topic, 0) / most) - 0.1
            ranked.append((score, coverage, index))
        if not ranked:
            return None
        ranked.sort(reverse=True)
        score, coverage, index = ranked[0]
        best = self.phrases[index]
        rival = next(
            (
                other
                for other, _coverage, at in ranked[1:]
                if self.phrases[at].indicator != best.indicator
            ),
            0.0,
        )
        members, doubts = self.members_in(best, near)
        said = "".join(sorted(best.pairs & weighted.keys()))
        return Subject(
            best, breakdown_of(members), score, coverage, score - rival, said, tuple(doubts)
        )

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
        usual = OF_PERSONS if phrase.dimension == "person" else OF_MEASURES.get(phrase.dimension, ())
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

    def named_members(self, text: str) -> Iterable[tuple[str, str, str]]:
        """Each member whose word a text has, the longest words first; the last one of a place wins."""
        left = text
        for word in self.member_words:
            if word in left:
                left = left.replace(word, "\0")
                for dimension, member in self.members[word]:
                    yield dimension, member, word

    @cached_property
    def member_words(self) -> list[str]:
        return sorted(self.members, key=len, reverse=True)


class Canonical:
    """One spelling for what is called by several names."""

    def __init__(self) -> None:
        self.meanings = {
            word: part.meaning for word, part in words().items() if part.kind == "same"
        }
        longest_first = sorted(self.meanings, key=len, reverse=True)
        self.pattern = re.compile("|".join(map(re.escape, longest_first)))
        self.known: dict[str, str] = {}

    def form(self, text: str) -> str:
        found = self.known.get(text)
        if found is None:
            bare = NO_WORDS.sub("", text)
            found = self.pattern.sub(lambda word: self.meanings[word[0]], bare)
            if len(self.known) < 20_000:
                self.known[text] = found
        return found


def pairs_of(text: str) -> Iterable[str]:
    return (a + b for a, b in pairwise(text) if not (a.isdecimal() or b.isdecimal() or a in ",;:、。" or b in ",;:、。"))


def read_subjects(connection: Connection) -> Subjects:
    """The phrases of all indicators, and by which members each is told."""
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
                        row.indicator, row.kind, form, row.program, row.topic, row.own_unit, row.dimension,
                        members_of(row.breakdown), row.basis, pairs,
                    )
                )
    told: dict[str, dict[str, set[str]]] = {}
    for row in statements.execute(connection, __package__, "told_by"):
        told.setdefault(row.indicator, {}).setdefault(row.dimension, set()).add(row.member)
    return Subjects([*phrases, *learnt(phrases, canonical, seen)], told, member_words(connection), definitions, bounds, canonical)


def learnt(
    phrases: list[Phrase], canonical: Canonical, seen: set[tuple[str, str, str]]
) -> Iterable[Phrase]:
    """The phrases of phrases.csv, for the indicators that the database has."""
    of_indicator = {phrase.indicator: phrase for phrase in phrases}
    with files(__package__).joinpath("phrases.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            known = of_indicator.get(row["indicator"])
            form = canonical.form(row["words"])
            pairs = frozenset(pairs_of(form))
            key = (row["indicator"], row["breakdown"], form)
            if known is not None and pairs and key not in seen and row["learnt_from"] not in LEFT_OUT:
                seen.add(key)
                yield replace(
                    known, words=form, pairs=pairs, members=members_of(row["breakdown"]), basis=None
                )


LEFT_OUT: set[str] = set()


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


def spoken_forms(label_path: str) -> set[str]:
    """How a label is said in prose: its last part, and that with the one above it."""
    labels = [BRACKETS.sub("", label) for label in label_path.split("|")]
    bare = {labels[-1]} if len(labels[-1]) > 2 else set()
    return bare | {"".join(labels[-2:])} if len(labels) > 1 else {labels[-1]} | {label_path}


def member_words(connection: Connection) -> dict[str, list[tuple[str, str]]]:
    """The words for members: their names, and those of the lexicon."""
    found: dict[str, list[tuple[str, str]]] = {}
    rows = statements.execute(connection, __package__, "member_names").all()
    named = [(name, row.dimension, row.code) for row in rows for name in names_of_member(row.name)]
    named += [(part.text, *part.member) for part in words().values() if part.kind == "member"]
    for word, dimension, code in named:
        if len(word) > 1 and (dimension, code) not in found.setdefault(word, []):
            found[word].append((dimension, code))
    return {word: members for word, members in found.items() if members}


def names_of_member(name: str) -> Iterable[str]:
    """社会服务机构（民办非企业单位） has two names."""
    for part in re.split(r"[（）()]", name):
        yield part.strip("“”")
