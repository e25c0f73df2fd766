"""The PostgreSQL server of a test run, and the databases on it.

The processes of a run share a server and its templates: whoever needs one first makes it.
"""

import itertools
import os
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import URL, Dialect, make_url, text

from minzheng import database
from minzheng.database.embedded import Server

# Which of the processes that share the tests this is; empty where there is one.
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")
# The folder of the run, which every process of it is told.
HOME = "MINZHENG_TEST_HOME"
# Which server: "embedded", "system", or the URL of a superuser.
SERVER = os.environ.get("MINZHENG_TEST_SERVER", "embedded")

MEMORY = Path("/dev/shm")
NEEDED = 2**30


class ThrowawayServer(Server):
    """The embedded server, but that what it writes need not survive a crash."""

    settings = Server.settings | {
        "fsync": "off",
        "full_page_writes": "off",
        "synchronous_commit": "off",
        "wal_level": "minimal",
        "max_wal_senders": "0",
        # Templates are analyzed, and no test lives long enough for it.
        "autovacuum": "off",
    }


class SystemServer(ThrowawayServer):
    """A server of the system's newest programs, which may be older than those of the package."""

    locale = ("--locale=C.UTF-8",)
    # Servers before PostgreSQL 17 do not know it.
    settings = {
        name: value
        for name, value in ThrowawayServer.settings.items()
        if name != "max_notify_queue_pages"
    }
    programs = max(
        Path("/usr/lib/postgresql").glob("*/bin"),
        key=lambda path: int(path.parent.name),
        default=None,
    )


SERVERS = {"embedded": ThrowawayServer, "system": SystemServer}


def begin_run():
    """Make the folder of the run, in memory if there is room: clones are many small files."""
    if SERVER == "system" and SystemServer.programs is None:
        pytest.exit("The system has no PostgreSQL of its own: nothing to test.", returncode=0)
    home = Path(tempfile.mkdtemp(prefix="minzheng-test-", dir=MEMORY if has_room(MEMORY) else None))
    # The user that runs the server for root must reach its data.
    home.chmod(0o755)
    os.environ[HOME] = str(home)


def end_run():
    """Stop the server of the run, or drop what the run left on that of others."""
    home = Path(os.environ.pop(HOME))
    if SERVER in SERVERS:
        SERVERS[SERVER](home).stop()
    else:
        drop_all(make_url(SERVER), f"{prefix(home)}%")
        disconnect()
    shutil.rmtree(home)


def has_room(folder):
    """Whether databases fit there, and programs may run; in containers it is often too small."""
    if not os.access(folder, os.W_OK):
        return False
    status = os.statvfs(folder)
    return status.f_bavail * status.f_frsize >= NEEDED and not status.f_flag & os.ST_NOEXEC


def running_server():
    """The URL of the superuser of the server, which runs from then on."""
    if SERVER not in SERVERS:
        return make_url(SERVER)
    server = SERVERS[SERVER](Path(os.environ[HOME]))
    server.start()
    superuser = {"username": "postgres", "password": server.password("postgres")}
    return server.url.set(database="postgres", query={}, **superuser)


def prefix(home):
    """How the names of all databases of the run begin."""
    return f"{home.name.replace('-', '_')}_"


def template(server_url, name, make, of="template1"):
    """The name of a database that was made once in the run, from another one by ``make``."""
    admin = administrator(server_url)
    name = f"{prefix(Path(os.environ[HOME]))}{name}"
    lock = (f"template {name}",)
    admin.execute("select pg_advisory_lock(hashtext(%s))", lock)
    try:
        known = admin.execute("select datname from pg_database where datname = %s", (name,))
        if known.fetchone() is None:
            with new_database(server_url, of) as engine:
                make(engine)
                engine.dispose()
                unfinished = engine.url.database
                vacuum(server_url.set(database=unfinished))
                admin.execute(f"alter database {unfinished} rename to {name}")
    finally:
        admin.execute("select pg_advisory_unlock(hashtext(%s))", lock)
    return name


numbers = itertools.count(1)


@contextmanager
def new_database(server_url, template="template1"):
    """An engine for a new database, which is dropped afterwards."""
    admin = administrator(server_url)
    name = f"{prefix(Path(os.environ[HOME]))}{WORKER}_{next(numbers)}"
    # To write as many blocks to the log takes longer than two checkpoints of a server in memory.
    admin.execute(f"create database {name} template {template} strategy file_copy")
    engine = database.connect(server_url.set(database=name))
    share_compiled(engine)
    yield engine
    engine.dispose()
    admin.execute(f"drop database if exists {name} with (force)")


def clone_of(template, scope="function"):
    """A fixture: an engine for a new database, a clone of the one that another fixture names.

    It is dropped after the test, or after what else ``scope`` says.
    """

    @pytest.fixture(scope=scope)
    def engine(request, server_url):
        with new_database(server_url, request.getfixturevalue(template)) as engine:
            yield engine

    return engine


# What SQLAlchemy made of statements, and the dialect that it made it for.
compiled: dict[object, object] = {}
dialects: list[Dialect] = []


def share_compiled(engine):
    """Let all databases of the process have each statement compiled once; they are alike."""
    if not dialects:
        # It learns of the server as it connects.
        engine.connect().close()
        dialects.append(engine.dialect)
    engine.dialect = dialects[0]
    engine.update_execution_options(compiled_cache=compiled)


def vacuum(url):
    """So that what the planner knows of clones does not depend on the moment."""
    with connected(url) as connection:
        connection.execute("vacuum (analyze, freeze)")


def drop_all(server_url, pattern):
    admin = administrator(server_url)
    found = admin.execute("select datname from pg_database where datname like %s", (pattern,))
    for (name,) in found.fetchall():
        admin.execute(f"drop database {name} with (force)")


# The connections that stay open while the process lasts, by their URL.
administrators: dict[URL, psycopg.Connection] = {}


def administrator(server_url):
    """A connection of the superuser that stays open while the process lasts."""
    if server_url not in administrators:
        administrators[server_url] = connected(server_url)
    return administrators[server_url]


def disconnect():
    """Close what this process has open, so that nothing is left for the end of the interpreter."""
    while administrators:
        administrators.popitem()[1].close()


def connected(url):
    return psycopg.connect(url.render_as_string(hide_password=False), autocommit=True)


def query(engine, statement, **values):
    """The rows that a statement gives."""
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(statement), values)]
