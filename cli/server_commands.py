"""Commands for the server and connections to it: up, down, url, psql."""

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
from .addresses import as_jdbc, as_libpq, as_sqlalchemy, for_role
from .load_output import keep_growth, print_results, print_waiting
from .text_table import query_table

STANDARDS_HEADER = ("地区", "时期", "城市低保标准", "农村低保标准", "单位", "农村/城市 %")


@click.command()
@click.pass_obj
def up(target: Target) -> None:
    """Start, migrate, load, print how to connect.

    Starts the embedded server (creating it if there is none), brings the tables and views to this
    release and loads the bundled content. Run again, it changes nothing.
    """
    started = time.monotonic()
    if target.server and target.server.start():
        click.echo(f"PostgreSQL started in {target.server.home}.")
    with target.engine_of_any_release.begin() as connection:
        database.upgrade(connection)
    code = print_results(run.load(target.engine, run.bundled(), on_wait=print_waiting))
    keep_growth(target.engine)
    # Shows that the database answers.
    click.echo(query_table(target.engine, "standards", STANDARDS_HEADER) + "\n")
    click.echo(_how_to_connect(target))
    click.echo(f"Ready after {time.monotonic() - started:.1f} s.")
    sys.exit(code)


@click.command()
@click.pass_obj
def down(target: Target) -> None:
    """Stop the embedded server; the data stay."""
    server = _embedded_server(target)
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
    address = for_role(target.url, reader) if reader else target.url
    if password and target.server:
        address = _with_password(target.server, address)
    form = as_jdbc if jdbc else as_sqlalchemy if sqlalchemy else as_libpq
    click.echo(form(address))


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
@click.pass_obj
def psql(target: Target, arguments: tuple[str, ...]) -> None:
    """Open psql on the database.

    ARGUMENTS go to psql, such as -c 'select 1'.
    """
    target.require_running()
    executable = shutil.which("psql")
    if executable is None and target.server:
        executable = str(target.server.programs / "psql")
    if executable is None:
        raise click.ClickException("psql is not installed")
    sys.stdout.flush()
    os.execv(executable, [executable, as_libpq(target.url), *arguments])


def _embedded_server(target: Target) -> Server:
    if target.server is None:
        raise ServerError("MINZHENG_DATABASE names a server that is not the package's own")
    return target.server


def _how_to_connect(target: Target) -> str:
    address = target.url
    if target.server is None:
        # Users know the password of their own database; the screen need not show it.
        address = address.set(password="***" if address.password else None)
    lines = [
        f"  psql         {as_libpq(address)}",
        f"  SQLAlchemy   {as_sqlalchemy(address)}",
        f"  JDBC         {as_jdbc(address)}",
    ]
    if target.server:
        command = os.path.relpath(sys.argv[0])
        lines.append(f"The password is in {target.server.passwords}.")
        lines.append(f"Open psql with: {command} psql    Stop the server with: {command} down")
    return "\n".join(["Connect with", *lines])


def _with_password(server: Server, address: URL) -> URL:
    return address.set(password=server.password(str(address.username)), query={})
