"""A workbook that is being written, with the names and texts for its sheets."""

from collections.abc import Sequence
from typing import NamedTuple

from openpyxl import Workbook

from ..names import Names
from .workbook_texts import HEADERS, Texts


class ReportBook(NamedTuple):
    """The file, the names of areas, codes and sources, and the language: 0 Chinese, 1 English."""

    file: Workbook
    areas: dict[str, str]
    names: Names
    language: int
    sources: dict[str, str]

    def text(self, texts: Texts, key: str) -> str:
        return texts[key][self.language]

    def headers(self, columns: Sequence[str]) -> list[str]:
        return [self.text(HEADERS, column) for column in columns]
