"""Tables of an HTML page, with cells that span rows and columns."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree, html
from lxml.etree import ParserError
from lxml.html import HtmlElement

from ..sheets.cells import clean, indent
from ..sheets.periods import since, spans
from ..sheets.problems import UnreadableTable
from .sheet import Place, Sheet

XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
BETWEEN_CHINESE = re.compile(r"(?<=[^\x00-\xff])[ \t]*\n\s*(?=[^\x00-\xff])")
# What HTML allows; a larger number is damage.
LARGEST_SPAN = 1000
# What begins a line of its own, and what is not shown.
BREAKS = frozenset(
    ("p", "div", "br", "h1", "h2", "h3", "h4", "h5", "h6", "li", "tr", "td", "table", "center")
)
UNSHOWN = frozenset(("script", "style", "noscript", "select", "caption", etree.Comment, etree.PI))
# A title is near its table.
TITLE_LINES = 8


@dataclass(frozen=True)
class Grid:
    """The cells of a table, as in a Sheet."""

    texts: dict[Place, str]
    echoes: dict[Place, Place]
    indents: dict[Place, int]


def sheets(text: str) -> list[Sheet]:
    """Each table of a page; of nested ones each has its own cells only."""
    try:
        page = html.document_fromstring(XML_DECLARATION.sub("", text))
    except ParserError as error:
        raise UnreadableTable(f"no page: {error}") from error
    titles = before_tables(page)
    found = [
        sheet(table, number, titles[table]) for number, table in enumerate(page.iter("table"), 1)
    ]
    if not any(any(map(any, one.rows)) for one in found):
        has_image = next(page.iter("img"), None) is not None
        raise UnreadableTable("image only, no data" if has_image else "no table on the page")
    return found


def before_tables(page: HtmlElement) -> dict[HtmlElement, str]:
    """The lines before each table that may be its title, behind the table before it."""
    found: dict[HtmlElement, str] = {}
    lines = [" ".join(page.xpath("string(//title)").split()), ""]
    for step, element in etree.iterwalk(page.find("body"), events=("start", "end")):
        if step == "start" and element.tag == "table":
            found[element] = title_among(lines)
            lines = [lines[0], ""]
        if element.tag in BREAKS:
            lines.append("")
        if step == "start" and element.tag not in UNSHOWN:
            lines[-1] += flowed(element.text)
        if step == "end":
            lines = [lines[0], ""] if element.tag == "table" else lines
            lines[-1] += flowed(element.tail)
    return found


def title_among(lines: list[str]) -> str:
    """The last lines, from the one that names a period on; else that of the whole page too."""
    near = [text for line in lines[1:] if (text := clean(line))][-TITLE_LINES:]
    dated = [number for number, line in enumerate(near) if spans(line) or since(line)]
    return "\n".join(near[dated[-1] :] if dated else [lines[0], *near])


def sheet(table: HtmlElement, number: int, before: str) -> Sheet:
    grid = Grid({}, {}, {})
    rows = table.xpath("./tr|./thead/tr|./tbody/tr|./tfoot/tr")
    for index, row in enumerate(rows):
        place(row, index, len(rows), grid)
    width = max((column for _row, column in grid.texts), default=-1) + 1
    cells = tuple(
        tuple(grid.texts.get((row, column), "") for column in range(width))
        for row in range(len(rows))
    )
    caption = "\n".join(text_of(found) for found in table.xpath("./caption")) or before
    return Sheet(f"table {number}", cells, grid.echoes, caption, grid.indents)


def place(row: HtmlElement, index: int, height: int, grid: Grid) -> None:
    """Put the cells of a row where no cell from above reaches down."""
    column = 0
    for cell in row.xpath("./td|./th"):
        while (index, column) in grid.texts:
            column += 1
        down = min(span(cell, "rowspan") or height, height - index)
        for place_ in area(index, column, down, span(cell, "colspan") or 1):
            grid.texts[place_] = text_of(cell)
            grid.echoes[place_] = (index, column)
        grid.echoes.pop((index, column), None)
        if blanks := indent(shown(cell).lstrip(" \n")):
            grid.indents[index, column] = blanks
        column += span(cell, "colspan") or 1


def area(row: int, column: int, down: int, across: int) -> Iterator[Place]:
    return ((row + y, column + x) for y in range(down) for x in range(across))


def span(cell: HtmlElement, name: str) -> int:
    """The number of rows or columns; 0 stands for all that follow."""
    digits = re.match(r"\s*(\d+)", cell.get(name) or "1")
    return min(int(digits[1]), LARGEST_SPAN) if digits else 1


def text_of(cell: HtmlElement) -> str:
    return clean(shown(cell))


def shown(cell: HtmlElement) -> str:
    """The characters of a cell with their blanks; a line break only where the page shows one."""
    return "".join(pieces(cell)).replace("\u2028", "\n")


def pieces(element: HtmlElement) -> Iterator[str]:
    yield flowed(element.text)
    for child in element:
        if child.tag in ("br", "p", "div"):
            yield "\u2028"
        if isinstance(child.tag, str) and child.tag not in ("table", "script", "style"):
            yield from pieces(child)
        yield flowed(child.tail)


def flowed(text: str | None) -> str:
    return re.sub(r"[ \t\r\n]+", " ", BETWEEN_CHINESE.sub("", text or ""))
