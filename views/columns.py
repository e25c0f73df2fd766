"""What the columns of mart mean: columns.csv, where a name means the same in every relation.

A line that names relations is an exception for these; ``alert*`` stands for all whose name begins
with the word ``alert``, and ``alert_point*`` for those that begin with both words.
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
    return next((dictionary()[key] for key in keys(relation, column) if key in dictionary()), None)


def keys(relation: str, column: str) -> list[tuple[str, str]]:
    """Where the dictionary may say what a column means: the most special line first."""
    words = relation.split("_")
    families = ["_".join(words[:count]) + "*" for count in range(len(words), 0, -1)]
    return [(name, column) for name in (relation, *families, EVERYWHERE)]


@cache
def dictionary() -> dict[tuple[str, str], Meaning]:
    """The lines of columns.csv by relation and column."""
    lines = files(__package__).joinpath("columns.csv").read_text("utf-8").splitlines()
    return {
        (relation, line["column"]): Meaning(line["meaning"], line["meaning_en"])
        for line in csv.DictReader(lines)
        for relation in line["relation"].split("|")
    }
