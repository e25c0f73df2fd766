"""What: the indicator and the breakdown that the words around a number mean.

Every indicator is known by phrases: its name and its labels. The words around a number are compared
with them by pairs of characters, each weighted by how few indicators have it, so that 儿童主任
tells more than 儿童; nearer words count more. The unit of the number says which indicators may be
meant at all. What restricts the words (新增, 退出) must be part of what the indicator is about.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise
from math import log
from operator import itemgetter
from typing import NamedTuple

from sqlalchemy import Connection

from ...database import statements
from ..printed import number_of
from ..resolve.labels import OF_MEASURES, OF_PERSONS, breakdown_of, members_of
from ..resolve.lexicon import take_apart
from .cues import cues, one_of
from .members import Members, loose_words, member_words
from .phrases import KEPT, Canonical, Phrase, PhraseBook
from .programs import programs_in
from .reasons import reason

# What may stand beside a number without saying what is counted.
FILLERS = re.compile(one_of("filler"))
# Restrictions after which something else is counted.
EVENTS = ("what happened", "not what is", "a ratio")
# A kind of what is counted, which has no indicator of its own unless it says so: 即开型, 互助型.
KIND_OF = re.compile(
    r"[\u4e00-\u9fff]{1,2}[^典转大小型]型|涉外|境外|调出|调入|减员|查处|取缔|非公有|其他"
)


OF_WHOM = frozenset(("care", "residence"))
# What is in these words is another part, known or not.
OTHER_PART = frozenset(cues("other part"))
# What these count is of no programme that is named.
GENERAL_PROGRAMS = frozenset(("social_assistance",))
# Accounts list these parts of what is paid; a text means the whole unless it says what is left out.
PARTS_OF_ACCOUNTS = frozenset(("component",))
LEFT_OUT = re.compile(r"不含|不包括")
AGE_IN_WORDS = re.compile(r"([一二三四五六七八九十]+)周岁")
# The population from an age on has an indicator of its own.
POPULATION, ELDERLY, ALL_ELDERLY = "population", "elderly_persons", "60+"
OLD = frozenset((ALL_ELDERLY, "65+", "80+", "100+"))
# What is counted together of what is named before.
TOGETHER = re.compile(r"[和及与、].*(?:共|合计|总计|一共)[^,]{0,6},*$")


@dataclass(frozen=True)
class Subject:
    """What a figure is about, how well the words say so, and by how much better than another."""

    phrase: Phrase
    breakdown: str
    score: float
    margin: float
    doubts: tuple[str, ...] = ()
    has_two_members: bool = False
    # Words of its phrase that nothing around the number says.
    unsaid: str = ""


class Layer(NamedTuple):
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
    # What the sentence spoke of until now.
    program: str = ""
    # What follows the number in its sentence.
    ahead: str = ""

    @property
    def key(self) -> Hashable:
        """All that the answer depends on."""
        dimensions = tuple(self.dimensions.items())
        words = (self.layers, self.own, self.near, self.before)
        return (*words, dimensions, self.value, self.program, self.ahead)


@dataclass(frozen=True)
class Evidence:
    """What the words around a number say."""

    told_by_phrase: Mapping[int, float]
    spoken_of: Mapping[str, float]
    spoken_most: float
    own: frozenset[str]
    own_tells: float
    members: Mapping[str, set[str]]
    restrictions: Sequence[str]
    around: str
    pairs: frozenset[str]
    # The one programme that the words beside the number name.
    program: str


# Less of a phrase than this is not worth a thought; of those that are, so many are looked at.
LEAST_COVERAGE = 0.3
MOST = 16
# Of what has a pair of characters in words that count at least so much the rest is looked for.
NEAR_ENOUGH = 0.65
# Words that tell less than this say it of whatever their sentence speaks of.
GENERAL = 12
# Sums of a set come in any order; so many decimals of them are the same each time.
DIGITS = 9


@dataclass
class Subjects:
    """All phrases, by their pairs of characters."""

    phrases: list[Phrase]
    told_by: dict[str, dict[str, set[str]]]
    # The dimensions by which most figures of an indicator are told, and by what share of its
    # breakdowns: awards always have a level.
    usual: dict[str, dict[str, float]]
    # The breakdowns by which figures of an indicator are known.
    known_of: dict[str, list[dict[str, str]]]
    members: Members
    definitions: dict[str, str]
    bounds: dict[str, tuple[float | None, float | None]]
    canonical: Canonical
    known_topics: dict[str, dict[str, int]] = field(default_factory=dict)
    known_pairs: dict[str, frozenset[str]] = field(default_factory=dict)
    known_words: dict[tuple[str, bool], list[str]] = field(default_factory=dict)
    # What was found for a question: sentences of reports come again.
    found: dict[Hashable, Subject | None] = field(default_factory=dict)

    @cached_property
    def by_dimension(self) -> dict[str, dict[str, frozenset[int]]]:
        """The phrases of each dimension by their pairs of characters."""
        found: dict[str, dict[str, list[int]]] = {}
        for index, phrase in enumerate(self.phrases):
            for pair in phrase.pairs:
                found.setdefault(phrase.dimension, {}).setdefault(pair, []).append(index)
        return {
            dimension: {pair: frozenset(indices) for pair, indices in by_pair.items()}
            for dimension, by_pair in found.items()
        }

    def words_of(self, breakdown: str, is_told_apart: bool) -> list[str]:
        """The words for the members of a breakdown, in both spellings, the longest first; where its
        list is told apart by them those of the other members too.
        """
        key = (breakdown, is_told_apart)
        if key not in self.known_words:
            members = members_of(breakdown)
            words = {
                word
                for (dimension, code), names in self.members.words_of_member.items()
                if members.get(dimension) == code or (is_told_apart and dimension in members)
                for word in names
            }
            both = words | set(map(self.canonical.form, words))
            self.known_words[key] = sorted(both, key=len, reverse=True)
        return self.known_words[key]

    def told_in(self, program: str, dimension: str) -> set[str]:
        """The members of a dimension by which any indicator of a programme is told."""
        return self.told_by_program.get((program, dimension), set())

    @cached_property
    def told_by_program(self) -> dict[tuple[str, str], set[str]]:
        found: dict[tuple[str, str], set[str]] = defaultdict(set)
        programs = {phrase.indicator: phrase.program for phrase in self.phrases}
        for indicator, dimensions in self.told_by.items():
            for dimension, members in dimensions.items():
                found[programs.get(indicator, ""), dimension] |= members
        return dict(found)

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
    def least(self) -> list[float]:
        """How much of each phrase has to be told for a thought."""
        return [LEAST_COVERAGE * total for total in self.totals]

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

    def topics_of(self, text: str) -> dict[str, int]:
        """The fields of work that a text speaks of, and how much."""
        if text not in self.known_topics:
            found: dict[str, int] = defaultdict(int)
            for pair in self.telling_pairs(text) & self.topics.keys():
                found[self.topics[pair]] += 1
            # Three words say of what is spoken as well as ten.
            self.known_topics[text] = {topic: min(told, 3) for topic, told in found.items()}
        return self.known_topics[text]

    def tells(self, text: str) -> float:
        """How much a stretch of text says of any indicator."""
        return sum(map(self.weights.__getitem__, self.telling_pairs(text)))

    def telling_pairs(self, text: str) -> frozenset[str]:
        """The pairs of characters of a text that phrases have."""
        found = self.known_pairs.get(text)
        if found is None:
            found = self.canonical.pairs(text) & self.all_pairs
            if len(self.known_pairs) >= KEPT:
                self.known_pairs.clear()
            self.known_pairs[text] = found
        return found

    @cached_property
    def all_pairs(self) -> frozenset[str]:
        return frozenset(self.weights)

    def missing_dimensions(self, indicator: str, own: Mapping[str, str]) -> dict[str, float]:
        """The dimensions by which an indicator is mostly told, and a breakdown has not; none where
        the breakdown is known without them, or not at all.
        """
        usual = self.usual.get(indicator, {})
        known = [one for one in self.known_of.get(indicator, ()) if own.items() <= one.items()]
        return {
            dimension: share
            for dimension, share in usual.items()
            if dimension not in own and any(dimension in one for one in known)
        }

    def named(self, indicator: str, text: str) -> Subject | None:
        """An indicator that is told without its own words, with the members that a text names."""
        phrase = self.phrase_of.get(indicator)
        if phrase is None:
            return None
        members, doubts = self.members_in(replace(phrase, words=""), text)
        # 每人每年…元 before what was paid is the rate of something else.
        left_out = PARTS_OF_ACCOUNTS | ({"average"} if "每人每年" in text else set())
        members = {one: code for one, code in members.items() if one not in left_out}
        return Subject(phrase, breakdown_of(members), 1.0, 1.0, tuple(doubts), bool(doubts))

    @cached_property
    def indicators_of_words(self) -> dict[str, set[str]]:
        """The indicators that each phrase may mean."""
        found: dict[str, set[str]] = defaultdict(set)
        for phrase in self.phrases:
            found[phrase.words].add(phrase.indicator)
        return dict(found)

    @cached_property
    def phrase_of(self) -> dict[str, Phrase]:
        """A phrase of each indicator that says no member."""
        return {phrase.indicator: phrase for phrase in reversed(self.phrases) if not phrase.members}

    def find(self, asked: Question) -> Subject | None:
        """The best phrase of those whose unit may be meant; None where none comes near."""
        key = asked.key
        if key not in self.found:
            if len(self.found) >= KEPT:
                self.found.clear()
            self.found[key] = self.find_anew(asked)
        return self.found[key]

    def find_anew(self, asked: Question) -> Subject | None:
        evidence = self.weigh(asked)
        near = self.resemblances(asked, evidence)
        # What contradicts costs more to find: of the phrases that come near, the nearest are asked.
        near.sort(reverse=True)
        ranked = self.rank(near[:MOST], asked, evidence)
        if not ranked:
            return None
        score, index = ranked[0]
        best = self.phrases[index]
        others = (one for one, at in ranked if self.phrases[at].indicator != best.indicator)
        best = replace(best, members=self.said_members(best, evidence.around))
        members, doubts = self.members_in(best, asked.near)
        if not LEFT_OUT.search(asked.ahead):
            members = {one: code for one, code in members.items() if one not in PARTS_OF_ACCOUNTS}
        has_two = bool(doubts)
        if strange := self.unexplained(best, asked.own):
            doubts.append(reason("not_understood", words=strange))
            if asked.own.rstrip(",").endswith(strange):
                # What is counted is said last: 新建农村敬老院 are no 农村公墓.
                score -= 0.2
        if best.indicator == POPULATION and members.get("age") in OLD:
            # 60周岁以上户籍人口 are counted as the elderly.
            best = replace(best, indicator=ELDERLY, words=best.words)
            members = {one: code for one, code in members.items() if code != ALL_ELDERLY}
        margin = score - next(others, 0.0)
        unsaid = self.unsaid_words(best, evidence.pairs)
        return Subject(best, breakdown_of(members), score, margin, tuple(doubts), has_two, unsaid)

    def rank(
        self, near: Sequence[tuple[float, int]], asked: Question, found: Evidence
    ) -> list[tuple[float, int]]:
        """The phrases by their scores less what speaks against them, as far as the best two
        indicators; ``near`` has them by their scores.
        """
        ranked: list[tuple[float, int]] = []
        best: dict[str, float] = {}
        for score, index in near:
            if len(best) > 1 and score < sorted(best.values())[-2]:
                # Nothing that follows comes before these.
                break
            left = round(score - self.penalty(index, asked, found), DIGITS)
            ranked.append((left, index))
            indicator = self.phrases[index].indicator
            best[indicator] = max(left, best.get(indicator, left))
        return sorted(ranked, reverse=True)

    def said_members(self, phrase: Phrase, around: str) -> dict[str, str]:
        """The members of a phrase without those whose words it has, and nothing around it says:
        城市低保金 resembles 城乡低保金.
        """
        if not phrase.members:
            return {}
        found = {}
        around = f"{around}|{self.canonical.form(around)}"
        for dimension, member in phrase.members.items():
            words = self.members.words_of_member.get((dimension, member), ())
            is_worded = any(word in phrase.words for word in words)
            if not is_worded or any(word in around for word in words):
                found[dimension] = member
        return found

    def unsaid_words(self, phrase: Phrase, said: frozenset[str]) -> str:
        """The longest stretch of a phrase of which nothing is said around the number."""
        left = covered_out(phrase.words, said)
        found = re.findall(r"[\u4e00-\u9fff]{2,}", FILLERS.sub(",", left))
        return max(found, key=len, default="")

    def weigh(self, asked: Question) -> Evidence:
        """What the words around a number say, before any phrase is looked at closely."""
        weighted: dict[str, float] = {}
        spoken_of: dict[str, float] = {}
        # From those that count least, so that what stands in several counts as in the nearest.
        for text, weight in sorted(asked.layers, key=itemgetter(1)):
            if pairs := self.telling_pairs(text):
                weighted.update(dict.fromkeys(pairs, weight))
                for topic, told in self.topics_of(text).items():
                    spoken = told * weight
                    if spoken > spoken_of.get(topic, 0):
                        spoken_of[topic] = spoken
        told_by_phrase = self.told_of_phrases(asked, weighted)
        said: dict[str, set[str]] = defaultdict(set)
        for dimension, member, _word in self.members.named(asked.near):
            said[dimension].add(member)
        for dimension, member in self.members.last(asked.before).items():
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
            max(spoken_of.values(), default=0),
            self.canonical.pairs(asked.own),
            self.tells(asked.own),
            said,
            [*events, *KIND_OF.findall(asked.own)],
            "".join(layer.text for layer in asked.layers),
            frozenset(weighted),
            next(iter(programs)) if len(programs := programs_in(asked.own)) == 1 else "",
        )

    def told_of_phrases(self, asked: Question, weighted: Mapping[str, float]) -> dict[int, float]:
        """How much of each phrase is said, of those of which anything is said near the number.

        What only sentences and headings say never comes to a subject, and is not looked for.
        """
        weights = self.weights
        near: list[tuple[str, float]] = []
        far: list[tuple[str, float]] = []
        for pair, weight in weighted.items():
            (near if weight >= NEAR_ENOUGH else far).append((pair, weight * weights[pair]))
        told: dict[int, float] = {}
        for dimension in asked.dimensions:
            by_pair = self.by_dimension.get(dimension, {})
            for pair, tells in near:
                if found := by_pair.get(pair):
                    # Whole sets at once: a pair stands in up to hundreds of phrases.
                    again = found & told.keys()
                    for index in again:
                        told[index] += tells
                    told.update(dict.fromkeys(found - again, tells))
            for pair, tells in far:
                if found := by_pair.get(pair):
                    for index in found & told.keys():
                        told[index] += tells
        return told

    def resemblances(self, asked: Question, found: Evidence) -> list[tuple[float, int]]:
        """How much of each phrase is said, and how much of what is said it explains: about 0 to 1;
        of those of which enough is said.

        A score is made for twenty phrases of each number, so that all of it stands in one loop.
        """
        phrases, totals, least = self.phrases, self.totals, self.least
        tells = self.weights.__getitem__
        own, own_tells, spoken_of = found.own, found.own_tells, found.spoken_of
        goes_on = asked.program if own_tells < GENERAL else None
        scores: list[tuple[float, int]] = []
        enough = [item for item in found.told_by_phrase.items() if item[1] >= least[item[0]]]
        for index, told in enough:
            total = totals[index]
            coverage = told / total
            phrase = phrases[index]
            shared = own & phrase.pairs
            explained = sum(map(tells, shared)) / own_tells if own_tells else 0.5
            said = min(1.0, 1.6 * len(shared) / len(own)) if own else 0.5
            score = asked.dimensions[phrase.dimension] * (
                0.55 * coverage + 0.3 * explained + 0.15 * said
            )
            if spoken_of:
                score += 0.2 * spoken_of.get(phrase.topic, 0) / found.spoken_most - 0.1
            # 救助…人次,支出救助资金…元: a sentence goes on with what it speaks of.
            if phrase.program == goes_on:
                score += 0.12
            # Of two phrases that are all said the longer one says more.
            scores.append((round(score + 0.004 * min(total, 30), DIGITS), index))
        return scores

    def penalty(self, index: int, asked: Question, found: Evidence) -> float:
        """What speaks against a phrase: members, restrictions, a value beyond its bounds."""
        phrase = self.phrases[index]
        against = 0.0
        if phrase.members:
            against = 0.12 * self.unsaid(phrase, found.around)
            # Of two alike the one whose members are not named beside the number is of others.
            against += 0.004 * self.unsaid(phrase, f"{asked.own},{asked.near}")
            against += 0.3 * contradicts(phrase, found.members)
        if found.restrictions:
            about = f"{phrase.words}{self.definitions.get(phrase.indicator, '')}"
            against += 0.6 * any(word not in about for word in found.restrictions)
        if phrase.program in GENERAL_PROGRAMS and found.program not in ("", phrase.program):
            against += 0.15
        bounds, value = self.bounds.get(phrase.indicator), asked.value
        if not within(value, bounds):
            # What is printed for a month may be known for a year, or the other way round.
            of_time = value if value and phrase.dimension.endswith("/time") else None
            if of_time is None or not (
                within(of_time * 12, bounds) or within(of_time / 12, bounds)
            ):
                against += 0.5
        return against

    def unexplained(self, phrase: Phrase, own: str) -> str:
        """The words beside a number that neither its phrase nor members nor fillers explain."""
        text = self.canonical.form(own)
        text = self.members.all_names.without(text)
        text = FILLERS.sub(",", text)
        left = covered_out(text, phrase.pairs)
        found = re.findall(r"[\u4e00-\u9fff]{2,}", left)
        return max(found, key=len, default="")

    def unsaid(self, phrase: Phrase, around: str) -> int:
        """How many members of a phrase none of the words around says."""
        unsaid = 0
        for member in phrase.members.items():
            for word in self.members.words_of_member.get(member, ("",)):
                if word in around:
                    break
            else:
                unsaid += 1
        return unsaid

    def members_in(self, phrase: Phrase, text: str) -> tuple[dict[str, str], list[str]]:
        """The members that a text names, of the dimensions that the indicator is told by."""
        found: dict[str, str] = {}
        doubts: list[str] = []
        joined: set[str] = set()
        told = self.told_by.get(phrase.indicator, {})
        usual = (
            OF_PERSONS
            if phrase.dimension in ("person", "person-time")
            else OF_MEASURES.get(phrase.dimension, ())
        )
        form = self.canonical.form(text)
        both = self.members.joined(text)
        for dimension, member, word in self.members.named(text):
            if dimension in both:
                # 集中和分散供养标准为968元 is of neither alone.
                continue
            is_told = member in told.get(dimension, ()) or dimension in usual
            is_told = is_told or (dimension == "average" and phrase.kind == "flow")
            # Who is kept in an institution, or in town, is so in all that is counted of them.
            is_told |= dimension in OF_WHOM and member in self.told_in(phrase.program, dimension)
            if not is_told or dimension in phrase.members:
                if dimension in told.keys() - phrase.members.keys() and word in OTHER_PART:
                    # 正在建设: one of a kind that no figure is known of.
                    doubts.append(reason("not_understood", words=word))
                continue
            if word in phrase.words and word not in form.replace(phrase.words, ""):
                continue
            is_known = member in told.get(dimension, ())
            if ages_in_digits(word) in self.definitions.get(phrase.indicator, "") and not is_known:
                continue
            if found.get(dimension, member) != member:
                doubts.append(
                    reason("two_members", dimension=dimension, one=found[dimension], other=member)
                )
                joined.add(dimension)
            found[dimension] = member
        if TOGETHER.search(text):
            # 生活补贴及护理补贴共…元 is neither of them alone.
            for dimension in joined:
                del found[dimension]
        kept = {one: code for one, code in phrase.members.items() if one not in both}
        return {**kept, **found}, doubts


def covered_out(text: str, pairs: frozenset[str]) -> str:
    """A text with a comma for each character of one of the pairs."""
    covered = [False] * len(text)
    for place, (one, other) in enumerate(pairwise(text)):
        if one + other in pairs:
            covered[place] = covered[place + 1] = True
    return "".join("," if done else one for one, done in zip(text, covered, strict=True))


def ages_in_digits(text: str) -> str:
    """六十周岁及以上 and 60岁以上 in one spelling."""
    digits = AGE_IN_WORDS.sub(lambda match: f"{number_of(match[1])}岁", text)
    return digits.replace("周岁", "岁").replace("岁及以上", "岁以上")


def within(value: float | None, bounds: tuple[float | None, float | None] | None) -> bool:
    """Whether a value may be one of an indicator, as far as its bounds say."""
    low, high = bounds or (None, None)
    return value is None or ((low is None or value >= low) and (high is None or value <= high))


def contradicts(phrase: Phrase, said: Mapping[str, set[str]]) -> bool:
    """Whether the words beside a number name other members than a phrase has."""
    for dimension, member in phrase.members.items():
        named = said.get(dimension)
        if named and member not in named:
            return True
    return False


def usual_dimensions(known_of: Mapping[str, list[dict[str, str]]]) -> dict[str, dict[str, float]]:
    """The dimensions that half of the known breakdowns of an indicator without a total have."""
    found: dict[str, dict[str, float]] = {}
    for indicator, breakdowns in known_of.items():
        if {} in breakdowns:
            # What is known as a whole is meant as one where nothing is said.
            continue
        counts = Counter(dimension for known in breakdowns for dimension in known)
        shares = {dimension: count / len(breakdowns) for dimension, count in counts.items()}
        found[indicator] = {dimension: one for dimension, one in shares.items() if one >= 0.5}
    return found


def read_subjects(connection: Connection, left_out: frozenset[str] = frozenset()) -> Subjects:
    """The phrases of all indicators without those learnt from some articles, and by which members
    each is told.
    """
    book = PhraseBook(Canonical())
    definitions: dict[str, str] = {}
    bounds: dict[str, tuple[float | None, float | None]] = {}
    for row in statements.execute(connection, __package__, "indicator_phrases"):
        bounds[row.indicator] = (row.low, row.high)
        definitions[row.indicator] = ages_in_digits(f"{row.name}{row.definition}")
        book.add_labels(row)
    book.add_learnt(left_out)
    told: dict[str, dict[str, set[str]]] = {}
    known_of: dict[str, list[dict[str, str]]] = {}
    for row in statements.execute(connection, __package__, "told_by"):
        known = members_of(row.breakdown)
        known_of.setdefault(row.indicator, []).append(known)
        for dimension, member in known.items():
            told.setdefault(row.indicator, {}).setdefault(dimension, set()).add(member)
    members = Members(member_words(connection), loose_words())
    for indicator, breakdowns in known_of.items():
        for known in breakdowns:
            for each in known.items() if len(known) == 1 else ():
                book.add_composed(indicator, each, members.words_of_member.get(each, ()))
    phrases = list(book.phrases.values())
    whole = {phrase.indicator for phrase in phrases} - told.keys()
    for phrase in phrases:
        # What is told by nothing in any figure is told by what its phrases say.
        for dimension, member in phrase.members.items() if phrase.indicator in whole else ():
            told.setdefault(phrase.indicator, {}).setdefault(dimension, set()).add(member)
    return Subjects(
        phrases,
        told,
        usual_dimensions(known_of),
        known_of,
        members,
        definitions,
        bounds,
        book.canonical,
    )
