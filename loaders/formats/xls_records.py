"""Records of an XLS workbook that its library passes over: formulas without a stored result, and
conditional formats.
"""

import io
import re
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from xlrd.book import Book
from xlrd.compdoc import SIGNATURE, CompDoc
from xlrd.formula import FMLA_TYPE_CELL, decompile_formula

from .conditional import Condition, ConditionalStyle, apply_style
from .errors import UnreadableTable
from .sheet import Grid, Place, Span

BEGIN, END = (0x0009, 0x0209, 0x0409, 0x0809), 0x000A
FORMULA = (0x0006, 0x0206, 0x0406)
# Conditional formats of 1997, and those of 2007, which old programs do not show.
RANGES, RULE, RANGES_2007, RULE_2007, RULE_MORE = 0x01B0, 0x01B1, 0x0879, 0x087A, 0x087B
# Bytes before the content of records of 2007: what they are, and where.
HEADER_2007 = 12
STREAMS = ("Workbook", "Book")
# Of versions, times 10, the first whose sheets stand apart.
FIRST_VERSION = 50
# A condition that may hold for any cell.
ANY = Condition("", ())
# Where a formula record of versions 5 and 8 has its tokens.
TOKENS = 22
# A result that is no number; of those an empty text, and so it is where none is stored.
NO_NUMBER, EMPTY = b"\xff\xff", 3
# Flags of a formula that is to be calculated when the file is opened, as writers set them that
# store 0 for a result.
TO_CALCULATE = 3
OPERATORS = (
    "", "between", "notBetween", "equal", "notEqual", "greaterThan", "lessThan",
    "greaterThanOrEqual", "lessThanOrEqual",
)  # fmt: skip
CELL_IS, SCALE, BAR, ICONS = 1, 3, 4, 6
# Bits of a differential format: the parts that it has, and the sizes of those of one size.
NUMBER, FONT, ALIGNMENT, BORDER, PATTERN = (1 << bit for bit in (25, 26, 27, 28, 29))
FONT_SIZE = 118
STRUCK = 0x80
# The number of white where a workbook has no palette, and the least of each part of a colour that
# is as good as white.
WHITE, PALE = (1, 9), 0xF8
# A formula whose result is a number whatever its cells hold.
NUMERIC = re.compile(
    r"[-+]?[\d.]+%?|(?:SUM|SUMIF|AVERAGE|COUNT|COUNTA|COUNTIF|MAX|MIN|ROUND|ROUNDUP|ROUNDDOWN|INT"
    r"|ABS|PRODUCT|SUMPRODUCT|SUBTOTAL|VALUE|TRUNC|MEDIAN|RANK|POWER|SQRT|N)\(.*\)",
    re.DOTALL | re.ASCII,
)


@dataclass
class Formulas:
    """The formulas of a workbook whose result may not be stored, by sheet and place."""

    count: int = 0
    uncalculated: dict[tuple[int, Place], str] = field(default_factory=dict)
    empty: dict[tuple[int, Place], str] = field(default_factory=dict)

    @property
    def without_result(self) -> dict[tuple[int, Place], str]:
        """Those without a result. An empty text may be the result of a formula, but not where the
        program that wrote the file stored no results.
        """
        none_stored = bool(self.uncalculated) or len(self.empty) == self.count
        return self.uncalculated | (self.empty if none_stored else {})


@dataclass
class Records:
    """The records of the sheets of a workbook: its stream, and where each of them begins."""

    book: Book
    stream: bytes
    starts: tuple[int, ...]

    @classmethod
    def of(cls, book: Book, content: bytes) -> "Records":
        """Of versions before 5, which have no formats of that kind, none."""
        stream, base = stream_of(content)
        places = book._sh_abs_posn if book.biff_version >= FIRST_VERSION else []  # type: ignore[attr-defined]
        return cls(book, stream, tuple(place - base for place in places))

    def of_sheet(self, number: int) -> Iterator[tuple[int, bytes]]:
        """The records of a sheet, without those of charts in it."""
        depth, at = 0, self.starts[number] if number < len(self.starts) else len(self.stream)
        while 0 <= at <= len(self.stream) - 4:
            code, length = struct.unpack_from("<HH", self.stream, at)
            depth += (code in BEGIN) - (code == END)
            if depth == 0:
                return
            if depth == 1:
                yield code, self.stream[at + 4 : at + 4 + length]
            at += 4 + length

    @cached_property
    def formulas(self) -> Formulas:
        found = Formulas()
        for number in range(len(self.starts)):
            for code, data in self.of_sheet(number):
                if code in FORMULA and len(data) > TOKENS:
                    self.add_formula(found, number, data)
        return found

    def add_formula(self, found: Formulas, number: int, data: bytes) -> None:
        found.count += 1
        row, column = struct.unpack_from("<HH", data)
        result, flags, place = data[6:14], data[14], (number, (row, column))
        if result[6:] == NO_NUMBER and result[0] == EMPTY:
            text = text_of(self.book, data, row, column)
            (found.uncalculated if is_numeric(text) else found.empty)[place] = text
        elif result == bytes(8) and flags & TO_CALCULATE == TO_CALCULATE:
            found.uncalculated[place] = text_of(self.book, data, row, column)

    def without_result(self, number: int) -> dict[Place, str]:
        """The formulas of a sheet of which no result is stored."""
        found = self.formulas.without_result
        return {place: text for (sheet, place), text in found.items() if sheet == number}

    def apply_conditions(self, grid: Grid, number: int) -> None:
        """Note a fault for each cell that a conditional format may hide or show otherwise."""
        try:
            apply_rules(self.book, grid, self.of_sheet(number))
        except (struct.error, IndexError) as error:
            raise UnreadableTable("a conditional format in it cannot be read") from error


def stream_of(content: bytes) -> tuple[bytes, int]:
    """The bytes in which a workbook stands, and where in them it begins."""
    if not content.startswith(SIGNATURE):
        return content, 0
    container = CompDoc(content, logfile=io.StringIO())
    for name in STREAMS:
        memory, start, length = container.locate_named_stream(name)
        if memory:
            return bytes(memory[start : start + length]), start
    return b"", 0


def text_of(book: Book, data: bytes, row: int, column: int) -> str:
    """A formula as it is written; only the beginning where its parts cannot be read."""
    (length,) = struct.unpack_from("<H", data, TOKENS - 2)
    try:
        text = decompile_formula(
            book, data[TOKENS:], length, FMLA_TYPE_CELL, browx=row, bcolx=column, blah=0
        )
    except Exception:
        # Whatever it is: it has no result.
        return "…"
    return str(text or "…")


def is_numeric(text: str) -> bool:
    """Whether the result of a formula is a number, whatever the cells hold that it names."""
    outside, depth = "", 0
    for part in re.split(r'([()]|"[^"]*")', text):
        depth += (part == "(") - (part == ")")
        outside += part if depth == 0 and not part.startswith('"') else ""
    if "&" in outside:
        return False
    return NUMERIC.fullmatch(text) is not None or re.search(r"[-+*/^<>=]", outside[1:]) is not None


def apply_rules(book: Book, grid: Grid, records: Iterable[tuple[int, bytes]]) -> None:
    spans: list[Span] = []
    for code, data in records:
        if code in (RANGES, RANGES_2007):
            spans = spans_of(data if code == RANGES else data[HEADER_2007:])
        elif code == RULE:
            style, condition = rule_of(book, data, 6)
            apply_style(grid, spans, condition, style)
        elif code == RULE_2007:
            style = style_of_2007(book, data[HEADER_2007:])
            apply_style(grid, spans, ANY, style)
        elif code == RULE_MORE and len(data) > 26 and data[HEADER_2007:][:4] == bytes(4):
            # What newer programs add to a rule; number, kind and flags of it stand before.
            top, bottom, left, right = struct.unpack_from("<4H", data, 4)
            has_style = data[25] and any(data[26:30])
            style = style_of(book, data, 30) if has_style else ConditionalStyle()
            apply_style(grid, [Span(top, bottom + 1, left, right + 1)], ANY, style)


def spans_of(data: bytes) -> list[Span]:
    (count,) = struct.unpack_from("<H", data, 12)
    places = (struct.unpack_from("<4H", data, 14 + 8 * one) for one in range(count))
    return [Span(top, bottom + 1, left, right + 1) for top, bottom, left, right in places]


def rule_of(book: Book, data: bytes, at: int) -> tuple[ConditionalStyle, Condition]:
    """What a rule does, and when; its format begins at a place, its formulas are at the end."""
    kind, operator, first, second = struct.unpack_from("<BBHH", data)
    end = len(data) - second
    tokens = [data[end - first : end], data[end:] if second else b""]
    bounds = [bound_of(one) for one in tokens if one]
    known = tuple(one for one in bounds if one is not None)
    is_known = kind == CELL_IS and len(known) == len(bounds) and operator < len(OPERATORS)
    condition = Condition(OPERATORS[operator], known) if is_known else ANY
    return style_of(book, data, at), condition


def style_of_2007(book: Book, data: bytes) -> ConditionalStyle:
    if data[0] in (SCALE, BAR, ICONS):
        # Whether a picture stands beside the number or in its place is told too far behind.
        return ConditionalStyle(hides=data[0] != SCALE)
    (size,) = struct.unpack_from("<I", data, 6)
    return style_of(book, data, 10) if size else ConditionalStyle()


def bound_of(tokens: bytes) -> Decimal | None:
    """The constant that the formula of a condition is, if it is one."""
    if tokens[0] == 0x1E and len(tokens) == 3:
        return Decimal(int(struct.unpack_from("<H", tokens, 1)[0]))
    if tokens[0] == 0x1F and len(tokens) == 9:
        return Decimal(str(struct.unpack_from("<d", tokens, 1)[0]))
    return None


def style_of(book: Book, data: bytes, at: int) -> ConditionalStyle:
    """What a differential format changes of a cell: its number format, its font."""
    flags, more = struct.unpack_from("<IH", data, at)
    at += 6
    code, is_hidden = "", False
    if flags & NUMBER:
        if more & 1:
            # The format stands here itself; what it shows is not looked into.
            is_hidden = True
            (size,) = struct.unpack_from("<H", data, at)
            at += max(size, 2)
        else:
            found = book.format_map.get(data[at + 1])
            code = str(found.format_str) if found else ""
            at += 2
    if flags & FONT:
        is_struck = struct.unpack_from("<I", data, at + 68)[0] & STRUCK != 0
        ignored = struct.unpack_from("<I", data, at + 88)[0] & STRUCK != 0
        (color,) = struct.unpack_from("<I", data, at + 80)
        is_hidden |= (is_struck and not ignored) or (is_white(book, color) and not flags & PATTERN)
    return ConditionalStyle(is_hidden, code)


def color_of(book: Book, index: int) -> str:
    """A colour as the palette of the workbook has it; by its number where it has none."""
    color = book.colour_map.get(index)
    return str(color) if color is not None else str(index)


def is_white(book: Book, index: int) -> bool:
    color = book.colour_map.get(index)
    return index in WHITE if color is None else min(color) >= PALE
