"""Bring a database to the state this release describes, or say how it differs."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import alembic.command
import alembic.config
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.runtime.plugins import Plugin
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, Table

from .. import migrations
from ..migrations import checks
from ..schema import Base
from . import locks, replaceable, roles
from .table_revisions import MigrationError, current_revision

# The schemas of tables. The others hold what replaceable.py makes, which has no migrations.
SCHEMAS = ("core", "ops")

Plugin.setup_plugin_from_module(checks, checks.NAME)

# How tables are compared with the models, wherever they are: by alembic revision, by check, in
# tests. Alembic compares no CHECK constraints unless it is asked to, and then by their names;
# what they say is compared by a plugin of ours.
OPTIONS: dict[str, Any] = {
    "include_schemas": True,
    "include_name": lambda name, kind, _parents: kind != "schema" or name in SCHEMAS,
    "version_table_schema": "ops",
    "autogenerate_plugins": [
        "alembic.autogenerate.*",
        "alembic.ext.checkconstraint_byname",
        checks.NAME,
    ],
}

DIFFERS = "differs"
STATES = {"add": "is missing", "remove": "is not of this release", "modify": DIFFERS}


def upgrade(connection: Connection, revision: str = "head") -> bool:
    """Migrate the tables, then make views and functions anew, in one transaction.

    Whether there was anything to do: a database that is as it should be is not touched, so that
    no reader of its views waits. Raises MigrationError for a database that this release cannot
    migrate, and locks.Blocked where another session does not let it.
    """
    locks.acquire(connection, locks.SCHEMA)
    with _explained(), locks.patient_with_users(connection):
        wanted = _scripts().as_revision_number(revision)
        if current_revision(connection) == wanted and not replaceable.drift(connection):
            return False
        with replaceable.replaced(connection):
            alembic.command.upgrade(_alembic(connection), revision)
        roles.give_rights_again(connection)
    return True


def downgrade(connection: Connection, revision: str) -> None:
    """Migrate the tables back. The views need the tables of this release, so they go."""
    locks.acquire(connection, locks.SCHEMA)
    with _explained(), locks.patient_with_users(connection):
        current_revision(connection)
        replaceable.drop_views(connection)
        alembic.command.downgrade(_alembic(connection), revision)


def differences(connection: Connection) -> list[str]:
    """What differs from this release, a line each: of tables, then of views and functions."""
    context = MigrationContext.configure(connection, opts=OPTIONS)
    states: dict[str, str] = {}
    for change in _flat(compare_metadata(context, Base.metadata)):
        thing, state = _described(change)
        # What is to be dropped and made again is there, in another form.
        states[thing] = DIFFERS if thing in states else state
    states |= dict.fromkeys(replaceable.drift(connection), DIFFERS)
    return [f"{thing} {state}" for thing, state in states.items()]


@contextmanager
def _explained() -> Iterator[None]:
    """Let what alembic refuses be an error of ours."""
    try:
        yield
    except CommandError as error:
        raise MigrationError(str(error)) from error


def _alembic(connection: Connection) -> alembic.config.Config:
    config = alembic.config.Config(attributes={"connection": connection})
    config.set_main_option("script_location", _location())
    return config


def _scripts() -> ScriptDirectory:
    return ScriptDirectory(_location())


def _location() -> str:
    return str(Path(migrations.__path__[0]))


def _flat(changes: list[Any]) -> Iterator[tuple[Any, ...]]:
    """Every change; alembic lists those of one column together."""
    for change in changes:
        yield from change if isinstance(change, list) else [change]


def _described(change: tuple[Any, ...]) -> tuple[str, str]:
    """What a change that alembic finds is about, and what is the matter with it."""
    verb, *words = change[0].split("_")
    if change[0] in ("add_table_comment", "remove_table_comment"):
        return f"{change[1].fullname}: comment", DIFFERS
    if isinstance(change[1], str):
        schema, table, thing, *_ = change[1:]
        subject = f"{schema}.{table}.{getattr(thing, 'name', thing)}:"
    elif isinstance(change[1], Table):
        subject = f"{change[1].fullname}:"
    else:
        subject = f"{change[1].table.fullname}: {change[1].name}"
    return " ".join((subject, *words)), STATES[verb]
