"""codes.csv: the one list of the codes that columns hold, each with its meaning.

The models take what a column allows from it, loaders what they accept, and the documentation what
it explains. A new code is a line there, and a revision of the check that allows it.
"""

import csv
from functools import cache
from importlib.resources import files
from typing import NamedTuple

# A list with no table is that of every column of its name.
EVERYWHERE = ""


class Code(NamedTuple):
    """A code that a column of a table allows, and its meaning in Chinese and English."""

    column: str
    table: str
    code: str
    meaning: str
    meaning_en: str


@cache
def code_lists() -> dict[tuple[str, str], list[Code]]:
    """The codes of each list, in order, by its column and table."""
    lists: dict[tuple[str, str], list[Code]] = {}
    lines = files(__package__).joinpath("codes.csv").read_text("utf-8").splitlines()
    for line in csv.DictReader(lines):
        code = Code(**line)
        lists.setdefault((code.column, code.table), []).append(code)
    return lists


def codes(column: str, table: str = EVERYWHERE) -> tuple[str, ...]:
    """What a column of a table allows, in order."""
    return tuple(code.code for code in code_lists()[list_of(column, table)])


def list_of(column: str, table: str) -> tuple[str, str]:
    """The list of a column: that of its table, else the one of every column of its name.

    The base of a comparison has a basis, as its period has.
    """
    for key in ((column, table), (column, EVERYWHERE)):
        if key in code_lists():
            return key
    return column.removeprefix("base_"), EVERYWHERE
