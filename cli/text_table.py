"""Tables of text, as terminals show them."""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from gettext import gettext as _
from unicodedata import east_asian_width

# What stays on one line: a Chinese character with the stops after it, or a word.
PIECE = re.compile(r"[（《“]*[\u2e80-\u9fff][，。；：、）》”？…]*|[^\s\u2e80-\u9fff]+\s*|\s+")
QUERIES = f"{__package__}.queries"


def text_table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Text in columns; numbers with all digits that the database gives, aligned to the right."""
    # Imported where a table is printed: most commands print none.
    from tabulate import tabulate

    return tabulate([list(map(_plain, row)) for row in rows], headers=list(header))


def listed(items: Iterable[str]) -> str:
    """The items of a list in a sentence."""
    return _(", ").join(items)


def width(text: str) -> int:
    """How many columns of a terminal a text takes: Chinese characters are two wide."""
    return sum(2 if east_asian_width(one) in "WF" else 1 for one in text)


def wrapped(text: str, most: int) -> list[str]:
    """A text in lines of so many columns; Chinese breaks anywhere but before a stop."""
    lines, line = [], ""
    for piece in PIECE.findall(" ".join(text.split())):
        if line and width(line + piece.rstrip()) > most:
            lines.append(line.rstrip())
            line = ""
        line += piece
    return [*lines, line.rstrip()] if line else lines


def _plain(value: object) -> object:
    return f"{value:f}" if isinstance(value, Decimal) else value
