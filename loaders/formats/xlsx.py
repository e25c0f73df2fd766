"""XLSX workbooks, as far as a person sees them: one pass over the XML of each part.

Read here, not by a library, since what libraries leave out is what decides: which characters of a
text are raised or struck out, which rows, columns and sheets are hidden, which formula has no
stored result; and since they unfold merged and far cells before anyone can count them.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from ...printable import UNSTORABLE
from . import limits
from .characters import CONTROL, Runs
from .conditional import ConditionalStyle, apply_conditions
from .errors import UnreadableTable
from .number_format import shown
from .packages import (
    child,
    elements,
    local,
    main_part,
    opened,
    part_of,
    relations,
    root_of,
    text_in,
)
from .seen import Font, Style, put_shown, put_text
from .sheet import Grid, Place, Sheet, Span, place_of

WORKBOOK = ("xl/workbook.xml", "xl/workbook2.xml")
# Number formats that a workbook need not spell out (ECMA-376, 18.8.30); in Chinese versions of the
# programs 27 to 36 and 50 to 58 are dates.
BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00",
    12: "# ?/?", 13: "# ??/??", 14: "yyyy-mm-dd", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy",
    18: "h:mm am/pm", 19: "h:mm:ss am/pm", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy-mm-dd h:mm",
    27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"', 36: 'yyyy"年"m"月"',
    37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00",
    41: '#,##0;-#,##0;"-"', 42: '#,##0;-#,##0;"-"', 43: '#,##0.00;-#,##0.00;"-"',
    44: '#,##0.00;-#,##0.00;"-"', 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "0.0E+0",
    49: "@", 50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"',
    54: 'm"月"d"日"', 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip
# A row or a column of less, in points or characters, shows nothing of its cells.
SLIGHT = 0.3
# Points of characters that can still be read.
READABLE = 2
CELL_NAME = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})", re.ASCII)
# As XML writes numbers; Python reads more: digits of other scripts, 1_200, inf.
NUMBER = re.compile(r"\s*[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?\s*", re.ASCII)
# The types of cells: numbers, texts of several kinds, truth values, days and errors.
KINDS = ("n", "s", "str", "inlineStr", "b", "d", "e")
RANGE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?")
FONT_NAMES = ("rFont", "charset", "family", "scheme")
ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass
class Book:
    """The parts of a workbook that its sheets refer to."""

    archive: zipfile.ZipFile
    strings: list[Runs] = field(default_factory=list)
    styles: list[Style] = field(default_factory=list)
    conditional: list[ConditionalStyle] = field(default_factory=list)
    since_1904: bool = False

    def style(self, index: str | None) -> Style:
        number = int(index) if index and index.isdecimal() else 0
        return self.styles[number] if number < len(self.styles) else Style()


def read(path: Path) -> list[Sheet]:
    """Each sheet that is shown; of one that is hidden its name and that it was there."""
    with opened(path) as archive:
        names = set(archive.namelist())
        workbook = main_part(archive, names, WORKBOOK)
        book = Book(archive)
        targets = relations(archive, workbook, names)
        for kind, part in targets.values():
            if kind == "sharedStrings":
                book.strings = list(shared_strings(archive, part))
            elif kind == "styles":
                book.styles = list(styles(archive, part))
                book.conditional = list(conditional_styles(archive, part))
        sheets = list(sheets_of(book, workbook, targets))
        if not sheets:
            raise UnreadableTable("a workbook without sheets")
        if not any(sheet.rows for sheet in sheets) and any("/media/" in name for name in names):
            raise UnreadableTable("image only, no data")
        return sheets


def is_on(element: etree._Element | None) -> bool:
    """Whether a property that is there is not switched off."""
    return element is not None and element.get("val") not in ("0", "false")


def shared_strings(archive: zipfile.ZipFile, part: str) -> Iterator[Runs]:
    characters = 0
    with part_of(archive, part) as source:
        for _event, element in elements(source, "si"):
            runs = runs_of(element)
            characters += len(runs.text)
            if characters > limits.CHARACTERS:
                raise UnreadableTable(f"more than {limits.CHARACTERS >> 20} million characters")
            yield runs
            forget(element)


def forget(element: etree._Element) -> None:
    """Free an element that was read, and those before it."""
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]  # type: ignore[union-attr]


def runs_of(element: etree._Element) -> Runs:
    """The runs of a text; how it is pronounced (rPh) is not part of it."""
    runs = Runs()
    for part in element:
        if local(part) == "t":
            runs.add(unescaped(text_in(part)))
        elif local(part) == "r":
            font = font_of(child(part, "rPr"))
            words = "".join(unescaped(text_in(text)) for text in part.iterfind("{*}t"))
            unseen = font.struck or font.white
            runs.add(words, raised=font.raised, unseen=unseen, look=look_of(child(part, "rPr")))
    return runs


def look_of(properties: etree._Element | None) -> object:
    """What makes the characters of a run look unlike others; Chinese has another font anyway."""
    if properties is None:
        return None
    shown = [one for one in properties if local(one) not in FONT_NAMES]
    return frozenset((local(one), *sorted(map(str, one.items()))) for one in shown) or None


def unescaped(text: str) -> str:
    """Characters that XML cannot hold are written _xHHHH_; those that no text holds stay so."""
    return ESCAPE.sub(_unescaped, text) if "_x" in text else text


def _unescaped(match: re.Match[str]) -> str:
    character = chr(int(match[1], 16))
    return match[0] if CONTROL.search(character) or UNSTORABLE.search(character) else character


def font_of(element: etree._Element | None) -> Font:
    if element is None:
        return Font()
    align, color = child(element, "vertAlign"), child(element, "color")
    size = child(element, "sz")
    is_tiny = size is not None and float(size.get("val") or 11) < READABLE
    return Font(
        struck=is_on(child(element, "strike")) or is_on(child(element, "vanish")) or is_tiny,
        raised=align is not None and align.get("val") in ("superscript", "subscript"),
        white=is_white(color),
        color=color_of(color),
    )


def color_of(color: etree._Element | None) -> str:
    """A colour as its kind and number, to be compared; empty for none."""
    names = ("rgb", "indexed", "theme", "tint")
    said = (
        [] if color is None else [f"{name} {color.get(name)}" for name in names if color.get(name)]
    )
    return ", ".join(said).upper()


def is_white(color: etree._Element | None) -> bool:
    """Whether it is the colour of paper, or nearly so."""
    if color is None or color.get("tint"):
        return False
    rgb = (color.get("rgb") or "").upper()[-6:]
    # Colour 0 of a theme is that of the background, 1 and 9 are white in every palette.
    by_number = color.get("theme") == "0" or color.get("indexed") in ("1", "9")
    return by_number or (
        len(rgb) == 6 and all(part >= "F8" for part in (rgb[:2], rgb[2:4], rgb[4:]))
    )


def styles(archive: zipfile.ZipFile, part: str) -> Iterator[Style]:
    """The styles that cells name by their number."""
    root = root_of(archive, part)
    codes = BUILT_IN | {
        int(element.get("numFmtId") or 0): element.get("formatCode") or "General"
        for element in root.iterfind(".//{*}numFmts/{*}numFmt")
    }
    fonts = [font_of(element) for element in root.iterfind(".//{*}fonts/{*}font")]
    fills = [fill_of(element) for element in root.iterfind(".//{*}fills/{*}fill")]
    for element in root.iterfind(".//{*}cellXfs/{*}xf"):
        font, fill = int(element.get("fontId") or 0), int(element.get("fillId") or 0)
        alignment = child(element, "alignment")
        yield Style(
            codes.get(int(element.get("numFmtId") or 0), "General"),
            fonts[font] if 0 <= font < len(fonts) else Font(),
            fills[fill] if 0 <= fill < len(fills) else "",
            int((alignment.get("indent") if alignment is not None else None) or 0),
        )


def conditional_styles(archive: zipfile.ZipFile, part: str) -> Iterator[ConditionalStyle]:
    """What conditional formats name by its number: what they change of a cell's style."""
    root = root_of(archive, part)
    yield from map(conditional_style, root.iterfind(".//{*}dxfs/{*}dxf"))


def conditional_style(element: etree._Element) -> ConditionalStyle:
    font, number_format = font_of(child(element, "font")), child(element, "numFmt")
    # White words on a fill of another colour are seen.
    is_white = font.white and child(element, "fill") is None
    code = number_format.get("formatCode") if number_format is not None else None
    return ConditionalStyle(font.struck or is_white, code or "")


def fill_of(element: etree._Element) -> str:
    """The colour of a fill, as ``color_of``; of one that is not of one colour, some words."""
    pattern = child(element, "patternFill")
    kind = pattern.get("patternType") if pattern is not None else "gradient"
    if kind in (None, "none"):
        return ""
    color = child(pattern, "fgColor") if pattern is not None and kind == "solid" else None
    return "" if is_white(color) else color_of(color) or str(kind)


def sheets_of(book: Book, workbook: str, targets: dict[str, tuple[str, str]]) -> Iterator[Sheet]:
    root = root_of(book.archive, workbook)
    properties = root.find("{*}workbookPr")
    book.since_1904 = properties is not None and properties.get("date1904") in ("1", "true")
    for element in root.iterfind("{*}sheets/{*}sheet"):
        name = element.get("name") or ""
        reference = next((str(v) for k, v in element.items() if str(k).endswith("}id")), "")
        if reference not in targets:
            raise UnreadableTable(f"the sheet {name} is not in the file")
        kind, part = targets[reference]
        if kind != "worksheet":
            continue
        if element.get("state") in ("hidden", "veryHidden"):
            message = f"the sheet {name} is hidden: what it holds is not loaded"
            yield Sheet(name, (), unseen=((f"sheet={name}", message),))
        else:
            yield sheet_of(book, part, name)


def sheet_of(book: Book, part: str, name: str) -> Sheet:
    """One sheet; its elements come in the order: columns, rows of cells, merged ranges."""
    grid = Grid()
    here = Cursor()
    rows_hidden = False
    with part_of(book.archive, part) as source:
        wanted = (
            "sheetView",
            "sheetFormatPr",
            "col",
            "row",
            "c",
            "mergeCell",
            "conditionalFormatting",
        )
        for event, element in elements(source, *wanted, events=("start", "end")):
            kind = local(element)
            if kind == "row" and event == "start":
                here.start_row(element)
                if is_hidden(element, "ht") or (
                    # Rows of which the file says nothing else.
                    rows_hidden and element.get("ht") is None and element.get("hidden") is None
                ):
                    grid.hidden_rows.add(here.row)
            elif kind == "row":
                forget(element)
            elif event == "start":
                continue
            elif kind == "c":
                put_cell(book, grid, name, here.place(element), element)
            elif kind == "sheetView":
                grid.shows_zeros = element.get("showZeros") not in ("0", "false")
            elif kind == "sheetFormatPr":
                rows_hidden = element.get("zeroHeight") in ("1", "true")
                if element.get("defaultColWidth") in ("0", "0.0"):
                    grid.shown_columns = set()
            elif kind == "col":
                grid.add_columns(columns_of(element), is_hidden=is_hidden(element, "width"))
            elif kind == "mergeCell" and (span := span_of(element.get("ref") or "")):
                grid.spans.append(span)
            elif kind == "conditionalFormatting":
                ranges = element.get("sqref") or element.findtext("{*}sqref") or ""
                spans = [found for name in ranges.split() if (found := cells_of(name))]
                apply_conditions(grid, element, spans, book.conditional, conditional_style)
    return grid.sheet(name)


class Cursor:
    """Where a cell stands: it may leave out its name, then it follows the one before it."""

    def __init__(self) -> None:
        self.row, self.column = -1, -1

    def start_row(self, element: etree._Element) -> None:
        number = element.get("r") or ""
        self.row = int(number) - 1 if number.isdecimal() else self.row + 1
        self.column = -1

    def place(self, element: etree._Element) -> Place:
        name = element.get("r")
        if found := CELL_NAME.fullmatch(name or ""):
            self.row, self.column = int(found[2]) - 1, column_of(found[1])
        elif name is None:
            self.column += 1
        else:
            raise UnreadableTable(f"{name!r} is no name of a cell")
        return self.row, self.column


def is_hidden(element: etree._Element, size: str) -> bool:
    given = element.get(size)
    return element.get("hidden") in ("1", "true") or (given is not None and float(given) < SLIGHT)


def columns_of(element: etree._Element) -> range:
    first, last = int(element.get("min") or 1), int(element.get("max") or 1)
    return range(first - 1, min(last, limits.SHEET_COLUMNS))


def column_of(letters: str) -> int:
    """0 for A, 26 for AA."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def span_of(reference: str) -> Span | None:
    found = RANGE.fullmatch(reference)
    if found is None or found[3] is None:
        return None
    rows = sorted((int(found[2]), int(found[4])))
    columns = sorted((column_of(found[1]), column_of(found[3])))
    return Span(rows[0] - 1, rows[1], columns[0], columns[1] + 1)


def cells_of(reference: str) -> Span | None:
    """A range, which may be one cell."""
    return span_of(reference if ":" in reference else f"{reference}:{reference}")


def put_cell(book: Book, grid: Grid, sheet: str, place: Place, element: etree._Element) -> None:
    if place in grid.texts:
        raise UnreadableTable(f"{place_of(sheet, *place)} stands twice in the file")
    style = book.style(element.get("s"))
    kind = element.get("t") or "n"
    value, formula, inline = (child(element, name) for name in ("v", "f", "is"))
    if len(element.findall("{*}v")) > 1:
        raise UnreadableTable(f"{place_of(sheet, *place)} has two values")
    content = text_in(value)
    if kind == "n" and content:
        put_number(book, grid, sheet, place, content, style)
        return
    runs = text_of(book, kind, content, inline)
    if kind == "n" and formula is not None:
        # Excel stores a result with every formula; a program that wrote the file did not.
        formula_text = f"={formula.text or ''}"
        grid.put(place, formula_text)
        grid.faults[place] = ("not_calculated", f"{formula_text} has no stored result")
        return
    put_text(grid, sheet, place, runs, style)
    if kind not in KINDS and content:
        grid.put(place, content)
        grid.faults[place] = ("not_a_number", f"a cell of the unknown type {kind}")


def text_of(book: Book, kind: str, content: str, inline: etree._Element | None) -> Runs:
    """The text of a cell of any kind but a number."""
    if kind == "s" and content.strip():
        if not content.strip().isdecimal() or int(content) >= len(book.strings):
            raise UnreadableTable(
                f"text {content} is not among the {len(book.strings)} of the file"
            )
        return book.strings[int(content)]
    if kind == "inlineStr" and inline is not None:
        return runs_of(inline)
    if kind == "b":
        return Runs("TRUE" if content == "1" else "FALSE")
    if kind == "d":
        return Runs(content.removesuffix("T00:00:00"))
    return Runs(unescaped(content)) if kind in ("str", "e") else Runs()


def put_number(
    book: Book, grid: Grid, sheet: str, place: Place, content: str, style: Style
) -> None:
    if not NUMBER.fullmatch(content):
        grid.put(place, content)
        grid.faults[place] = ("not_a_number", f"the workbook stores {content!r} as a number")
        return
    number = float(content)
    number_format = style.number_format
    put_shown(grid, sheet, place, shown(number, number_format, since_1904=book.since_1904), style)
