"""Commands for the server: up, down, url, psql."""

import os
import shutil
import sys
import time

import click
from sqlalchemy import URL

from .. import database
from ..database.embedded import Server, ServerError
from ..database.roles import ROLE
from ..database.target import Target
from ..loaders import run
from .output import headline, loaded, settle, waiting


@click.command()
@click.pass_obj
def up(target: Target) -> None:
    """Start, migrate, load, say how to connect.

    Starts the embedded server (making it if there is none), brings the tables and views to this
    release and loads what is bundled. Done again it changes nothing.
    """
    started = time.monotonic()
    if target.server and target.server.start():
        click.echo(f"PostgreSQL started in {target.server.home}.")
    with target.engine_of_any_release.begin() as connection:
        database.upgrade(connection)
    refused = loaded(run.load(target.engine, run.bundled(), on_wait=waiting))
    settle(target.engine)
    headline(target.engine)
    click.echo(connections(target))
    click.echo(f"Ready after {time.monotonic() - started:.1f} s.")
    sys.exit(refused)


@click.command()
@click.pass_obj
def down(target: Target) -> None:
    """Stop the embedded server; the data stay."""
    server = embedded(target)
    click.echo("The server is stopped." if server.stop() else "The server was not running.")


@click.command()
@click.option("--jdbc", is_flag=True, help="For Java tools, such as DBeaver.")
@click.option("--sqlalchemy", is_flag=True, help="For SQLAlchemy and pandas.")
@click.option("--password", is_flag=True, help="With the password instead of the file it is in.")
@click.option(
    "--reader",
    metavar="NAME",
    is_flag=False,
    flag_value=ROLE,
    help=f"For a role that only reads (minzheng grant reader): NAME, or {ROLE}.",
)
@click.pass_obj
def url(target: Target, jdbc: bool, sqlalchemy: bool, password: bool, reader: str | None) -> None:
    """Print the address of the database."""
    address = address_for(target.url, reader) if reader else target.url
    if password and target.server:
        address = with_password(target.server, address)
    click.echo(
        as_jdbc(address) if jdbc else as_sqlalchemy(address) if sqlalchemy else plain(address)
    )


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
@click.pass_obj
def psql(target: Target, arguments: tuple[str, ...]) -> None:
    """Open psql on the database.

    ARGUMENTS go to psql, such as -c 'select 1'.
    """
    target.require_running()
    program = shutil.which("psql")
    if program is None and target.server:
        program = str(target.server.programs / "psql")
    if program is None:
        raise click.ClickException("psql is not installed")
    sys.stdout.flush()
    os.execv(program, [program, plain(target.url), *arguments])


def embedded(target: Target) -> Server:
    if target.server is None:
        raise ServerError("MINZHENG_DATABASE names a server that is not the package's own")
    return target.server


def connections(target: Target) -> str:
    address = target.url
    if target.server is None:
        # The user knows the password of a database of his own; the screen need not.
        address = address.set(password="***" if address.password else None)
    lines = [
        f"  psql         {plain(address)}",
        f"  SQLAlchemy   {as_sqlalchemy(address)}",
        f"  JDBC         {as_jdbc(address)}",
    ]
    if target.server:
        command = os.path.relpath(sys.argv[0])
        lines.append(f"The password is in {target.server.passwords}.")
        lines.append(f"Open psql with: {command} psql    Stop the server with: {command} down")
    return "\n".join(["Connect with", *lines])


def plain(address: URL) -> str:
    """For libpq; its parser takes no + in the name of the scheme."""
    return readable(address.set(drivername="postgresql"))


def as_sqlalchemy(address: URL) -> str:
    return readable(address.set(drivername="postgresql+psycopg"))


def readable(address: URL) -> str:
    """With the slashes of the password file as they are, which a query may have.

    A space, which a password may have, is none to libpq.
    """
    return address.render_as_string(hide_password=False).replace("%2F", "/").replace(" ", "%20")


def as_jdbc(address: URL) -> str:
    """Java's driver does not know the password file of the address."""
    query = f"user={address.username}"
    if address.password:
        query += f"&password={address.password}"
    return f"jdbc:postgresql://{address.host}:{address.port or 5432}/{address.database}?{query}"


def address_for(address: URL, reader: str) -> URL:
    """The address of the same database for another role, whose password is in the same file."""
    query = {name: value for name, value in address.query.items() if name == "passfile"}
    return URL.create(
        address.drivername, reader, None, address.host, address.port, address.database, query
    )


def with_password(server: Server, address: URL) -> URL:
    return address.set(password=server.password(str(address.username)), query={})
