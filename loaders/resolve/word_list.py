"""Many words sought in a text at once: the longest at each place, in time that the text takes."""

from collections.abc import Iterable, Iterator
from operator import add
from typing import NamedTuple


class FoundWord(NamedTuple):
    """A word and its place, half-open."""

    start: int
    end: int
    word: str


class WordList:
    """Words of two characters or more, by the two that they begin with."""

    def __init__(self, words: Iterable[str]) -> None:
        self.lengths: dict[str, tuple[int, ...]] = {}
        self.words = frozenset(word for word in words if len(word) > 1)
        lengths: dict[str, set[int]] = {}
        for word in self.words:
            lengths.setdefault(word[:2], set()).add(len(word))
        self.lengths = {start: tuple(sorted(all_, reverse=True)) for start, all_ in lengths.items()}

    def find(self, text: str) -> Iterator[FoundWord]:
        """The words of a text from its start to its end; they do not overlap."""
        end = 0
        for place in self.beginnings(text):
            if place >= end:
                for length in self.lengths[text[place : place + 2]]:
                    word = text[place : place + length]
                    if word in self.words:
                        end = place + length
                        yield FoundWord(place, end, word)
                        break

    def find_overlapping(self, text: str) -> Iterator[FoundWord]:
        """Every word at every place, at one place the longest first."""
        for place in self.beginnings(text):
            for length in self.lengths[text[place : place + 2]]:
                word = text[place : place + length]
                if word in self.words:
                    yield FoundWord(place, place + length, word)

    def beginnings(self, text: str) -> list[int]:
        """The places at which a word may begin."""
        lengths = self.lengths
        return [place for place, two in enumerate(map(add, text, text[1:])) if two in lengths]

    def without(self, text: str, mark: str = ",") -> str:
        """The text with a mark in place of each word."""
        parts, place = [], 0
        for found in self.find(text):
            parts += [text[place : found.start], mark]
            place = found.end
        return "".join([*parts, text[place:]]) if place else text
