"""Rows from a text with separators: | tab ; or ,."""

import csv
import io
import re

from .cells import clean
from .problems import UnreadableTable

DELIMITERS = "|\t;,"
LINE = re.compile(r"\r\n?|\n")
THOUSANDS = re.compile(r"(?<=\d),(?=\d{3})")
RULE = re.compile(r"[\s|:+-]*-{3}[\s|:+-]*")


def rows(text: str) -> tuple[tuple[str, ...], ...]:
    """Every line as its cells; a line without separators is one cell."""
    lines = LINE.split(text)
    delimiter = delimiter_of([line for line in lines if line.strip()])
    if delimiter == "|":
        return tuple(map(tuple, piped(lines)))
    try:
        records = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise UnreadableTable(f"broken quoting: {error}") from error
    return tuple(tuple(map(clean, record)) for record in records)


def delimiter_of(lines: list[str]) -> str:
    """The separator that most lines have, at least two of them."""
    bare = [THOUSANDS.sub("", line) for line in lines]
    counts = {mark: sum(mark in line for line in bare) for mark in DELIMITERS}
    most = max(counts.values())
    if most < 2 or 2 * most < len(lines):
        raise UnreadableTable("no separators: names, units and values run together")
    likely = [mark for mark, count in counts.items() if count == most]
    if len(likely) > 1:
        raise UnreadableTable(f"the separator may be any of {likely}")
    return likely[0]


def piped(lines: list[str]) -> list[list[str]]:
    """A | at the beginning of every row is its border, not an empty cell before it."""
    bordered = all(line.lstrip().startswith("|") for line in lines if "|" in line)
    return [cells_of(line.strip(), bordered) for line in lines]


def cells_of(line: str, bordered: bool) -> list[str]:
    if RULE.fullmatch(line):
        return []
    cells = [clean(cell) for cell in line.split("|")]
    if bordered and len(cells) > 1:
        cells = cells[1:]
    return cells[:-1] if len(cells) > 1 and not cells[-1] else cells
