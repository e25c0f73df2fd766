"""The changes of a tidy file, written to core.observation."""

from sqlalchemy import Connection, text
from sqlalchemy.exc import IntegrityError, ProgrammingError

from ....database import statements
from ... import staging
from ...load import Load, RowsRejected
from . import bulk, resolved_figures


def withdraw(connection: Connection) -> None:
    """Withdraw the observations that are revised or gone."""
    statements.execute(connection, __package__, "withdraw_observations")


def add(load: Load) -> int:
    """Insert the rows that become observations; how many.

    Raises RowsRejected for rows that report one cell: among many only the indexes find them.
    """
    connection = load.connection
    rows = staging.count(connection)
    if rows > resolved_figures.MANY:
        _trust_the_joins(connection)
    # Only a load that may delay readers drops indexes to build them afterwards.
    rows_to_index = rows if load.file.delays_readers else 0
    values: dict[str, object] = {"source": load.file.source, "load_file_id": load.load_file_id}
    try:
        with connection.begin_nested(), bulk.indexed_afterwards(connection, rows_to_index):
            added = statements.execute(connection, __package__, "add_observations", values).rowcount
    except IntegrityError as error:
        if duplicates := list(resolved_figures.find_duplicates(connection)):
            raise RowsRejected(duplicates) from error
        raise
    if statements.execute(connection, __package__, "added_twice", values).scalar_one():
        raise RowsRejected(resolved_figures.find_duplicates(connection))
    return added


def _trust_the_joins(connection: Connection) -> None:
    """Spare the check of foreign keys row by row, where the user may: the rows were joined."""
    try:
        with connection.begin_nested():
            connection.execute(text("set local session_replication_role = replica"))
    except ProgrammingError:
        return
