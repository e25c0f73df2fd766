"""ODS workbooks (OpenDocument, as LibreOffice and WPS save them), as far as a person sees them."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from . import limits
from .characters import Runs
from .errors import UnreadableTable
from .seen import Font, Style, put_text
from .sheet import Grid, Sheet, Span
from .xlsx import check_size

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
CONTENT = "content.xml"
# Properties of a text by which it looks no other: names of fonts, languages.
SAME_LOOK = re.compile(r"font-name|font-family|font-charset|font-pitch|language|country|script")
GROUPS = tuple(f"{TABLE}table-{kind}" for kind in ("header-rows", "row-group", "rows"))
COLUMN_GROUPS = tuple(
    f"{TABLE}table-{kind}" for kind in ("header-columns", "column-group", "columns")
)
CELLS = (f"{TABLE}table-cell", f"{TABLE}covered-table-cell")
HIDDEN = ("collapse", "filter")
# What stands in a cell and is not its text.
ASIDE = (f"{OFFICE}annotation", f"{TEXT}note", f"{TABLE}table")


@dataclass
class Styles:
    """How the styles of a workbook show texts, by name; and those of sheets that are not shown."""

    fonts: dict[str, Font] = field(default_factory=dict)
    looks: dict[str, object] = field(default_factory=dict)
    hidden_tables: set[str] = field(default_factory=set)

    def font(self, name: str | None) -> Font:
        return self.fonts.get(name or "", Font())


def read(path: Path) -> list[Sheet]:
    """Each sheet that is shown; of one that is hidden its name and that it was there.

    The text of a cell is stored as the program showed it, so that number formats are done.
    """
    with zipfile.ZipFile(path) as archive:
        check_size(archive)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
        with archive.open(CONTENT) as source:
            root = etree.parse(source, parser).getroot()
    body = root.find(f"{OFFICE}body/{OFFICE}spreadsheet")
    if body is None:
        raise UnreadableTable("a document that is no workbook")
    styles = read_styles(root)
    return [read_sheet(table, styles) for table in body.iterchildren(f"{TABLE}table")]


def read_styles(root: etree._Element) -> Styles:
    found = Styles()
    for style in root.iterfind(f"{OFFICE}automatic-styles/{STYLE}style"):
        name = style.get(f"{STYLE}name") or ""
        text = style.find(f"{STYLE}text-properties")
        table = style.find(f"{STYLE}table-properties")
        if text is not None:
            line = text.get(f"{STYLE}text-line-through-style")
            kind = text.get(f"{STYLE}text-line-through-type")
            position = (text.get(f"{STYLE}text-position") or "0%").split()[0]
            found.fonts[name] = Font(
                struck=line not in (None, "none") or kind not in (None, "none"),
                raised=position not in ("0%",),
                white=(text.get(f"{FO}color") or "").lower() == "#ffffff",
            )
            found.looks[name] = frozenset(
                (key, value) for key, value in text.items() if not SAME_LOOK.search(str(key))
            )
        if table is not None and table.get(f"{TABLE}display") == "false":
            found.hidden_tables.add(name)
    return found


def read_sheet(table: etree._Element, styles: Styles) -> Sheet:
    name = table.get(f"{TABLE}name") or ""
    if table.get(f"{TABLE}style-name") in styles.hidden_tables:
        message = f"the sheet {name} is hidden: what it holds is not loaded"
        return Sheet(name, (), unseen=((f"sheet={name}", message),))
    grid = Grid(hidden_columns=hidden_columns(table))
    row = 0
    for element in within(table, f"{TABLE}table-row", GROUPS):
        count = repeated(element, "rows")
        width = filled_width(element)
        if count * width > limits.CELLS:
            raise UnreadableTable(f"sheet {name}: more than {limits.CELLS} cells")
        # A row that stands for thousands of blank ones has no text to repeat.
        for at in range(row, row + (count if width else 0)):
            if element.get(f"{TABLE}visibility") in HIDDEN:
                grid.hidden_rows.add(at)
            read_row(element, at, name, grid, styles)
        row += count
    return grid.sheet(name)


def read_row(element: etree._Element, row: int, sheet: str, grid: Grid, styles: Styles) -> None:
    column = 0
    for cell in element.iterchildren(*CELLS):
        count = repeated(cell, "columns")
        if cell.tag == CELLS[0]:
            style = Style(font=styles.font(cell.get(f"{TABLE}style-name")))
            runs = runs_of(cell, styles)
            for place in range(column, column + (count if runs.text or runs.unseen else 0)):
                put_text(grid, sheet, (row, place), runs, style)
            down = number(cell, f"{TABLE}number-rows-spanned")
            across = number(cell, f"{TABLE}number-columns-spanned")
            if down > 1 or across > 1:
                grid.spans.append(Span(row, row + down, column, column + across))
        column += count
    if len(grid.texts) > limits.CELLS:
        raise UnreadableTable(f"more than {limits.CELLS} cells")


def runs_of(cell: etree._Element, styles: Styles) -> Runs:
    """The paragraphs of a cell, a line each."""
    runs = Runs()
    for number_, paragraph in enumerate(cell.iterchildren(f"{TEXT}p")):
        runs.add("\n" if number_ else "")
        gather(runs, paragraph, styles, Font())
    return runs


def gather(runs: Runs, element: etree._Element, styles: Styles, around: Font) -> None:
    """Add the text of an element and of those within it, each as its style shows it."""
    own = styles.font(element.get(f"{TEXT}style-name"))
    font = Font(struck=around.struck or own.struck, raised=around.raised or own.raised)
    look = styles.looks.get(element.get(f"{TEXT}style-name") or "")
    unseen = font.struck or own.white
    runs.add(element.text or "", raised=font.raised, unseen=unseen, look=look)
    for child in element:
        if child.tag == f"{TEXT}s":
            runs.add(" " * number(child, f"{TEXT}c"))
        elif child.tag == f"{TEXT}line-break":
            runs.add("\n")
        elif isinstance(child.tag, str) and child.tag not in ASIDE:
            gather(runs, child, styles, font)
        runs.add(child.tail or "", raised=font.raised, unseen=unseen, look=look)


def hidden_columns(table: etree._Element) -> set[int]:
    found: set[int] = set()
    column = 0
    for element in within(table, f"{TABLE}table-column", COLUMN_GROUPS):
        count = repeated(element, "columns")
        if element.get(f"{TABLE}visibility") in HIDDEN:
            found |= set(range(column, min(column + count, limits.SHEET_COLUMNS)))
        column += count
    return found


def within(element: etree._Element, name: str, groups: tuple[str, ...]) -> Iterator[etree._Element]:
    """The elements with a name, also those that stand in groups."""
    for child in element:
        if child.tag == name:
            yield child
        elif child.tag in groups:
            yield from within(child, name, groups)


def filled_width(row: etree._Element) -> int:
    """How many cells of a row have a text."""
    cells = (cell for cell in row.iterchildren(*CELLS) if cell.find(f"{TEXT}p") is not None)
    return sum(repeated(cell, "columns") for cell in cells)


def repeated(element: etree._Element, what: str) -> int:
    return number(element, f"{TABLE}number-{what}-repeated")


def number(element: etree._Element, name: str) -> int:
    """A count that an attribute gives, 1 without it."""
    given = element.get(name) or "1"
    return min(int(given), 1 << 20) if given.isdecimal() else 1
