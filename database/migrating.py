"""Bring a database to the state this release describes, or say how it differs."""

from pathlib import Path

import alembic.command
import alembic.config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from .. import migrations, views
from . import locks


def upgrade(connection: Connection, revision: str = "head") -> bool:
    """Migrate the tables, then build the views on top of them, in one transaction.

    Whether there was anything to do: a database that is as it should be is not touched, so that
    no reader of its views waits.
    """
    _lock(connection)
    if _is_at(connection, revision) and not views.drift(connection):
        return False
    with views.rebuilt(connection):
        alembic.command.upgrade(_alembic(connection), revision)
    return True


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
    locks.acquire(connection, locks.SCHEMA)
    connection.exec_driver_sql("set local lock_timeout = '10s'")


def _is_at(connection: Connection, revision: str) -> bool:
    context = MigrationContext.configure(connection, opts={"version_table_schema": "ops"})
    wanted = ScriptDirectory.from_config(_alembic(connection)).as_revision_number(revision)
    return context.get_current_revision() == wanted


def _alembic(connection: Connection) -> alembic.config.Config:
    config = alembic.config.Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(Path(migrations.__path__[0])))
    return config
