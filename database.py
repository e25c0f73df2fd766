"""Bring a database to the state this release describes, or say how it differs."""

import os
from pathlib import Path

import alembic.command
import alembic.config
from sqlalchemy import URL, Connection, Engine, create_engine, make_url

from . import migrations, views


class NoDatabase(Exception):
    """Nobody said which database, and the embedded server was never started."""


def connect(url: str | URL) -> Engine:
    """An engine for ``url``; plain postgresql:// means psycopg."""
    parsed = make_url(url)
    if parsed.drivername in ("postgresql", "postgres"):
        parsed = parsed.set(drivername="postgresql+psycopg")
    return create_engine(parsed)


def url_of_environment() -> str | None:
    return os.environ.get("MINZHENG_DATABASE") or None


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Migrate the tables, then build the views on top of them, in one transaction."""
    _lock(connection)
    with views.rebuilt(connection):
        alembic.command.upgrade(_alembic(connection), revision)


def downgrade(connection: Connection, revision: str) -> None:
    """Migrate the tables back. The views need the tables of this release, so they go."""
    _lock(connection)
    views.drop(connection)
    alembic.command.downgrade(_alembic(connection), revision)


def check(connection: Connection) -> None:
    """Raise alembic's CommandError if a migration is missing in the database or the files."""
    alembic.command.check(_alembic(connection))


def _lock(connection: Connection) -> None:
    """Let one migration run at a time, and none wait long for a reader."""
    connection.exec_driver_sql("select pg_advisory_xact_lock(hashtext('minzheng'))")
    connection.exec_driver_sql("set local lock_timeout = '10s'")


def _alembic(connection: Connection) -> alembic.config.Config:
    config = alembic.config.Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(Path(migrations.__path__[0])))
    return config
