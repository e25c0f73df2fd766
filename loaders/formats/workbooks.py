"""Tables of workbooks: XLSX and the older XLS."""

import io
import re
import struct
import warnings
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import openpyxl
import xlrd
from openpyxl.worksheet.worksheet import Worksheet
from xlrd.biffh import XLRDError, error_text_from_code
from xlrd.compdoc import CompDocError

from ..sheets.cells import clean, indent
from ..sheets.numbering import INDENT
from ..sheets.problems import UnreadableTable
from .sheet import Place, Sheet

Grid = dict[Place, str]
# Of a workbook that is encrypted, in the characters of a compound file.
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
DAMAGE = (AssertionError, IndexError, KeyError, ValueError, struct.error)
RAW_STARTS = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08\x10\x00")


def xlsx(path: Path, names: set[str]) -> list[Sheet]:
    """Each sheet of an XLSX file; a formula as its stored result."""
    results, formulas = opened(path, results=True), opened(path, results=False)
    found = [xlsx_sheet(sheet, formulas[sheet.title]) for sheet in results.worksheets]
    if not found:
        raise UnreadableTable("a workbook without sheets (strict Office Open XML?)")
    if not any(sheet.rows for sheet in found) and any("/media/" in name for name in names):
        raise UnreadableTable("image only, no data")
    return found


def opened(path: Path, *, results: bool) -> openpyxl.Workbook:
    """A part that is missing or broken shows in as many ways as there are parts."""
    try:
        with warnings.catch_warnings(action="ignore"):
            return openpyxl.load_workbook(path, data_only=results)
    except (KeyError, TypeError, ValueError, SyntaxError, BadZipFile) as error:
        raise UnreadableTable(f"a broken workbook: {error}") from error


def xlsx_sheet(results: Worksheet, formulas: Worksheet) -> Sheet:
    # Not iter_rows: it makes the million cells of a column that is only formatted.
    grid = {
        (row - 1, column - 1): text
        for (row, column), cell in formulas._cells.items()
        if (text := xlsx_text(results._cells[row, column], cell.value))
    }
    indents = {
        (row - 1, column - 1): blanks
        for (row, column), cell in formulas._cells.items()
        if (blanks := indent(str(cell.value or "")) + INDENT * int(cell.alignment.indent or 0))
    }
    spans = [
        (area.min_row - 1, area.max_row, area.min_col - 1, area.max_col)
        for area in results.merged_cells.ranges
    ]
    return filled(results.title, grid, spans, indents)


def xlsx_text(cell: Any, formula: Any) -> str:
    value = formula if cell.value is None else cell.value
    return text_of(value, cell.number_format if value is not None else "")


def text_of(value: Any, shape: str) -> str:
    """The characters of a value, with every digit that is stored."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).upper()
        case int() | float():
            return number(value, shape)
        case date() | datetime():
            return day(value, shape)
    return clean(str(value))


def number(value: float, shape: str) -> str:
    """15 digits as the programs show them: 57324.8, not 57324.799999999996."""
    digits = Decimal(f"{value:.15g}")
    percent = re.sub(r'"[^"]*"|\\.', "", shape).endswith("%")
    text = format(digits * 100 if percent else digits, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return f"{text}%" if percent else text


def day(value: date, shape: str) -> str:
    """A date as its month where the sheet shows no day."""
    has_day = "d" in re.sub(r'"[^"]*"|\[[^]]*\]|\\.', "", shape).lower()
    return f"{value:%Y-%m-%d}" if has_day else f"{value:%Y-%m}"


def is_raw_xls(data: bytes) -> bool:
    """Whether a workbook of the first versions stands without a container."""
    return data.startswith(RAW_STARTS)


def xls(data: bytes) -> list[Sheet]:
    """Each sheet of an XLS file."""
    if ENCRYPTED in data:
        raise UnreadableTable("encrypted")
    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO())
    except (XLRDError, CompDocError, *DAMAGE) as error:
        encrypted = "encrypt" in str(error)
        raise UnreadableTable("encrypted" if encrypted else f"no workbook: {error}") from error
    return [xls_sheet(book, sheet) for sheet in book.sheets()]


def xls_sheet(book: xlrd.book.Book, sheet: xlrd.sheet.Sheet) -> Sheet:
    grid = {
        (row, column): text
        for row in range(sheet.nrows)
        for column in range(sheet.row_len(row))
        if (text := xls_text(book, sheet.cell(row, column)))
    }
    indents = {place: blanks for place in grid if (blanks := xls_indent(book, sheet.cell(*place)))}
    return filled(sheet.name, grid, sheet.merged_cells, indents)


def xls_indent(book: xlrd.book.Book, cell: xlrd.sheet.Cell) -> int:
    alignment = book.xf_list[cell.xf_index].alignment if cell.xf_index is not None else None
    return INDENT * int(alignment.indent_level if alignment else 0) + indent(str(cell.value))


def xls_text(book: xlrd.book.Book, cell: xlrd.sheet.Cell) -> str:
    if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
        return ""
    shape = shape_of(book, cell)
    match cell.ctype, cell.value:
        case xlrd.XL_CELL_DATE, float(days):
            return text_of(xlrd.xldate_as_datetime(days, book.datemode), shape)
        case xlrd.XL_CELL_ERROR, error:
            return error_text_from_code[int(error)]
        case xlrd.XL_CELL_BOOLEAN, truth:
            return text_of(bool(truth), shape)
    return text_of(cell.value, shape)


def shape_of(book: xlrd.book.Book, cell: xlrd.sheet.Cell) -> str:
    if cell.xf_index is None:
        return ""
    return str(book.format_map[book.xf_list[cell.xf_index].format_key].format_str)


def filled(
    name: str, grid: Grid, spans: list[tuple[int, int, int, int]], indents: dict[Place, int]
) -> Sheet:
    """Merged ranges filled with their first cell, as far as the sheet has characters."""
    height = max((row for row, _column in grid), default=-1) + 1
    width = max((column for _row, column in grid), default=-1) + 1
    echoes = {
        (row, column): (top, left)
        for top, bottom, left, right in spans
        if (top, left) in grid
        for row in range(top, min(bottom, height))
        for column in range(left, min(right, width))
        if (row, column) != (top, left)
    }
    whole = grid | {place: grid[first] for place, first in echoes.items()}
    rows = tuple(
        tuple(whole.get((row, column), "") for column in range(width)) for row in range(height)
    )
    return Sheet(name, rows, echoes, indents=indents)
