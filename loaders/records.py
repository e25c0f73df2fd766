"""What is written down of loads: their runs, the files of each, and every row that was rejected."""

import platform
from decimal import Decimal
from importlib.metadata import version
from typing import Any

from sqlalchemy import Connection, func, insert, text, update

from ..schema import LoadFile, LoadRun, Reject
from .files import File, UnreadableFile
from .kinds import is_list, name_of
from .results import COUNTS, Result
from .staging import Staged

LAST_LOADS = """
    select distinct on (load_file.name)
        load_file.name, load_file.sha256, load_file.options, load_file.outcome, load_run.version
    from ops.load_file
    inner join ops.load_run on load_run.load_run_id = load_file.load_run_id
    order by load_file.name, load_file.load_file_id desc
"""

# The counts of a run are those of its files.
FINISH_RUN = """
    update ops.load_run
    set
        finished_at = clock_timestamp(),
        outcome = :outcome,
        files = :files,
        error = :error,
        read = counts.read,
        added = counts.added,
        revised = counts.revised,
        withdrawn = counts.withdrawn,
        rejected = counts.rejected,
        seconds = round(extract(epoch from clock_timestamp() - started_at), 3),
        rows_per_second = round(counts.read / nullif(counts.seconds, 0))
    from (
        select
            coalesce(sum(read), 0) as read,
            coalesce(sum(added), 0) as added,
            coalesce(sum(revised), 0) as revised,
            coalesce(sum(withdrawn), 0) as withdrawn,
            coalesce(sum(rejected), 0) as rejected,
            sum(seconds) as seconds
        from ops.load_file
        where load_run_id = :load_run_id
    ) as counts
    where load_run_id = :load_run_id
"""


def loaded_before(connection: Connection) -> dict[str, tuple[str, dict[str, Any]]]:
    """Of each file whose last load was whole and by this version: checksum, and how it was."""
    rows = connection.execute(text(LAST_LOADS))
    wanted = ("loaded", version("minzheng"))
    return {
        row.name: (row.sha256, row.options) for row in rows if (row.outcome, row.version) == wanted
    }


def start_run(connection: Connection, command: str, feed: str | None = None) -> int:
    """A run begins, whose turn it is: what the last one of its kind left open was interrupted."""
    interrupted = {"outcome": "failed", "error": "interrupted"}
    connection.execute(
        update(LoadRun)
        .where(LoadRun.feed.is_not_distinct_from(feed), LoadRun.outcome == "running")
        .values(**interrupted)
    )
    run = insert(LoadRun).values(
        command=command,
        feed=feed,
        version=version("minzheng"),
        server_version=func.current_setting("server_version"),
        host=platform.node(),
        started_at=func.clock_timestamp(),
    )
    return connection.scalars(run.returning(LoadRun.load_run_id)).one()


def outcome_of(results: list[Result]) -> tuple[str, str | None]:
    """What became of the files that were not left alone: in a word, and why not all is well."""
    errors = [f"{result.name}: {result.error}" for result in results if result.error]
    if errors:
        return "failed", "\n".join(errors)
    return "loaded" if results else "unchanged", None


def finish_run(
    connection: Connection, run_id: int, outcome: str, error: str | None, files: int
) -> None:
    names = {"outcome": outcome, "error": error, "files": files}
    connection.execute(text(FINISH_RUN), {"load_run_id": run_id, **names})


def start_file(connection: Connection, run_id: int, file: File, keep_going: bool) -> int:
    zero = dict.fromkeys(("read", "seconds", *COUNTS), 0)
    row = insert(LoadFile).values(
        load_run_id=run_id,
        name=file.name,
        path=file.address,
        etag=file.origin and file.origin.etag,
        last_modified=file.origin and file.origin.last_modified,
        sha256=file.sha256,
        options=file.options.remembered(),
        keep_going=keep_going,
        outcome="refused",
        **kind_and_source(file),
        **zero,
    )
    return connection.scalars(row.returning(LoadFile.load_file_id)).one()


def kind_and_source(file: File) -> dict[str, str | None]:
    """What the file is; nothing of one that cannot be read."""
    try:
        kind = name_of(file)
    except UnreadableFile:
        return {}
    return {"kind": kind, "source_code": None if is_list(kind) else file.source}


def finish_file(connection: Connection, file_id: int, result: Result) -> None:
    """Write down what became of the file."""
    counts = {name: getattr(result, name) for name in ("outcome", "read", *COUNTS)}
    connection.execute(
        update(LoadFile)
        .where(LoadFile.load_file_id == file_id)
        .values(
            **counts,
            seconds=Decimal(f"{result.seconds:.3f}"),
            rows_per_second=result.rows_per_second,
            error=result.error,
            finished_at=func.clock_timestamp(),
        )
    )


def keep_rejects(connection: Connection, file_id: int, staged: Staged) -> None:
    """Keep every reject with the whole row as it was read."""
    if staged.rejects:
        connection.execute(
            insert(Reject),
            [
                {
                    "load_file_id": file_id,
                    "line": reject.line,
                    "column_name": reject.column,
                    "value": reject.value,
                    "reason": reject.reason,
                    "message": reject.message,
                    "row": staged.rows.get(reject.line, {}),
                }
                for reject in staged.rejects
            ],
        )
