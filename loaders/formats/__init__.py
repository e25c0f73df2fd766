"""From a file to its tables: by what the file is, not by what it is called."""

import zipfile
from pathlib import Path

from ..sheets.problems import UnreadableTable
from . import delimited, pages, text, workbooks
from .sheet import Sheet

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*", b"RIFF")
REFUSED = {
    b"%PDF": "a PDF: its columns cannot be told from the characters alone",
    b"{\\rtf": "an RTF document",
    b"Rar!": "an archive",
    b"7z\xbc\xaf": "an archive",
}


def read(path: Path) -> list[Sheet]:
    """Every table of a file that has characters in it.

    Raises UnreadableTable where there is none, or where it can only be guessed.
    """
    data = path.read_bytes()
    for start, message in REFUSED.items() | {(image, "image only, no data") for image in IMAGES}:
        if data.startswith(start):
            raise UnreadableTable(message)
    sheets = sheets_of(path, data)
    filled = [sheet for sheet in sheets if any(map(any, sheet.rows))]
    if not filled:
        raise UnreadableTable("no table: every cell is empty")
    return filled


def sheets_of(path: Path, data: bytes) -> list[Sheet]:
    if data.startswith(b"PK"):
        return zipped(path)
    if data.startswith(COMPOUND) or workbooks.is_raw_xls(data):
        return workbooks.xls(data)
    return text_sheets(text.decode(data))


def text_sheets(text: str) -> list[Sheet]:
    if "\0" in text:
        raise UnreadableTable("not a text and no known workbook")
    if not text.strip():
        raise UnreadableTable("an empty file")
    start = text.lstrip()[:2048].lower()
    if "urn:schemas-microsoft-com:office:spreadsheet" in start:
        raise UnreadableTable("an XML spreadsheet of 2003: save it as XLSX")
    if start.startswith("<") or "<table" in text.lower():
        return pages.sheets(text)
    return [Sheet.of_texts(delimited.rows(text))]


def zipped(path: Path) -> list[Sheet]:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except zipfile.BadZipFile as error:
        raise UnreadableTable(f"a broken file: {error}") from error
    if "xl/workbook.xml" in names:
        return workbooks.xlsx(path, names)
    if "word/document.xml" in names:
        raise UnreadableTable("a DOCX document: columns of its tables fall into one cell")
    raise UnreadableTable("an archive without a workbook")
