"""Words that say how a number is meant, by kind: cues.csv."""

import csv
import re
from functools import cache
from importlib.resources import files


@cache
def cues(kind: str) -> tuple[str, ...]:
    """The words of a kind, in the order of the list: what is longer stands before its beginning."""
    with files(__package__).joinpath("cues.csv").open(encoding="utf-8") as lines:
        return tuple(row["word"] for row in csv.DictReader(lines) if row["kind"] == kind)


def one_of(*kinds: str) -> str:
    """A pattern for the words of some kinds."""
    return "|".join(re.escape(word) for kind in kinds for word in cues(kind))
