"""Commands for those who only read: grant."""

import click

from ..database import roles
from ..database.target import Target
from .server import address_for, plain

GENERATED = "generated"


@click.group()
def grant() -> None:
    """Let others into the database."""


def printable(_context: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    if value is not None and (not value or not value.isprintable()):
        raise click.BadParameter("it is empty, or has characters that do not print")
    return value


@grant.command("reader")
@click.option(
    "--password",
    callback=printable,
    envvar="MINZHENG_READER_PASSWORD",
    help=f"Its password, or '{GENERATED}' for a new one. Without, a role that is there keeps its.",
)
@click.option("--name", default=roles.ROLE, show_default=True, help="Name of the role.")
@click.pass_obj
def grant_reader(target: Target, password: str | None, name: str) -> None:
    """Make a role that reads mart.

    And nothing else: for BI tools, notebooks and people. A role that is there is brought up to
    date. Migrations keep what it may do.
    """
    with target.engine.begin() as connection:
        keeps = roles.exists(connection, name) and not forgotten(target, name)
        word = roles.generated() if new_password(password, keeps) else password
        notes = roles.grant(connection, name, word)
    click.echo(f"{name} may read the schema mart of this database, and nothing else.")
    for note in notes:
        click.echo(note)
    click.echo(f"  psql         {plain(address_for(target.url, name))}")
    if target.server:
        if word:
            target.server.remember(name, word)
        click.echo(f"The password is in {target.server.passwords}.")
    elif password != word:
        click.echo(f"Its password, which is shown this once: {word}")


def new_password(asked: str | None, keeps: bool) -> bool:
    return asked == GENERATED or (asked is None and not keeps)


def forgotten(target: Target, name: str) -> bool:
    """Whether nobody could tell the password of a role that is there."""
    return target.server is not None and not target.server.knows(name)
