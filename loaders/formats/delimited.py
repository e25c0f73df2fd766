"""Rows from a text with separators: | tab ; or ,."""

import csv
import io
import re

from . import limits
from .errors import UnreadableTable
from .sheet import FASTER

DELIMITERS = "|\t;,"
# What names a row, and what is no unit.
NAME = re.compile(r"[一-鿿]")
UNIT = re.compile(r"[百千万亿]*(?:元|人|户|个|张|对|件|家|所|具|人次|户次|平方米)")
LONG_NAME = re.compile(r"[一-鿿]{7}")
LINE = re.compile(r"\r\n?|\n")
# 22,390 or 1,213,000 but not 2019,98100: there a comma parts two numbers.
THOUSANDS = re.compile(r"(?<!\d)\d{1,3}(?:,\d{3})+(?!\d)")
WORD = re.compile(r"[^\d\s]")
RULE = re.compile(r"[\s|:+-]*-{3}[\s|:+-]*")


def rows(text: str) -> list[list[str]]:
    """Every line as its cells, with the blanks in them; a line without separators is one cell."""
    lines = LINE.split(text)
    check(lines)
    lines = with_bars_apart(lines)
    if is_cell_a_line(lines):
        return rows_of_cells(lines)
    delimiter = delimiter_of([line for line in lines if line.strip()])
    if delimiter is None:
        return [[line] for line in lines]
    if delimiter == "|":
        return piped(lines)
    # Lines that end in CR alone, as old programs write them, are lines to the reader of CSV too.
    records = csv.reader(io.StringIO("\n".join(lines)), delimiter=delimiter, strict=True)
    found: list[list[str]] = []
    filled = 0
    try:
        for record in records:
            found.append(record)
            filled += sum(map(bool, record))
            if filled > limits.FILLED:
                words = f"more than {limits.FILLED} cells with characters"
                raise UnreadableTable(f"line {records.line_num}: {words} {FASTER}")
            if len(record) > limits.COLUMNS:
                message = f"line {records.line_num}: more than {limits.COLUMNS} columns"
                raise UnreadableTable(message)
    except csv.Error as error:
        raise UnreadableTable(f"line {records.line_num}: broken quoting: {error}") from error
    if is_cut(lines, found):
        raise UnreadableTable(f"line {records.line_num}: the text ends within a row, at a number")
    return found


def is_cut(lines: list[str], rows: list[list[str]]) -> bool:
    """Whether the last line may have lost digits: it does not end, and is shorter than its like."""
    if not lines[-1].strip() or len(rows) < 2:
        return False
    last = rows[-1]
    return 1 < len(last) < len(rows[-2]) and last[-1][-1:].isdigit()


def check(lines: list[str]) -> None:
    """Raises UnreadableTable for more or longer lines than any table has."""
    if len(lines) > limits.LINES:
        raise UnreadableTable(f"{len(lines)} lines: {limits.LINES} are read {FASTER}")
    for number, line in enumerate(lines, 1):
        if len(line) > limits.LINE:
            raise UnreadableTable(f"line {number}: more than {limits.LINE} characters")


def delimiter_of(lines: list[str]) -> str | None:
    """The separator that most lines have, at least two of them; None if only blanks separate.

    A line without it is a title or the heading of a section; where such lines end in numbers,
    names and values run together.
    """
    bare = [THOUSANDS.sub("0", line) for line in lines]
    counts = {mark: sum(mark in line for line in bare) for mark in DELIMITERS}
    most = max(counts.values())
    together = sum(has_value_behind(line) for line in bare if not parted(line))
    if most < 2 or together > most:
        return None
    likely = [mark for mark, count in counts.items() if count == most]
    if len(likely) > 1:
        raise UnreadableTable(f"the separator may be any of {likely}")
    return likely[0]


def with_bars_apart(lines: list[str]) -> list[str]:
    """The lines; a | that ends the line of each cell becomes a line of its own."""
    barred = [line.rstrip() for line in lines if "|" in line]
    if not all(line.endswith("|") and line.count("|") == 1 for line in barred):
        return lines
    return [part for line in lines for part in bar_apart(line)]


def bar_apart(line: str) -> list[str]:
    cell = line.rstrip().removesuffix("|")
    return [cell, "|"] if cell.strip() and "|" in line else [line]


def is_cell_a_line(lines: list[str]) -> bool:
    """Whether each cell stands on a line of its own, and a line with | alone after it."""
    bars = sum(line.strip() == "|" for line in lines)
    return bars > 2 and not any("|" in line and line.strip() != "|" for line in lines)


def rows_of_cells(lines: list[str]) -> list[list[str]]:
    """Such cells as rows: of as many columns as leave no row without a name.

    Raises UnreadableTable where no number of columns does.
    """
    cells = [cell.strip("\n") for cell in "\n".join(lines).split("\n|")]
    *titles, cells[0] = cells[0].split("\n")
    while cells and not cells[-1].strip():
        cells.pop()
    for width in range(2, min(len(cells), limits.COLUMNS) // 2 + 1):
        rows = [cells[start : start + width] for start in range(0, len(cells), width)]
        rest = [cell.strip() for row in rows[1:] for cell in row[1:]]
        names = (row[0].strip() for row in rows)
        if all(map(is_name, names)) and not any(map(LONG_NAME.search, rest)):
            return [*([title] for title in titles), *rows]
    raise UnreadableTable("a cell a line, but the number of columns cannot be told")


def is_name(text: str) -> bool:
    return NAME.search(text) is not None and UNIT.fullmatch(text) is None


def has_value_behind(line: str) -> bool:
    """Whether a line has words and ends in a number."""
    return line.rstrip()[-1:].isdecimal() and WORD.search(line) is not None


def parted(line: str) -> bool:
    return any(mark in line for mark in DELIMITERS)


def piped(lines: list[str]) -> list[list[str]]:
    """A | at the beginning of every row is its border, not an empty cell before it."""
    bordered = all(line.lstrip().startswith("|") for line in lines if "|" in line)
    return [cells_of(line.lstrip() if bordered else line, bordered) for line in lines]


def cells_of(line: str, bordered: bool) -> list[str]:
    if RULE.fullmatch(line.strip()):
        return []
    cells = line.rstrip().split("|")
    if bordered and len(cells) > 1:
        cells = cells[1:]
    return cells[:-1] if len(cells) > 1 and not cells[-1].strip() else cells
