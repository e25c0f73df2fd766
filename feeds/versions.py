"""Which version of each file of a feed the database has seen, and whether it still stands.

A version stands as long as loading it again would change nothing: it was loaded as it would be
now, nothing else was loaded as the same source, and no list changed that says what it means. What
was refused is looked at again after a change of any list.
"""

from collections.abc import Callable
from importlib.metadata import version
from typing import Any

from sqlalchemy import Connection, insert, text

from ..loaders.kinds.registry import KINDS
from ..loaders.options import LoadOptions
from ..loaders.results import COUNTS
from ..schema import LoadFile
from .version import Known, Version

# Lists that decide what a row of figures means.
MEANING = [kind.name for kind in KINDS if kind.resolves_figures]

STANDING = """
    with last_load as (
        select distinct on (load_file.path) load_file.*
        from ops.load_file
        inner join ops.load_run on load_run.load_run_id = load_file.load_run_id
        where load_run.feed = :feed and load_file.outcome <> 'failed'
        order by load_file.path, load_file.load_file_id desc
    )
    select last_load.*
    from last_load
    inner join ops.load_run on load_run.load_run_id = last_load.load_run_id
    where
        load_run.version = :version
        and not exists (
            select from ops.load_file as other
            where
                other.source_code = last_load.source_code
                and other.load_file_id > last_load.load_file_id
                and other.added + other.revised + other.withdrawn > 0
                and (other.sha256 <> last_load.sha256 or other.options <> last_load.options)
        )
        and not exists (
            select from ops.load_file as list
            where
                list.load_file_id > last_load.load_file_id
                and list.source_code is null
                and list.added + list.revised + list.withdrawn > 0
                and case
                    when last_load.outcome = 'loaded'
                        then last_load.source_code is not null and list.kind = any(:meaning)
                    else true
                end
        )
"""
RENAME = """
    update ops.load_file set etag = :etag, last_modified = :last_modified
    where load_file_id = :load_file_id
"""


def standing(
    connection: Connection, feed: str, options: Callable[[str], LoadOptions], *, keep_going: bool
) -> dict[str, Known]:
    """The versions of the feed's files that stand, by their addresses.

    ``options`` gives the options that the file at an address has now.
    """
    names = {"feed": feed, "version": version("minzheng"), "meaning": MEANING}
    return {
        row.path: Known(
            row.load_file_id, Version(row.sha256, row.etag, row.last_modified), row.error
        )
        for row in connection.execute(text(STANDING), names)
        if (row.options, row.keep_going) == (options(row.path).as_json(), keep_going)
    }


def rename(connection: Connection, known: Known, found: Version) -> None:
    """The server calls the same content otherwise by now."""
    names = {"etag": found.etag, "last_modified": found.last_modified}
    connection.execute(text(RENAME), {"load_file_id": known.load_file_id, **names})


def add_failed(
    connection: Connection, run_id: int, name: str, address: str, options: LoadOptions, error: str
) -> None:
    """Write down a file that could not be had, or whose load broke off."""
    values: dict[str, Any] = dict.fromkeys(("read", "seconds", *COUNTS), 0)
    values |= {"load_run_id": run_id, "name": name, "path": address, "outcome": "failed"}
    values |= {"options": options.as_json(), "error": error}
    connection.execute(insert(LoadFile).values(**values))
