import os
from collections.abc import Iterable

from alembic import context
from alembic.operations import MigrationScript
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection

from minzheng import database
from minzheng.database import embedded
from minzheng.database.migrating import OPTIONS
from minzheng.schema import Base


def finish(
    _context: MigrationContext, _heads: Iterable[str | None], directives: list[MigrationScript]
) -> None:
    """Refuse a revision that was to be found by comparison and is empty; number the others."""
    asked, (script,) = context.config.cmd_opts, directives
    found = script.upgrade_ops
    if getattr(asked, "autogenerate", False) and (found is None or found.is_empty()):
        raise CommandError(
            "The tables are those of the models: there is nothing to migrate. (schema/__init__.py"
            " imports the model of every table.)"
        )
    if not getattr(asked, "rev_id", None):
        script.rev_id = following(ScriptDirectory.from_config(context.config).get_current_head())


def following(head: str | None) -> str:
    return f"r{int(head[1:]) + 1 if head else 1:04}"


def migrate(connection: Connection) -> None:
    connection.exec_driver_sql("create schema if not exists ops")
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        process_revision_directives=finish,
        **OPTIONS,
    )
    with context.begin_transaction():
        context.run_migrations()


if connection := context.config.attributes.get("connection"):
    migrate(connection)
else:
    # Called by the alembic command, not by minzheng.
    url = os.environ.get("MINZHENG_DATABASE") or embedded.user_server().url
    engine = database.connect(url)
    try:
        with engine.begin() as connection:
            migrate(connection)
    finally:
        engine.dispose()
