"""A run of the loaders: files in order of dependence, each in a transaction of its own."""

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import psycopg
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import IntegrityError

from .. import data
from ..database import locks
from ..schema import Base
from . import acceptance, kept_growth, records, registration, staging
from .files import File, Rejection, UnreadableFile, opened
from .kinds import recognised
from .kinds.published import SUFFIXES
from .kinds.reference import LISTS
from .options import NO_OPTIONS, LoadOptions
from .results import Result

# Opens a transaction, or a part of one, and answers its connection.
Begin = Callable[[], AbstractContextManager[Connection]]

REJECTED = """
    select path, options, keep_going from (
        select distinct on (name) * from ops.load_file order by name, load_file_id desc
    ) as last_load
    where outcome in ('partly', 'refused') and path is not null
    order by load_file_id
"""


def bundled() -> list[Path]:
    """The files of the package, in the order in which they refer to each other."""
    folder = Path(data.__path__[0])
    lists = [folder / f"{name}.csv" for name in LISTS]
    figures = [*folder.glob("articles/*.csv"), *folder.glob("tables/*.csv")]
    return [*lists, *sorted(figures)]


def inside(folder: Path) -> list[Path]:
    """The files of a folder that may be loaded; none of what is no folder."""
    found = (path for path in folder.rglob("*") if path.suffix.lower() in (".csv", *SUFFIXES))
    return sorted(path for path in found if not path.name.startswith(("~$", ".")))


def in_order(paths: Iterable[Path]) -> list[Path]:
    """Folders opened, and reference lists before the ledgers that use them."""
    files = [file for path in paths for file in (inside(path) or [path])]
    names = list(LISTS)
    return sorted(files, key=lambda path: names.index(path.stem) if path.stem in names else 99)


def load(
    engine: Engine,
    paths: Iterable[Path],
    options: LoadOptions = NO_OPTIONS,
    *,
    keep_going: bool = False,
    on_wait: locks.OnWait | None = None,
) -> Iterator[Result]:
    """Load each file in a transaction of its own; a file with rejects is refused.

    With ``keep_going`` its good rows are loaded and the bad ones kept in ops.reject, where the
    rows of a refused file are too. A file that did not change since its last load is skipped,
    unless a file before it changed something. Raises UnreadableFile, before anything is loaded,
    for a path that is no file.
    """
    files = [opened(path, options) for path in paths]
    with engine.connect() as lock:
        locks.acquire(lock, locks.CONTENT, on_wait)
        yield from analyzed(engine, load_files(files, engine.begin, keep_going))


def load_rejected(engine: Engine, *, on_wait: locks.OnWait | None = None) -> Iterator[Result]:
    """Load the files again of which the last load rejected rows, as it was told to load them."""
    with engine.connect() as lock:
        locks.acquire(lock, locks.CONTENT, on_wait)
        for path, options, keep_going in lock.execute(text(REJECTED)).all():
            try:
                file = opened(Path(path), LoadOptions.recalled(options))
            except UnreadableFile as error:
                yield Result(
                    Path(path).name, "gone", rejects=[Rejection(1, "", None, "gone", str(error))]
                )
                continue
            yield from analyzed(engine, load_files([file], engine.begin, keep_going))


def plan(
    engine: Engine,
    paths: Iterable[Path],
    options: LoadOptions = NO_OPTIONS,
    *,
    keep_going: bool = False,
    on_wait: locks.OnWait | None = None,
) -> Iterator[Result]:
    """What ``load`` would do; nothing of it stays."""
    files = [opened(path, options) for path in paths]
    with engine.connect() as connection:
        locks.acquire(connection, locks.CONTENT, on_wait)

        @contextmanager
        def part() -> Iterator[Connection]:
            with connection.begin_nested():
                yield connection

        yield from load_files(files, part, keep_going)
        connection.rollback()


def analyzed(engine: Engine, results: Iterable[Result]) -> Iterator[Result]:
    """Let the planner learn of many changes, before autovacuum finds the time to."""
    changes = [0]
    for result in results:
        changes.append(result.changes)
        yield result
    analyze(engine.begin, sum(changes), largest=max(changes))


def analyze(begin: Begin, changes: int, *, largest: int = 0) -> None:
    """Analyze every table after so many changes of observations, if they are many.

    A file that brought the most of them has had the observations analyzed itself.
    """
    with begin() as connection:
        if not staging.is_outdated(connection, changes):
            return
        names = {table.fullname for table in Base.metadata.sorted_tables}
        if staging.is_outdated(connection, largest):
            names.remove("core.observation")
        connection.execute(text(f"analyze {', '.join(sorted(names))}"))


def load_files(files: list[File], begin: Begin, keep_going: bool) -> Iterator[Result]:
    with begin() as connection:
        known = records.loaded_before(connection)
    results: list[Result] = []
    run_id = None
    for file in files:
        changed = any(result.changes for result in results)
        if not changed and known.get(file.name) == (file.sha256, file.options.remembered()):
            yield Result(file.name, "unchanged")
            continue
        if run_id is None:
            with begin() as connection:
                run_id = records.start_run(connection, "load")
        results.append(load_file(begin, run_id, file, keep_going))
        yield results[-1]
    if run_id is not None:
        with begin() as connection:
            records.finish_run(connection, run_id, *records.outcome_of(results), len(files))


def load_file(begin: Begin, run_id: int, file: File, keep_going: bool) -> Result:
    started = time.monotonic()
    result = Result(file.name, "refused")
    with begin() as connection:
        staging.clean(connection)
        file_id = records.start_file(connection, run_id, file, keep_going)
        before = registration.register(connection, file)
        staged = staged_rows(connection, file)
        result.read, result.rejects = staged.read, staged.rejects
        if not result.faults or (keep_going and result.rejected < result.read):
            merge(connection, file, file_id, result)
        if result.outcome == "refused":
            registration.take_back(connection, file, before)
        result.seconds = time.monotonic() - started
        records.finish_file(connection, file_id, result)
        records.keep_rejects(connection, file_id, staged)
    return result


def merge(connection: Connection, file: File, file_id: int, result: Result) -> None:
    """Merge the good rows; a row that a table refuses all the same refuses the file."""
    staging.discard(connection, {reject.line for reject in result.rejects})
    faults = bool(result.faults)
    try:
        with connection.begin_nested():
            kept_growth.promise(connection)
            changes = recognised(file).merge(connection, file, file_id, partial=faults)
            kept_growth.follow(connection, file_id)
    except staging.RowsRejected as error:
        result.rejects += error.rejects
        return
    except (psycopg.IntegrityError, IntegrityError) as error:
        words = " ".join(str(getattr(error, "orig", error)).split())
        result.rejects.append(Rejection(1, "", None, "constraint", words))
        return
    result.outcome = "partly" if faults else "loaded"
    result.added, result.revised = changes.added, changes.revised
    result.withdrawn = changes.withdrawn
    result.rejects += changes.kept
    result.conflicts = acceptance.conflicts(connection)


def staged_rows(connection: Connection, file: File) -> staging.Staged:
    """What staging the file found; a file that cannot be read is a reject for its first line."""
    try:
        return recognised(file).stage(connection, file)
    except UnreadableFile as error:
        return staging.Staged(0, [Rejection(1, "", None, "unreadable", str(error))])
