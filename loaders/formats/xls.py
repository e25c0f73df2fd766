"""XLS workbooks of Excel 2.1 to 2003, as far as a person sees them."""

import io
import struct
import traceback
from itertools import pairwise
from pathlib import Path

import xlrd
from xlrd.biffh import XLRDError, error_text_from_code
from xlrd.book import Book
from xlrd.formatting import XF

from .characters import Runs
from .errors import UnreadableTable
from .number_format import shown
from .seen import Font, Style, put_shown, put_text
from .sheet import Grid, Place, Sheet, Span
from .xls_records import Records, color_of, is_white

# A compound file, or a workbook of the first versions without one.
STARTS = (
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"\x09\x00\x04\x00",
    b"\x09\x02\x06\x00",
    b"\x09\x04\x06\x00",
    b"\x09\x08\x10\x00",
)
# In the directory of a compound file: the names of the streams of an encrypted workbook.
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
WORD_DOCUMENT = "WordDocument".encode("utf-16-le")
# The pattern of a fill of one colour, and twentieths of a point of characters that can be read.
SOLID, READABLE = 1, 40
# Twentieths of a point of a row, and 256ths of a character of a column, that show nothing.
SLIGHT_ROW, SLIGHT = 6, 77
# The library looks at conditional formats only to print them, and gives up on those that it does
# not know; they are read in xls_records.
for _record in ("XL_CF", "XL_CONDFMT"):
    setattr(xlrd.sheet, _record, None)
# Versions before 8 write texts in the code page of their computer; some forget to name it.
UNICODE_FROM = 80
CHINESE = "gb18030"


def read(path: Path) -> list[Sheet]:
    """Each sheet that is shown; of one that is hidden its name and that it was there."""
    content = path.read_bytes()
    if ENCRYPTED in content:
        raise UnreadableTable("encrypted")
    if WORD_DOCUMENT in content:
        raise UnreadableTable("a DOC document: save its tables as DOCX, XLSX or CSV")
    book = opened(content)
    records = Records.of(book, content)
    return [sheet_of(book, sheet, records, number) for number, sheet in enumerate(book.sheets())]


def opened(content: bytes) -> Book:
    """The workbook; texts without a code page are read as GB 18030, which is told nowhere else."""
    try:
        book = workbook(content)
        if book.codepage is None and book.biff_version < UNICODE_FROM:
            book = workbook(content, CHINESE)
    except XLRDError as error:
        if "encrypt" in str(error):
            raise UnreadableTable("encrypted") from error
        raise UnreadableTable(f"a broken XLS file: {damage(error)}") from error
    except MemoryError:
        raise
    except Exception as error:
        raise UnreadableTable(f"a broken XLS file: {damage(error)}") from error
    return book


def damage(error: Exception) -> str:
    """What is wrong with a workbook that xlrd gave up on: its own words are about its own code."""
    if isinstance(error, struct.error):
        return "it is cut off"
    where = {Path(frame.filename).stem for frame in traceback.extract_tb(error.__traceback__)}
    if "compdoc" in where:
        return "it is cut off, or its parts are not where its contents say"
    if "formatting" in where:
        return "its styles cannot be read"
    if "sheet" in where:
        return "the cells of a sheet cannot be read"
    return "the beginning of the workbook cannot be read"


def workbook(content: bytes, encoding: str | None = None) -> Book:
    return xlrd.open_workbook(
        file_contents=content,
        formatting_info=True,
        # Rows end with their last cell: padded, a far cell makes millions.
        ragged_rows=True,
        logfile=io.StringIO(),
        encoding_override=encoding,
    )


def sheet_of(book: Book, sheet: xlrd.sheet.Sheet, records: Records, number: int) -> Sheet:
    if sheet.visibility:
        message = f"the sheet {sheet.name} is hidden: what it holds is not loaded"
        return Sheet(sheet.name, (), unseen=((f"sheet={sheet.name}", message),))
    grid = Grid(
        shows_zeros=bool(getattr(sheet, "show_zero_values", True)),
        spans=[Span(*area) for area in sheet.merged_cells],
        hidden_rows={
            row
            for row, info in sheet.rowinfo_map.items()
            if info.hidden or (info.height is not None and info.height < SLIGHT_ROW)
        },
        hidden_columns={
            column
            for column, info in sheet.colinfo_map.items()
            if info.hidden or info.width < SLIGHT
        },
    )
    if sheet.default_row_hidden:
        grid.hidden_rows |= set(range(sheet.nrows)) - set(sheet.rowinfo_map)
    for row in range(sheet.nrows):
        for column in range(sheet.row_len(row)):
            cell = sheet.cell(row, column)
            if cell.ctype not in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
                put_cell(book, sheet, grid, (row, column), cell)
    for place, formula in records.without_result(number).items():
        # As of XLSX: the program that wrote the file stored no result with the formula.
        grid.put(place, f"={formula}")
        grid.faults[place] = ("not_calculated", f"={formula} has no stored result")
    records.apply_conditions(grid, number)
    return grid.sheet(sheet.name)


def put_cell(
    book: Book, sheet: xlrd.sheet.Sheet, grid: Grid, place: Place, cell: xlrd.sheet.Cell
) -> None:
    style = style_of(book, cell)
    if cell.ctype in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
        number = shown(float(cell.value), style.number_format, since_1904=bool(book.datemode))
        put_shown(grid, sheet.name, place, number, style)
        return
    put_text(grid, sheet.name, place, runs_of(book, sheet, place, cell), style)


def runs_of(book: Book, sheet: xlrd.sheet.Sheet, place: Place, cell: xlrd.sheet.Cell) -> Runs:
    """The text of a cell with the fonts of its parts; the first has the font of the cell."""
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return Runs(error_text_from_code[int(cell.value)])
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return Runs(str(bool(cell.value)).upper())
    text, runs = str(cell.value), Runs()
    changes = sheet.rich_text_runlist_map.get(place, [])
    starts = [0, *(start for start, _font in changes), len(text)]
    xf = format_of(book, cell)
    own = xf.font_index if xf else 0
    # What the whole cell is, its style says.
    parts = [(own, Font()), *((index, font_of(book, index)) for _start, index in changes)]
    for (start, end), (index, font) in zip(pairwise(starts), parts, strict=True):
        if end > start:
            unseen = font.struck or font.white
            runs.add(text[start:end], raised=font.raised, unseen=unseen, look=look_of(book, index))
    return runs


def look_of(book: Book, index: int) -> object:
    """What makes the characters of a font look unlike others; Chinese has another name anyway."""
    if index >= len(book.font_list):
        return None
    font = book.font_list[index]
    return (font.height, font.colour_index, font.weight, font.italic, font.underline_type)


def format_of(book: Book, cell: xlrd.sheet.Cell) -> XF | None:
    """The format of a cell; some programs write none, or fewer than the cells name."""
    index = cell.xf_index
    return book.xf_list[index] if index is not None and index < len(book.xf_list) else None


def style_of(book: Book, cell: xlrd.sheet.Cell) -> Style:
    xf = format_of(book, cell)
    if xf is None:
        return Style()
    found = book.format_map.get(xf.format_key)
    return Style(
        str(found.format_str) if found else "General",
        font_of(book, xf.font_index),
        fill_of(book, xf),
        int(xf.alignment.indent_level) if xf.alignment else 0,
    )


def font_of(book: Book, index: int) -> Font:
    if index >= len(book.font_list):
        return Font()
    font = book.font_list[index]
    return Font(
        bool(font.struck_out) or 0 < font.height < READABLE,
        bool(font.escapement),
        is_white(book, font.colour_index),
        color_of(book, font.colour_index),
    )


def fill_of(book: Book, xf: XF) -> str:
    """The number of the colour behind the text, where it is not white."""
    if not xf.background or not xf.background.fill_pattern:
        return ""
    if xf.background.fill_pattern != SOLID:
        return "a pattern"
    color = xf.background.pattern_colour_index
    return "" if is_white(book, color) else color_of(book, color)
