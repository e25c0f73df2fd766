"""Of which programme a sentence speaks: payments are named by it, not by words of their own."""

import csv
import re
from collections import deque
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from ..resolve.word_list import FoundWord, WordList
from .cues import one_of
from .phrases import KEPT

# What is left of words that say only that money was paid out is shorter than this.
SHORT = 2
HAN = re.compile(r"[\u4e00-\u9fff]+")


@dataclass(frozen=True)
class SpokenProgram:
    """A programme that a text names: its word and place, and the indicator of what it pays.

    A word of what no indicator counts, such as 低保边缘, has neither.
    """

    word: FoundWord
    program: str
    expenditure: str


@cache
def program_words() -> tuple[WordList, dict[str, tuple[str, str]]]:
    """The words for programmes, and for what belongs to none."""
    with files(__package__).joinpath("program_words.csv").open(encoding="utf-8") as lines:
        rows = {row["word"]: (row["program"], row["expenditure"]) for row in csv.DictReader(lines)}
    return WordList(rows), rows


@cache
def expenditures() -> frozenset[str]:
    """The indicators of what programmes pay."""
    _words, meanings = program_words()
    return frozenset(expenditure for _program, expenditure in meanings.values() if expenditure)


@cache
def funding_words() -> tuple[WordList, dict[str, str]]:
    """What money is provided for, and the indicator of how much is."""
    with files(__package__).joinpath("funding_words.csv").open(encoding="utf-8") as lines:
        rows = {row["word"]: row["indicator"] for row in csv.DictReader(lines)}
    return WordList(rows), rows


def funding_in(text: str) -> str:
    """The indicator of the money provided for what a text names first; empty where it names
    nothing.
    """
    words, meanings = funding_words()
    return next((meanings[found.word] for found in words.find(text)), "")


@lru_cache(maxsize=KEPT)
def last_program(text: str) -> SpokenProgram | None:
    """The programme that a text names last."""
    words, meanings = program_words()
    found = deque(words.find(text), maxlen=1)
    return SpokenProgram(found[0], *meanings[found[0].word]) if found else None


@lru_cache(maxsize=KEPT)
def programs_in(text: str) -> frozenset[str]:
    """The programmes that a text names; what belongs to none is one by itself."""
    words, meanings = program_words()
    return frozenset(meanings[found.word][0] or found.word for found in words.find(text))


def without_programs(text: str) -> str:
    """A text with a comma for each programme that it names."""
    words, _meanings = program_words()
    return words.without(text)


@cache
def payment_words() -> re.Pattern[str]:
    return re.compile(one_of("payment"))


def is_payment(words: str) -> bool:
    """Whether words say that money was paid, and not for what: 发放资金, 累计支出救助金."""
    left = payment_words().sub("", words)
    return sum(map(len, HAN.findall(left))) < SHORT
