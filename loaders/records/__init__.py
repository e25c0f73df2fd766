"""What is recorded of loads in ops: runs, the files of each, and every row that was rejected."""

import platform
from dataclasses import replace
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, func, insert, update

from ...database import statements
from ...printable import storable
from ...redaction import without_known
from ...schema import LoadFile, LoadRun, Reject
from ..files import File, Rejection, is_bundled
from ..kinds.registry import RecognisedFile
from ..package_version import package_version
from ..results import COUNTS, Result
from . import retention


def last_whole_loads(connection: Connection) -> dict[str, tuple[str, dict[str, Any]]]:
    """The checksum and options of each file whose last load was whole and by this version."""
    rows = statements.execute(connection, __package__, "last_loads")
    wanted = ("loaded", package_version())
    return {
        row.name: (row.sha256, row.options) for row in rows if (row.outcome, row.version) == wanted
    }


def with_known_names(connection: Connection, files: list[File]) -> list[File]:
    """The files under the names that they have in ops.load_file.

    A file that was loaded from its path before keeps the name of then, whatever the working folder
    is now; where another file has its name, from a folder of the same shape, it is known by its
    absolute path.
    """
    wanted: dict[str, object] = {
        "paths": [file.address for file in files],
        "names": [file.name for file in files],
    }
    known = statements.execute(connection, __package__, "known_names", wanted).all()
    name_at = {row.path: row.name for row in known}
    taken = {row.name for row in known}

    def name_now(file: File) -> str:
        if is_bundled(file.path):
            return file.name
        return name_at.get(file.address) or (file.address if file.name in taken else file.name)

    return [replace(file, name=name_now(file)) for file in files]


def files_to_load_again(connection: Connection) -> list[tuple[str, str, dict[str, Any], bool]]:
    """Each file whose last load rejected rows: name, address, options, whether to keep going."""
    found = statements.execute(connection, __package__, "files_with_rejects")
    return [tuple(row) for row in found]


def start_run(connection: Connection, command: str, feed: str | None = None) -> int:
    """Record that a run begins; one of the same feed that is still open was interrupted.

    It is the caller that holds the lock, so that no other such run is at work. Raises
    WrongRetention.
    """
    retention.days_kept()
    interrupted = {"outcome": "failed", "error": "interrupted"}
    connection.execute(
        update(LoadRun)
        .where(LoadRun.feed.is_not_distinct_from(feed), LoadRun.outcome == "running")
        .values(**interrupted)
    )
    run = insert(LoadRun).values(
        command=command,
        feed=feed,
        version=package_version(),
        server_version=func.current_setting("server_version"),
        host=platform.node(),
        started_at=func.clock_timestamp(),
    )
    return connection.scalars(run.returning(LoadRun.load_run_id)).one()


def outcome_of(results: list[Result]) -> tuple[str, str | None]:
    """The outcome of a run, and the errors of its files; without results all were unchanged."""
    errors = [f"{result.name}: {result.error}" for result in results if result.error]
    if errors:
        return "failed", "\n".join(errors)
    return "loaded" if results else "unchanged", None


def finish_run(
    connection: Connection, run_id: int, outcome: str, error: str | None, files: int
) -> None:
    """Record how a run ended; its counts are those of its files. Forget the old ones."""
    values: dict[str, object] = {
        "outcome": outcome,
        "error": error and _kept(error),
        "files": files,
    }
    statements.execute(connection, __package__, "finish_run", values | {"load_run_id": run_id})
    retention.forget(connection)


def start_file(
    connection: Connection, run_id: int, recognised: RecognisedFile, keep_going: bool
) -> int:
    """Record a file whose load begins, as refused until it has ended otherwise."""
    file, kind = recognised.file, recognised.kind
    row = insert(LoadFile).values(
        load_run_id=run_id,
        name=file.name,
        path=file.address,
        etag=file.origin and file.origin.etag,
        last_modified=file.origin and file.origin.last_modified,
        sha256=file.sha256 or None,
        options=file.options.as_json(),
        keep_going=keep_going,
        outcome="refused",
        kind=kind and kind.name,
        source_code=None if kind is None or kind.is_list else file.source,
        **dict.fromkeys(("read", "seconds", *COUNTS), 0),
    )
    return connection.scalars(row.returning(LoadFile.load_file_id)).one()


def finish_file(connection: Connection, file_id: int, result: Result) -> None:
    """Record what became of the file."""
    counts = {name: getattr(result, name) for name in ("outcome", "read", *COUNTS)}
    connection.execute(
        update(LoadFile)
        .where(LoadFile.load_file_id == file_id)
        .values(
            **counts,
            seconds=Decimal(f"{result.seconds:.3f}"),
            rows_per_second=result.rows_per_second,
            error=result.error and _kept(result.error),
            finished_at=func.clock_timestamp(),
        )
    )


def keep_rejects(
    connection: Connection,
    file_id: int,
    rejects: list[Rejection],
    rows: dict[int, dict[str, Any]],
) -> None:
    """Keep every reject, with the whole row as it was read where there is one."""
    if rejects:
        connection.execute(
            insert(Reject),
            [
                {
                    "load_file_id": file_id,
                    "line": reject.line,
                    "column_name": _kept(reject.column),
                    "value": reject.value and _kept(reject.value),
                    "reason": reject.reason,
                    "message": _kept(reject.message),
                    "row": _storable_row(rows.get(reject.line, {})),
                }
                for reject in rejects
            ],
        )


def _storable_row(row: dict[str, Any]) -> dict[str, Any]:
    """The row with its texts, also those in lists, as the database can hold them."""
    return {
        name: _kept(value)
        if isinstance(value, str)
        else [_kept(str(one)) for one in value]
        if isinstance(value, (list, tuple))
        else value
        for name, value in row.items()
    }


def _kept(text: str) -> str:
    """As the database can hold it, and without secrets."""
    return storable(without_known(text))
