"""Staged rows resolved: to the keys of what they name and to figures in the indicator's unit.

Three temporary tables are made and read here: ``code_bearer``, what each area code means and when;
``parsed_form``, printed figures that are not plain numbers, each read once; and
``resolved_figure``, which comparing and writing read too.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, text
from sqlalchemy.exc import DataError

from ....database import statements
from ... import staging
from ...files import Rejection
from ...printed import UnreadableFigure, parse
from ...resolve.near_names import with_near_names
from ..csv_columns import is_date

# Among more rows, whether there are duplicates is asked before they are looked for, which spares
# sorting all rows by cell.
MANY = 10_000
DATES = ("period_start", "period_end")


def prepare(connection: Connection) -> None:
    """Make what rows are resolved by."""
    connection.execute(text("drop table if exists pg_temp.code_bearer, pg_temp.parsed_form"))
    statements.execute(connection, __package__, "code_bearer")
    connection.execute(text("analyze code_bearer"))
    statements.execute(connection, __package__, "parsed_form")


def resolve(connection: Connection) -> list[Rejection]:
    """Make ``resolved_figure`` of what is staged; or a reject for each date that is not a date.

    The server finds out by itself that there is one; only then they are looked at one by one.
    """
    connection.execute(text("drop table if exists pg_temp.resolved_figure cascade"))
    try:
        with connection.begin_nested():
            statements.execute(connection, __package__, "resolved_figure")
    except DataError:
        if bad_dates := list(find_bad_dates(connection)):
            return bad_dates
        raise
    return []


def discard(connection: Connection, lines: Iterable[int]) -> None:
    staging.discard(connection, lines, "resolved_figure")


def find_bad_dates(connection: Connection) -> Iterator[Rejection]:
    for column in DATES:
        rows = connection.execute(text(f"select line, {column} from staged order by line"))
        yield from bad_dates(column, map(tuple, rows))


def bad_dates(column: str, rows: Iterable[tuple[Any, ...]]) -> Iterator[Rejection]:
    """A reject for each line whose value of a column is no date."""
    for line, value in rows:
        if value is None:
            yield Rejection(line, column, value, "missing", f"{column} must not be empty")
        elif not is_date(value):
            message = f"{column} {value} is not written as date"
            yield Rejection(line, column, value, "ill_formed", message)


def find_faults(connection: Connection) -> Iterator[Rejection]:
    """What is wrong with single rows; for most files one look shows that nothing is."""
    found = statements.execute(connection, __package__, "summary").one()
    if found.unresolved:
        yield from with_near_names(connection, select_rejects(connection, "unresolved"))
    if found.unparsed:
        parse_forms(connection)
        yield from select_rejects(connection, "unreadable")
    if found.unparsed or found.wrong:
        yield from select_rejects(connection, "faults")


def parse_forms(connection: Connection) -> None:
    """Read the figures that are not plain numbers, each form once, and resolve their rows again."""
    forms = statements.execute(connection, __package__, "unparsed_forms").all()
    with connection.connection.cursor().copy("copy parsed_form from stdin") as copy:
        for form in forms:
            copy.write_row((*form, *parse_form(form.printed, form.carried)))
    resolve(connection)


def parse_form(printed: str | None, carried: str | None) -> tuple[object, ...]:
    """Value, bounds and qualifier of a figure; or none of them, and why it cannot be read."""
    try:
        figure = parse(printed or "", carried or "")
    except UnreadableFigure as error:
        return None, None, None, None, str(error)
    return figure.value, figure.low, figure.high, figure.qualifier, None


def find_duplicates(connection: Connection, agreeing: str = "duplicate") -> Iterator[Rejection]:
    """A reject for each row that reports a cell which another reports too, but for one of them.

    ``agreeing`` is the reason where both can be true.
    """
    yield from select_rejects(connection, "duplicates", {"agreeing": agreeing})


def select_rejects(
    connection: Connection, name: str, values: dict[str, object] | None = None
) -> Iterator[Rejection]:
    found = statements.execute(connection, __package__, name, values)
    yield from map(Rejection._make, found)
