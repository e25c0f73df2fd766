"""From a file to its sheets, by what the file is and not by what it is called.

The one table of formats: loading, folders and feeds read it. A new format is a module with a
function that reads a path into sheets, or unpacks it into files, and a line here.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from ...errors import describe_error
from . import delimited, docx, limits, ods, packages, pages, xls, xlsx, zips
from .errors import UnreadableTable
from .sheet import Sheet
from .text import decode
from .zips import ArchiveMember

Read = Callable[[Path], list[Sheet]]
Unpack = Callable[[Path, Path], list[ArchiveMember]]
T = TypeVar("T")
# The bytes at the start of a file by which its format is recognised.
HEAD = 4096


@dataclass(frozen=True)
class Format:
    """A format of files: how its content is recognised, its usual suffixes, and what reads it.

    ``starts`` are the first bytes of its files; an archive of the format holds one of ``members``.
    What it holds is a table, which it is ``read`` for, or files, which it is unpacked into, each a
    file of its own. One that is ``refused`` is known, but cannot be read: the text says why.
    """

    name: str
    suffixes: tuple[str, ...]
    starts: tuple[bytes, ...] = ()
    members: tuple[str, ...] = ()
    read: Read | None = None
    unpack: Unpack | None = None
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
ARCHIVE_OF_FILES = "an archive of files: a load unpacks one named .zip, a feed takes none"
# The first that fits; the last fits every text.
FORMATS = (
    Format("xlsx", (".xlsx", ".xlsm"), members=xlsx.WORKBOOK, read=xlsx.read),
    Format("ods", (".ods",), members=(ods.CONTENT,), read=ods.read),
    Format("docx", (".docx", ".docm"), members=(docx.DOCUMENT,), read=docx.read),
    Format(
        "package",
        (),
        members=("[Content_Types].xml", "mimetype"),
        refused="an archive without a workbook or document",
    ),
    Format("zip", (".zip",), zips.STARTS, unpack=zips.unpack),
    Format("xls", (".xls",), xls.STARTS, read=xls.read),
    Format("mhtml", (".mht", ".mhtml"), (b"MIME-Version:",), read=read_archive_of_pages),
    Format(
        "pdf",
        (),
        (b"%PDF",),
        refused="a PDF does not say which characters are a column: open it, copy the table into a"
        " spreadsheet, compare the two, and save it as XLSX",
    ),
    Format("rtf", (), (b"{\\rtf",), refused="an RTF document: save it as DOCX"),
    Format(
        "archive",
        (),
        (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b"),
        refused="an archive of a kind that is not read: unpack it, or pack it as ZIP",
    ),
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
ARCHIVE_SUFFIXES = frozenset(suffix for one in FORMATS if one.unpack for suffix in one.suffixes)


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
    with packages.directory(path) as archive:
        return frozenset(archive.namelist())


def read(path: Path) -> list[Sheet]:
    """Every table of a file that has characters in it, and what was hidden.

    Raises UnreadableTable where there is none, or where it can only be guessed. What a library
    raises on damaged bytes differs with every library and every kind of damage, so that whatever
    it is means one thing here: the file cannot be read.
    """
    return foreseen(path, read_as)


def unpack(path: Path, folder: Path) -> list[ArchiveMember] | None:
    """The files of an archive, unpacked below a folder; None for a file that is none.

    Raises UnreadableTable where none of them can be unpacked.
    """

    def unpack_as(found: Format, path: Path) -> list[ArchiveMember] | None:
        members = found.unpack(path, folder) if found.unpack else None
        return members and list(map(without_archive, members))

    return foreseen(path, unpack_as)


def without_archive(member: ArchiveMember) -> ArchiveMember:
    """A member, refused if it is an archive itself."""
    try:
        found = None if member.error else format_of(member.path)
    except UnreadableTable:
        # Whoever reads it says what is wrong with it.
        return member
    if found is None or not (found.unpack or found.name == "archive"):
        return member
    return replace(member, error="an archive within an archive: unpack it")


def foreseen(path: Path, work: Callable[[Format, Path], T]) -> T:
    """What becomes of a file by its format. Raises UnreadableTable, whatever is the matter."""
    kind = ""
    try:
        if path.stat().st_size > limits.FILE:
            raise UnreadableTable(f"more than {limits.FILE >> 20} MB")
        found = format_of(path)
        kind = f"{found.name.upper()} "
        return work(found, path)
    except UnreadableTable:
        raise
    except MemoryError as error:
        raise UnreadableTable("it needs more memory than a file may take") from error
    except Exception as error:
        raise UnreadableTable(f"a broken {kind}file: {describe_error(error)}") from error


def read_as(found: Format, path: Path) -> list[Sheet]:
    if found.read is None:
        raise UnreadableTable(found.refused or ARCHIVE_OF_FILES)
    sheets = found.read(path)
    if not any(map(any, (row for sheet in sheets for row in sheet.rows))):
        hidden = any(sheet.unseen for sheet in sheets)
        raise UnreadableTable(
            "no table: all that it holds is hidden" if hidden else "no table: every cell is empty"
        )
    return [sheet for sheet in sheets if sheet.unseen or any(map(any, sheet.rows))]
