"""Commands that create roles: grant reader, grant modeller."""

from collections.abc import Callable
from gettext import gettext as _

import click
from sqlalchemy import Connection

from ..database import roles
from ..database.target import Target
from ..language import translated
from .addresses import as_libpq, for_role
from .echo import echo

GENERATED = "generated"


@click.group()
def grant() -> None:
    """Give others access to the database."""


def printable(_context: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    if value is not None and (not value or not value.isprintable()):
        raise click.BadParameter(_("it is empty, or has characters that do not print"))
    return value


PASSWORD = click.option(
    "--password",
    callback=printable,
    envvar="MINZHENG_READER_PASSWORD",
    help="The password, or 'generated' for a new one. Without, an existing role keeps its own.",
)


@grant.command("reader")
@PASSWORD
@click.option("--name", default=roles.ROLE, show_default=True, help="Name of the role.")
@click.pass_obj
def grant_reader(target: Target, password: str | None, name: str) -> None:
    """Create a role that reads mart and nothing else.

    For BI tools, notebooks and people. An existing role is brought up to date. Migrations keep its
    rights.
    """
    words = _("{name} may read the schema mart of this database, and nothing else.")
    _grant(target, roles.grant, name, password, words.format(name=name))


@grant.command("modeller")
@PASSWORD
@click.option("--name", default=roles.MODELLER, show_default=True, help="Name of the role.")
@click.pass_obj
def grant_modeller(target: Target, password: str | None, name: str) -> None:
    """Create a role that reads mart, and makes what it likes in a schema of its own.

    For dbt and others that keep models in the database: the schema has the name of the role, which
    may also make temporary tables. An existing role is brought up to date.
    """
    words = _("{name} may read the schema mart, write to the schema {name}, and nothing else.")
    _grant(target, roles.grant_modeller, name, password, words.format(name=name))


Make = Callable[[Connection, str, str | None], list[str]]


def _grant(target: Target, make: Make, name: str, password: str | None, may: str) -> None:
    """Make a role; tell what it may do, its address, and where its password is."""
    with target.engine.begin() as connection:
        keeps_password = roles.exists(connection, name) and not _password_is_lost(target, name)
        is_new = password == GENERATED or (password is None and not keeps_password)
        secret = roles.new_password() if is_new else password
        notes = make(connection, name, secret)
    echo(may)
    for note in notes:
        echo(translated(note))
    echo(f"  psql         {as_libpq(for_role(target.url, name))}")
    if target.server:
        if secret:
            target.server.store_password(name, secret)
        echo(_("The password is in {path}.").format(path=target.server.passwords))
    elif is_new:
        echo(_("The password, which is shown only once: {secret}").format(secret=secret))


def _password_is_lost(target: Target, name: str) -> bool:
    """Whether the embedded server does not know the password of an existing role."""
    return target.server is not None and not target.server.has_password(name)
