"""Tables of DOCX documents (Word, WPS, LibreOffice), as far as a person sees them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from . import limits
from .characters import Runs, clean, indent
from .errors import UnreadableTable
from .packages import child, local, main_part, opened, relations, root_of, text_in
from .seen import Font
from .sheet import Grid, Place, Sheet, Span, place_of

DOCUMENT = "word/document.xml"
# What holds parts of a text, rows, cells or tables and is not seen itself.
HOLDERS = ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "hyperlink", "fldSimple")
DELETED = ("del", "moveFrom", "bdo")
PICTURES = ("drawing", "pict", "object", "AlternateContent", "altChunk")
BREAKS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
NOTES = ("footnoteReference", "endnoteReference")
# Properties by which a text looks no other: its font, its language, how a program treats it.
SAME_LOOK = (
    "rFonts", "lang", "noProof", "kern", "szCs", "bCs", "iCs", "snapToGrid", "rtl", "cs",
    "rPrChange",
)  # fmt: skip
# Parts of a text that a reader takes for no part of a number.
LINKS = ("oMath", "oMathPara", "hyperlink")
# The field by which Word draws a circle around a character; other formulas may show any number.
FORMULA_FIELD, CIRCLED = re.compile(r"^\s*eq\b", re.I), re.compile(r"\\o\s*\\ac\b", re.I)
# What a symbol of some font is, only the font knows.
SYMBOL = "\ufffd"
WHITE = re.compile("(?:F[89A-F]){3}", re.IGNORECASE)
UNFILLED = ("", "AUTO", "FFFFFF")
PLAIN = ("", "clear", "nil")
# Half points of characters, and twentieths of a point of a row, that can still be read.
READABLE, LOW = 4, 40
# Per cent of their width, and twentieths of a point between characters, that leave none to see.
NARROW, CLOSE = 10, -100
OFF = ("0", "false", "off", "none")


@dataclass
class DocumentStyles:
    """What the styles of a document say of texts; what they leave out they inherit."""

    elements: dict[str, etree._Element] = field(default_factory=dict)
    # The styles of paragraphs that name none, and what holds for all texts.
    usual: str | None = None
    defaults: etree._Element | None = None

    @classmethod
    def of(cls, root: etree._Element) -> "DocumentStyles":
        found = {attribute(one, "styleId"): one for one in root.iterfind("{*}style")}
        usual = (
            name
            for name, one in found.items()
            if attribute(one, "type") == "paragraph" and attribute(one, "default") in ("1", "true")
        )
        defaults = root.find("{*}docDefaults/{*}rPrDefault/{*}rPr")
        return cls(found, next(usual, None), defaults)

    def chain(self, name: str | None) -> Iterator[etree._Element]:
        """A style and those it is based on."""
        seen: set[str] = set()
        while name and name in self.elements and name not in seen:
            seen.add(name)
            yield self.elements[name]
            name = value_of(self.elements[name], "basedOn")

    def fills(self, name: str | None) -> bool:
        """Whether a style of tables colours some cells."""
        return any(fill_of(one) for style in self.chain(name) for one in style.iter("{*}shd"))


def read(path: Path) -> list[Sheet]:
    """Each table of a document, with the lines above it that may be its title."""
    body, styles = body_of(path)
    sheets = list(tables_of(body, styles))
    if not sheets:
        raise UnreadableTable("a document without a table")
    return sheets


def body_of(path: Path) -> tuple[etree._Element, DocumentStyles]:
    """The text and tables of a document, and the styles in which they are shown."""
    with opened(path) as archive:
        names = set(archive.namelist())
        main = main_part(archive, names, (DOCUMENT,))
        root = root_of(archive, main)
        parts = relations(archive, main, names).values()
        found = [part for kind, part in parts if kind == "styles" and part in names]
        styles = DocumentStyles.of(root_of(archive, found[0])) if found else DocumentStyles()
    body = child(root, "body")
    if body is None:
        raise UnreadableTable("a document without a text")
    if next(body.iter("{*}altChunk"), None) is not None:
        raise UnreadableTable("a part of the document is a file of another format: save it anew")
    return body, styles


def paragraphs(path: Path) -> Iterator[str]:
    """The paragraphs of a document as they are seen, without those of its tables."""
    body, styles = body_of(path)
    for element in body.iter("{*}p"):
        if not is_within(element, "tbl", *PICTURES, *DELETED):
            runs = Runs()
            gather(runs, element, DocumentParagraph.of(element, styles))
            yield runs.seen[0]


def tables_of(body: etree._Element, styles: DocumentStyles) -> Iterator[Sheet]:
    """The tables in their order; of nested ones each has its own cells only."""
    tables = [table for table in body.iter("{*}tbl") if not is_within(table, "Fallback")]
    numbers = {table: number for number, table in enumerate(tables, 1)}
    lines: list[str] = []
    for element in body.iter("{*}p", "{*}tbl"):
        if element in numbers:
            name = f"table {numbers[element]}"
            if is_within(element, *PICTURES, *DELETED):
                words = f"{name} of the document is deleted or in a text box: it is not loaded"
                yield Sheet(name, (), unseen=((f"sheet={name}", words),))
            else:
                yield DocumentTable(name, styles).sheet(element).under("", ("", *lines))
                lines = []
        elif not is_within(element, "tbl", *PICTURES):
            runs = Runs()
            gather(runs, element, DocumentParagraph.of(element, styles))
            # What names a table stands at the end of the words before it.
            lines += filter(None, [clean(runs.text)[-limits.TITLE :]])


def is_within(element: etree._Element, *names: str) -> bool:
    return any(local(one) in names for one in element.iterancestors())


def children(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    """The elements with these names in an element, also those in what is not seen itself."""
    for one in element:
        if isinstance(one.tag, str) and local(one) in names:
            yield one
        elif isinstance(one.tag, str) and local(one) in (*HOLDERS, *DELETED):
            yield from children(one, *names)


@dataclass
class DocumentTable:
    """The grid of a table while its rows are placed."""

    name: str
    styles: DocumentStyles
    grid: Grid = field(default_factory=Grid)
    # The merged ranges that the next row may continue, by their first column.
    open: dict[int, Span] = field(default_factory=dict)

    def sheet(self, table: etree._Element) -> Sheet:
        properties = child(table, "tblPr")
        is_coloured = self.styles.fills(value_of(properties, "tblStyle"))
        fill = fill_of(child(properties, "shd")) or ("some colour" if is_coloured else "")
        for index, row in enumerate(children(table, "tr")):
            if is_row_hidden(row):
                self.grid.hidden_rows.add(index)
            self.place(row, index, fill=fill)
        self.grid.spans += self.open.values()
        return self.grid.sheet(self.name)

    def place(self, row: etree._Element, index: int, *, fill: str) -> None:
        column = number_of(child(row, "trPr"), "gridBefore", 0)
        reaching: dict[int, Span] = {}
        for cell in children(row, "tc"):
            properties = child(cell, "tcPr")
            across = max(number_of(properties, "gridSpan", 1), 1)
            if column + across > limits.COLUMNS:
                raise UnreadableTable(f"{self.name}: more than {limits.COLUMNS} columns")
            self.put((index, column), cell, fill=fill)
            reaching |= self.merge(properties, index, column, across)
            column += across
        self.grid.spans += (span for at, span in self.open.items() if at not in reaching)
        self.open = reaching

    def merge(
        self, properties: etree._Element | None, index: int, column: int, across: int
    ) -> dict[int, Span]:
        """The merged range of a cell, by its first column, if the next row may continue it."""
        down, side = child(properties, "vMerge"), child(properties, "hMerge")
        if side is not None and attribute(side, "val") != "restart":
            # Of old documents: the cell goes on with the one to its left.
            before = (
                self.grid.spans.pop() if self.grid.spans else Span(index, index, column, column)
            )
            if before.bottom != index + 1 or before.right != column:
                raise UnreadableTable(f"{self.name}: row {index + 1} continues a cell not there")
            self.grid.spans.append(before._replace(right=column + across))
            return {}
        if side is not None or (down is None and across > 1):
            self.grid.spans.append(Span(index, index + 1, column, column + across))
        if down is None:
            return {}
        above = self.open.get(column)
        if attribute(down, "val") in ("", "continue") and above and above.right == column + across:
            return {column: above._replace(bottom=index + 1)}
        if above:
            self.grid.spans.append(above)
        return {column: Span(index, index + 1, column, column + across)}

    def put(self, place: Place, cell: etree._Element, *, fill: str) -> None:
        properties = child(cell, "tcPr")
        shading = child(properties, "shd")
        fill = fill_of(shading) if shading is not None else fill
        runs, is_numbered = Runs(), False
        for at, line in enumerate(children(cell, "p")):
            runs.add("\n" if at else "")
            paragraph = DocumentParagraph.of(line, self.styles, fill=fill)
            is_numbered |= paragraph.is_numbered
            gather(runs, line, paragraph)
        if is_within_deleted(cell) or child(properties, "cellDel") is not None:
            self.tell(place, runs.text, "is deleted")
            return
        self.grid.put_runs(place, runs, indent(runs.text))
        for part in runs.unseen:
            self.tell(place, part, "is deleted, struck out or hidden")
        if next((one for one in cell.iter() if local_or_none(one) in PICTURES), None) is not None:
            self.tell(place, "a picture", "stands in the cell")
        if is_numbered and place in self.grid.texts:
            words = "the program puts a number before it, which the file does not hold"
            self.grid.faults.setdefault(place, ("not_a_number", words))

    def tell(self, place: Place, text: str, how: str) -> None:
        if words := clean(text):
            where = place_of(self.name, *place)
            self.grid.unseen.append((where, f"{words} {how}: not loaded"))


def is_row_hidden(row: etree._Element) -> bool:
    """Whether a row is deleted, hidden or too low for its texts."""
    properties = child(row, "trPr")
    height = child(properties, "trHeight")
    is_low = height is not None and attribute(height, "hRule") == "exact"
    return (
        child(properties, "del") is not None
        or is_on(child(properties, "hidden"))
        or (is_low and height is not None and to_number(attribute(height, "val"), LOW) < LOW)
        or is_within_deleted(row)
    )


def is_within_deleted(element: etree._Element) -> bool:
    """Whether it stands in what is deleted of the row or table that it is of."""
    for one in element.iterancestors():
        if local(one) in DELETED:
            return True
        if local(one) in ("tr", "tbl"):
            return False
    return False


@dataclass(frozen=True)
class DocumentParagraph:
    """What shows the runs of a paragraph: styles, those of the paragraph first."""

    styles: DocumentStyles
    around: tuple[etree._Element, ...]
    # The colour behind it, where it is not that of paper.
    fill: str
    is_numbered: bool

    @classmethod
    def of(
        cls, element: etree._Element, styles: DocumentStyles, *, fill: str = ""
    ) -> "DocumentParagraph":
        properties = child(element, "pPr")
        name = value_of(properties, "pStyle") or styles.usual
        chain = list(styles.chain(name))
        said = (child(properties, "numPr"), *(child(child(one, "pPr"), "numPr") for one in chain))
        numbering = next((one for one in said if one is not None), None)
        is_numbered = numbering is not None and value_of(numbering, "numId") not in (None, "0")
        around = tuple(one for style in chain if (one := child(style, "rPr")) is not None)
        return cls(styles, around, fill, is_numbered)

    def font(self, properties: etree._Element | None) -> Font:
        """How a run with these properties of its own is seen."""
        own = [] if properties is None else [properties]
        name = value_of(properties, "rStyle")
        of_style = (child(style, "rPr") for style in self.styles.chain(name))
        defaults = [] if self.styles.defaults is None else [self.styles.defaults]
        said = [*own, *(one for one in of_style if one is not None), *self.around, *defaults]

        def found(name: str) -> etree._Element | None:
            return next((one for every in said if (one := child(every, name)) is not None), None)

        def at_least(name: str, least: int) -> bool:
            one = found(name)
            return one is None or to_number(attribute(one, "val"), least) >= least

        is_readable = at_least("sz", READABLE) and at_least("w", NARROW)
        is_readable &= at_least("spacing", CLOSE)
        is_struck = any(is_on(found(name)) for name in ("strike", "dstrike", "vanish"))
        color, own_fill = found("color"), found("shd")
        fill = fill_of(own_fill) if own_fill is not None else self.fill
        filled = bool(fill) or found("highlight") is not None
        ink = attribute(color, "val").upper() if color is not None else ""
        return Font(
            struck=not is_readable or is_struck,
            raised=is_raised(found("vertAlign"), found("position")),
            white=(is_white(color) and not filled) or (ink != "" and ink == fill),
        )


def is_raised(align: etree._Element | None, position: etree._Element | None) -> bool:
    if align is not None and attribute(align, "val") in ("superscript", "subscript"):
        return True
    return position is not None and to_number(attribute(position, "val"), 0) != 0


def gather(
    runs: Runs,
    element: etree._Element,
    paragraph: DocumentParagraph,
    *,
    raised: bool = False,
    unseen: bool = False,
    look: object = None,
) -> None:
    """Add the texts within an element, each as it is shown; a table in it has its own cells."""
    for one in element:
        name = local_or_none(one)
        if name == "r":
            add_run(runs, one, paragraph, raised=raised, unseen=unseen, look=look)
        elif name in DELETED:
            gather(runs, one, paragraph, raised=raised, unseen=True)
        elif name in ("rt", "sup", "sub"):
            gather(runs, one, paragraph, raised=True, unseen=unseen)
        elif name in LINKS:
            gather(runs, one, paragraph, raised=raised, unseen=unseen, look=name)
        elif name not in (*PICTURES, "tbl", "pPr", "rPr", ""):
            gather(runs, one, paragraph, raised=raised, unseen=unseen, look=look)


def add_run(
    runs: Runs,
    run: etree._Element,
    paragraph: DocumentParagraph,
    *,
    raised: bool,
    unseen: bool,
    look: object,
) -> None:
    properties = child(run, "rPr")
    font = paragraph.font(properties)
    raised, unseen = raised or font.raised, unseen or font.struck or font.white
    look = look or look_of(properties)
    for part in run:
        name = local_or_none(part)
        if name in ("t", "delText"):
            is_deleted = unseen or name == "delText"
            runs.add(text_in(part), raised=raised, unseen=is_deleted, look=look)
        elif name == "instrText" and FORMULA_FIELD.search(part.text or ""):
            is_mark = CIRCLED.search(part.text or "") is not None
            runs.add(SYMBOL, raised=raised or is_mark, unseen=unseen, look=name)
        elif name in NOTES:
            runs.add(f"[{attribute(part, 'id')}]", raised=True)
        elif name == "sym":
            runs.add(SYMBOL, raised=raised, unseen=unseen, look=look)
        elif name in BREAKS:
            runs.add(BREAKS[name], raised=raised, unseen=unseen, look=look)
        elif name == "ruby":
            gather(runs, part, paragraph, raised=raised, unseen=unseen, look=look)


def look_of(properties: etree._Element | None) -> object:
    """What makes the characters of a run look unlike others."""
    if properties is None:
        return None
    seen = [one for one in properties if local_or_none(one) not in ("", *SAME_LOOK)]
    return frozenset((local(one), *sorted(map(str, one.items()))) for one in seen) or None


def local_or_none(element: etree._Element) -> str:
    """The name of an element; nothing for a comment."""
    return local(element) if isinstance(element.tag, str) else ""


def attribute(element: etree._Element, name: str) -> str:
    """An attribute in whatever namespace; strict documents have another."""
    return next((str(v) for k, v in element.items() if str(k).rpartition("}")[2] == name), "")


def value_of(element: etree._Element | None, name: str) -> str | None:
    """What the element of a property says."""
    found = child(element, name)
    return attribute(found, "val") if found is not None else None


def number_of(element: etree._Element | None, name: str, otherwise: int) -> int:
    return int(to_number(value_of(element, name) or "", otherwise))


def to_number(text: str, otherwise: int) -> float:
    found = re.match(r"-?\d{1,6}(?:\.\d+)?", text, re.ASCII)
    return float(found[0]) if found else otherwise


def is_on(element: etree._Element | None) -> bool:
    return element is not None and attribute(element, "val") not in OFF


def fill_of(shading: etree._Element | None) -> str:
    """The colour of a shading, some words for a pattern; empty for that of paper."""
    if shading is None:
        return ""
    fill, pattern = attribute(shading, "fill").upper(), attribute(shading, "val")
    return (fill if fill not in UNFILLED else "") or ("" if pattern in PLAIN else pattern)


def is_white(color: etree._Element | None) -> bool:
    if color is None:
        return False
    theme = attribute(color, "themeColor")
    is_background = theme in ("background1", "light1") and not attribute(color, "themeShade")
    return is_background or (not theme and WHITE.fullmatch(attribute(color, "val")) is not None)
