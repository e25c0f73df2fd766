"""What the characters of a ledger row say: their place in the text and the figure they print."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from ...files import Record, Rejection
from ...printed import Figure, UnreadableFigure, parse

LOCATOR = re.compile(r"char=(\d+),(\d+)")


class ParsedRecord(NamedTuple):
    """A record with its place in the text, half-open, and its figure if it prints one."""

    record: Record
    start: int
    end: int
    figure: Figure | None


def parse_records(records: Iterable[Record]) -> tuple[list[ParsedRecord], list[Rejection]]:
    """The records whose characters can be read, and a reject for each of the others."""
    parsed: list[ParsedRecord] = []
    rejects: list[Rejection] = []
    for record in records:
        found = parse_record(record)
        if isinstance(found, ParsedRecord):
            parsed.append(found)
        else:
            rejects.append(found)
    return parsed, rejects


def parse_record(record: Record) -> ParsedRecord | Rejection:
    line, fields = record
    printed, locator = str(fields["printed"]), str(fields["locator"])
    place = LOCATOR.fullmatch(locator)
    if place is None:
        message = f"locator {locator} is not written char=START,END"
        return Rejection(line, "locator", locator, "ill_formed", message)
    start, end = map(int, place.groups())
    if end - start != len(printed):
        message = (
            f"locator {locator} holds {end - start} characters, {printed!r} has {len(printed)}"
        )
        return Rejection(line, "locator", locator, "wrong_length", message)
    if fields["disposition"] == "neither" or fields["same_as"]:
        return ParsedRecord(record, start, end, None)
    try:
        return ParsedRecord(record, start, end, parse(printed, fields["carried"] or ""))
    except UnreadableFigure as error:
        return Rejection(line, "printed", printed, "unreadable", str(error))
