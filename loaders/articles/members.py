"""Which members of breakdowns a text names, and by which words."""

import csv
import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from importlib.resources import files

from sqlalchemy import Connection

from ...database import statements
from ..resolve.lexicon import AGE, AGES, words
from ..resolve.word_list import WordList

# By these a thing that is counted is parted; the members of others are things of their own.
RESTRICTING = {
    *("residence", "care", "age", "self_care", "severity", "stage", "place", "level", "average"),
    *("sex", "sector", "fundraising", "target", "funding", "purpose", "scope", "form"),
}

# What joins two members that are meant together.
JOINS = re.compile(r"[和及与]|以及")

# The dimension, the code and the word of a member that a text names.
NamedMember = tuple[str, str, str]


class Members:
    """The words for members, sought in texts."""

    def __init__(
        self,
        words: dict[str, list[tuple[str, str]]],
        loose: Iterable[tuple[str, str, str]] = (),
    ) -> None:
        self.members = words
        # Words that say a member only of what is always told by its dimension: 全国 of an award.
        self.loose = tuple(loose)
        self.all_names = WordList(words)
        self.known: dict[str, list[NamedMember]] = {}

    def named(self, text: str) -> list[NamedMember]:
        """Each member that a text names: its dimension, its code and the word."""
        found = self.known.get(text)
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
            self.known[text] = found
        return found

    def joined(self, text: str) -> set[str]:
        """The dimensions of which a text names two members with nothing but 和 between them."""
        found: set[str] = set()
        last: dict[str, tuple[int, str]] = {}
        for word in self.all_names.find(text):
            for dimension, member in self.members[word.word]:
                end, other = last.get(dimension, (-1, member))
                if other != member and JOINS.fullmatch(text, end, word.start):
                    found.add(dimension)
                last[dimension] = word.end, member
        return found

    def last_of(self, text: str, dimension: str, known: Iterable[str]) -> str | None:
        """The known member of a dimension that a text names last, also by loose words."""
        # By where each ends: 全省 is a part of 全国、全省.
        named = [
            (text.rfind(word) + len(word), len(word), member)
            for each, member, word in self.named(text)
            if each == dimension
        ]
        named += [
            (text.rfind(word) + len(word), len(word), member)
            for word, each, member in self.loose
            if each == dimension and word in text
        ]
        known = set(known)
        return max((one for one in named if one[2] in known), default=(0, 0, None))[2]

    def last(self, text: str) -> dict[str, str]:
        """The member of each dimension that a text names last."""
        found: dict[str, tuple[int, str]] = {}
        for dimension, member, word in self.named(text):
            place = text.rfind(word)
            if place > found.get(dimension, (-1, ""))[0]:
                found[dimension] = (place, member)
        return {dimension: member for dimension, (_place, member) in found.items()}

    @cached_property
    def words_of_member(self) -> dict[tuple[str, str], list[str]]:
        found: dict[tuple[str, str], list[str]] = defaultdict(list)
        for word, members in self.members.items():
            for member in members:
                found[member].append(word)
        return dict(found)

    @cached_property
    def restricting(self) -> WordList:
        """The words for members that say who or where, and not what is counted."""
        return WordList(
            word
            for word, members in self.members.items()
            if all(dimension in RESTRICTING for dimension, _member in members)
        )


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


def loose_words() -> list[tuple[str, str, str]]:
    """The words that name a member only where its dimension is needed."""
    with files(__package__).joinpath("loose_member_words.csv").open(encoding="utf-8") as lines:
        return [(row["word"], row["dimension"], row["member"]) for row in csv.DictReader(lines)]


def names_of_member(name: str) -> Iterable[str]:
    """社会服务机构（民办非企业单位） has two names."""
    for part in re.split(r"[（）()]", name):
        yield part.strip("“”")
