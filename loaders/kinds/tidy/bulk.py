"""Indexes behind the insert: for a load that brings many times the observations that are there.

An index that is built at once costs a fraction of one that is kept up row by row. The price is
that readers wait until the load ends, so that it is paid only where they have next to nothing to
read, and only if nobody reads at that moment.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, text
from sqlalchemy.exc import OperationalError

# Fewer rows are indexed in the time that it takes to ask.
FEW = 50_000
TIMES_AS_MANY = 10

PRESENT = "select count(*) from (select from core.observation limit :enough) as present"
# Not the primary key, which other tables refer to, nor those of the few rows that are contested or
# withdrawn.
INDEXES = """
    select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition
    from pg_index
    inner join pg_class on pg_class.oid = indexrelid
    inner join pg_am on pg_am.oid = pg_class.relam
    where
        indrelid = 'core.observation'::regclass
        and not indisprimary
        and amname = 'btree'
        and coalesce(pg_get_expr(indpred, indrelid), 'accepted')
        in ('accepted', '(withdrawn_at IS NULL)')
    order by name
"""


@contextmanager
def indexed_afterwards(connection: Connection, rows: int) -> Iterator[None]:
    """Insert ``rows`` observations in the body. Raises IntegrityError behind it, for duplicates."""
    definitions = _drop(connection) if rows > FEW and _is_most(connection, rows) else []
    yield
    for definition in definitions:
        connection.execute(text(definition))


def _is_most(connection: Connection, rows: int) -> bool:
    enough = rows // TIMES_AS_MANY
    return int(connection.execute(text(PRESENT), {"enough": enough}).scalar_one()) < enough


def _drop(connection: Connection) -> list[str]:
    """Drop the indexes if nobody reads; their definitions."""
    try:
        with connection.begin_nested():
            connection.execute(text("set local lock_timeout = '100ms'"))
            connection.execute(text("lock table core.observation"))
    except OperationalError:
        return []
    connection.execute(text("set local lock_timeout = 0"))
    connection.execute(text("set local maintenance_work_mem = '256MB'"))
    indexes = connection.execute(text(INDEXES)).all()
    for index in indexes:
        connection.execute(text(f"drop index {index.name}"))
    return [index.definition for index in indexes]
