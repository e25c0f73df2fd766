"""Tables of an HTML page, with cells that span rows and columns."""

import re
from collections.abc import Iterator

from lxml import html
from lxml.etree import ParserError
from lxml.html import HtmlElement

from .cells import clean
from .problems import UnreadableTable
from .sheet import Place, Sheet

XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
BETWEEN_CHINESE = re.compile(r"(?<=[^\x00-\xff])[ \t]*\n\s*(?=[^\x00-\xff])")
# What HTML allows; a larger number is damage.
LARGEST_SPAN = 1000


def sheets(text: str) -> list[Sheet]:
    """Each table of a page; of nested ones each has its own cells only."""
    try:
        page = html.document_fromstring(XML_DECLARATION.sub("", text))
    except ParserError as error:
        raise UnreadableTable(f"no page: {error}") from error
    found = [sheet(table, number) for number, table in enumerate(page.iter("table"), 1)]
    if not any(any(map(any, one.rows)) for one in found):
        has_image = next(page.iter("img"), None) is not None
        raise UnreadableTable("image only, no data" if has_image else "no table on the page")
    return found


def sheet(table: HtmlElement, number: int) -> Sheet:
    grid: dict[Place, str] = {}
    echoes: dict[Place, Place] = {}
    rows = table.xpath("./tr|./thead/tr|./tbody/tr|./tfoot/tr")
    for index, row in enumerate(rows):
        place(row, index, len(rows), grid, echoes)
    width = max((column for _row, column in grid), default=-1) + 1
    cells = tuple(
        tuple(grid.get((row, column), "") for column in range(width)) for row in range(len(rows))
    )
    caption = " ".join(text_of(found) for found in table.xpath("./caption"))
    return Sheet(f"table {number}", cells, echoes, caption)


def place(
    row: HtmlElement,
    index: int,
    height: int,
    grid: dict[Place, str],
    echoes: dict[Place, Place],
) -> None:
    """Put the cells of a row where no cell from above reaches down."""
    column = 0
    for cell in row.xpath("./td|./th"):
        while (index, column) in grid:
            column += 1
        down = min(span(cell, "rowspan") or height, height - index)
        for place_ in area(index, column, down, span(cell, "colspan") or 1):
            grid[place_] = text_of(cell)
            echoes[place_] = (index, column)
        echoes.pop((index, column), None)
        column += span(cell, "colspan") or 1


def area(row: int, column: int, down: int, across: int) -> Iterator[Place]:
    return ((row + y, column + x) for y in range(down) for x in range(across))


def span(cell: HtmlElement, name: str) -> int:
    """The number of rows or columns; 0 stands for all that follow."""
    digits = re.match(r"\s*(\d+)", cell.get(name) or "1")
    return min(int(digits[1]), LARGEST_SPAN) if digits else 1


def text_of(cell: HtmlElement) -> str:
    """The characters of a cell; a line break only where the page shows one."""
    return clean("".join(pieces(cell)).replace("\u2028", "\n"))


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
