"""The loader of tidy files: one figure a row, with the codes of what it is.

A tidy file is named for its source. It goes to the server in one stream and is checked and merged
there in sets, so that a file of millions of rows takes little longer than copying it. A cell of
the source that did not change keeps its row; one that did is withdrawn and followed; one that is
no longer in the file is withdrawn.
"""

from collections.abc import Iterator
from importlib.resources import files
from typing import Any

from sqlalchemy import Connection, CursorResult, text
from sqlalchemy.exc import ProgrammingError

from .. import acceptance, breakdowns, staging
from ..columns import is_date
from ..merging import Changes
from ..printed import UnreadableFigure, parse
from ..rows import File, Reject

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
# From so many rows on, foreign keys are not checked row by row: the joins have found every key.
MANY = 10_000

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
        misfits = staging.stream(connection, HEADER, file)
        staged = staging.Staged(staging.count(connection) + len(misfits), misfits)
        connection.execute(text("set local work_mem = '256MB'"))
        for check in (_source, _bad_dates, _breakdowns, _unknown, _unreadable, _faults):
            # A row that is known to be wrong is of no use to the checks that follow.
            staging.take_out(connection, staged, list(check(connection, file)))
        if staged.rejects:
            _resolve(connection)
        return staged

    def merge(self, connection: Connection, file: File, load_file_id: int) -> Changes:
        names = {"source": file.path.stem, "load_file_id": load_file_id}
        _execute(connection, "classify", names)
        connection.execute(text("analyze change"))
        query = text("select what, count(*) from change group by what")
        counts: dict[str, int] = dict(connection.execute(query).all())
        if counts.get("added", 0) > MANY:
            _trust_the_joins(connection)
        for statement in ("withdraw", "add"):
            _execute(connection, statement, names)
        acceptance.accept(connection, acceptance.changed_by(load_file_id))
        return Changes(counts.get("added", 0), counts.get("revised", 0), counts.get("gone", 0))


def _source(connection: Connection, file: File) -> Iterator[Reject]:
    known = text("select from core.source where code = :code")
    code = file.path.stem
    if not connection.execute(known, {"code": code}).all():
        message = f"{file.name} is named for no source: {code} is not in core.source"
        yield Reject(1, "", code, "unknown_source", message)


def _bad_dates(connection: Connection, _file: File) -> Iterator[Reject]:
    for column in ("period_start", "period_end"):
        values = connection.execute(text(f"select distinct {column} from staged")).scalars()
        bad = [value for value in values if value is None or not is_date(value)]
        query = text(f"select line, {column} from staged where coalesce({column}, '') = any(:bad)")
        for line, value in connection.execute(query, {"bad": [value or "" for value in bad]}):
            message = f"{column} {value or ''} is not written as date"
            yield Reject(line, column, value, "ill_formed", message)


def _breakdowns(connection: Connection, _file: File) -> list[Reject]:
    wrong = breakdowns.wrong(connection, ["breakdown"])
    if not wrong:
        breakdowns.create(connection, ["breakdown"])
    return wrong


def _unknown(connection: Connection, _file: File) -> Iterator[Reject]:
    """The resolved rows tell by their number whether one names what nobody knows."""
    connection.execute(text(SPECIAL))
    _execute(connection, "area", {})
    connection.execute(text("analyze area"))
    if _resolve(connection) < staging.count(connection):
        yield from map(Reject._make, _execute(connection, "unknown", {}))


def _unreadable(connection: Connection, _file: File) -> Iterator[Reject]:
    """Figures that are no plain number are read one by one, each form once."""
    forms = connection.execute(text(FORMS)).all()
    for printed, carried in forms:
        try:
            figure = parse(printed or "", carried or "")
        except UnreadableFigure as error:
            lines = {"printed": printed, "carried": carried}
            fault = ("unreadable", str(error)) if printed else ("missing", "printed is empty")
            for line in connection.execute(text(LINES), lines).scalars():
                yield Reject(line, "printed", printed, *fault)
        else:
            values = (printed, carried, figure.value, figure.low, figure.high, figure.qualifier)
            connection.connection.cursor().execute(ADD_SPECIAL, values)
    if forms:
        _resolve(connection)


def _faults(connection: Connection, _file: File) -> Iterator[Reject]:
    yield from map(Reject._make, _execute(connection, "faults", {}))


def _resolve(connection: Connection) -> int:
    connection.execute(text("drop table if exists pg_temp.resolved"))
    return _execute(connection, "resolve", {}).rowcount


def _trust_the_joins(connection: Connection) -> None:
    """Spare the row-by-row check of foreign keys, where the user may: they were joined."""
    try:
        with connection.begin_nested():
            connection.execute(text("set local session_replication_role = replica"))
    except ProgrammingError:
        return


def _execute(connection: Connection, name: str, values: dict[str, object]) -> CursorResult[Any]:
    statement = files(__name__).joinpath(f"{name}.sql").read_text("utf-8")
    bound = {key: value for key, value in values.items() if f":{key}" in statement}
    return connection.execute(text(statement), bound)
