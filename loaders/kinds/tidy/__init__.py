"""The loader of tidy files: one figure a row, with the codes of what it is.

A tidy file is named for its source. It goes to the server in one stream and is checked and merged
there in sets, so that a file of millions of rows takes little longer than copying it. A cell of
the source that did not change keeps its row; one that did is withdrawn and followed; one that is
no longer in the file is withdrawn.
"""

from collections.abc import Iterator
from functools import partial
from typing import Any

from psycopg import sql
from sqlalchemy import Connection, CursorResult, text
from sqlalchemy.exc import DataError, IntegrityError, ProgrammingError

from ....database import statements
from ....schema.observation import CELL
from ... import acceptance, staging
from ...files import File, Rejection
from ...printed import UnreadableFigure, parse
from ...resolve import breakdowns
from ..csv_columns import is_date
from ..reference.merging import Changes
from . import bulk, delta

REQUIRED = ("indicator", "area", "period_start", "period_end", "printed")
OPTIONAL = (
    "locator",
    "breakdown",
    "basis",
    "unit",
    "carried",
    "status",
    "period_note",
    "note",
)
HEADER = REQUIRED + OPTIONAL
# From so many rows on, neither foreign keys nor duplicates are checked row by row: the joins have
# found every key, and an index finds a cell that is there twice.
MANY = 10_000

# How many rows name what nobody knows, have no plain number, and are wrong otherwise.
SUMMARY = """
    select
        (select count(*) from staged) - count(*) as unresolved,
        count(*) filter (where value is null) as special,
        count(*) filter (where fault is not null) as wrong
    from resolved
"""
# The columns that plans depend on.
PLANNED = (*CELL, "source_id", "load_file_id", "value", "accepted", "withdrawn_at")
REPORTS = """
    select count(*) from core.observation
    where
        source_id = (select source_id from core.source where code = :source)
        and withdrawn_at is null
"""
REPORTED_BEFORE = """
    select exists (
        select from core.observation inner join core.source using (source_id)
        where source.code = :source and withdrawn_at is null
    )
"""
CURRENT_OF_SOURCE = """
    create temp view current as
    select * from core.observation where source_id = {} and withdrawn_at is null
"""
# How many observations the removed lines reported; null if other lines report such cells again.
REMOVED_ARE_CURRENT = """
    select case when count(*) = (select count(*) from current) then count(*) end
    from resolved
    inner join current
        using (indicator_id, admin_unit_id, breakdown_id, period_start, period_end, basis)
    where resolved.line < 0
"""
ALL_IS_NEW = """
    create temp table change (line int, current_id bigint, what text) on commit drop;
    create temp view news as select *, null::bigint as current_id from resolved
"""
REVISED_AND_GONE = """
    select count(*) filter (where what = 'revised'), count(*) filter (where what = 'gone')
    from change
"""

SPECIAL = """
    create temp table special (
        printed text, carried text, value numeric, low numeric, high numeric, qualifier text
    ) on commit drop
"""
ADD_SPECIAL = "insert into special values (%s, %s, %s, %s, %s, %s)"
FORMS = """
    select distinct printed, carried from resolved
    where value is null and line in (select line from staged)
"""
# A file with many rows is only here looked at for cells that another source has accepted too.
UNACCEPTED_TWICE = """
    select exists (
        select from core.observation
        where load_file_id = :load_file_id and not accepted and withdrawn_at is null
        group by indicator_id, admin_unit_id, breakdown_id, period_start, period_end, basis
        having count(*) > 1
    )
"""
LINES = """
    select line from staged
    where
        printed is not distinct from cast(:printed as text)
        and carried is not distinct from cast(:carried as text)
"""


class Tidy:
    """The kind of file; columns that a file leaves out are filled with what is usual."""

    header = HEADER

    def fits(self, columns: tuple[str, ...]) -> bool:
        return set(REQUIRED) <= set(columns) <= set(HEADER)

    def stage(self, connection: Connection, file: File) -> staging.Staged:
        try:
            with connection.begin_nested():
                return self._stage_differences(connection, file)
        except delta.NoMeasure:
            misfits = staging.stream(connection, HEADER, file)
            staged = staging.Staged(staging.count(connection) + len(misfits), misfits)
            return self.check(connection, file, staged)

    def _stage_differences(self, connection: Connection, file: File) -> staging.Staged:
        """Stage what differs from the last load of the source. Raises NoMeasure.

        The lines that are no longer there are resolved too: the cells that they reported are all
        that can be revised or gone. Such a line that is wrong by now, or a cell of another line
        that is reported again, is for the whole file to find out.
        """
        differences = delta.since_last_load(connection, file)
        reports = connection.execute(text(REPORTS), {"source": file.source}).scalar_one()
        if reports != differences.old_lines - 1:
            raise delta.NoMeasure
        rows = differences.rows(file.columns, HEADER)
        staging.stage(connection, dict.fromkeys(HEADER, "text"), rows)
        staged = self.check(connection, file, staging.Staged(differences.lines - 1, []))
        _execute(connection, "current_in_cells", {"source": file.source})
        reported = connection.execute(text(REMOVED_ARE_CURRENT)).scalar_one()
        if reported != len(differences.removed):
            raise delta.NoMeasure
        for table in ("staged", "resolved"):
            connection.execute(text(f"delete from {table} where line < 0"))
        return staged

    def check(
        self,
        connection: Connection,
        file: File,
        staged: staging.Staged,
        *,
        agreeing: str = "duplicate",
    ) -> staging.Staged:
        """Find what is wrong with the staged rows, whatever they were read from.

        A cell that is there twice is rejected, as ``agreeing`` if both can be true.
        """
        connection.execute(text("set local work_mem = '256MB'"))
        connection.execute(text(SPECIAL))
        _execute(connection, "area", {})
        connection.execute(text("analyze area"))
        checks = [_source, _breakdowns, _new_breakdowns, _dates, _rows]
        if staged.read <= MANY:
            checks.append(partial(_duplicates, agreeing=agreeing))
        for check in checks:
            # A row that is known to be wrong is of no use to the checks that follow.
            staging.take_out(connection, staged, list(check(connection, file)))
        if staged.rejects:
            _resolve(connection)
        return staged

    def merge(
        self, connection: Connection, file: File, load_file_id: int, *, partial: bool
    ) -> Changes:
        changes = self.merge_staged(connection, file, load_file_id, partial=partial)
        if not partial:
            delta.keep(connection, file)
        return changes

    def merge_staged(
        self, connection: Connection, file: File, load_file_id: int, *, partial: bool
    ) -> Changes:
        """Merge the staged rows, whatever they were read from."""
        names = {"source": file.source, "load_file_id": load_file_id}
        delta.forget(connection, file.source)
        if connection.execute(text(REPORTED_BEFORE), {"source": file.source}).scalar_one():
            connection.execute(text("analyze resolved"))
            # What was compared line by line is the next version of all that the source reports.
            is_next = not _current(connection, file.source)
            _execute(connection, "classify", names | {"file": file.name, "is_next": is_next})
            if partial:
                connection.execute(text("delete from change where what = 'gone'"))
            connection.execute(text("analyze change"))
            _execute(connection, "withdraw", names)
            _execute(connection, "news", names)
        else:
            connection.connection.cursor().execute(ALL_IS_NEW)
        rows = staging.count(connection)
        if rows > MANY:
            _trust_the_joins(connection)
        written = _add(connection, names, file, rows)
        if staging.is_outdated(connection, written):
            # The next plan must not take the table for what it was before.
            connection.execute(text(f"analyze core.observation ({', '.join(PLANNED)})"))
        acceptance.accept(connection, acceptance.changed_by(load_file_id))
        revised, gone = connection.execute(text(REVISED_AND_GONE)).one()
        return Changes(written - revised, revised, gone)


def _add(connection: Connection, names: dict[str, object], file: File, rows: int) -> int:
    """Insert what is new. A file with many rows learns of duplicates only from the index."""
    try:
        rows = rows if file.delays_readers else 0
        with connection.begin_nested(), bulk.indexed_afterwards(connection, rows):
            written = _execute(connection, "add", names).rowcount
    except IntegrityError as error:
        if duplicates := list(_duplicates(connection, file)):
            raise staging.RowsRejected(duplicates) from error
        raise
    if connection.execute(text(UNACCEPTED_TWICE), names).scalar_one():
        raise staging.RowsRejected(list(_duplicates(connection, file)))
    return written


def _source(connection: Connection, file: File) -> Iterator[Rejection]:
    known = text("select from core.source where code = :code")
    code = file.source
    if not connection.execute(known, {"code": code}).all():
        message = f"{file.name} is named for no source: {code} is not in core.source"
        yield Rejection(1, "", code, "unknown_source", message)


def _breakdowns(connection: Connection, _file: File) -> list[Rejection]:
    return breakdowns.wrong(connection, ["breakdown"])


def _new_breakdowns(connection: Connection, _file: File) -> list[Rejection]:
    """Those that are right get a row, whatever else is wrong with the file."""
    breakdowns.create(connection, ["breakdown"])
    return []


def _dates(connection: Connection, _file: File) -> Iterator[Rejection]:
    """The server itself finds a date that is none; only then they are looked at one by one."""
    try:
        with connection.begin_nested():
            _resolve(connection)
    except DataError:
        yield from _bad_dates(connection)


def _rows(connection: Connection, file: File) -> Iterator[Rejection]:
    """What is wrong with single rows; of most files one look finds that nothing is."""
    if connection.execute(text("select to_regclass('pg_temp.resolved')")).scalar() is None:
        _resolve(connection)
    found = connection.execute(text(SUMMARY)).one()
    if found.unresolved:
        yield from map(Rejection._make, _execute(connection, "unknown", {}))
    if found.special:
        yield from _unreadable(connection, file)
    if found.special or found.wrong:
        yield from map(Rejection._make, _execute(connection, "faults", {}))


def _bad_dates(connection: Connection) -> Iterator[Rejection]:
    for column in ("period_start", "period_end"):
        query = text(f"select line, {column} from staged order by line")
        for line, value in connection.execute(query):
            if value is None or not is_date(value):
                message = f"{column} {value or ''} is not written as date"
                yield Rejection(line, column, value, "ill_formed", message)


def _unreadable(connection: Connection, _file: File) -> Iterator[Rejection]:
    """Figures that are no plain number are read one by one, each form once."""
    forms = connection.execute(text(FORMS)).all()
    for printed, carried in forms:
        try:
            figure = parse(printed or "", carried or "")
        except UnreadableFigure as error:
            lines = {"printed": printed, "carried": carried}
            fault = ("unreadable", str(error)) if printed else ("missing", "printed is empty")
            for line in connection.execute(text(LINES), lines).scalars():
                yield Rejection(line, "printed", printed, *fault)
        else:
            values = (printed, carried, figure.value, figure.low, figure.high, figure.qualifier)
            connection.connection.cursor().execute(ADD_SPECIAL, values)
    if forms:
        _resolve(connection)


def _duplicates(
    connection: Connection, _file: File, *, agreeing: str = "duplicate"
) -> Iterator[Rejection]:
    yield from map(Rejection._make, _execute(connection, "duplicates", {"agreeing": agreeing}))


def _current(connection: Connection, source: str) -> bool:
    """Name the observations of the source that the staged rows are about.

    Whether these are all; of a file of which only differences are staged they are named already.
    """
    if connection.execute(text("select to_regclass('pg_temp.current')")).scalar() is not None:
        return False
    code = text("select source_id from core.source where code = :source")
    source_id = connection.execute(code, {"source": source}).scalar_one()
    view = sql.SQL(CURRENT_OF_SOURCE).format(sql.Literal(source_id))
    connection.connection.cursor().execute(view)
    return True


def _resolve(connection: Connection) -> int:
    connection.execute(text("drop table if exists pg_temp.resolved cascade"))
    return _execute(connection, "resolve", {}).rowcount


def _trust_the_joins(connection: Connection) -> None:
    """Spare the row-by-row check of foreign keys, where the user may: they were joined."""
    try:
        with connection.begin_nested():
            connection.execute(text("set local session_replication_role = replica"))
    except ProgrammingError:
        return


def _execute(connection: Connection, name: str, values: dict[str, object]) -> CursorResult[Any]:
    return statements.execute(connection, __name__, name, values)
