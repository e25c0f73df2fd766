"""From a file to its sheets, by what the file is and not by what it is called.

The one table of formats: loading, folders and feeds read it. A new format is a module with a
function that reads a path into sheets, and a line here.
"""

import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ...errors import describe_error
from . import delimited, limits, ods, pages, xls, xlsx
from .errors import UnreadableTable
from .sheet import Sheet
from .text import decode

Read = Callable[[Path], list[Sheet]]
# The bytes at the start of a file by which its format is recognised.
HEAD = 4096


@dataclass(frozen=True)
class Format:
    """A format of files: how its content is recognised, its usual suffixes, and what reads it.

    ``starts`` are the first bytes of its files; an archive of the format holds one of ``members``.
    One that is ``refused`` is known, but cannot be read: the text says why.
    """

    name: str
    suffixes: tuple[str, ...]
    starts: tuple[bytes, ...] = ()
    members: tuple[str, ...] = ()
    read: Read | None = None
    refused: str = ""

    def fits(self, head: bytes, members: frozenset[str]) -> bool:
        if self.members:
            return not members.isdisjoint(self.members)
        return head.startswith(self.starts)


def read_page(path: Path) -> list[Sheet]:
    return pages.sheets(readable(path))


def read_text(path: Path) -> list[Sheet]:
    """A page whatever it is called, else a text with separators."""
    text = readable(path)
    if text.lstrip().startswith("<") or "<table" in text.lower():
        return pages.sheets(text)
    return [Sheet.of_texts(delimited.rows(text))]


def read_archive_of_pages(path: Path) -> list[Sheet]:
    return pages.archived(path.read_bytes())


def readable(path: Path) -> str:
    text = decode(path.read_bytes())
    if not text.strip():
        raise UnreadableTable("an empty file")
    if "urn:schemas-microsoft-com:office:spreadsheet" in text.lstrip()[:2048].lower():
        raise UnreadableTable("an XML spreadsheet of 2003: save it as XLSX")
    return text


IMAGE = "image only, no data"
# The first that fits; the last fits every text.
FORMATS = (
    Format("xlsx", (".xlsx", ".xlsm"), members=xlsx.WORKBOOK, read=xlsx.read),
    Format("ods", (".ods",), members=(ods.CONTENT,), read=ods.read),
    Format(
        "docx",
        (),
        members=("word/document.xml",),
        refused="a DOCX document: columns of its tables fall into one cell",
    ),
    Format("zip", (), (b"PK\x03\x04", b"PK\x05\x06"), refused="an archive without a workbook"),
    Format("xls", (".xls",), xls.STARTS, read=xls.read),
    Format("mhtml", (".mht", ".mhtml"), (b"MIME-Version:",), read=read_archive_of_pages),
    Format("pdf", (), (b"%PDF",), refused="a PDF: its columns cannot be told from the characters"),
    Format("rtf", (), (b"{\\rtf",), refused="an RTF document"),
    Format("archive", (), (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b"), refused="an archive"),
    Format(
        "image",
        (),
        (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*", b"RIFF"),
        refused=IMAGE,
    ),
    Format("html", (".html", ".htm"), (b"<", b"\xef\xbb\xbf<"), read=read_page),
    Format("csv", (".csv", ".tsv", ".txt"), (b"",), read=read_text),
)
# The names of those that can be read; csv stands for every text with separators.
READABLE = tuple(one.name for one in FORMATS if one.read)
# The suffixes of files that are tables to be read as they were published. A CSV file may also be
# tidy, a ledger or a list, which its columns show.
SUFFIXES = frozenset(suffix for one in FORMATS for suffix in one.suffixes)
PUBLISHED_SUFFIXES = SUFFIXES - {".csv"}


def format_of(path: Path) -> Format:
    """The format of a file, by its content. Raises OSError."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    members = members_of(path) if head.startswith(b"PK") else frozenset[str]()
    # Blanks before a page are no part of it.
    text = head.lstrip() if head.lstrip().startswith(b"<") else head
    return next(one for one in FORMATS if one.fits(text, members))


def name_for(suffix: str) -> str | None:
    """The name of the format that files with a suffix usually have."""
    return next((one.name for one in FORMATS if suffix.lower() in one.suffixes), None)


def members_of(path: Path) -> frozenset[str]:
    try:
        with zipfile.ZipFile(path) as archive:
            return frozenset(archive.namelist())
    except zipfile.BadZipFile as error:
        raise UnreadableTable(f"a broken archive (XLSX, ODS or ZIP): {error}") from error


def read(path: Path) -> list[Sheet]:
    """Every table of a file that has characters in it, and what was hidden.

    Raises UnreadableTable where there is none, or where it can only be guessed. What a library
    raises on damaged bytes differs with every library and every kind of damage, so that whatever
    it is means one thing here: the file cannot be read.
    """
    kind = ""
    try:
        found = format_of(path)
        kind = f"{found.name.upper()} "
        return read_as(found, path)
    except UnreadableTable:
        raise
    except MemoryError as error:
        raise UnreadableTable("it needs more memory than a file may take") from error
    except Exception as error:
        raise UnreadableTable(f"a broken {kind}file: {describe_error(error)}") from error


def read_as(found: Format, path: Path) -> list[Sheet]:
    if path.stat().st_size > limits.FILE:
        raise UnreadableTable(f"more than {limits.FILE >> 20} MB")
    if found.read is None:
        raise UnreadableTable(found.refused)
    sheets = found.read(path)
    if not any(map(any, (row for sheet in sheets for row in sheet.rows))):
        hidden = any(sheet.unseen for sheet in sheets)
        raise UnreadableTable(
            "no table: all that it holds is hidden" if hidden else "no table: every cell is empty"
        )
    return [sheet for sheet in sheets if sheet.unseen or any(map(any, sheet.rows))]
