"""Commands that create roles: grant reader, modeller, loader, curator."""

from collections.abc import Callable
from functools import wraps
from gettext import gettext as _

import click
import psycopg

from ..database import roles
from ..database.connection import variables_ignored
from ..database.role_rights import CURATOR, LOADER, MODELLER, READER, RoleKind
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


def command_for(command: str, kind: RoleKind) -> Callable[[Callable[[], str]], click.Command]:
    """A command that makes a role of a kind; what it wraps says what such a role may do."""

    def wrap(rights: Callable[[], str]) -> click.Command:
        @grant.command(command)
        @PASSWORD
        @click.option("--name", default=kind.login, show_default=True, help="Name of the role.")
        @click.pass_obj
        @wraps(rights)
        def make(target: Target, password: str | None, name: str) -> None:
            _grant(target, kind, name, password, rights().format(name=name))

        return make

    return wrap


@command_for("reader", READER)
def grant_reader() -> str:
    """Create a role that reads mart and nothing else.

    For BI tools, notebooks and people. An existing role is brought up to date. Migrations keep its
    rights.
    """
    return _("{name} may read the schema mart of this database, and nothing else.")


@command_for("modeller", MODELLER)
def grant_modeller() -> str:
    """Create a role that reads mart, and makes what it likes in a schema of its own.

    For dbt and others that keep models in the database: the schema has the name of the role, which
    may also make temporary tables. An existing role is brought up to date.
    """
    return _("{name} may read the schema mart, write to the schema {name}, and nothing else.")


@command_for("loader", LOADER)
def grant_loader() -> str:
    """Create a role that loads files of figures: load, reload, schedule.

    It adds figures and withdraws them. It cannot change or delete what was loaded, nor the lists
    of indicators, areas and sources, nor tables and views.
    """
    return _(
        "{name} may load figures into this database, and change neither what was loaded nor lists,"
        " tables and views."
    )


@command_for("curator", CURATOR)
def grant_curator() -> str:
    """Create a role that decides which report of a figure is accepted.

    It loads the lists of sources, of decisions and of the criteria of acceptance, and sees what is
    not released yet.
    """
    return _(
        "{name} may load the lists of sources, decisions and acceptance, and sees what is not"
        " released yet."
    )


def _grant(target: Target, kind: RoleKind, name: str, password: str | None, may: str) -> None:
    """Make a role; tell what it may do, its address, and where its password is."""
    with target.engine.begin() as connection:
        was_there = roles.exists(connection, name)
        keeps_password = was_there and not _password_is_lost(target, name)
        is_new = password == GENERATED or (password is None and not keeps_password)
        secret = roles.new_password() if is_new else password
        notes = roles.grant(connection, name, secret, kind)
    echo(may)
    for note in notes:
        echo(translated(note))
    echo(f"  psql         {as_libpq(for_role(target.url, name))}")
    if target.server and secret:
        target.server.store_password(name, secret)
    if was_there and secret:
        words = _("{name} has a new password, and the old one opens no session any more.")
        echo(words.format(name=name))
    if target.server is None:
        if is_new:
            echo(_("The password, which is shown only once: {secret}").format(secret=secret))
    elif secret or _stored_password_is_right(target, name):
        echo(_("The password is in {path}.").format(path=target.server.passwords))
    else:
        words = _(
            "The password in {path} is not that of {name} any more, which has changed it."
            " --password generated gives it a new one."
        )
        echo(words.format(path=target.server.passwords, name=name))


def _password_is_lost(target: Target, name: str) -> bool:
    """Whether the embedded server does not know the password of an existing role."""
    return target.server is not None and not target.server.has_password(name)


def _stored_password_is_right(target: Target, name: str) -> bool:
    """Whether the role can log in with the password that is stored: a role may change its own."""
    try:
        with variables_ignored():
            psycopg.connect(as_libpq(for_role(target.url, name))).close()
    except psycopg.OperationalError as error:
        # One that has all the connections it may have gets further than to its password.
        return "password" not in str(error)
    return True
