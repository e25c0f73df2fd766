"""Tables of an HTML page as a browser shows them, with cells that span rows and columns."""

import email
import email.policy
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree, html
from lxml.etree import ParserError
from lxml.html import HtmlElement
from selectolax.lexbor import LexborHTMLParser

from . import limits
from .characters import Runs, clean, indent
from .errors import UnreadableTable
from .sheet import Grid, Place, Sheet, Span, place_of
from .stored_values import compare_stored
from .visibility import Visibility

XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
BETWEEN_CHINESE = re.compile(r"(?<=[^\x00-\xff])[ \t]*\n\s*(?=[^\x00-\xff])")
# What begins a line of its own.
BREAKS = frozenset(
    ("p", "div", "br", "h1", "h2", "h3", "h4", "h5", "h6", "li", "tr", "td", "table", "center")
)
LINE_BREAKS = ("br", "p", "div")
GROUPS = ("thead", "tbody", "tfoot")
# Where a table is only spoken of.
NO_MARKUP = re.compile(r"<!--.*?-->|<script\b.*?</script", re.DOTALL | re.IGNORECASE)
# Where Excel and LibreOffice store the number of a cell; Google's sheets have a data- attribute.
STORED = ("x:num", "sdval")
SHEETS_NUMBER = re.compile(r'^\{"1":3,"3":([-+.\deE]+)\}$')
# What takes all that follows for its text, until it ends.
RAW = (
    "!--", "script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes",
    "plaintext",
)  # fmt: skip
PART_OF_TABLE = re.compile(r"<t[rdh]\b|</table")
# Fields whose text is seen.
TYPED = ("text", "number", "tel", "search")
NO_TEXT = ("table", "script", "style", "template")
# Elements and attributes that show a text as the one around it.
PLAIN_TAGS = ("span", "font", "a", "wbr", "nobr")
SAME_LOOK = ("lang", "xml:lang", "{http://www.w3.org/XML/1998/namespace}lang")


def sheets(text: str) -> list[Sheet]:
    """Each table of a page; of nested ones each has its own cells only."""
    page = parsed(text)
    visibility = Visibility.of(page)
    lines = lines_before_tables(page, visibility)
    found = [
        HtmlTable(number, visibility, shown=table in lines)
        .sheet(table)
        .under(captions(table, visibility), lines.get(table, ()))
        for number, table in enumerate(page.iter("table"), 1)
    ]
    if not any(any(map(any, one.rows)) for one in found):
        has_image = next(page.iter("img"), None) is not None
        raise UnreadableTable("image only, no data" if has_image else "no table on the page")
    return found


def parsed(text: str) -> HtmlElement:
    """The page. Raises UnreadableTable where the parser gave up, or the text ends too early."""
    markup = NO_MARKUP.sub("", text).lower()
    if markup.rfind("<table") > markup.rfind("</table"):
        raise UnreadableTable("the page ends within a table: it was cut off")
    for name in RAW:
        start = markup.rfind(f"<{name}")
        if start > markup.rfind(f"</{name}") and PART_OF_TABLE.search(markup, start):
            raise UnreadableTable(f"<{name} has no end: the rest of the page is part of it")
    # libxml2 nests what a browser closes (a row after an unclosed <b>), so that lexbor, which
    # follows the standard as browsers do, sets the page right first.
    well_formed = LexborHTMLParser(XML_DECLARATION.sub("", text)).html or ""
    # Without huge_tree libxml2 stops at 256 elements within each other, and tells only its log.
    parser = html.HTMLParser(huge_tree=True)
    try:
        page = html.document_fromstring(well_formed, parser=parser)
    except ParserError as error:
        raise UnreadableTable(f"no page: {error}") from error
    for entry in parser.error_log:
        if entry.level_name == "FATAL":
            raise UnreadableTable(f"line {entry.line}: {entry.message}")
    if page.find("body") is None:
        frames = ", ".join(filter(None, (frame.get("src") for frame in page.iter("frame"))))
        where = f": its tables are in other files ({frames}), load these" if frames else ""
        raise UnreadableTable(f"a page of frames{where}")
    depth = max((sum(1 for _ in one.iterancestors()) for one in page.iter("table")), default=0)
    if depth > limits.NESTING:
        raise UnreadableTable(f"a table within {depth} elements: {limits.NESTING} are read")
    return page


def archived(content: bytes) -> list[Sheet]:
    """The tables of all pages of a web archive (MHTML), as Excel saves a web page in one file."""
    message = email.message_from_bytes(content, policy=email.policy.default)
    pages = [part for part in message.walk() if part.get_content_type() == "text/html"]
    try:
        texts = [part.get_content() for part in pages]
    except LookupError as error:
        raise UnreadableTable("a web archive in a character set that is not known") from error
    except ValueError as error:
        words = f"a web archive that declares an encoding its text is not in: {error}"
        raise UnreadableTable(words) from error
    found = [one for text in texts if "<table" in text.lower() for one in sheets(text)]
    if not found:
        raise UnreadableTable("a web archive without a table")
    return found


def lines_before_tables(
    page: HtmlElement, visibility: Visibility
) -> dict[HtmlElement, tuple[str, ...]]:
    """Of each table that is shown: the title of the page, and the lines since the table before."""
    found: dict[HtmlElement, tuple[str, ...]] = {}
    title = " ".join(page.xpath("string(//title)").split())
    lines, hidden = [""], 0
    for step, element in etree.iterwalk(page.find("body"), events=("start", "end")):
        is_hidden = visibility.is_hidden(element) or element.tag == "caption"
        hidden += is_hidden if step == "start" else 0
        if not hidden:
            if step == "start" and element.tag == "table":
                # What names a table stands at the end of the words before it.
                ends = (clean(line[-limits.TITLE :]) for line in lines)
                found[element] = (title[: limits.TITLE], *filter(None, ends))
                lines = [""]
            if element.tag in BREAKS:
                lines.append("")
            if step == "start":
                lines[-1] += flowed(element.text)
        if step == "end":
            hidden -= is_hidden
            if element.tag == "table":
                lines = [""]
            if not hidden:
                lines[-1] += flowed(element.tail)
    return found


def captions(table: HtmlElement, visibility: Visibility) -> str:
    found = (runs_of(caption, visibility).seen[0] for caption in table.xpath("./caption"))
    return "\n".join(filter(None, found))


@dataclass
class HtmlTable:
    """The grid of a table while its rows are placed."""

    number: int
    visibility: Visibility
    shown: bool
    grid: Grid = field(default_factory=Grid)
    # The rows, from the present one on, that a cell from above reaches down into, by column.
    taken: dict[int, int] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return f"table {self.number}"

    def sheet(self, table: HtmlElement) -> Sheet:
        if not self.shown:
            message = f"table {self.number} of the page is hidden: what it holds is not loaded"
            return Sheet(self.name, (), unseen=((f"sheet={self.name}", message),))
        self.hide_columns(table)
        index = 0
        for group in groups(table):
            self.taken = {}
            # A group has an element of its own, unless its rows stand in the table directly.
            above = group[0].getparent()
            hidden = above is not table and self.visibility.is_hidden(above)
            for position, row in enumerate(group):
                if hidden or self.visibility.is_hidden(row):
                    self.grid.hidden_rows.add(index)
                self.place(row, index, len(group) - position)
                index += 1
        return self.grid.sheet(self.name)

    def hide_columns(self, table: HtmlElement) -> None:
        index = 0
        for column in table.xpath("./colgroup/col|./col"):
            count = span(column, "span")
            if self.visibility.is_hidden(column):
                self.grid.hidden_columns |= set(range(index, index + count))
            index += count

    def place(self, row: HtmlElement, index: int, below: int) -> None:
        """Put the cells of a row where none from above reaches down; a span ends with its group."""
        column = 0
        reaching = {at: rows - 1 for at, rows in self.taken.items() if rows > 1}
        for cell in row.iterchildren("td", "th"):
            while column in self.taken:
                column += 1
            runs = runs_of(cell, self.visibility)
            if self.visibility.is_hidden(cell):
                self.tell(index, column, runs.text, "is hidden")
                runs = Runs()
                if self.visibility.has_no_box(cell):
                    continue
            across = span(cell, "colspan") or 1
            down = min(span(cell, "rowspan") or below, below)
            if column + across > limits.COLUMNS:
                raise UnreadableTable(f"{self.name}: more than {limits.COLUMNS} columns")
            if across > 1 or down > 1:
                self.grid.spans.append(Span(index, index + down, column, column + across))
            if down > 1:
                reaching |= dict.fromkeys(range(column, column + across), down - 1)
            self.put((index, column), runs)
            self.compare((index, column), cell)
            column += across
        self.taken = reaching

    def put(self, place: Place, runs: Runs) -> None:
        self.grid.put_runs(place, runs, indent(runs.text.lstrip(" \n")))
        for part in runs.unseen:
            self.tell(*place, part, "is struck out or hidden")

    def compare(self, place: Place, cell: HtmlElement) -> None:
        """Compare the text with the number that a program stored for it as an attribute."""
        for name in STORED:
            compare_stored(self.grid, place, cell.get(name))
        for name, value in cell.items():
            if str(name).startswith("data-"):
                # What else stands in such an attribute, only its page knows.
                number = SHEETS_NUMBER.search(value)
                compare_stored(self.grid, place, number[1] if number else value, exact=False)

    def tell(self, row: int, column: int, text: str, how: str) -> None:
        if words := clean(text):
            place = place_of(self.name, row, column)
            self.grid.unseen.append((place, f"{words} {how}: not loaded"))


def groups(table: HtmlElement) -> Iterator[list[HtmlElement]]:
    """The rows of each thead, tbody and tfoot, and those between them."""
    loose: list[HtmlElement] = []
    for child in table:
        if child.tag == "tr":
            loose.append(child)
        elif child.tag in GROUPS:
            yield from filter(None, [loose, list(child.iterchildren("tr"))])
            loose = []
    if loose:
        yield loose


def span(cell: HtmlElement, name: str) -> int:
    """The number of rows or columns; 0 stands for all that follow."""
    digits = re.match(r"\s*(\d{1,9})", cell.get(name) or "1")
    return min(int(digits[1]), limits.SPAN) if digits else 1


def runs_of(cell: HtmlElement, visibility: Visibility) -> Runs:
    """The characters of a cell with their blanks; a line break only where the page shows one."""
    runs = Runs()
    gather(runs, cell, visibility, Inherited(unseen=visibility.is_struck_around(cell)))
    runs.text = runs.text.replace("\u2028", "\n")
    return runs


@dataclass(frozen=True)
class Inherited:
    """How a text is seen for what it is in: raised, not at all, and the elements that shape it."""

    raised: bool = False
    unseen: bool = False
    look: tuple[object, ...] = ()

    def within(self, element: HtmlElement, visibility: Visibility) -> "Inherited":
        return Inherited(
            self.raised or visibility.is_raised(element),
            self.unseen or visibility.is_hidden(element) or visibility.is_struck(element),
            (*self.look, *look_of(element)),
        )


def look_of(element: HtmlElement) -> tuple[object, ...]:
    """What may make the text of an element look unlike that around it; a language does not."""
    attributes = {name: value for name, value in element.items() if name not in SAME_LOOK}
    if element.tag in LINE_BREAKS or (element.tag in PLAIN_TAGS and not attributes):
        return ()
    return ((element.tag, tuple(sorted(attributes.items()))),)


def gather(
    runs: Runs,
    element: HtmlElement,
    visibility: Visibility,
    around: Inherited,
    depth: int = 0,
) -> None:
    """Add the text of an element and of those within it; a table within it has its own cells."""
    if depth > limits.NESTING:
        raise UnreadableTable(f"more than {limits.NESTING} elements within each other in a cell")

    def add(text: str | None) -> None:
        runs.add(flowed(text), raised=around.raised, unseen=around.unseen, look=around.look)

    def add_generated(where: str) -> None:
        if text := visibility.styles.text_at(element, where):
            runs.add(text, raised=around.raised, unseen=around.unseen, look=(element, where))

    add_generated("before")
    add(element.text)
    if element.tag == "input" and (element.get("type") or "text").lower() in TYPED:
        add(element.get("value"))
    for child in element:
        if child.tag in LINE_BREAKS:
            runs.add("\u2028")
        if isinstance(child.tag, str) and child.tag not in NO_TEXT:
            gather(runs, child, visibility, around.within(child, visibility), depth + 1)
        add(child.tail)
    add_generated("after")


def flowed(text: str | None) -> str:
    return re.sub(r"[ \t\r\n]+", " ", BETWEEN_CHINESE.sub("", text or ""))
