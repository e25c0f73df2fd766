"""What the columns of mart mean: columns.csv, where a name means the same in every relation.

A line that names relations is an exception for these.
"""

import csv
from functools import cache
from importlib.resources import files
from typing import NamedTuple

EVERYWHERE = ""


class Meaning(NamedTuple):
    """What a column holds: its unit or codes, and what null says; in Chinese and English."""

    zh: str
    en: str


def meaning(relation: str, column: str) -> Meaning | None:
    """What a column of a relation means; None for one that has no line."""
    return dictionary().get((relation, column)) or dictionary().get((EVERYWHERE, column))


@cache
def dictionary() -> dict[tuple[str, str], Meaning]:
    """The lines of columns.csv by relation and column."""
    lines = files(__package__).joinpath("columns.csv").read_text("utf-8").splitlines()
    return {
        (relation, line["column"]): Meaning(line["meaning"], line["meaning_en"])
        for line in csv.DictReader(lines)
        for relation in line["relation"].split("|")
    }
