"""Read-only connections that see one state of the database throughout."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from psycopg import Connection
from sqlalchemy import Engine

# A query of the user need not name the schema, whatever the role has set.
SEARCH_PATH = "set local search_path = mart"


@contextmanager
def snapshot(engine: Engine) -> Iterator[Connection[Any]]:
    """A connection in a read-only transaction that ends with the block."""
    options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    with engine.connect().execution_options(**options) as connection:
        driver: Connection[Any] = connection.connection.driver_connection  # type: ignore[assignment]
        driver.execute(SEARCH_PATH)
        yield driver
