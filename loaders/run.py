"""A run of the loaders: files in order of dependence, in batches that are loaded as one."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path

from sqlalchemy import Connection, Engine, text

from ..database import kept, locks
from . import archives, bulk, embargo, file_batches, planner, records
from .file_batches import Begin, Follow, follow_later
from .files import BUNDLED, File, Rejection, label_of, open_file, path_of
from .formats.file_formats import SUFFIXES
from .kinds.reference import LISTS
from .kinds.registry import RecognisedFile, recognise_in_order
from .options import NO_OPTIONS, LoadOptions
from .results import Result

# So many files may be loaded in one transaction. Each makes temporary tables, and drops those of
# the one before; a server keeps the lock of every one until the end, as far as it has room.
TOGETHER = 150

HAS_FIGURES = "select exists (select from core.observation)"


def bundled() -> list[Path]:
    """The files of the package, in the order in which they refer to each other."""
    lists = [BUNDLED / f"{name}.csv" for name in LISTS]
    figures = [*BUNDLED.glob("articles/*.csv"), *BUNDLED.glob("tables/*.csv")]
    return [*lists, *sorted(figures)]


def find_files(paths: Iterable[Path]) -> list[Path]:
    """The files named, and for a folder those in it that may be loaded."""
    return [file for path in paths for file in (find_in_folder(path) or [path])]


def find_in_folder(folder: Path) -> list[Path]:
    """The files of a folder that may be loaded; empty if it is not a folder.

    What has the name of such a file is among them whatever it is, to be refused with a reason;
    but a folder whose name ends like that is one of those that files are looked for in.
    """
    found = [path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES]
    around = {above for path in found for above in path.parents}
    # Programs leave such files beside one that they have open.
    hidden = ("~$", ".")
    return sorted(path for path in found if path not in around and not path.name.startswith(hidden))


def load(
    engine: Engine,
    paths: Iterable[Path | File],
    options: LoadOptions = NO_OPTIONS,
    *,
    keep_going: bool = False,
    on_wait: locks.OnWait | None = None,
) -> Iterator[Result]:
    """Load files in batches, lists first; a file with rejects is refused, and leaves nothing.

    ``options`` are those of paths; a file that was opened has its own.

    With ``keep_going`` its good rows are loaded and the bad ones kept in ops.reject, where the
    rows of a refused file are too. A file that did not change since its last load is skipped,
    unless a file before it changed something. While there are no figures, all files, if they are
    not too many, are loaded in one transaction: what is kept is then computed once for all. Raises
    UnreadableFile, before anything is loaded, for a path at which no file can be read. Files that
    are held are loaded before them where their source is released by now, and after them where a
    list among them has released it.
    """
    opened = [path if isinstance(path, File) else open_file(path, options) for path in paths]
    with engine.connect() as lock, archives.unpacked(opened) as files:
        locks.acquire(lock, locks.CONTENT, on_wait)
        yield from _release(engine)
        files = records.with_known_names(lock, files)
        if len(files) > TOGETHER or _has_figures(engine):
            yield from _then_analyze(engine, load_files(files, engine.begin, keep_going))
        else:
            yield from _load_first(lock, files, keep_going)
            lock.commit()
    yield from release(engine, on_wait=on_wait)


def release(
    engine: Engine,
    *,
    on_wait: locks.OnWait | None = None,
    is_stopped: locks.IsStopped | None = None,
) -> Iterator[Result]:
    """Load the files that are held, and whose sources are released by now."""
    with engine.connect() as connection:
        if not embargo.are_due(connection):
            return
    with engine.connect() as lock:
        locks.acquire(lock, locks.CONTENT, on_wait, is_stopped)
        yield from _release(engine)


def _release(engine: Engine) -> Iterator[Result]:
    """Load them; the caller holds the lock."""
    with engine.connect() as connection, embargo.due_files(connection) as due:
        connection.rollback()
        for keep_going, group in groupby(due, key=lambda one: one.keep_going):
            files = [one.file for one in group]
            yield from _then_analyze(engine, load_files(files, engine.begin, keep_going))


def _has_figures(engine: Engine) -> bool:
    """Asked in a transaction that ends, since whoever has read a table holds a lock on it."""
    with engine.begin() as connection:
        return bool(connection.execute(text(HAS_FIGURES)).scalar_one())


def _load_first(
    connection: Connection, files: Iterable[File], keep_going: bool
) -> Iterator[Result]:
    """Load files into a database without figures, in one transaction."""
    changes = 0
    with bulk.indexed_afterwards(connection):
        for result in load_files(files, parts_of(connection), keep_going, follow=follow_later):
            changes += result.changes
            yield result
    if planner.is_outdated(connection, changes):
        planner.analyze_tables(connection, observations=True)
    else:
        # Reference lists are as they were, or as good as.
        planner.analyze_observations(connection)
    kept.follow_all(connection)


def parts_of(connection: Connection) -> Begin:
    """What opens parts of the one transaction of a connection, each undone alone if it fails."""

    @contextmanager
    def begin() -> Iterator[Connection]:
        with connection.begin_nested():
            yield connection

    return begin


def load_rejected(engine: Engine, *, on_wait: locks.OnWait | None = None) -> Iterator[Result]:
    """Load the files again whose last load rejected rows, with the options they had then."""
    with engine.connect() as lock:
        locks.acquire(lock, locks.CONTENT, on_wait)
        for name, path, options, keep_going in records.files_to_load_again(lock):
            opened = open_file(path_of(path), LoadOptions.from_json(options), name=name)
            if opened.error:
                reject = Rejection(1, "", None, "gone", opened.error)
                yield Result(label_of(name), "gone", rejects=[reject])
                continue
            with archives.unpacked([opened]) as files:
                yield from _then_analyze(engine, load_files(files, engine.begin, keep_going))


def plan(
    engine: Engine,
    paths: Iterable[Path | File],
    options: LoadOptions = NO_OPTIONS,
    *,
    keep_going: bool = False,
    on_wait: locks.OnWait | None = None,
) -> Iterator[Result]:
    """What ``load`` would do; nothing of it stays.

    Of a file that would be refused, the result says too what ``keep_going`` would load of it.
    """
    opened = [path if isinstance(path, File) else open_file(path, options) for path in paths]
    with engine.connect() as connection, archives.unpacked(opened) as files:
        locks.acquire(connection, locks.CONTENT, on_wait)
        files = records.with_known_names(connection, files)
        labelled = {file.label: file for file in files}
        for result in load_files(files, parts_of(connection), keep_going):
            if result.outcome == "refused" and not keep_going:
                result.good_rows = _plan_good_rows(connection, labelled[result.name])
            yield result
        connection.rollback()


def _plan_good_rows(connection: Connection, file: File) -> Result | None:
    """What would become of a file by its good rows alone; None where it would be refused too."""
    with connection.begin_nested() as savepoint:
        (result,) = load_files([file], parts_of(connection), keep_going=True)
        savepoint.rollback()
    return None if result.outcome == "refused" else result


def _then_analyze(engine: Engine, results: Iterable[Result]) -> Iterator[Result]:
    """Pass results on; then let the planner learn of many changes."""
    changes = [0]
    for result in results:
        changes.append(result.changes)
        yield result
    analyze(engine.begin, sum(changes), largest=max(changes))


def analyze(begin: Begin, changes: int, *, largest: int = 0) -> None:
    """Analyze every table after a number of changes of observations, if there are many.

    A file that brought the most of them has had the observations analyzed itself.
    """
    with begin() as connection:
        if planner.is_outdated(connection, changes):
            is_done = planner.is_outdated(connection, largest)
            planner.analyze_tables(connection, observations=not is_done)


def load_files(
    files: Iterable[File], begin: Begin, keep_going: bool, *, follow: Follow = kept.follow
) -> Iterator[Result]:
    """Load files in order of dependence, recorded as one run unless all of them are unchanged.

    ``follow`` brings what is kept up to date with them. Small files are loaded in batches, each
    in one transaction; what became of its files is told after its end.
    """
    recognised = recognise_in_order(files)
    with begin() as connection:
        known = records.last_whole_loads(connection)

    def is_unchanged(one: RecognisedFile) -> bool:
        return known.get(one.file.name) == (one.file.sha256, one.file.options.as_json())

    results: list[Result] = []
    run_id = None
    for batch in file_batches.split(recognised):
        if run_id is None and all(map(is_unchanged, batch)):
            yield from (Result(one.file.label, "unchanged") for one in batch)
            continue
        if run_id is None:
            with begin() as connection:
                run_id = records.start_run(connection, "load")
        has_changed = any(result.changes for result in results)
        part = file_batches.BatchOfRun(begin, run_id, keep_going, follow, is_unchanged, has_changed)
        loaded = file_batches.load(part, batch)
        results += loaded
        yield from loaded
    if run_id is not None:
        with begin() as connection:
            outcome = records.outcome_of(results)
            records.finish_run(connection, run_id, *outcome, len(recognised))
