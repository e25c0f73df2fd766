"""The language of a generated page: English, which names things in Chinese too, or Chinese alone.

Labels are written ``中文 / English``, as comments in the database are.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from minzheng.schema.codes import code_lists, list_of

from . import markdown
from .markdown import escaped


class Language(NamedTuple):
    """In which language a page is, and how it says what the data have in both."""

    is_chinese: bool

    def say(self, label: str) -> str:
        """The half of a label that is in this language, or a label without halves."""
        zh, _, en = label.partition(" / ")
        return zh if self.is_chinese or not en else en

    def title(self, zh: str, en: str) -> str:
        return escaped(zh if self.is_chinese else f"{zh} · {en}")

    def lines(self, zh: str, en: str) -> str:
        """A line in Chinese and, on English pages, one in English below it."""
        return escaped(zh) if self.is_chinese else f"{escaped(zh)}\\\n{escaped(en)}"

    def paragraphs(self, zh: str, en: str) -> str:
        return escaped(zh) if self.is_chinese else markdown.page(escaped(zh), escaped(en)).strip()

    def meaning(self, column: str, table: str, code: str) -> str:
        """A code, on Chinese pages its meaning."""
        lines = code_lists()[list_of(column, table)] if self.is_chinese else []
        return next((line.meaning for line in lines if line.code == code), code)

    def table(self, head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
        """A table; Chinese pages leave out the columns whose head is in English alone."""
        places = [
            place
            for place, label in enumerate(head)
            if not (self.is_chinese and label.isascii() and label)
        ]
        return markdown.table(
            [self.say(head[place]) for place in places],
            ([row[place] for place in places] for row in rows),
        )

    def bullets(self, facts: Iterable[tuple[str, object]]) -> str:
        """What there is to say, under its label, of which English pages keep both halves.

        A label in small English letters alone is for English pages.
        """
        colon = "：" if self.is_chinese else ": "
        return markdown.bullets(
            f"{self.say(label) if self.is_chinese else label}{colon}{fact}"
            for label, fact in facts
            if fact and not (self.is_chinese and label.isascii() and label.islower())
        )


ENGLISH = Language(is_chinese=False)
CHINESE = Language(is_chinese=True)
