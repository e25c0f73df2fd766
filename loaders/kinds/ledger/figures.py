"""What the characters of a ledger row say: their place in the text and the figure they print."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from ...files import Record, Rejection
from ...printed import Figure, UnreadableFigure, parse

LOCATOR = re.compile(r"char=(\d+),(\d+)")


class Parsed(NamedTuple):
    """A row with its place, half-open, and its figure (None where it prints none)."""

    row: Record
    start: int
    end: int
    figure: Figure | None


def parsed(rows: Iterable[Record]) -> tuple[list[Parsed], list[Rejection]]:
    """The rows whose characters can be read, and a reject for each of the others."""
    good: list[Parsed] = []
    rejects: list[Rejection] = []
    for row in rows:
        found = _parsed(row)
        (good if isinstance(found, Parsed) else rejects).append(found)  # type: ignore[arg-type]
    return good, rejects


def _parsed(row: Record) -> Parsed | Rejection:
    printed, locator = str(row.fields["printed"]), str(row.fields["locator"])
    place = LOCATOR.fullmatch(locator)
    if place is None:
        message = f"locator {locator} is not written char=START,END"
        return Rejection(row.line, "locator", locator, "ill_formed", message)
    start, end = map(int, place.groups())
    if end - start != len(printed):
        message = (
            f"locator {locator} holds {end - start} characters, {printed!r} has {len(printed)}"
        )
        return Rejection(row.line, "locator", locator, "wrong_length", message)
    if row.fields["disposition"] == "neither" or row.fields["same_as"]:
        return Parsed(row, start, end, None)
    try:
        return Parsed(row, start, end, parse(printed, row.fields["carried"] or ""))
    except UnreadableFigure as error:
        return Rejection(row.line, "printed", printed, "unreadable", str(error))
