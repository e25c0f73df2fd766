"""A workbook being written, and what its rows are called."""

from collections.abc import Sequence
from typing import NamedTuple

from openpyxl import Workbook

from ..names import Names
from .headers import HEADERS


class Book(NamedTuple):
    """The file, the names of its areas and of codes, and which of two languages it is in."""

    file: Workbook
    areas: dict[str, str]
    names: Names
    language: int

    def word(self, words: dict[str, tuple[str, str]], key: str) -> str:
        return words[key][self.language]

    def heads(self, columns: Sequence[str]) -> list[str]:
        return [self.word(HEADERS, column) for column in columns]
