"""Read-only connections that see one state of the database throughout."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from psycopg import Connection
from sqlalchemy import Engine

# So that values become the same text whatever the server or the role has set.
SETTINGS = (
    "set local timezone = 'UTC'",
    "set local datestyle = 'ISO'",
    "set local extra_float_digits = 1",
)


@contextmanager
def snapshot(engine: Engine) -> Iterator[Connection[Any]]:
    """A connection in a read-only transaction that ends with the block."""
    options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    with engine.connect().execution_options(**options) as connection:
        driver: Connection[Any] = connection.connection.driver_connection  # type: ignore[assignment]
        for setting in SETTINGS:
            driver.execute(setting)
        yield driver
