"""What a file is by its content, whatever its name says: offices serve HTML as XLS, and servers
pages of apology as anything."""

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
    """csv, which stands for all text, html, xls or xlsx."""
    with path.open("rb") as file:
        start = file.read(BLOCK)
    if start.startswith(b"PK"):
        return "xlsx"
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        return "xls"
    return "html" if start.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<") else "csv"


def is_expected(path: Path, types: tuple[str, ...]) -> bool:
    """Whether the content is of one of the types, or, where there are none, of its name's.

    A page with a table may call itself XLS, or have no name; a page without one is no data.
    """
    found = type_of(path)
    wanted = types or tuple(filter(None, [SUFFIXES.get(path.suffix.lower())]))
    if found != "html":
        return not wanted or found in wanted
    return (not wanted or bool({"html", "xls"} & set(wanted))) and _has_table(path)


def is_cut_off(path: Path) -> bool:
    """Whether a text ends within a line: a figure at the end of it may lack its last digits."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - 1))
        last = file.read()
    return type_of(path) == "csv" and last not in (b"\n", b"\r", b"")


def _has_table(path: Path) -> bool:
    return b"<table" in path.read_bytes().lower()
