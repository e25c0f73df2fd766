"""What the cells of a file are resolved to, against a database that is only read."""

from minzheng.loaders.given import Given
from minzheng.loaders.published import Published
from minzheng.loaders.rows import opened


def rows(connection, path, **given):
    """The rows of a tidy file, by their locators without the sheet."""
    read = Published().read(connection, opened(path, Given(**given)))
    return {one.locator.split(";")[-1]: one.row for one in read if isinstance(one.row, dict)}


def faults(connection, path, **given):
    """The reason and the message for each cell that cannot be loaded."""
    read = Published().read(connection, opened(path, Given(**given)))
    return [(one.row.reason, str(one.row)) for one in read if not isinstance(one.row, dict)]


def said(rows, *names):
    return [tuple(row[name] for name in names) for row in rows.values()]
