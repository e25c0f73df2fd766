"""The changes of a tidy file, written to core.observation."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from sqlalchemy import Connection, text
from sqlalchemy.exc import ProgrammingError

from ....database import statements
from ... import bulk, staging
from ...load import Load, RowsRejected
from . import resolved_figures


def withdraw(connection: Connection) -> None:
    """Withdraw the observations that are revised or gone."""
    statements.execute(connection, __package__, "withdraw_observations")


def add(load: Load) -> int:
    """Insert the rows that become observations; how many.

    Raises RowsRejected for rows that report one cell, which is looked for here if they are many.
    """
    connection = load.connection
    rows = staging.count(connection)
    if (
        rows > resolved_figures.MANY
        and statements.execute(connection, __package__, "is_twice").scalar_one()
    ):
        raise RowsRejected(resolved_figures.find_duplicates(connection))
    # Only a load that may delay readers drops indexes to build them afterwards.
    is_bulk = load.file.delays_readers and bulk.is_most(connection, rows)
    values: dict[str, object] = {"source": load.file.source, "load_file_id": load.load_file_id}
    with (
        bulk.indexed_afterwards(connection) if is_bulk else nullcontext(),
        _trusting_the_joins(connection),
    ):
        return statements.execute(connection, __package__, "add_observations", values).rowcount


@contextmanager
def _trusting_the_joins(connection: Connection) -> Iterator[None]:
    """Spare the check of foreign keys row by row, where the user may: the rows were joined."""
    try:
        with connection.begin_nested():
            connection.execute(text("set local session_replication_role = replica"))
    except ProgrammingError:
        yield
        return
    yield
    connection.execute(text("set local session_replication_role = origin"))
