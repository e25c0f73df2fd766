"""ODS workbooks (OpenDocument, as LibreOffice and WPS save them), as far as a person sees them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from . import limits
from .characters import Runs
from .conditional import Condition, ConditionalStyle, apply_style
from .errors import UnreadableTable
from .packages import opened, root_of
from .seen import Font, Style, put_text
from .sheet import Grid, Place, Sheet, Span
from .stored_values import compare_stored, number_of
from .xlsx import SLIGHT, column_of

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
CALCEXT = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
CONTENT = "content.xml"
COMMON_STYLES = "styles.xml"
# The style of cells that name none, and the key of what holds for all styles.
UNNAMED, DEFAULT = "Default", ""
# A colour of which all three parts are at least f8.
PALE = re.compile("#(?:f[89a-f]){3}", re.IGNORECASE)
UNFILLED = ("", "transparent", "#ffffff")
# Properties of a text by which it looks no other: names of fonts, languages.
SAME_LOOK = re.compile(r"font-name|font-family|font-charset|font-pitch|language|country|script")
GROUPS = tuple(f"{TABLE}table-{kind}" for kind in ("header-rows", "row-group", "rows"))
COLUMN_GROUPS = tuple(
    f"{TABLE}table-{kind}" for kind in ("header-columns", "column-group", "columns")
)
CELLS = (f"{TABLE}table-cell", f"{TABLE}covered-table-cell")
HIDDEN = ("collapse", "filter")
# A cell or a range of a sheet, whose name may be quoted: '2020 年'.B2:'2020 年'.C5.
_SHEET = r"(?:\$?(?:'(?:[^']|'')*'|[^\s':.]+))?\."
_CELL = r"\$?([A-Z]{1,3})\$?(\d{1,7})"
CELLS_NAMED = re.compile(rf"{_SHEET}{_CELL}(?::(?:{_SHEET})?{_CELL})?", re.ASCII)
BETWEEN = re.compile(r"((?:not-)?between)\(([^,;()]+)[,;]([^,;()]+)\)")
BETWEENS = {"between": "between", "not-between": "notBetween"}
COMPARED = re.compile(r"(<=|>=|!=|<>|<|>|==?)([^=<>]+)")
COMPARISONS = {
    "<": "lessThan", "<=": "lessThanOrEqual", ">": "greaterThan", ">=": "greaterThanOrEqual",
    "=": "equal", "==": "equal", "!=": "notEqual", "<>": "notEqual",
}  # fmt: skip
# What holds the text of a cell, and what within it looks as the text around it.
PARAGRAPHS = (f"{TEXT}p", f"{TEXT}h", f"{TEXT}list")
PLAIN = (*PARAGRAPHS, f"{TEXT}list-item", f"{TEXT}span", f"{TEXT}a", f"{TEXT}ruby")
# What stands in a cell and is not its text.
ASIDE = (
    f"{TEXT}hidden-text",
    f"{TEXT}hidden-paragraph",
    f"{OFFICE}annotation",
    f"{TEXT}note",
    f"{TABLE}table",
    f"{DRAW}frame",
)


@dataclass
class Styles:
    """How the styles of a workbook show texts, by name; what they leave out they inherit."""

    elements: dict[str, etree._Element] = field(default_factory=dict)
    known: dict[str, Style] = field(default_factory=dict)
    mapped: dict[str, list[tuple[Condition, ConditionalStyle]]] = field(default_factory=dict)

    def properties(self, name: str | None, kind: str) -> dict[str, str]:
        """What a style and those it inherits from say of texts, cells, tables, rows or columns."""
        found: dict[str, str] = {}
        for element in self.chain(name):
            own = element.find(f"{STYLE}{kind}-properties")
            found = {str(k): str(v) for k, v in (own.items() if own is not None else ())} | found
        usual = self.elements.get(DEFAULT)
        own = usual.find(f"{STYLE}{kind}-properties") if usual is not None else None
        return {str(k): str(v) for k, v in (own.items() if own is not None else ())} | found

    def style(self, name: str | None) -> Style:
        """How a cell with a style shows its text."""
        name = name or UNNAMED
        if name not in self.known:
            color = self.properties(name, "table-cell").get(f"{FO}background-color", "").lower()
            self.known[name] = Style(font=self.font(name), fill="" if color in UNFILLED else color)
        return self.known[name]

    def conditions(self, name: str | None) -> list[tuple[Condition, ConditionalStyle]]:
        """What a style says that depends on the value of a cell."""
        name = name or UNNAMED
        if name not in self.mapped:
            self.mapped[name] = [
                (
                    condition_of(one.get(f"{STYLE}condition") or ""),
                    self.conditional(one.get(f"{STYLE}apply-style-name") or ""),
                )
                for element in self.chain(name)
                for one in element.iterchildren(f"{STYLE}map")
            ]
        return self.mapped[name]

    def conditional(self, name: str) -> ConditionalStyle:
        """What a style does to a cell that it is given to under a condition."""
        # Another way to show numbers is not looked into.
        shows = any(one.get(f"{STYLE}data-style-name") for one in self.chain(name))
        return ConditionalStyle(hides=shows or bool(self.style(name).hides))

    def chain(self, name: str | None) -> Iterator[etree._Element]:
        """A style and those it inherits from."""
        seen: set[str] = set()
        while name and name in self.elements and name not in seen:
            seen.add(name)
            yield self.elements[name]
            name = self.elements[name].get(f"{STYLE}parent-style-name")

    def font(self, name: str | None) -> Font:
        text = self.properties(name, "text")
        line = text.get(f"{STYLE}text-line-through-style")
        kind = text.get(f"{STYLE}text-line-through-type")
        position = (text.get(f"{STYLE}text-position") or "0%").split()[0]
        return Font(
            struck=line not in (None, "none") or kind not in (None, "none") or is_hidden(text),
            raised=position not in ("0%",),
            white=PALE.fullmatch(text.get(f"{FO}color") or "") is not None,
            color=(text.get(f"{FO}color") or "").lower(),
        )

    def look(self, name: str | None) -> object:
        text = self.properties(name, "text")
        return frozenset((key, value) for key, value in text.items() if not SAME_LOOK.search(key))

    def hides(self, name: str | None, kind: str, size: str) -> bool:
        """Whether a style leaves no room for a row or a column, or does not show a table."""
        own = self.properties(name, kind)
        length = re.match(r"[\d.]+", own.get(f"{STYLE}{size}", "")) if size else None
        return own.get(f"{TABLE}display") == "false" or (
            length is not None and float(length[0]) < SLIGHT
        )


def is_hidden(text: dict[str, str]) -> bool:
    """Whether a text is not shown at all, or has no size."""
    size = re.match(r"[\d.]+", text.get(f"{FO}font-size", ""))
    return text.get(f"{TEXT}display") == "none" or (size is not None and float(size[0]) == 0)


def read(path: Path) -> list[Sheet]:
    """Each sheet that is shown; of one that is hidden its name and that it was there.

    The text of a cell is stored as the program showed it, so that number formats are done.
    """
    with opened(path) as archive:
        root = root_of(archive, CONTENT)
        common: Iterable[etree._Element] = ()
        if COMMON_STYLES in archive.namelist():
            common = styles_in(root_of(archive, COMMON_STYLES))
    body = root.find(f"{OFFICE}body/{OFFICE}spreadsheet")
    if body is None:
        raise UnreadableTable("a document that is no workbook")
    styles = Styles(
        {one.get(f"{STYLE}name") or DEFAULT: one for one in [*common, *styles_in(root)]}
    )
    return [read_sheet(table, styles) for table in body.iterchildren(f"{TABLE}table")]


def styles_in(root: etree._Element) -> Iterable[etree._Element]:
    """The styles of one part of a workbook; those for texts, cells, rows, columns and tables."""
    return (
        style
        for kind in ("styles", "automatic-styles")
        for style in root.iterfind(f"{OFFICE}{kind}/*")
        if style.tag == f"{STYLE}style"
        or (style.tag == f"{STYLE}default-style" and style.get(f"{STYLE}family") == "table-cell")
    )


def read_sheet(table: etree._Element, styles: Styles) -> Sheet:
    name = table.get(f"{TABLE}name") or ""
    if styles.hides(table.get(f"{TABLE}style-name"), "table", ""):
        message = f"the sheet {name} is hidden: what it holds is not loaded"
        return Sheet(name, (), unseen=((f"sheet={name}", message),))
    grid = Grid()
    defaults = read_columns(table, grid, styles)
    mapped: dict[Place, list[tuple[Condition, ConditionalStyle]]] = {}
    row = 0
    for element, is_shown in within(table, f"{TABLE}table-row", GROUPS):
        count = repeated(element, "rows")
        width = filled_width(element)
        if count * width > limits.CELLS:
            raise UnreadableTable(f"sheet {name}: more than {limits.CELLS} cells")
        is_low = styles.hides(element.get(f"{TABLE}style-name"), "table-row", "row-height")
        # A row that stands for thousands of blank ones has no text to repeat.
        for at in range(row, row + (count if width else 0)):
            if element.get(f"{TABLE}visibility") in HIDDEN or is_low or not is_shown:
                grid.hidden_rows.add(at)
            read_row(element, at, name, grid, styles, defaults, mapped)
        row += count
    for place, conditions in mapped.items():
        for condition, style in conditions:
            span = Span(place[0], place[0] + 1, place[1], place[1] + 1)
            apply_style(grid, [span], condition, style)
    for element in table.iterfind(f"{CALCEXT}conditional-formats/{CALCEXT}conditional-format"):
        apply_format(grid, element, styles)
    return grid.sheet(name)


def apply_format(grid: Grid, element: etree._Element, styles: Styles) -> None:
    """Note a fault for each cell that a conditional format may hide or show otherwise."""
    spans = spans_of(element.get(f"{CALCEXT}target-range-address") or "")
    for rule in element:
        name = rule.get(f"{CALCEXT}apply-style-name") or rule.get(f"{CALCEXT}style")
        style = ConditionalStyle(hides=rule.get(f"{CALCEXT}show-value") == "false")
        if name:
            style = styles.conditional(name)
        apply_style(grid, spans, condition_of(rule.get(f"{CALCEXT}value") or ""), style)


def spans_of(address: str) -> list[Span]:
    """The ranges of a list of them; all cells where it is not understood."""
    found = [
        Span(
            int(one[2]) - 1,
            int(one[4] or one[2]),
            column_of(one[1]),
            column_of(one[3] or one[1]) + 1,
        )
        for one in CELLS_NAMED.finditer(address)
    ]
    return found or [Span(0, 1 << 20, 0, limits.SHEET_COLUMNS)]


def condition_of(text: str) -> Condition:
    """A comparison with constants, in either of the forms; anything else may hold."""
    words = text.replace(" ", "").removeprefix("cell-content()").removeprefix("cell-content-is-")
    if two := BETWEEN.fullmatch(words):
        bounds, operator = [number_of(two[2]), number_of(two[3])], BETWEENS[two[1]]
    elif one := COMPARED.fullmatch(words):
        bounds, operator = [number_of(one[2])], COMPARISONS[one[1]]
    else:
        return Condition("", ())
    known = tuple(bound for bound in bounds if bound is not None)
    return Condition(operator, known if len(known) == len(bounds) else ())


def read_row(
    element: etree._Element,
    row: int,
    sheet: str,
    grid: Grid,
    styles: Styles,
    defaults: dict[int, str],
    mapped: dict[Place, list[tuple[Condition, ConditionalStyle]]],
) -> None:
    """Put the cells of a row; ``defaults`` are the styles of columns for cells without their own.

    Those of the row come before them. ``mapped`` takes up what the style of a cell says that
    depends on its value.
    """
    column = 0
    of_row = element.get(f"{TABLE}default-cell-style-name")
    for cell in element.iterchildren(*CELLS):
        count = repeated(cell, "columns")
        if cell.tag == CELLS[0]:
            runs = runs_of(cell, styles)
            if is_not_calculated(cell):
                formula = cell.get(f"{TABLE}formula") or ""
                grid.put((row, column), formula.partition(":")[2] or formula)
                grid.faults[row, column] = ("not_calculated", f"{formula} has no stored result")
            for place in range(column, column + (count if runs.text or runs.unseen else 0)):
                name = cell.get(f"{TABLE}style-name") or of_row or defaults.get(place)
                put_text(grid, sheet, (row, place), runs, styles.style(name))
                compare(grid, (row, place), cell)
                if conditions := styles.conditions(name):
                    mapped[row, place] = conditions
            down = number(cell, f"{TABLE}number-rows-spanned")
            across = number(cell, f"{TABLE}number-columns-spanned")
            if down > 1 or across > 1:
                grid.spans.append(Span(row, row + down, column, column + across))
        column += count
    if len(grid.texts) > limits.CELLS:
        raise UnreadableTable(f"more than {limits.CELLS} cells")


def is_not_calculated(cell: etree._Element) -> bool:
    """Whether it is a formula whose result the file does not hold, not even an empty text."""
    held = (f"{OFFICE}value-type", f"{CALCEXT}value-type", f"{OFFICE}value")
    return (
        cell.get(f"{TABLE}formula") is not None
        and not any(cell.get(name) for name in held)
        and next(cell.iterchildren(*PARAGRAPHS), None) is None
    )


def compare(grid: Grid, place: Place, cell: etree._Element) -> None:
    """Compare the text of a cell with the number that is stored for it."""
    stored = cell.get(f"{OFFICE}value")
    compare_stored(grid, place, stored)
    if stored and next(cell.iterchildren(*PARAGRAPHS), None) is None and place in grid.texts:
        words = f"the file stores {stored} and shows nothing"
        grid.faults[place] = ("other_value", words)


def runs_of(cell: etree._Element, styles: Styles) -> Runs:
    """The paragraphs of a cell, a line each; without any what a program would show of its value."""
    runs = Runs()
    paragraphs = list(cell.iterchildren(*PARAGRAPHS))
    for number_, paragraph in enumerate(paragraphs):
        runs.add("\n" if number_ else "")
        gather(runs, paragraph, styles, Font())
    if not paragraphs:
        runs.add(stored_in(cell))
    return runs


def stored_in(cell: etree._Element) -> str:
    return cell.get(f"{OFFICE}string-value") or cell.get(f"{OFFICE}value") or ""


def gather(runs: Runs, element: etree._Element, styles: Styles, around: Font) -> None:
    """Add the text of an element and of those within it, each as its style shows it."""
    own = styles.font(element.get(f"{TEXT}style-name"))
    is_ruby = element.tag == f"{TEXT}ruby-text"
    raised = around.raised or own.raised or is_ruby
    font = Font(struck=around.struck or own.struck, raised=raised)
    name = element.get(f"{TEXT}style-name")
    look = styles.look(name) or (None if element.tag in PLAIN else element.tag)
    unseen = font.struck or own.white
    runs.add(element.text or "", raised=font.raised, unseen=unseen, look=look)
    for child in element:
        if child.tag == f"{TEXT}s":
            runs.add(" " * number(child, f"{TEXT}c"))
        elif child.tag == f"{TEXT}line-break":
            runs.add("\n")
        elif child.tag == f"{TEXT}tab":
            runs.add("\t")
        elif isinstance(child.tag, str) and child.tag not in ASIDE:
            gather(runs, child, styles, font)
        runs.add(child.tail or "", raised=font.raised, unseen=unseen, look=look)


def read_columns(table: etree._Element, grid: Grid, styles: Styles) -> dict[int, str]:
    """Note which columns are hidden; the names of the styles that columns give to their cells."""
    found: dict[int, str] = {}
    column = 0
    for element, is_shown in within(table, f"{TABLE}table-column", COLUMN_GROUPS):
        count = repeated(element, "columns")
        places = range(column, min(column + count, limits.SHEET_COLUMNS))
        is_narrow = styles.hides(element.get(f"{TABLE}style-name"), "table-column", "column-width")
        if element.get(f"{TABLE}visibility") in HIDDEN or is_narrow or not is_shown:
            grid.hidden_columns |= set(places)
        if name := element.get(f"{TABLE}default-cell-style-name"):
            found |= dict.fromkeys(places, name)
        column += count
    return found


def within(
    element: etree._Element, name: str, groups: tuple[str, ...], *, is_shown: bool = True
) -> Iterator[tuple[etree._Element, bool]]:
    """The elements with a name, also those that stand in groups, and whether these are shown."""
    for child in element:
        if child.tag == name:
            yield child, is_shown
        elif child.tag in groups:
            shown = is_shown and child.get(f"{TABLE}display") != "false"
            yield from within(child, name, groups, is_shown=shown)


def filled_width(row: etree._Element) -> int:
    """How many cells of a row have a text or a value."""
    cells = (
        cell
        for cell in row.iterchildren(*CELLS)
        if next(cell.iterchildren(*PARAGRAPHS), None) is not None or stored_in(cell)
    )
    return sum(repeated(cell, "columns") for cell in cells)


def repeated(element: etree._Element, what: str) -> int:
    return number(element, f"{TABLE}number-{what}-repeated")


def number(element: etree._Element, name: str) -> int:
    """A count that an attribute gives, 1 without it."""
    given = element.get(name) or "1"
    return min(int(given), 1 << 20) if given.isdecimal() else 1
