"""By which phrases indicators are known: names, labels, and words learnt from texts."""

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from operator import add
from typing import Any

from sqlalchemy import Row

from ..resolve.labels import members_of
from ..resolve.lexicon import words
from ..resolve.word_list import WordList
from .cues import cues

# The words that count, which a number has as its unit.
COUNTING = re.compile(
    r"(?:总?人数|户数|个数|件数|对数|人次数?|户次|场次|条数|份数|项数|条次|次数|金额|数|情况)$"
)
NO_WORDS = re.compile(r"[\"“”'‘’《》<>的了()\[\]\s—…\-·+]+")
BRACKETS = re.compile(r"\([^)]*\)")
NO_PAIR = re.compile(r"[^0-9,;:、。\s]{2,}")
# No word that has another name, and no pair, goes across one of these.
MARKS = re.compile(r"[0-9,;:、。]+")
# Members of these dimensions are bodies that are counted by their names alone; of what they have,
# this is said.
BODIES = frozenset(("institution", "service"))
MEASURED = {"item": "", "bed": "床位", "person": "在院人员"}
LEAST_NAME = 4
# So many stretches of text are kept in one spelling: those of a long text come again and again.
KEPT = 50_000


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


class Canonical:
    """One spelling for what is called by several names."""

    def __init__(self) -> None:
        self.meanings = {
            word: part.meaning for word, part in words().items() if part.kind == "same"
        }
        self.names = WordList(self.meanings)

    @lru_cache(maxsize=KEPT)  # noqa: B019  (one of them lives as long as the lists of a reader)
    def form(self, text: str) -> str:
        bare = NO_WORDS.sub("", text)
        parts, place = [], 0
        for found in self.names.find(bare):
            parts += [bare[place : found.start], self.meanings[found.word]]
            place = found.end
        return "".join([*parts, bare[place:]])

    @lru_cache(maxsize=KEPT)  # noqa: B019
    def pairs(self, text: str) -> frozenset[str]:
        """The pairs of characters of a text in one spelling.

        Its stretches between marks stand in many of the texts that are asked about: in the part,
        the clause and the sentence of a number, and again in those of the next.
        """
        return frozenset().union(*map(self.pairs_of_stretch, MARKS.split(text)))

    @lru_cache(maxsize=KEPT)  # noqa: B019
    def pairs_of_stretch(self, stretch: str) -> frozenset[str]:
        return frozenset(pairs_of(self.form(stretch)))


def pairs_of(text: str) -> set[str]:
    """Each two characters that stand together, figures and separators left out."""
    found: set[str] = set()
    for stretch in NO_PAIR.findall(text):
        found.update(map(add, stretch, stretch[1:]))
    return found


class PhraseBook:
    """Collects the phrases of indicators, each of them once."""

    def __init__(self, canonical: Canonical) -> None:
        self.canonical = canonical
        # Labels that tell nothing without those over them, in one spelling.
        self.bare = frozenset(map(canonical.form, cues("bare")))
        self.phrases: dict[tuple[str, str, str], Phrase] = {}

    def add_labels(self, row: Row[Any]) -> None:
        """Add all forms in which a label of an indicator is said."""
        like = Phrase(
            row.indicator, row.kind, "", row.program, row.topic, row.own_unit, row.dimension,
            members_of(row.breakdown), row.basis, frozenset(),
        )  # fmt: skip
        for said in sorted(spoken_forms(row.words)):
            counted = COUNTING.sub("", said) or said
            if "|" in row.words and self.canonical.form(counted) in self.bare:
                continue
            self.add(like, row.breakdown, counted)

    def add_learnt(self, left_out: frozenset[str]) -> None:
        """Add the phrases of phrases.csv, for the indicators that the database has."""
        like = {phrase.indicator: phrase for phrase in self.phrases.values()}
        with files(__package__).joinpath("phrases.csv").open(encoding="utf-8") as lines:
            for row in csv.DictReader(lines):
                known = like.get(row["indicator"])
                if known is not None and row["learnt_from"] not in left_out:
                    members = members_of(row["breakdown"])
                    known = replace(known, members=members, basis=None)
                    self.add(known, row["breakdown"], row["words"])

    def add_composed(self, indicator: str, member: tuple[str, str], names: Iterable[str]) -> None:
        """Add the members that are bodies of their own, and what they have: 福利医院床位."""
        dimension, code = member
        like = next((one for one in self.phrases.values() if one.indicator == indicator), None)
        if like is None or dimension not in BODIES or like.dimension not in MEASURED:
            return
        for name in names:
            if len(name) >= LEAST_NAME:
                members = replace(like, members={dimension: code}, basis=None)
                self.add(members, f"{dimension}={code}", name + MEASURED[like.dimension])

    def add(self, like: Phrase, breakdown: str, said: str) -> None:
        form = self.canonical.form(said)
        key = (like.indicator, breakdown, form)
        pairs = frozenset(pairs_of(form)) if key not in self.phrases else None
        if pairs:
            self.phrases[key] = replace(like, words=form, pairs=pairs)


def spoken_forms(label_path: str) -> set[str]:
    """How a label is said: its last part, if it tells by itself, and that with the one above."""
    labels = [BRACKETS.sub("", label) for label in label_path.split("|")]
    if len(labels) == 1:
        return {labels[0], BRACKETS.sub("", label_path)}
    last = COUNTING.sub("", labels[-1])
    bare = {labels[-1]} if len(labels[-1]) > 2 and last not in cues("bare") else set()
    return bare | {"".join(labels[-2:])}
