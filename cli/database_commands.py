"""Commands for the tables and views: migrate, check."""

import click

from .. import database
from ..database.target import Target
from ..loaders import kept_growth
from .echo import echo


@click.command()
@click.argument("revision", default="head")
@click.option("--down", is_flag=True, help="Go back to REVISION (base: drop all tables).")
@click.pass_obj
def migrate(target: Target, revision: str, down: bool) -> None:
    """Migrate the tables and make the views anew.

    REVISION is where to go; without it, the tables of this release.
    """
    with target.engine_of_any_release.begin() as connection:
        if down:
            database.downgrade(connection, revision)
            changed = True
        else:
            changed = database.upgrade(connection, revision)
    echo(f"Migrated to {revision}." if changed else "Nothing to migrate.")


@click.command()
@click.option("--kept", is_flag=True, help="Also compute the kept growth again, and compare.")
@click.pass_obj
def check(target: Target, kept: bool) -> None:
    """Fail if tables, views or functions differ from this release."""
    with target.engine.connect() as connection:
        found = database.differences(connection)
        wrong = kept_growth.differences(connection) if kept else 0
    if found:
        raise click.ClickException("The database differs from this release:\n" + "\n".join(found))
    if wrong:
        raise click.ClickException(f"{wrong} rows of kept growth differ from computed growth")
    echo("Tables, views and functions are those of this release.")
