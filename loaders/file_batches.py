"""The files of a run, in batches: those of one are loaded in one transaction.

A file that is refused leaves nothing, and the others of its batch are loaded. What is kept is
brought up to date once for all of them: for one small file that takes longer than to load it.
"""

import logging
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any

import psycopg
from sqlalchemy import Connection

from ..database import kept
from ..errors import describe_error
from . import embargo, findings, records, withdrawals
from .files import Rejection, UnreadableFile, count_rows
from .kinds.registry import RecognisedFile
from .load import Changes, Load, RowsRejected, Staged
from .registration import register_source
from .resolve.known_lists import KnownLists
from .results import Result

LOG = logging.getLogger(__name__)

# Opens a transaction, or a part of one, and gives its connection.
Begin = Callable[[], AbstractContextManager[Connection]]
# Brings what is kept up to date with loads: see kept.follow.
Follow = Callable[[Connection, Collection[int], Collection[int]], None]

# So many files, and so many bytes, are a batch at most: more would make those wait who want to see
# what became of the first, or who load at the same time.
FILES = 40
BYTES = 2_000_000

# No fault of a file: the server is down or full, or a lock was not to be had.
OF_THE_DATABASE = (psycopg.OperationalError, psycopg.InterfaceError)
# What tables refuse though no check found it: a constraint, or a value that a type cannot hold.
REFUSED_BY_TABLES = (psycopg.IntegrityError, psycopg.DataError)
# The class of errors for what is beyond the limits of the server, such as a name that is too long
# for an index. Their exceptions are those of a server that is down.
BEYOND_LIMITS = "54"


@dataclass(frozen=True)
class BatchOfRun:
    """How a batch of a run is loaded.

    A file that ``is_unchanged`` since its last load is skipped, unless something ``has_changed``
    before in the run that may change what becomes of it.
    """

    begin: Begin
    run_id: int
    keep_going: bool
    follow: Follow
    is_unchanged: Callable[[RecognisedFile], bool]
    has_changed: bool


@dataclass
class _Loaded:
    """Notes what was loaded in a batch, so that what is kept can follow all of it at once."""

    load_file_ids: list[int] = field(default_factory=list)
    rechosen: list[int] = field(default_factory=list)

    def note(
        self, connection: Connection, load_file_ids: Collection[int], rechosen: Collection[int]
    ) -> None:
        self.load_file_ids += load_file_ids
        self.rechosen += rechosen


def split(recognised: Iterable[RecognisedFile]) -> Iterator[list[RecognisedFile]]:
    """Files in their order, as batches; lists and what is resolved by them are never in one."""
    batch: list[RecognisedFile] = []
    size = 0
    for one in recognised:
        bytes_of_file = one.file.path.stat().st_size if one.kind else 0
        is_full = len(batch) == FILES or size + bytes_of_file > BYTES
        if batch and (is_full or _is_list(one) != _is_list(batch[0])):
            yield batch
            batch, size = [], 0
        batch.append(one)
        size += bytes_of_file
    if batch:
        yield batch


def _is_list(one: RecognisedFile) -> bool:
    return one.kind is not None and one.kind.is_list


def load(part: BatchOfRun, batch: list[RecognisedFile]) -> list[Result]:
    """Load the files of a batch in one transaction.

    What is kept may not be able to follow one of them, with a value beyond all bounds for example;
    then they are loaded one by one, and that one is refused.
    """
    if len(batch) > 1:
        try:
            with part.begin() as connection:
                return _load_together(connection, part, batch)
        except Exception as error:
            if is_of_the_database(error):
                raise
            LOG.debug("batch failed", exc_info=True)
    results: list[Result] = []
    for one in batch:
        if _may_skip(part, one, results):
            results.append(Result(one.file.label, "unchanged"))
        else:
            results.append(load_file(part.begin, part.run_id, one, part.keep_going, part.follow))
    return results


def _may_skip(part: BatchOfRun, one: RecognisedFile, before: Iterable[Result]) -> bool:
    has_changed = part.has_changed or any(result.changes for result in before)
    return not has_changed and part.is_unchanged(one)


def _load_together(
    connection: Connection, part: BatchOfRun, batch: Iterable[RecognisedFile]
) -> list[Result]:
    results: list[Result] = []
    loaded = _Loaded()
    lists = KnownLists(connection)
    result_of: dict[int, Result] = {}
    for one in batch:
        if _may_skip(part, one, results):
            results.append(Result(one.file.label, "unchanged"))
            continue
        load_file_id, result = _load(lists, part.run_id, one, part.keep_going, loaded.note)
        results.append(result)
        result_of[load_file_id] = result
    if loaded.load_file_ids:
        part.follow(connection, loaded.load_file_ids, loaded.rechosen)
    if part.follow is not follow_later:
        _add_findings(connection, result_of)
    return results


def load_file(
    begin: Begin,
    run_id: int,
    recognised: RecognisedFile,
    keep_going: bool,
    follow: Follow = kept.follow,
) -> Result:
    """Load a file in a transaction of its own, and record what became of it."""
    with begin() as connection:
        lists = KnownLists(connection)
        load_file_id, result = _load(lists, run_id, recognised, keep_going, follow)
        if follow is not follow_later:
            _add_findings(connection, {load_file_id: result})
    return result


def follow_later(
    connection: Connection, load_file_ids: Collection[int], rechosen: Collection[int]
) -> None:
    """Do nothing: whoever loads computes what is kept after the last file."""


def _add_findings(connection: Connection, results: Mapping[int, Result]) -> None:
    """Say in the results what is remarkable of the figures that the loads added."""
    adding = [number for number, result in results.items() if result.added + result.revised]
    if not adding:
        return
    for load_file_id, found in findings.find(connection, adding).items():
        results[load_file_id].findings = found


def _load(
    lists: KnownLists,
    run_id: int,
    recognised: RecognisedFile,
    keep_going: bool,
    follow: Follow,
) -> tuple[int, Result]:
    """Load a file within a transaction and record it; its row in ops.load_file, and the result."""
    started = time.monotonic()
    connection = lists.connection
    load_file_id = records.start_file(connection, run_id, recognised, keep_going)
    load = Load(connection, recognised.file, load_file_id, lists)
    result = Result(recognised.file.label)
    if _is_held(load, recognised):
        staged = _stage_and_hold(load, recognised, keep_going, result)
    else:
        staged, changes = _stage_and_merge(load, recognised, keep_going, follow)
        result.add(staged, changes)
        if changes is not None and recognised.kind and not recognised.kind.is_list:
            embargo.forget(connection, recognised.file.name)
    result.seconds = time.monotonic() - started
    records.finish_file(connection, load_file_id, result)
    records.keep_rejects(connection, load_file_id, result.rejects, staged.rejected_rows)
    return load_file_id, result


def _is_held(load: Load, recognised: RecognisedFile) -> bool:
    """Whether it is a file of a source that is not released yet."""
    kind = recognised.kind
    return (
        kind is not None
        and not kind.is_list
        and embargo.is_embargoed(load.connection, load.file.source)
    )


def _stage_and_hold(
    load: Load, recognised: RecognisedFile, keep_going: bool, result: Result
) -> Staged:
    """Load a file, take its figures down for curators, undo it, and hold the file."""
    figures: list[dict[str, Any]] = []

    def take_down(*_loaded: object) -> None:
        figures.extend(embargo.figures_of(load))

    last = embargo.last_numbers(load.connection)
    with load.connection.begin_nested() as savepoint:
        staged, changes = _stage_and_merge(load, recognised, keep_going, take_down)
        savepoint.rollback()
    embargo.return_numbers(load.connection, last)
    if changes is None:
        result.add(staged, None)
    else:
        result.hold(staged)
        embargo.hold(load, figures)
    return staged


def _stage_and_merge(
    load: Load, recognised: RecognisedFile, keep_going: bool, follow: Follow
) -> tuple[Staged, Changes | None]:
    """What staging a file found, and what its merge changed: None if it is refused.

    All of it happens within a savepoint, so that a file that is refused leaves nothing.
    """
    staged = Staged()
    try:
        with load.connection.begin_nested() as savepoint:
            if recognised.kind is None:
                raise UnreadableFile(recognised.error)
            register_source(load)
            staged = recognised.kind.stage(load)
            if _may_merge(staged, keep_going):
                changes = recognised.kind.merge(load, staged)
                if recognised.kind.is_list:
                    withdrawals.check_list(load, changes, staged.read)
                else:
                    withdrawals.check(load, changes)
                follow(load.connection, [load.load_file_id], changes.choice.rechosen)
                return staged, changes
            savepoint.rollback()
    except UnreadableFile as error:
        staged.rejects.append(Rejection(1, "", None, "unreadable", str(error)))
    except RowsRejected as error:
        staged.rejects += error.rejects
    except Exception as error:
        cause = getattr(error, "orig", error)
        if is_refused_by_tables(cause):
            words = " ".join(str(cause).split())
            staged.rejects.append(Rejection(1, "", None, "constraint", words))
            return staged, None
        if is_of_the_database(error):
            raise
        # Whatever one file makes its reader raise, the files beside it are still loaded.
        LOG.debug("load failed", exc_info=True, extra={"facts": {"file": load.file.address}})
        staged.rejects.append(Rejection(1, "", None, "unreadable", describe_error(error)))
    return staged, None


def is_of_the_database(error: BaseException) -> bool:
    """Whether no file is at fault: the server is down, full or busy, or the user lets it be."""
    cause = getattr(error, "orig", error)
    return isinstance(cause, OF_THE_DATABASE) and not is_refused_by_tables(cause)


def is_refused_by_tables(error: BaseException) -> bool:
    """Whether it is the file that is at fault, and not the server."""
    beyond_limits = (getattr(error, "sqlstate", None) or "").startswith(BEYOND_LIMITS)
    return isinstance(error, REFUSED_BY_TABLES) or beyond_limits


def _may_merge(staged: Staged, keep_going: bool) -> bool:
    """Whether all rows are good, or some are and those are wanted."""
    if not staged.is_partial:
        return True
    return keep_going and not staged.is_refused and count_rows(staged.rejects) < staged.read
