"""Databases for tests: each has its own, cloned from a template, or reads the one of all.

Which server they are on, and how templates are made: support/databases.py.
"""

import gc
import os

import pytest
from sqlalchemy import event, text
from support import databases
from support.databases import clone_of, new_database, template

from minzheng import database
from minzheng.loaders import run


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers():
    # While tests wait (for a clock, a port, a lock, a process that starts) another one runs.
    return (os.cpu_count() or 1) + 1


def pytest_configure(config):
    # Commands speak English, whatever the language of the machine is.
    os.environ["MINZHENG_LANG"] = "en"
    # Processes that share the tests are told by the one that starts them.
    if not hasattr(config, "workerinput"):
        databases.begin_run()
        config.add_cleanup(databases.end_run)
    config.add_cleanup(databases.disconnect)


def pytest_collection_finish():
    # Every library is loaded by now and stays: nothing of it need be looked through for garbage.
    gc.freeze()


def pytest_collection_modifyitems(config, items):
    """On another server than the embedded one, run what depends on the server."""
    if databases.SERVER != "embedded":
        others = [item for item in items if not depends_on_server(item)]
        config.hook.pytest_deselected(items=others)
        items[:] = [item for item in items if depends_on_server(item)]


def depends_on_server(item):
    is_marked = item.get_closest_marker("once") or item.get_closest_marker("browser")
    return "server_url" in item.fixturenames and not is_marked


def pytest_report_header():
    return f"PostgreSQL: {databases.SERVER}"


@pytest.fixture(scope="session")
def server_url():
    """The URL of a superuser of the server."""
    return databases.running_server()


@pytest.fixture(scope="session")
def migrated_template(server_url):
    return template(server_url, "migrated", migrate)


@pytest.fixture(scope="session")
def reference_template(server_url, migrated_template):
    return template(server_url, "reference", load_lists, migrated_template)


@pytest.fixture(scope="session")
def loaded_template(server_url, migrated_template):
    return template(server_url, "loaded", load_everything, migrated_template)


# A database with all tables and views and no rows.
engine = clone_of("migrated_template")
# One with the reference lists of the package and no figures.
reference_engine = clone_of("reference_template")
# One with everything that is bundled, for tests that change just that.
loaded_engine = clone_of("loaded_template")


@pytest.fixture(scope="session")
def shared_engine(server_url, migrated_template):
    """A database as that of ``engine``, in which nothing is committed."""
    with new_database(server_url, migrated_template) as engine:
        event.listen(engine, "commit", refuse)
        yield engine


@pytest.fixture
def connection(shared_engine):
    """A connection to a database with no rows, in a transaction that is rolled back."""
    with shared_engine.connect() as connection:
        yield connection


def refuse(_connection):
    raise AssertionError("a test that commits needs a database of its own: engine")


@pytest.fixture(scope="session")
def bundled(server_url, loaded_template):
    """A connection to everything that is bundled, to read."""
    with (
        new_database(server_url, loaded_template) as engine,
        engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection,
    ):
        connection.execute(text("set default_transaction_read_only = on"))
        yield connection


def migrate(engine):
    with engine.begin() as connection:
        database.upgrade(connection)


def load_lists(engine):
    load(engine, [path for path in run.bundled() if path.parent.name == "data"])


def load_everything(engine):
    load(engine, run.bundled())


def load(engine, paths):
    rejects = [reject for result in run.load(engine, paths) for reject in result.rejects]
    assert rejects == []
