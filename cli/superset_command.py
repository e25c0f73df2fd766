"""The superset-bundle command."""

from gettext import gettext as _
from pathlib import Path

import click
from sqlalchemy import URL

from ..database.roles import ROLE
from ..database.target import Target, parsed
from ..outputs.superset import KINDS, bundle
from .addresses import for_role
from .echo import echo
from .path_types import FILE


@click.command("superset-bundle")
@click.argument("out", type=FILE)
@click.option(
    "--url",
    "address",
    metavar="URL",
    help="Address by which Superset reaches the database; by default that of this machine.",
)
@click.option(
    "--type",
    "kind",
    type=click.Choice(list(KINDS)),
    default="dashboard",
    show_default=True,
    help="A dashboard to import by hand, or assets to import by the API over existing ones.",
)
@click.pass_obj
def superset_bundle(target: Target, out: Path, address: str | None, kind: str) -> None:
    """Write a dashboard for Superset to OUT.

    Datasets, charts and a dashboard on mart, with permanent ids: importing it again creates no
    duplicates. It holds no password; Superset asks for that of the role that reads.
    """
    with target.engine.connect() as connection:
        content = bundle(connection, _address(target, address), kind)
    out.write_bytes(content)
    words = _("{file}: {size:,} bytes, as {kind}.")
    echo(words.format(file=out, size=len(content), kind=kind))


def _address(target: Target, named: str | None) -> URL:
    return parsed(named) if named else for_role(target.url, ROLE).set(query={})
