"""What the cells of a file are resolved to, against a database that is only read."""

from minzheng.loaders.files import open_file
from minzheng.loaders.kinds.published import PUBLISHED
from minzheng.loaders.options import LoadOptions
from minzheng.loaders.resolve.known_lists import KnownLists


def rows(connection, path, **options):
    """The rows of a tidy file, by their locators without the sheet."""
    read = PUBLISHED.read_cells(KnownLists(connection), open_file(path, LoadOptions(**options)))
    return {one.locator.split(";")[-1]: one.row for one in read if isinstance(one.row, dict)}


def faults(connection, path, **options):
    """The reason and the message for each cell that cannot be loaded."""
    read = PUBLISHED.read_cells(KnownLists(connection), open_file(path, LoadOptions(**options)))
    return [(one.row.reason, str(one.row)) for one in read if not isinstance(one.row, dict)]


def said(rows, *names):
    return [tuple(row[name] for name in names) for row in rows.values()]
