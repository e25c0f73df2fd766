"""What type a file has by its content: offices serve HTML as .xls, and servers serve error pages
under any name.
"""

from pathlib import Path

from ..loaders.formats.errors import UnreadableTable
from ..loaders.formats.file_formats import READABLE, format_of, name_for

# What the setting ``types`` of a feed may name.
TYPES = READABLE


def type_of(path: Path) -> str:
    """The name of the file's format: csv (any text), html, xls, xlsx, or one that is not read.

    Of a damaged archive it is the format of its extension: whoever reads it says what is wrong.
    """
    try:
        return format_of(path).name
    except UnreadableTable:
        return name_for(path.suffix) or "zip"


def is_expected(path: Path, types: tuple[str, ...]) -> bool:
    """Whether the content has one of the types; without types, the type of the file's extension.

    A page with a table may have the extension .xls or none; a page without a table has no data.
    """
    actual = type_of(path)
    expected = types or tuple(filter(None, [name_for(path.suffix)]))
    if actual != "html":
        return not expected or actual in expected
    return (not expected or bool({"html", "xls"} & set(expected))) and _has_table(path)


def is_cut_off(path: Path) -> bool:
    """Whether a text ends within a line: the last figure may have lost digits."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - 1))
        last = file.read()
    return type_of(path) == "csv" and last not in (b"\n", b"\r", b"")


def _has_table(path: Path) -> bool:
    return b"<table" in path.read_bytes().lower()
