"""Commands for the server and connections to it: up, down, url, psql."""

import os
import sys
from gettext import gettext as _
from itertools import tee
from pathlib import Path

import click
from sqlalchemy import URL

from .. import database
from ..database.client_programs import environment_for, find
from ..database.embedded import Server, ServerError
from ..database.roles import ROLE
from ..database.statements import execute
from ..database.target import Target
from ..language import N_, in_language
from ..loaders import run
from .addresses import as_jdbc, as_libpq, as_sqlalchemy, check_role, for_role
from .echo import echo, echo_address
from .first_look import began, print_questions, seconds_waited, write_first_report
from .load_output import print_results, print_waiting
from .text_table import QUERIES, text_table

STANDARDS_HEADER = (
    N_("area"),
    N_("period"),
    N_("urban standard"),
    N_("rural standard"),
    N_("unit"),
    N_("rural/urban %"),
)


@click.command()
@click.pass_obj
def up(target: Target) -> None:
    """Start, migrate, load, print how to connect and write a report to look at.

    Starts the embedded server (creating it if there is none), brings the tables and views to this
    release and loads the bundled content. Run again, it changes nothing.
    """
    started = began()
    if target.server:
        start(target.server)
    with target.engine_of_any_release.begin() as connection:
        database.upgrade(connection)
    shown, results = tee(run.load(target.engine, run.bundled(), on_wait=print_waiting))
    code = print_results(shown)
    # Shows that the database answers.
    echo(_standards(target) + "\n")
    echo(_how_to_connect(target))
    print_questions(_this_command())
    write_first_report(target, is_new=any(result.changes for result in results))
    seconds = seconds_waited(started, os.environ)
    echo(_("Ready after {seconds:.1f} s.").format(seconds=seconds))
    sys.exit(code)


@click.command()
@click.pass_obj
def down(target: Target) -> None:
    """Stop the embedded server; the data stay."""
    server = _embedded_server(target)
    if server.stop():
        echo(_("The server is stopped."))
    else:
        echo(_("The server was not running."))


@click.command()
@click.option("--jdbc", is_flag=True, help="For Java tools, such as DBeaver.")
@click.option("--sqlalchemy", is_flag=True, help="For SQLAlchemy and pandas.")
@click.option("--password", is_flag=True, help="With the password instead of the file it is in.")
@click.option(
    "--reader",
    metavar="NAME",
    is_flag=False,
    flag_value=ROLE,
    help="For a role that only reads (minzheng grant reader): NAME, or minzheng_reader.",
)
@click.pass_obj
def url(target: Target, jdbc: bool, sqlalchemy: bool, password: bool, reader: str | None) -> None:
    """Print the address of the database."""
    if reader:
        check_role(target, reader)
    address = for_role(target.url, reader) if reader else target.url
    if password and target.server:
        address = _with_password(target.server, address)
    form = as_jdbc if jdbc else as_sqlalchemy if sqlalchemy else as_libpq
    echo_address(form(address))


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
@click.pass_obj
def psql(target: Target, arguments: tuple[str, ...]) -> None:
    """Open psql on the database.

    ARGUMENTS go to psql, such as -c 'select 1'.
    """
    target.require_running()
    address = target.url
    environment = environment_for(address, is_complete=target.server is not None)
    address = address._replace(password=None)
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        # On a terminal psql finds out what that can show; files are UTF-8.
        environment["PGCLIENTENCODING"] = "UTF8"
    elif not arguments:
        echo(_("table mart.relation;  lists what can be queried, and what one row of it is."))
    sys.stdout.flush()
    executable = find("psql")
    os.execve(executable, [executable, as_libpq(address), *arguments], environment)


def _standards(target: Target) -> str:
    """The minimum living standards of town and country, side by side."""
    with target.engine.connect() as connection:
        found = execute(connection, QUERIES, "standards").all()
    rows = [
        (
            in_language(one.area, one.area_en),
            one.period,
            one.urban,
            one.rural,
            in_language(one.unit_name, one.unit),
            one.rural_to_urban_pct,
        )
        for one in found
    ]
    return text_table([_(name) for name in STANDARDS_HEADER], rows)


def start(server: Server) -> None:
    """Start the embedded server, creating it if there is none, and say so."""
    before = server.port if server.exists else None
    if not server.start():
        return
    echo(_("PostgreSQL started in {folder}.").format(folder=server.home))
    if before not in (None, server.port):
        words = _(
            "Another program has port {before}, so PostgreSQL now has port {port}, and keeps it:"
            " give other tools the new address."
        )
        echo(words.format(before=before, port=server.port))


def _embedded_server(target: Target) -> Server:
    if target.server is None:
        raise ServerError(_("MINZHENG_DATABASE names a server that is not the package's own"))
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
        command = _this_command()
        lines.append(_("The password is in {path}.").format(path=target.server.passwords))
        words = _("Open psql with: {command} psql    Stop the server with: {command} down")
        lines.append(words.format(command=command))
    return "\n".join([_("Connect with"), *lines])


def _this_command() -> str:
    """How the command was called, so that the user can call it again."""
    called = Path(sys.argv[0])
    if called.name == "__main__.py":
        return f"{os.path.relpath(sys.executable)} -m minzheng"
    return os.path.relpath(called)


def _with_password(server: Server, address: URL) -> URL:
    query = {name: value for name, value in address.query.items() if name != "passfile"}
    return address.set(password=server.password(str(address.username)), query=query)
