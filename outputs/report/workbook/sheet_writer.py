"""Writes sheets of a workbook: a frozen header with a filter, numbers and dates as such."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from ....printable import printable

HEAD = Font(bold=True)
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
) -> None:
    """Add a sheet with a header and rows."""
    kept = list(rows)
    added = workbook.create_sheet(_unused_title(workbook, title))
    added.freeze_panes = f"{get_column_letter(fixed_columns + 1)}2"
    added.auto_filter.ref = f"A1:{get_column_letter(len(header))}{len(kept) + 1}"
    for place, values in enumerate(zip(header, *kept, strict=True), start=1):
        added.column_dimensions[get_column_letter(place)].width = _width(values)
    added.append([_head(added, text) for text in header])
    for row in kept:
        added.append([_cell(added, value) for value in row])


def _unused_title(workbook: Workbook, title: str) -> str:
    """The title in a form that a sheet may have, and no other sheet has."""
    plain = FORBIDDEN.sub(" ", printable(title))
    tries = [plain[:LONGEST], *(f"{plain[: LONGEST - 3]} {number}" for number in range(2, 100))]
    return next(name for name in tries if name not in workbook.sheetnames)


def _head(added: WriteOnlyWorksheet, text: str) -> Cell:
    cell = _text(added, text)
    cell.font, cell.fill, cell.alignment = HEAD, SHADE, WRAPPED
    return cell


def _cell(added: WriteOnlyWorksheet, value: Any) -> Cell | None:
    if value is None:
        return None
    if isinstance(value, str):
        return _text(added, value)
    cell = WriteOnlyCell(added, value)
    if isinstance(value, date) and not isinstance(value, datetime):
        cell.number_format = "yyyy-mm-dd"
    elif isinstance(value, Decimal):
        cell.number_format = "#,##0" + _fraction(value)
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
    head, *others = (str(value) for value in values if value is not None)
    longest = max((_columns(text) for text in others), default=0)
    return min(max(longest, _columns(head) / 2, 8) + 2, 50)


def _columns(text: str) -> int:
    return sum(2 if ord(character) > 0x2E7F else 1 for character in text)
