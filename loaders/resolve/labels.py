"""The labels of tables: from the path a figure stands under to an indicator and a breakdown.

What a figure is follows from every word around it. A path that ``indicator_aliases.csv`` has is
what it says there; otherwise its words, and those of the headings and the title over it, are put
together to what one of the aliases says in other words. A word that restricts what is counted is
then either part of that meaning, or a member that its breakdown gets, or the figure is refused.
"""

import csv
import difflib
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from importlib.resources import files
from typing import Any

from sqlalchemy import Connection

from ...database import statements
from ...errors import MinzhengError
from ..formats.characters import LABEL, narrow
from ..sheets.cells import unit_in
from .lexicon import (
    APART,
    OF_MONEY,
    OF_WHOMEVER,
    Part,
    is_harmless,
    population_of,
    take_apart,
    unknown_beside,
    unread_in,
    words,
)
from .units import Units, split

NUMBERING = re.compile(
    r"^(?:其中:?|#)?(?:[一二三四五六七八九十]+[、.]|\([一二三四五六七八九十]+\)|\d+[.、]|\(\d+\)"
    r"|(?:[A-H]|[IVX]+)(?=[、.]|(?![类级型档])[\u4e00-\u9fff])[、.]?)?(?:其中:?|#)?"
)


# All of what the headings over it, or the title, say.
TOTAL = re.compile(r"合计|总计|小计|总数|总量|(?:[期年季月]末)?(?:实有|现有|在册)数?")
OF_WHICH = re.compile(r"其中|#")
# A label of at least this many characters says what it means under whatever heading.
TELLING = 5
# Words that count the same things.
ALIKE = (("个", "家", "所", "处", "座", "具"), ("人", "名", "位"), ("对", "件"))
# Levels of areas, which say alone how many of which areas there are.
LEVELS = frozenset(("地级", "县级", "乡级", "乡镇级"))
# By these any count of persons may be told.
OF_PERSONS = ("residence", "sex", "age", "disability")
# What is paid, and whom it is paid to, is told by residence.
OF_MEASURES = dict.fromkeys(("household", "money", "money/person/time"), ("residence",))
PERSONS_OR_HOUSEHOLDS = ("人", "户", "人次", "户次")
# What names persons, not their households or what is paid to them.
PERSONS = "人员"
OF_PEOPLE = re.compile(r"(?:人员|对象)(?:总数|合计|数)?$")
# Who marries or divorces says nothing without which of the two.
TOLD_WITH = {"party": "act"}
# What those of several programmes are together.
OF_ALL = frozenset(("低收入",))
# What is counted of the things that other labels name, and its dimension.
MEASURES = {"床位": "bed", "在院": "person", "支出": "money"}
# Words that count things of different kinds: a label with one of them, and another unit, is wrong.
COUNTED = (("人", "名", "位", "人次"), ("户", "户次"), ("张", "床"), ("对",))
# For how many unknown labels those like them are looked for: it takes 5 ms each.
HINTS = 200

# The labels over a figure, its unit, the title of its table, what other lines over it say, and
# whether it is a part of what the label over it counts.
Asked = tuple[tuple[str, ...], str | None, str, tuple[str, ...], bool]


@dataclass(frozen=True)
class Alias:
    """What a label means where it stands under this path and has this unit.

    A path of one label stands alone, or under headings that take nothing from its meaning.
    """

    path: tuple[str, ...]
    unit: str
    indicator: str
    dimension: str
    own_unit: str
    breakdown: str
    basis: str

    @cached_property
    def labels(self) -> tuple[str, ...]:
        return tuple(map(strip_label, self.path))

    @property
    def meaning(self) -> str:
        return f"{self.indicator} {self.breakdown}"

    @property
    def shown(self) -> str:
        """The alias as messages name it."""
        return f"{'|'.join(self.path)} ({self.unit})" if self.unit else "|".join(self.path)

    @cached_property
    def members(self) -> dict[str, str]:
        return members_of(self.breakdown)

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        return tuple(part for label in self.labels for part in take_apart(label))

    def fits(self, labels: tuple[str, ...], unit: str | None, units: Units) -> bool:
        above = iter(labels)
        in_order = all(label in above for label in self.labels)
        return in_order and self.measures(unit, units)

    def measures(self, unit: str | None, units: Units) -> bool:
        return not unit or self.has(unit) or self.counts_like(unit, units)

    def has(self, unit: str | None) -> bool:
        """Whether a printed unit is that of the alias, in whatever scale."""
        return not unit or split(unit)[1] == split(self.unit)[1]

    def counts_like(self, unit: str, units: Units) -> bool:
        """Whether it is another word for the same: 家 for 个, a month for a year, 元 for both."""
        pair = (split(unit)[1], split(self.unit)[1])
        if all(measure.startswith("元") for measure in pair):
            return units.fit(unit, self.dimension)
        return any(all(measure in words for measure in pair) for words in ALIKE)

    def rank(self, unit: str | None) -> tuple[bool, int]:
        return self.has(unit), len(self.path)


@dataclass(frozen=True)
class Sense:
    """What several words mean together, in whatever order: an alias without what members say."""

    parts: frozenset[str]
    alias: Alias


class UnknownLabel(MinzhengError, LookupError):
    """No alias fits, or several do; the message says which come near."""


class OtherMeaning(MinzhengError, LookupError):
    """A word over the figure restricts or contradicts what its label means."""


@dataclass(frozen=True)
class Labels:
    """Every alias, what is said of each indicator, and the units that tell aliases apart."""

    aliases: list[Alias]
    units: Units
    texts: dict[str, str]

    @cached_property
    def senses(self) -> list[Sense]:
        """What the words of each alias mean; of two meanings of the same words none."""
        found: dict[tuple[frozenset[str], str], dict[str, Sense]] = {}
        for alias in [*self.aliases, *self.derived]:
            if sense := sense_of(alias):
                scale, measure = split(alias.unit)
                of_words = found.setdefault((sense.parts, measure), {})
                # 户数 without a unit counts single households, as another alias of it has them.
                if not scale or sense.alias.meaning not in of_words:
                    of_words[sense.alias.meaning] = sense
        return [sense for senses in found.values() if len(senses) == 1 for sense in senses.values()]

    @cached_property
    def known_parts(self) -> frozenset[str]:
        """The words of which meanings are made."""
        return frozenset(name for sense in self.senses for name in sense.parts)

    def says_what(self, part: Part) -> bool:
        """Whether a part says what is counted: 各区县 of a title does not."""
        is_filler = part.kind == "other" and is_harmless(part.text)
        return part.is_subject and (part.name in self.known_parts or not is_filler)

    @cached_property
    def derived(self) -> list[Alias]:
        """What else is counted of the things of an alias: beds of the homes that 光荣院 counts."""
        known = {alias.indicator: alias for alias in self.aliases}
        return [
            replace(
                known[counting],
                path=(*alias.path, word),
                unit=unit,
                breakdown=alias.breakdown,
            )
            for alias in self.aliases
            for of, word, unit, counting in families()
            if alias.indicator == of and counting in known
        ]

    @cached_property
    def headings(self) -> set[str]:
        """The labels that are known to have others under them."""
        return {label for alias in self.aliases for label in alias.labels[:-1]}

    @cached_property
    def dimensions(self) -> dict[str, set[str]]:
        """By what each indicator is broken down."""
        found: dict[str, set[str]] = {}
        for alias in [*self.aliases, *self.derived]:
            found.setdefault(alias.indicator, set()).update(alias.members)
        return found

    @cached_property
    def subjects(self) -> dict[str, frozenset[str]]:
        """What the labels of each indicator name, and what begins like it: 养老机构 of 养老床位."""
        found: dict[str, set[str]] = {}
        for alias in [*self.aliases, *self.derived]:
            names = {part.name for part in alias.parts if part.kind in ("same", "other")}
            found.setdefault(alias.indicator, set()).update(names - OF_WHOMEVER)
        known = {part.name for part in words().values() if part.kind == "same"}
        begins = {name: {one[:2] for one in names} for name, names in found.items()}
        return {
            name: frozenset(names | {one for one in known if one[:2] in begins[name]})
            for name, names in found.items()
        }

    @cached_property
    def by_last(self) -> dict[str, list[Alias]]:
        """The aliases by the label that says what they mean."""
        found: dict[str, list[Alias]] = {}
        for alias in self.aliases:
            found.setdefault(alias.labels[-1], []).append(alias)
        return found

    @cached_property
    def known_meanings(self) -> dict[Asked, "Alias | UnknownLabel | OtherMeaning"]:
        """What was found, or why nothing was: a table asks for one label many times."""
        return {}

    @cached_property
    def said_of_all(self) -> dict[tuple[str, str], str]:
        """What is said of all that an indicator with a breakdown counts."""
        return {}

    @cached_property
    def hints(self) -> dict[str, str]:
        """Which labels are like an unknown one."""
        return {}

    def meaning(
        self,
        path: Sequence[str],
        unit: str | None,
        title: str = "",
        captions: Sequence[str] = (),
    ) -> Alias:
        """The alias that a figure's path, unit and title say, with the members that they add.

        ``captions`` are further lines over its column. Raises UnknownLabel where none fits, or two
        that mean different things fit equally well; OtherMeaning where a word around the label says
        something else than the alias.
        """
        labels = tuple(strip_label(label) for label in path) or ("",)
        is_part = OF_WHICH.match(narrow(path[-1])) is not None if path else False
        asked = labels, unit, strip_label(title), tuple(map(strip_label, captions)), is_part
        if asked not in self.known_meanings:
            try:
                self.known_meanings[asked] = self.find_meaning(*asked)
            except (UnknownLabel, OtherMeaning) as error:
                self.known_meanings[asked] = error
        found = self.known_meanings[asked]
        if isinstance(found, Exception):
            raise found.with_traceback(None)
        return found

    def find_meaning(
        self,
        labels: tuple[str, ...],
        unit: str | None,
        title: str,
        captions: tuple[str, ...],
        is_part: bool,
    ) -> Alias:
        check_counted(labels[-1], unit)
        titles = (title, *captions)
        alias = self.named(labels, unit) or self.composed(labels, unit, titles)
        # 养老机构 below 床位数 is what both say together.
        if also := measure_over(alias, labels):
            alias = self.composed(labels, unit, titles, also)
        over = [label for label in labels[:-1] if label not in alias.labels]
        restricted = self.restrict(alias, over, titles)
        for text in titles:
            self.check_title(restricted, text)
        for text in captions:
            self.check_one_of(restricted, text)
        for text in over:
            self.check_read(restricted, text)
        self.check_related(alias, labels)
        self.check_part(alias, labels, title, is_part=is_part)
        return restricted

    def check_title(self, alias: Alias, text: str) -> None:
        """Raises OtherMeaning for a title with words that are not read, or of other persons too."""
        for part in alias.parts:
            whom = population_of(text, part.name)
            if whom and whom.name not in {one.name for one in alias.parts}:
                raise OtherMeaning(f"{text} says {whom.text}, {alias.path[-1]} does not")
        self.check_read(alias, text)

    def check_read(self, alias: Alias, text: str) -> None:
        """Raises OtherMeaning for a text with words that are not read."""
        if unread := unread_in(text, self.about_all(alias), self.by_last.keys()):
            raise OtherMeaning(f"{text} says {unread.text}, which is no word that is known")

    def check_one_of(self, alias: Alias, text: str) -> None:
        """Raises OtherMeaning where parts that stand apart say several members of a dimension."""
        if APART not in text:
            return
        members = {part.member for part in take_apart(text) if part.kind == "member"}
        for dimension, codes in Counter(name for name, _code in members).items():
            if codes > 1 and dimension not in alias.members and self.is_told_by(alias, dimension):
                raise OtherMeaning(f"{text} says several of {dimension}: over what, is not told")

    def named(self, labels: tuple[str, ...], unit: str | None) -> Alias | None:
        """The alias whose labels all stand in the path, in order: the longest."""
        named = self.by_last.get(labels[-1], [])
        fitting = [alias for alias in named if alias.fits(labels, unit, self.units)]
        highest = max((one.rank(unit) for one in fitting), default=None)
        best = [one for one in fitting if one.rank(unit) == highest]
        if len({alias.meaning for alias in best}) == 1:
            return best[0]
        return None

    def check_related(self, alias: Alias, labels: tuple[str, ...]) -> None:
        """Raises UnknownLabel for a short label under a heading that says nothing of its meaning.

        镇 counts towns anywhere; under 特困救助标准 it is something else.
        """
        is_known = len(labels) < 2 or labels[-2] in self.headings or len(alias.path) > 1
        if is_known or len(labels[-1]) >= TELLING:
            return
        about = self.about(alias)
        over = [part for part in take_apart(labels[-2]) if part.is_subject]
        named = {part.name for part in alias.parts}
        if over and not any(one.name in named or is_said(one, about) for one in over):
            raise UnknownLabel(f"{'|'.join(labels)} is {alias.path[-1]} under another heading")

    def about(self, alias: Alias) -> str:
        """All that is said of what an alias means."""
        return self.texts.get(alias.indicator, "") + "".join(alias.path)

    def about_all(self, alias: Alias) -> str:
        """What is said of all that an alias counts: not what the labels of parts of it say.

        残疾人 is said of dibao where a label counts those of them, and restricts it elsewhere.
        """
        key = alias.indicator, alias.breakdown
        if key not in self.said_of_all:
            found = self.texts.get(alias.indicator, "")
            own = [other for other in self.aliases if other.indicator == alias.indicator]
            for other in sorted(own, key=lambda one: -len("|".join(one.path))):
                if not other.members.items() <= alias.members.items():
                    found = found.replace("|".join(other.path), "")
            self.said_of_all[key] = found
        return self.said_of_all[key] + "".join(alias.path)

    def as_group(self, alias: Alias, part: Part, of_all: str) -> Part:
        """A word for a group of people as a member, where the indicator is broken down by it."""
        group = part.as_member
        if group.kind != "member" or part.kind != "restricts" or is_said(part, of_all):
            return part
        dimension, _code = group.member
        return group if dimension in self.dimensions[alias.indicator] else part

    def composed(
        self,
        labels: tuple[str, ...],
        unit: str | None,
        titles: tuple[str, ...],
        also: frozenset[str] = frozenset(),
    ) -> Alias:
        """What the words of a label mean, with those of the headings over it, the nearest first.

        All of the subjects ``also`` belong to it. Raises UnknownLabel.
        """
        own = as_members(take_apart(labels[-1]))
        subjects = frozenset(part.name for part in own if part.is_subject)
        counted = unit or counted_by(own, labels[-1] if OF_PEOPLE.search(labels[-1]) else "")
        around = subjects
        needed = subjects | also
        for text in ("", *reversed(labels[:-1]), *reversed(titles)):
            parts = take_apart(text)
            said = {part.name for part in parts if self.says_what(part)}
            # 人数 under 生活费发放 counts whom it is paid to.
            if split(counted or "")[1] in PERSONS_OR_HOUSEHOLDS:
                said -= OF_MONEY
            # 其中:女性 below 低保人数 counts what that counts.
            counted = counted or (None if subjects else counted_by(parts, text))
            # Where a label says nothing of what is counted, all that the next text says is it.
            needed = needed or frozenset(said)
            around |= said
            fitting = [
                sense
                for sense in self.senses
                if needed <= sense.parts <= around and sense.alias.measures(counted, self.units)
            ]
            most = max((len(sense.parts) for sense in fitting), default=0)
            best = {one.alias.meaning: one.alias for one in fitting if len(one.parts) == most}
            if len(best) > 1:
                # 女性 below 低保 counts persons: households are not told by it.
                best = {name: one for name, one in best.items() if self.may_be_told(one, own)}
            if len(best) == 1 and (own or TOTAL.fullmatch(labels[-1])):
                (alias,) = best.values()
                return self.with_members(alias, own, labels[-1])
            if best:
                break
        named = self.by_last.get(labels[-1], [])
        label = f"{'|'.join(labels)} ({unit})" if unit else "|".join(labels)
        raise UnknownLabel(f"{label} {self.describe_near(labels, named)}")

    def restrict(self, alias: Alias, headings: Iterable[str], titles: Iterable[str]) -> Alias:
        """The alias with the members that headings and titles add. Raises OtherMeaning."""
        for text in headings:
            alias = self.heed(alias, take_apart(text), text)
        for title in titles:
            whole_words = (part for part in take_apart(title) if len(part.text) > 1)
            alias = self.heed(alias, tuple(whole_words), title)
        return alias

    def others_over(self, alias: Alias, labels: tuple[str, ...]) -> frozenset[str]:
        """What a heading over a label counts, if it is nothing that is said of its meaning."""
        about = self.about(alias)
        own = self.subjects[alias.indicator] | {part.name for part in alias.parts}
        for heading in reversed(labels[:-1]):
            said = {part for part in take_apart(heading) if part.kind == "same"}
            if said and not any(part.name in own or is_said(part, about) for part in said):
                return frozenset(part.name for part in said)
        return frozenset()

    def check_part(
        self, alias: Alias, labels: tuple[str, ...], title: str, *, is_part: bool
    ) -> None:
        """Raises OtherMeaning for 低保对象 as a part of those who get another allowance.

        A label that says itself that it counts, as 低保人数, may stand below what is no heading.
        """
        # 百岁老人 in a table of one allowance are those who get it.
        said = {part.name for part in take_apart(title) if part.kind == "same"}
        is_of_one = len(said) == 1 and not said & OF_ALL
        counts = any(part.kind == "unit" for part in take_apart(labels[-1]))
        is_group = alias.dimension in ("person", "household") and not counts
        over = (title, *labels) if is_group and is_of_one else labels
        if (is_part or is_group) and (others := self.others_over(alias, over)):
            whole = "、".join(sorted(others))
            raise OtherMeaning(f"{labels[-1]} is a part of {whole}, or all of {alias.path[-1]}")

    def heed(self, alias: Alias, parts: tuple[Part, ...], text: str) -> Alias:
        """What is left of a meaning under a text with these parts."""
        about, of_all = self.about(alias), self.about_all(alias)
        parts = tuple(self.as_group(alias, part, of_all) for part in parts)
        if other := other_of_name(parts, alias, about):
            raise OtherMeaning(f"{text} says {other.text}, {alias.path[-1]} does not")
        for part in parts:
            if part.kind == "restricts" and not is_said(part, of_all):
                raise OtherMeaning(
                    f"{text} says {part.text} ({part.meaning}), {alias.path[-1]} does not"
                )
        # 社会组织换届 over 社会团体: a word of what is counted, beside one that nobody knows.
        over = {part.name for part in parts if part.kind == "same" and is_said(part, about)}
        own = {part.name for part in alias.parts if part.kind == "same"}
        for name in (own | over) - OF_WHOMEVER:
            unknown = unknown_beside(text, name)
            if unknown and not is_said(unknown, about):
                raise OtherMeaning(f"{text} says {unknown.text}, which is no word that is known")
        named = self.subjects[alias.indicator] | {part.name for part in alias.parts}
        return self.with_members(alias, belonging(parts, named, about), text)

    def with_members(self, alias: Alias, parts: Iterable[Part], text: str) -> Alias:
        """The alias with the members among some parts; several of a dimension leave it whole."""
        found: dict[str, set[str]] = {}
        for part in parts:
            if part.kind == "member":
                dimension, code = part.member
                found.setdefault(dimension, set()).add(code)
        members = dict(alias.members)
        for dimension, codes in found.items():
            if len(codes) > 1 or members.get(dimension) in codes:
                continue
            word = f"{dimension}={next(iter(codes))}"
            if dimension in members:
                raise OtherMeaning(f"{text} says {word}, {alias.path[-1]} is {alias.breakdown}")
            if not self.is_told_by(alias, dimension):
                raise OtherMeaning(f"{text} says {word}, which {alias.indicator} is not told by")
            members |= {dimension: next(iter(codes))}
        for dimension, told in TOLD_WITH.items():
            if dimension in members and told not in members and self.is_told_by(alias, told):
                raise OtherMeaning(f"{text} says {dimension}, but of which {told} nothing says")
        return replace(alias, breakdown=breakdown_of(members))

    def may_be_told(self, alias: Alias, parts: tuple[Part, ...]) -> bool:
        """Whether an indicator may be broken down by all members among some parts."""
        members = [part.member for part in parts if part.kind == "member"]
        return all(self.is_told_by(alias, dimension) for dimension, _code in members)

    def is_told_by(self, alias: Alias, dimension: str) -> bool:
        """Whether an indicator is broken down by a dimension, or may well be."""
        usual = OF_PERSONS if alias.dimension == "person" else OF_MEASURES.get(alias.dimension, ())
        return dimension in usual or dimension in self.dimensions[alias.indicator]

    def describe_near(self, labels: tuple[str, ...], named: list[Alias]) -> str:
        """Why a label is not resolved, with the aliases that come near."""
        if named:
            shown = "; ".join(sorted({one.shown for one in named})[:4])
            return f"is known only, or ambiguous, as {shown}"
        if labels[-1] not in self.hints and len(self.hints) < HINTS:
            self.hints[labels[-1]] = self.find_near(labels[-1])
        return f"is not a label of indicator_aliases.csv{self.hints.get(labels[-1], '')}"

    def find_near(self, label: str) -> str:
        if len(label) > LABEL:
            return ""
        by_label = {last: found[-1] for last, found in self.by_last.items()}
        close = difflib.get_close_matches(label, by_label, n=12, cutoff=0.5)
        # Of the labels of one meaning the nearest is enough.
        nearest: dict[str, Alias] = {}
        for label in close:
            nearest.setdefault(by_label[label].meaning, by_label[label])
        hints = [f"{'|'.join(alias.path)} = {meaning}" for meaning, alias in nearest.items()]
        return f"; near are {'; '.join(hints[:3])}" if hints else ""


def read_labels(connection: Connection, units: Units) -> Labels:
    """The aliases, and the names of indicators, which are labels too."""
    aliases = statements.execute(connection, __package__, "indicator_aliases").all()
    texts = statements.execute(connection, __package__, "indicator_texts").all()
    return labels_of(aliases, texts, units)


def labels_of(
    aliases: Iterable[Sequence[Any]], texts: Iterable[Sequence[str]], units: Units
) -> Labels:
    """The labels in the rows of indicator_aliases.sql and indicator_texts.sql."""
    known = [Alias(tuple(path), unit, *rest) for path, unit, *rest in aliases]
    return Labels(known, units, {row[0]: row[1] for row in texts})


@cache
def families() -> list[list[str]]:
    """Of which indicator what else is counted, in which unit, by which other indicator."""
    with files(__package__).joinpath("families.csv").open(encoding="utf-8") as file:
        return list(csv.reader(file))[1:]


def as_members(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """The parts of a label; groups of people that are all of it are members: 其中:残疾人."""
    groups = tuple(part.as_member for part in parts)
    return groups if all(part.kind == "member" for part in groups) else parts


def counted_by(parts: Iterable[Part], text: str = "") -> str | None:
    """What a label, or a title, counts: 人 of 低保人数 and of 特困人员总数."""
    said = next((part.meaning for part in parts if part.kind == "unit"), None)
    return said or ("人" if PERSONS in text else None)


def sense_of(alias: Alias) -> Sense | None:
    """What the words of an alias mean; None if members are all that it names."""
    said = {part.member for part in alias.parts if part.kind == "member"}
    left = {name: code for name, code in alias.members.items() if (name, code) not in said}
    subjects = [part for part in alias.parts if part.is_subject]
    parts = frozenset(part.name for part in subjects)
    # 内地居民 is part of what its indicator counts, not of a breakdown of it.
    if not said <= set(alias.members.items()):
        return None
    # 儿童 alone says whom something is about, not what.
    if all(part.kind == "restricts" for part in subjects):
        return None
    # 社会救助支出, 集中供养标准: 支出 or 标准 alone does not say whose.
    if parts <= OF_WHOMEVER:
        return None
    # 乡级 is all of its level, or what is neither 镇 nor 街道: 合计 of 乡级合计 tells.
    if parts <= LEVELS:
        return None
    return Sense(parts, replace(alias, breakdown=breakdown_of(left)))


def belonging(parts: tuple[Part, ...], named: Iterable[str], about: str) -> list[Part]:
    """The members that restrict a meaning: those before something else do not.

    城市低保 restricts what is counted of 低保; over marriages it says nothing.
    """
    subjects = [one for one in parts if one.kind != "other" or not is_harmless(one.text)]
    found = []
    for place, part in enumerate(subjects):
        after = next((one for one in subjects[place + 1 :] if one.is_subject), None)
        if after is None or after.name in named or is_said(after, about):
            found.append(part)
    return found


def measure_over(alias: Alias, labels: tuple[str, ...]) -> frozenset[str]:
    """What the nearest heading that counts something says is counted, if the alias counts others.

    Homes are no beds: 养老机构 below 床位数 is what both say together.
    """
    for heading in reversed(labels[:-1]):
        said = {part.name for part in take_apart(heading) if part.name in MEASURES}
        if said:
            return frozenset(one for one in said if MEASURES[one] != alias.dimension)
    return frozenset()


def without_part_beside(alias: Alias, labels: set[str]) -> Alias:
    """乡 counts 民族乡 too, unless a table has a row for those beside it, and not as a part.

    Raises OtherMeaning where only 苏木, which 乡 counts too, stand beside it.
    """
    label, counted, left = "乡", "苏木", "民族乡"
    if alias.labels[-1] != label:
        return alias
    others = {strip_label(label) for label in labels if not OF_WHICH.match(narrow(label))}
    beside = left in others
    if counted in others and not beside:
        raise OtherMeaning(f"whether {label} beside {counted} counts {left} too, nobody says")
    return replace(alias, breakdown=f"division={'township' if beside else 'any_township'}")


def other_of_name(parts: tuple[Part, ...], alias: Alias, about: str) -> Part | None:
    """What holds the name of what is counted and is another: 低保边缘 over 城市低保人数."""
    own = {part.name for part in alias.parts if part.kind == "same"} - OF_WHOMEVER
    said = [part for part in parts if part.kind == "same"]
    if any(part.name in own for part in said):
        return None
    others = (part for part in said if any(name in part.name for name in own))
    return next((part for part in others if not is_said(part, about)), None)


def is_said(part: Part, about: str) -> bool:
    return part.text in about or part.name in about


def check_counted(label: str, unit: str | None) -> None:
    """Raises OtherMeaning where a label counts other things than its unit: 人数 in 户."""
    said = {part.meaning for part in take_apart(label) if part.kind == "unit"}
    measure = split(unit)[1] if unit else ""
    if len(said) != 1 or not measure:
        return
    kinds = [next((kind for kind in COUNTED if one in kind), None) for one in (*said, measure)]
    if None not in kinds and kinds[0] != kinds[1]:
        raise OtherMeaning(f"{label} counts {said.pop()}, its unit is {unit}")


def members_of(breakdown: str) -> dict[str, str]:
    return dict(_members_of(breakdown))


@cache
def _members_of(breakdown: str) -> tuple[tuple[str, str], ...]:
    if breakdown == "total":
        return ()
    pairs = (part.partition("=") for part in breakdown.split(";"))
    return tuple((dimension, code) for dimension, _equals, code in pairs)


def breakdown_of(members: dict[str, str]) -> str:
    return ";".join(f"{name}={code}" for name, code in sorted(members.items())) or "total"


@cache
def strip_label(label: str) -> str:
    """A label without numbering, blanks, marks and unit: '其中:(1)低保人数(人)*' is 低保人数."""
    words = NUMBERING.sub("", narrow(label), count=1).rstrip("*").replace("其它", "其他")
    unit = unit_in(words)
    return words.removesuffix(f"({unit})") if unit else words
