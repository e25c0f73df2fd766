"""Indexes built after the insert: for loads that bring many times the observations there are.

An index that is built at once costs a fraction of one that is maintained row by row. The price is
that readers wait until the load ends, so that this is done only where there is next to nothing to
read, and only if no query reads observations at that moment.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, text
from sqlalchemy.exc import OperationalError

from ...database import statements
from ...database.ownership import owns

# Fewer rows are indexed in the time that it takes to check all this.
FEW = 50_000
TIMES_AS_MANY = 10

PRESENT = "select count(*) from (select from core.observation limit :enough) as present"


def is_most(connection: Connection, rows: int) -> bool:
    """Whether ``rows`` are many, and many times the observations there are."""
    enough = rows // TIMES_AS_MANY
    present = text(PRESENT)
    return rows > FEW and connection.execute(present, {"enough": enough}).scalar_one() < enough


@contextmanager
def indexed_afterwards(connection: Connection) -> Iterator[None]:
    """Insert observations in the body, each cell of a source once: no index refuses a second."""
    definitions = _drop(connection)
    yield
    for definition in definitions:
        connection.execute(text(definition))


def _drop(connection: Connection) -> list[str]:
    """Drop the indexes if no query reads observations; their definitions, or nothing.

    Only who owns them can; a loader need not.
    """
    if not owns(connection, "core.observation"):
        return []
    try:
        with connection.begin_nested():
            connection.execute(text("set local lock_timeout = '100ms'"))
            connection.execute(text("lock table core.observation"))
    except OperationalError:
        return []
    connection.execute(text("set local lock_timeout = 0"))
    connection.execute(text("set local maintenance_work_mem = '256MB'"))
    indexes = statements.execute(connection, __package__, "indexes_to_drop").all()
    for index in indexes:
        connection.execute(text(f"drop index {index.name}"))
    return [index.definition for index in indexes]
