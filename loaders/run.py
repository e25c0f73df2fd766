"""A run of the loaders: files in order of dependence, each in a transaction of its own."""

import hashlib
import json
import platform
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

from sqlalchemy import Connection, Engine, func, insert, text

from .. import data
from ..schema import LoadFile, LoadRun
from ..schema import Reject as RejectRow
from . import breakdowns, columns, ledger, merging, staging
from .reference import LISTS, ReferenceList
from .rows import File, Reject, UnreadableFile, read

LAST_LOADS = """
    select distinct on (load_file.name)
        load_file.name, load_file.sha256, load_file.outcome, load_run.version
    from ops.load_file
    inner join ops.load_run on load_run.load_run_id = load_file.load_run_id
    order by load_file.name, load_file.load_file_id desc
"""


@dataclass
class Result:
    """What became of one file: it was loaded, loaded partly, refused, or is unchanged since."""

    name: str
    outcome: str = "loaded"
    read: int = 0
    added: int = 0
    revised: int = 0
    withdrawn: int = 0
    rejects: list[Reject] = field(default_factory=list)
    seconds: float = 0

    @property
    def rejected(self) -> int:
        """Rows, of which one can be wrong in several ways."""
        return len({reject.line for reject in self.rejects})

    @property
    def unchanged(self) -> int:
        if self.outcome == "refused":
            return 0
        return self.read - self.rejected - self.added - self.revised

    @property
    def changes(self) -> int:
        return self.added + self.revised + self.withdrawn


def bundled() -> list[Path]:
    """The files of the package, in the order in which they refer to each other."""
    folder = Path(data.__path__[0])
    lists = [folder / f"{name}.csv" for name in LISTS]
    return [*lists, *sorted((folder / "articles").glob("*.csv"))]


def in_order(paths: Iterable[Path]) -> list[Path]:
    """Folders opened, and reference lists before the ledgers that use them."""
    files = [file for path in paths for file in (sorted(path.rglob("*.csv")) or [path])]
    names = list(LISTS)
    return sorted(files, key=lambda path: names.index(path.stem) if path.stem in names else 99)


def load(engine: Engine, paths: Iterable[Path], *, keep_going: bool = False) -> Iterator[Result]:
    """Load each file in a transaction of its own; a file with rejects is refused.

    With ``keep_going`` its good rows are loaded and the bad ones kept in ops.reject, where the
    rows of a refused file are too. A file that did not change since its last load is skipped,
    unless a file before it changed something. Raises UnreadableFile, before anything is loaded,
    for a path that is no file.
    """
    files = [(path, sha256(path)) for path in paths]
    with engine.connect() as lock:
        # Two loaders take turns.
        lock.execute(text("select pg_advisory_xact_lock(hashtext('minzheng load'))"))
        with engine.begin() as connection:
            known = loaded_before(connection)
        changed, run_id = False, None
        for path, checksum in files:
            if not changed and known.get(path.name) == checksum:
                yield Result(path.name, "unchanged")
                continue
            run_id = run_id or start_run(engine)
            result = load_file(engine, run_id, path, checksum, keep_going)
            changed = changed or result.changes > 0
            yield result


def sha256(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise UnreadableFile(f"{path}: {error.strerror}") from error


def loaded_before(connection: Connection) -> dict[str, str]:
    """The checksum of each file whose last load was whole and by this version of the loaders."""
    rows = connection.execute(text(LAST_LOADS))
    wanted = ("loaded", version("minzheng"))
    return {row.name: row.sha256 for row in rows if (row.outcome, row.version) == wanted}


def start_run(engine: Engine) -> int:
    run = insert(LoadRun).values(command="load", version=version("minzheng"), host=platform.node())
    with engine.begin() as connection:
        return connection.scalars(run.returning(LoadRun.load_run_id)).one()


def load_file(engine: Engine, run_id: int, path: Path, checksum: str, keep_going: bool) -> Result:
    started = time.monotonic()
    file, kind = open_file(path, checksum)
    result = Result(file.name, read=len(file.rows) + len(file.rejects))
    with engine.begin() as connection:
        file_id = connection.scalars(
            insert(LoadFile)
            .values(load_run_id=run_id, name=file.name, sha256=file.sha256, outcome="refused")
            .values(read=result.read, added=0, revised=0, withdrawn=0, unchanged=0)
            .values(rejected=0, seconds=0)
            .returning(LoadFile.load_file_id)
        ).one()
        result.rejects = stage(connection, kind, file)
        if result.rejects and not (keep_going and file.rows):
            result.outcome = "refused"
        else:
            result.outcome = "partly" if result.rejects else "loaded"
            staging.discard(connection, {reject.line for reject in result.rejects})
            merge(connection, kind, file, file_id, result)
        result.seconds = time.monotonic() - started
        record(connection, file, file_id, result)
    return result


def open_file(path: Path, checksum: str) -> tuple[File, ReferenceList | None]:
    """The file and its kind; without rows, but with a reject, if it cannot be read as any."""
    try:
        file = read(path)
        return file, recognised(file)
    except UnreadableFile as error:
        reject = Reject(1, "", None, "unreadable", str(error))
        return File(path, checksum, (), [], [reject]), ReferenceList((), ())


def recognised(file: File) -> ReferenceList | None:
    """The reference list whose columns the file has; None for a ledger."""
    for candidate in LISTS.values():
        if set(file.columns) == set(candidate.header):
            return candidate
    if set(file.columns) == set(ledger.HEADER):
        return None
    raise UnreadableFile(wrong_columns(file.columns))


def wrong_columns(found: tuple[str, ...]) -> str:
    """What sets the columns of a file off from those of the kind that is nearest to it."""
    kinds = {name: kind.header for name, kind in LISTS.items()} | {"ledger": ledger.HEADER}
    nearest = min(kinds, key=lambda name: len(set(kinds[name]) ^ set(found)))
    differences = {
        "lacks": set(kinds[nearest]) - set(found),
        "has also": set(found) - set(kinds[nearest]),
    }
    words = [
        f"it {verb} {', '.join(sorted(names))}" for verb, names in differences.items() if names
    ]
    return f"its columns are those of no known kind of file; for {nearest} {' and '.join(words)}"


def stage(connection: Connection, kind: ReferenceList | None, file: File) -> list[Reject]:
    if kind is None:
        return ledger.stage(connection, file)
    rejects = [*file.rejects, *columns.well_formed(kind.columns, file.rows)]
    staging.stage(
        connection, dict.fromkeys(kind.header, "text"), staging.texts(kind.header, file.rows)
    )
    return [
        *rejects,
        *columns.unknown(connection, kind.columns),
        *breakdowns.wrong(connection, kind.breakdowns),
    ]


def merge(
    connection: Connection, kind: ReferenceList | None, file: File, file_id: int, result: Result
) -> None:
    if kind is None:
        changes, result.withdrawn = ledger.merge(connection, file.path.stem, file_id)
        result.added, result.revised = changes.added, changes.revised
        return
    breakdowns.create(connection, kind.breakdowns)
    done = [merging.merge(connection, part) for part in kind.parts]
    result.added = min(max(changes.added for changes in done), result.read)
    result.revised = min(sum(changes.revised for changes in done), result.read - result.added)


def record(connection: Connection, file: File, file_id: int, result: Result) -> None:
    """Write down what became of the file, and its rejects with their whole rows."""
    counts = {
        name: getattr(result, name)
        for name in ("outcome", "added", "revised", "withdrawn", "unchanged", "rejected")
    }
    connection.execute(
        LoadFile.__table__.update()  # type: ignore[attr-defined]
        .where(LoadFile.load_file_id == file_id)
        .values(**counts, seconds=round(result.seconds, 3), finished_at=func.clock_timestamp())
    )
    rows = {row.line: row.fields for row in file.rows}
    if result.rejects:
        connection.execute(
            insert(RejectRow),
            [
                {
                    "load_file_id": file_id,
                    "line": reject.line,
                    "column_name": reject.column,
                    "value": reject.value,
                    "reason": reject.reason,
                    "message": reject.message,
                    "row": rows.get(reject.line, json.loads("{}")),
                }
                for reject in result.rejects
            ],
        )
