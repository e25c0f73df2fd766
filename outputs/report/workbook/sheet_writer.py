"""Writes sheets of a workbook: a frozen header with a filter, numbers and dates as such."""

import re
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet.properties import PageSetupProperties

from ....printable import printable

A4 = 9
HEAD = Font(bold=True)
LINKED = Font(color="1B5480", underline="single")
SHADE = PatternFill("solid", start_color="E6EEF5")
WRAPPED = Alignment(wrap_text=True, vertical="top")
# The characters that the name of a sheet may not have, and its greatest length.
FORBIDDEN, LONGEST = re.compile(r"[\[\]:*?/\\']"), 31


def add_sheet(
    workbook: Workbook,
    title: str,
    header: Sequence[str],
    rows: Iterable[Sequence[Any]],
    fixed_columns: int = 0,
    *,
    details: Collection[int] = (),
    index: int | None = None,
) -> str:
    """Add a sheet with a header and rows, and return its title.

    Columns in ``details``, from 0, are in groups that are folded at first.
    """
    kept = list(rows)
    added = workbook.create_sheet(_unused_title(workbook, title), index)
    _set_up_print(added)
    added.freeze_panes = f"{get_column_letter(fixed_columns + 1)}2"
    added.auto_filter.ref = f"A1:{get_column_letter(len(header))}{len(kept) + 1}"
    for place, values in enumerate(zip(header, *kept, strict=True), start=1):
        column = added.column_dimensions[get_column_letter(place)]
        column.width = _width(values)
        if place - 1 in details:
            column.outlineLevel, column.hidden = 1, True
    added.append([_head(added, text) for text in header])
    pens = Pens(added)
    for row in kept:
        added.append(pens.cell(value) for value in row)
    return str(added.title)


def _set_up_print(added: Any) -> None:
    """A4 across, all columns on one page if they can be read so, the header on each page."""
    added.page_setup.orientation = "landscape"
    added.page_setup.paperSize = A4
    added.page_setup.fitToHeight = 0
    added.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    added.print_title_rows = "1:1"


class Link(NamedTuple):
    """A text that leads to the head of another sheet."""

    text: str
    sheet: str

    @property
    def formula(self) -> str:
        text = printable(self.text).replace('"', '""')
        return f'=HYPERLINK("#\'{self.sheet}\'!A1","{text}")'

    def __str__(self) -> str:
        return self.text


def _unused_title(workbook: Workbook, title: str) -> str:
    """The title in a form that a sheet may have, and no other sheet has."""
    plain = FORBIDDEN.sub(" ", printable(title))
    tries = [plain[:LONGEST], *(f"{plain[: LONGEST - 3]} {number}" for number in range(2, 100))]
    return next(name for name in tries if name not in workbook.sheetnames)


def _head(added: WriteOnlyWorksheet, text: str) -> Cell:
    cell = _text(added, text)
    cell.font, cell.fill, cell.alignment = HEAD, SHADE, WRAPPED
    return cell


class Pens:
    """Makes the cells of a sheet.

    A cell is written before the next one is made, so that one of each number format serves them
    all: cells and styles of their own took half of the time of a workbook. Most texts recur.
    """

    def __init__(self, sheet: WriteOnlyWorksheet) -> None:
        self.sheet = sheet
        self.numbers: dict[str, Cell] = {}
        self.shown = cache(printable)

    def cell(self, value: Any) -> Any:
        """What a row has for a value: a cell, or the value where it needs no format."""
        if isinstance(value, Link):
            link = WriteOnlyCell(self.sheet, value.formula)
            link.font = LINKED
            return link
        if isinstance(value, str):
            text = self.shown(value)
            return _text(self.sheet, text) if text.startswith(("=", "#")) else text
        if isinstance(value, date) and not isinstance(value, datetime):
            return self._number(value, "yyyy-mm-dd")
        if isinstance(value, Decimal):
            return self._number(value, "#,##0" + _fraction(value))
        return value

    def _number(self, value: date | Decimal, number_format: str) -> Cell:
        if number_format not in self.numbers:
            self.numbers[number_format] = WriteOnlyCell(self.sheet)
            self.numbers[number_format].number_format = number_format
        cell = self.numbers[number_format]
        cell.value = value
        return cell


def _text(added: WriteOnlyWorksheet, text: str) -> Cell:
    """A text as it is seen: characters that XML cannot hold as escapes, and never a formula."""
    cell = WriteOnlyCell(added, printable(text))
    # Otherwise a text that begins with = would become a formula.
    cell.data_type = "s"
    return cell


def _fraction(value: Decimal) -> str:
    digits = -int(value.normalize().as_tuple().exponent)
    return "." + "0" * digits if digits > 0 else ""


def _width(values: Iterable[object]) -> float:
    """The width of a column: Chinese characters count twice, and a header may wrap."""
    head, *others = dict.fromkeys(value for value in values if value is not None)
    longest = max((_columns(str(value)) for value in others), default=0)
    return min(max(longest, _columns(str(head)) / 2, 8) + 2, 50)


def _columns(text: str) -> int:
    return sum(2 if ord(character) > 0x2E7F else 1 for character in text)
