"""Commands for the tables and views: migrate, check."""

from gettext import gettext as _

import click

from .. import database
from ..database import kept as kept_answers
from ..database.target import Target
from ..language import translated
from .echo import echo


@click.command()
@click.argument("revision", default="head")
@click.option("--down", is_flag=True, help="Go back to REVISION (base: drop all tables).")
@click.option("--kept", is_flag=True, help="Also compute all kept answers anew.")
@click.pass_obj
def migrate(target: Target, revision: str, down: bool, kept: bool) -> None:
    """Migrate the tables and make the views anew.

    REVISION is where to go; without it, the tables of this release. With --kept, answers are right
    again after figures or definitions were changed without the loaders.
    """
    with target.engine_of_any_release.begin() as connection:
        if down:
            database.downgrade(connection, revision)
            changed = True
        else:
            changed = database.upgrade(connection, revision)
            if kept:
                kept_answers.refresh_all(connection)
    if changed:
        echo(_("Migrated to {revision}.").format(revision=revision))
    else:
        echo(_("Nothing to migrate."))


@click.command()
@click.option("--kept", is_flag=True, help="Also compute all kept answers again, and compare.")
@click.pass_obj
def check(target: Target, kept: bool) -> None:
    """Fail if tables, views or functions differ from this release."""
    with target.engine.connect() as connection:
        found = database.differences(connection)
        wrong = kept_answers.differences(connection) if kept else {}
    if found:
        words = _("The database differs from this release:")
        raise click.ClickException("\n".join([words, *map(translated, found)]))
    if wrong:
        rows = [
            _("{name}: {count} rows").format(name=name, count=count)
            for name, count in wrong.items()
        ]
        words = _("What is kept differs from what is computed:")
        remedy = _("Compute it anew with: minzheng migrate --kept")
        raise click.ClickException("\n".join([words, *rows, remedy]))
    echo(_("Tables, views and functions are those of this release."))
    if kept:
        echo(_("All kept answers are those that are computed."))
