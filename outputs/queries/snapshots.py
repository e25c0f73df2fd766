"""Read-only connections that see one state of the database throughout."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from psycopg import Connection
from sqlalchemy import Engine

from ...database.connection import driver_of

# A query of the user need not name the schema, whatever the role has set.
SEARCH_PATH = "set local search_path = mart"


@contextmanager
def snapshot(engine: Engine) -> Iterator[Connection[Any]]:
    """A connection in a read-only transaction that ends with the block."""
    options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    with engine.connect().execution_options(**options) as connection:
        driver = driver_of(connection)
        driver.execute(SEARCH_PATH)
        yield driver
