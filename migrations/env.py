import os

from alembic import context
from sqlalchemy import Connection

from minzheng import database
from minzheng.database import embedded
from minzheng.schema import Base


def ours(name: str | None, kind: str, _parents: object) -> bool:
    """Whether alembic is to look at it: the schemas of the tables, not that of the views."""
    return kind != "schema" or name in ("core", "ops")


def migrate(connection: Connection) -> None:
    connection.exec_driver_sql("create schema if not exists ops")
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        include_schemas=True,
        include_name=ours,
        version_table_schema="ops",
    )
    with context.begin_transaction():
        context.run_migrations()


if connection := context.config.attributes.get("connection"):
    migrate(connection)
else:
    # Called by the alembic command, not by minzheng.
    url = os.environ.get("MINZHENG_DATABASE") or embedded.at_home().url
    with database.connect(url).begin() as connection:
        migrate(connection)
