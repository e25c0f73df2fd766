"""A PostgreSQL server for the session, and for each test a clone of a migrated or loaded database.

The server is an embedded one of its own, or that of MINZHENG_TEST_SERVER (a URL of a superuser).
Tests that run side by side have databases, and embedded servers, of their own.
"""

import os
import shutil
import tempfile
from pathlib import Path

import pytest
from sqlalchemy import make_url
from support.databases import WORKER, new_database

from minzheng import database
from minzheng.database.embedded import Server
from minzheng.loaders import kept_growth, run


@pytest.fixture(scope="session")
def server_url():
    if url := os.environ.get("MINZHENG_TEST_SERVER"):
        yield make_url(url)
        return
    home = Path(tempfile.mkdtemp(prefix="minzheng-test-"))
    # The user that runs the server for root must reach its data.
    home.chmod(0o755)
    server = Server(home)
    server.start()
    superuser = {"username": "postgres", "password": server.password("postgres")}
    yield server.url.set(database="postgres", query={}, **superuser)
    server.stop()
    shutil.rmtree(home)


def pytest_report_header():
    return f"PostgreSQL: {os.environ.get('MINZHENG_TEST_SERVER', 'embedded')}"


@pytest.fixture(scope="session")
def migrated_template(server_url):
    name = f"minzheng_migrated{WORKER}"
    with new_database(server_url, name, as_template=True) as engine:
        with engine.begin() as connection:
            database.upgrade(connection)
        engine.dispose()
        yield name


@pytest.fixture(scope="session")
def loaded_template(server_url, migrated_template):
    name = f"minzheng_loaded{WORKER}"
    options = {"template_dbname": migrated_template, "as_template": True}
    with new_database(server_url, name, **options) as engine:
        rejects = [
            reject for result in run.load(engine, run.bundled()) for reject in result.rejects
        ]
        assert rejects == []
        kept_growth.settle(engine)
        engine.dispose()
        yield name


@pytest.fixture
def engine(server_url, migrated_template):
    """A database with all tables and views and no rows."""
    name = f"minzheng_test{WORKER}"
    with new_database(server_url, name, template_dbname=migrated_template) as engine:
        yield engine


@pytest.fixture
def connection(engine):
    with engine.connect() as connection:
        yield connection


@pytest.fixture
def loaded_engine(server_url, loaded_template):
    """A database with everything that is bundled, to change."""
    name = f"minzheng_test{WORKER}"
    with new_database(server_url, name, template_dbname=loaded_template) as engine:
        yield engine


@pytest.fixture(scope="session")
def bundled(server_url, loaded_template):
    """A connection to everything that is bundled, to read."""
    name = f"minzheng_bundled{WORKER}"
    with (
        new_database(server_url, name, template_dbname=loaded_template) as engine,
        engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection,
    ):
        connection.exec_driver_sql("set default_transaction_read_only = on")
        yield connection
