"""What type a file has by its content: offices serve HTML as .xls, and servers serve error pages
under any name.
"""

from pathlib import Path

TYPES = ("csv", "html", "xls", "xlsx")
SUFFIXES = {
    ".csv": "csv",
    ".tsv": "csv",
    ".txt": "csv",
    ".htm": "html",
    ".html": "html",
    ".xls": "xls",
    ".xlsm": "xlsx",
    ".xlsx": "xlsx",
}
BLOCK = 1 << 16


def type_of(path: Path) -> str:
    """csv (any text), html, xls or xlsx."""
    with path.open("rb") as file:
        start = file.read(BLOCK)
    if start.startswith(b"PK"):
        return "xlsx"
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        return "xls"
    return "html" if start.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<") else "csv"


def is_expected(path: Path, types: tuple[str, ...]) -> bool:
    """Whether the content has one of the types; without types, the type of the file's extension.

    A page with a table may have the extension .xls or none; a page without a table is no data.
    """
    actual = type_of(path)
    expected = types or tuple(filter(None, [SUFFIXES.get(path.suffix.lower())]))
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
