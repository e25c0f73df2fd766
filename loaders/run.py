"""A run of the loaders: files in order of dependence, each in a transaction of its own."""

import platform
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

import psycopg
from sqlalchemy import Connection, Engine, func, insert, text, update
from sqlalchemy.exc import IntegrityError

from .. import data
from ..schema import Base, LoadFile, LoadRun
from ..schema import Reject as RejectRow
from . import acceptance, sources, staging
from .given import NOTHING, Given
from .kinds import recognised
from .reference import LISTS
from .rows import NO_FAULT, File, Reject, UnreadableFile, opened

COUNTS = ("added", "revised", "withdrawn", "unchanged", "rejected", "conflicts")


# Opens a transaction, or a part of one, and answers its connection.
Begin = Callable[[], AbstractContextManager[Connection]]

# Is told who is loading while another load waits for its turn.
Waiting = Callable[[str], None]

LAST_LOADS = """
    select distinct on (load_file.name)
        load_file.name, load_file.sha256, load_file.outcome, load_run.version
    from ops.load_file
    inner join ops.load_run on load_run.load_run_id = load_file.load_run_id
    order by load_file.name, load_file.load_file_id desc
"""

REJECTED = """
    select path, given, keep_going from (
        select distinct on (name) * from ops.load_file order by name, load_file_id desc
    ) as last_load
    where outcome in ('partly', 'refused') and path is not null
    order by load_file_id
"""

LOADING = """
    select concat_ws(
        ', ', nullif(application_name, ''), 'from ' || coalesce(client_hostname, host(client_addr)),
        'process ' || pid || ' of the server', 'since ' || to_char(xact_start, 'HH24:MI:SS')
    )
    from pg_locks
    inner join pg_stat_activity using (pid)
    where
        locktype = 'advisory' and granted and objsubid = 1
        and pg_locks.database = (select oid from pg_database where datname = current_database())
        and classid::bigint << 32 | objid::bigint = hashtext('minzheng load')::bigint
"""


@dataclass
class Result:
    """What became of one file.

    It was loaded, loaded partly, refused, or is unchanged since, or gone where it was to be loaded
    again.
    """

    name: str
    outcome: str = "loaded"
    read: int = 0
    added: int = 0
    revised: int = 0
    withdrawn: int = 0
    conflicts: int = 0
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
    figures = [*folder.glob("articles/*.csv"), *folder.glob("tables/*.csv")]
    return [*lists, *sorted(figures)]


def in_order(paths: Iterable[Path]) -> list[Path]:
    """Folders opened, and reference lists before the ledgers that use them."""
    files = [file for path in paths for file in (sorted(path.rglob("*.csv")) or [path])]
    names = list(LISTS)
    return sorted(files, key=lambda path: names.index(path.stem) if path.stem in names else 99)


def silent(_holder: str) -> None:
    """Tell nobody."""


def load(
    engine: Engine,
    paths: Iterable[Path],
    given: Given = NOTHING,
    *,
    keep_going: bool = False,
    waiting: Waiting = silent,
) -> Iterator[Result]:
    """Load each file in a transaction of its own; a file with rejects is refused.

    With ``keep_going`` its good rows are loaded and the bad ones kept in ops.reject, where the
    rows of a refused file are too. A file that did not change since its last load is skipped,
    unless a file before it changed something. Raises UnreadableFile, before anything is loaded,
    for a path that is no file.
    """
    files = [opened(path, given) for path in paths]
    with engine.connect() as lock:
        take_turns(lock, waiting)
        yield from analyzed(engine, load_files(files, engine.begin, keep_going))


def load_rejected(engine: Engine, *, waiting: Waiting = silent) -> Iterator[Result]:
    """Load the files again of which the last load rejected rows, as it was told to load them."""
    with engine.connect() as lock:
        take_turns(lock, waiting)
        for path, given, keep_going in lock.execute(text(REJECTED)).all():
            try:
                file = opened(Path(path), Given.recalled(given))
            except UnreadableFile as error:
                yield Result(
                    Path(path).name, "gone", rejects=[Reject(1, "", None, "gone", str(error))]
                )
                continue
            yield from analyzed(engine, load_files([file], engine.begin, keep_going))


def plan(
    engine: Engine,
    paths: Iterable[Path],
    given: Given = NOTHING,
    *,
    keep_going: bool = False,
    waiting: Waiting = silent,
) -> Iterator[Result]:
    """What ``load`` would do; nothing of it stays."""
    files = [opened(path, given) for path in paths]
    with engine.connect() as connection:
        take_turns(connection, waiting)

        @contextmanager
        def part() -> Iterator[Connection]:
            with connection.begin_nested():
                yield connection

        yield from load_files(files, part, keep_going)
        connection.rollback()


def analyzed(engine: Engine, results: Iterable[Result]) -> Iterator[Result]:
    """Let the planner learn of many changes, before autovacuum finds the time to."""
    changes = 0
    for result in results:
        changes += result.changes
        yield result
    with engine.begin() as connection:
        if not staging.is_outdated(connection, changes):
            return
        tables = ", ".join(table.fullname for table in Base.metadata.sorted_tables)
        connection.execute(text(f"analyze {tables}"))


def take_turns(connection: Connection, waiting: Waiting) -> None:
    """Wait until no other loader is at work, and keep others waiting while this transaction is."""
    lock = "select pg_try_advisory_xact_lock(hashtext('minzheng load'))"
    if connection.execute(text(lock)).scalar_one():
        return
    waiting(connection.execute(text(LOADING)).scalar() or "another load, which is just ending")
    connection.execute(text("select pg_advisory_xact_lock(hashtext('minzheng load'))"))


def load_files(files: list[File], begin: Begin, keep_going: bool) -> Iterator[Result]:
    with begin() as connection:
        known = loaded_before(connection)
    changed, run_id = False, None
    for file in files:
        if not changed and known.get(file.name) == file.sha256:
            yield Result(file.name, "unchanged")
            continue
        run_id = run_id or start_run(begin)
        result = load_file(begin, run_id, file, keep_going)
        changed = changed or result.changes > 0
        yield result


def loaded_before(connection: Connection) -> dict[str, str]:
    """The checksum of each file whose last load was whole and by this version of the loaders."""
    rows = connection.execute(text(LAST_LOADS))
    wanted = ("loaded", version("minzheng"))
    return {row.name: row.sha256 for row in rows if (row.outcome, row.version) == wanted}


def start_run(begin: Begin) -> int:
    run = insert(LoadRun).values(command="load", version=version("minzheng"), host=platform.node())
    with begin() as connection:
        return connection.scalars(run.returning(LoadRun.load_run_id)).one()


def load_file(begin: Begin, run_id: int, file: File, keep_going: bool) -> Result:
    started = time.monotonic()
    result = Result(file.name, "refused")
    with begin() as connection:
        staging.clean(connection)
        file_id = start_file(connection, run_id, file, keep_going)
        sources.register(connection, file)
        staged = staged_rows(connection, file)
        result.read, result.rejects = staged.read, staged.rejects
        faults = [reject for reject in result.rejects if reject.reason not in NO_FAULT]
        if not faults or (keep_going and result.rejected < result.read):
            merge(connection, file, file_id, result)
        result.seconds = time.monotonic() - started
        finish_file(connection, file_id, result)
        keep_rejects(connection, file_id, staged)
    return result


def merge(connection: Connection, file: File, file_id: int, result: Result) -> None:
    """Merge the good rows; a row that a table refuses all the same refuses the file."""
    staging.discard(connection, {reject.line for reject in result.rejects})
    faults = any(reject.reason not in NO_FAULT for reject in result.rejects)
    try:
        with connection.begin_nested():
            changes = recognised(file).merge(connection, file, file_id, partial=faults)
    except staging.RowsRejected as error:
        result.rejects += error.rejects
        return
    except (psycopg.IntegrityError, IntegrityError) as error:
        words = " ".join(str(getattr(error, "orig", error)).split())
        result.rejects.append(Reject(1, "", None, "constraint", words))
        return
    result.outcome = "partly" if faults else "loaded"
    result.added, result.revised = changes.added, changes.revised
    result.withdrawn = changes.withdrawn
    result.conflicts = acceptance.conflicts(connection)


def staged_rows(connection: Connection, file: File) -> staging.Staged:
    """What staging the file found; a file that cannot be read is a reject for its first line."""
    try:
        return recognised(file).stage(connection, file)
    except UnreadableFile as error:
        return staging.Staged(0, [Reject(1, "", None, "unreadable", str(error))])


def start_file(connection: Connection, run_id: int, file: File, keep_going: bool) -> int:
    zero = dict.fromkeys(("read", "seconds", *COUNTS), 0)
    row = insert(LoadFile).values(
        load_run_id=run_id,
        name=file.name,
        path=str(file.path.absolute()),
        sha256=file.sha256,
        given=file.given.remembered(),
        keep_going=keep_going,
        outcome="refused",
        **zero,
    )
    return connection.scalars(row.returning(LoadFile.load_file_id)).one()


def finish_file(connection: Connection, file_id: int, result: Result) -> None:
    """Write down what became of the file."""
    counts = {name: getattr(result, name) for name in ("outcome", "read", *COUNTS)}
    connection.execute(
        update(LoadFile)
        .where(LoadFile.load_file_id == file_id)
        .values(**counts, seconds=round(result.seconds, 3), finished_at=func.clock_timestamp())
    )


def keep_rejects(connection: Connection, file_id: int, staged: staging.Staged) -> None:
    """Keep every reject with the whole row as it was read."""
    if staged.rejects:
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
                    "row": staged.rows.get(reject.line, {}),
                }
                for reject in staged.rejects
            ],
        )
