"""The text of an article, a paragraph a line: of a text file, a page, or a DOCX document.

Only what a person sees of a page or a document; its tables are read as tables, not as prose.
"""

import zipfile
from collections.abc import Iterator
from pathlib import Path

from lxml import etree
from lxml.html import HtmlElement

from . import docx, pages
from .errors import UnreadableTable
from .text import decode
from .visibility import Visibility

# Elements of a page that begin a line.
BLOCKS = {
    *("address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "fieldset"),
    *("figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header"),
    *("hr", "li", "main", "ol", "p", "pre", "section", "table", "td", "th", "tr", "ul"),
}
NO_PROSE = ("script", "style", "template", "noscript", "head", "nav", "select", "textarea")


def read_prose(path: Path) -> str:
    """The text. Raises UnreadableTable where the file is damaged, or none of these."""
    if zipfile.is_zipfile(path):
        return "\n".join(filter(str.strip, docx.paragraphs(path)))
    text = decode(path.read_bytes()).removeprefix("\ufeff")
    start = text.lstrip()[:2048].lower()
    if start.startswith(("<!doctype", "<html", "<?xml")) or "<body" in start or "<p" in start:
        return "\n".join(lines_of_page(pages.parsed(text)))
    if not text.strip():
        raise UnreadableTable("an empty file")
    return text


def lines_of_page(page: HtmlElement) -> Iterator[str]:
    """What is seen of a page, a line for each block, without its tables of figures."""
    visibility = Visibility.of(page)
    lines, hidden = [""], 0
    for step, element in etree.iterwalk(page.find("body"), events=("start", "end")):
        if not isinstance(element.tag, str):
            if step == "end" and not hidden:
                lines[-1] += element.tail or ""
            continue
        # Raised digits are marks of notes, and what is struck out is withdrawn.
        is_hidden = (
            element.tag in NO_PROSE
            or visibility.is_hidden(element)
            or visibility.is_raised(element)
            or visibility.is_struck(element)
        )
        if step == "start":
            hidden += is_hidden
            if element.tag in BLOCKS:
                lines.append("")
            if not hidden:
                lines[-1] += pages.flowed(element.text)
        else:
            hidden -= is_hidden
            if element.tag in BLOCKS:
                lines.append("")
            if not hidden:
                lines[-1] += pages.flowed(element.tail)
    return (line.strip() for line in lines if line.strip())
