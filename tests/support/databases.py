"""Databases for tests, each dropped afterwards."""

import os
from contextlib import contextmanager

from pytest_postgresql.janitor import DatabaseJanitor

from minzheng import database

# Which of the processes that share the tests this is; empty where there is one.
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")


@contextmanager
def new_database(server_url, name, **options):
    """An engine for a new database, which is dropped afterwards."""
    janitor = DatabaseJanitor(
        user=server_url.username,
        password=server_url.password,
        host=server_url.host,
        port=server_url.port or 5432,
        dbname=name,
        **options,
    )
    with janitor:
        engine = database.connect(server_url.set(database=name))
        yield engine
        engine.dispose()
