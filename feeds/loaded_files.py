"""Which version of each file of a feed is loaded, and whether that is still current.

A loaded version is current as long as loading the same file again would change nothing.
"""

from collections.abc import Callable
from importlib.metadata import version
from typing import Any

from sqlalchemy import Connection, insert, update

from ..database.statements import execute
from ..loaders.kinds.registry import KINDS
from ..loaders.options import LoadOptions
from ..loaders.results import COUNTS
from ..schema import LoadFile
from .file_version import FileVersion, LoadedVersion

QUERIES = f"{__package__}.queries"
# The reference lists that decide what a row of figures means.
MEANING_LISTS = [kind.name for kind in KINDS if kind.resolves_figures]


def current_versions(
    connection: Connection, feed: str, options: Callable[[str], LoadOptions], *, keep_going: bool
) -> dict[str, LoadedVersion]:
    """The current versions of the feed's files, by address.

    ``options`` gives the load options that the file at an address has now: a file loaded with
    others is not current.
    """
    parameters: dict[str, object] = {
        "feed": feed,
        "version": version("minzheng"),
        "meaning_lists": MEANING_LISTS,
    }
    return {
        row.path: LoadedVersion(
            row.load_file_id, FileVersion(row.sha256, row.etag, row.last_modified), row.error
        )
        for row in execute(connection, QUERIES, "current_files", parameters)
        if (row.options, row.keep_going) == (options(row.path).as_json(), keep_going)
    }


def record_validators(connection: Connection, loaded: LoadedVersion, found: FileVersion) -> None:
    """Record a new ETag and Last-Modified that a server gives to the same content."""
    connection.execute(
        update(LoadFile)
        .where(LoadFile.load_file_id == loaded.load_file_id)
        .values(etag=found.etag, last_modified=found.last_modified)
    )


def record_failure(
    connection: Connection, run_id: int, name: str, address: str, options: LoadOptions, error: str
) -> None:
    """Record a file that could not be fetched, or whose load raised an error."""
    values: dict[str, Any] = dict.fromkeys(("read", "seconds", *COUNTS), 0)
    values |= {"load_run_id": run_id, "name": name, "path": address, "outcome": "failed"}
    values |= {"options": options.as_json(), "error": error}
    connection.execute(insert(LoadFile).values(**values))
