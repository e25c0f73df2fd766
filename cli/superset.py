"""Commands for Superset: superset-bundle."""

from pathlib import Path

import click
from sqlalchemy import URL

from ..database.roles import ROLE
from ..database.target import Target, parsed
from ..outputs.superset import KINDS
from ..outputs.superset import bundle as made
from .server import address_for


@click.command("superset-bundle")
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--url",
    "address",
    metavar="URL",
    help="The database as Superset reaches it; otherwise as this machine does, as the reader.",
)
@click.option(
    "--type",
    "kind",
    type=click.Choice(list(KINDS)),
    default="dashboard",
    show_default=True,
    help="What Superset takes it for: a dashboard to import by hand, or assets to write over.",
)
@click.pass_obj
def superset_bundle(target: Target, out: Path, address: str | None, kind: str) -> None:
    """Write a dashboard for Superset to OUT.

    Datasets, charts and a dashboard on mart, with ids that stay: imported again, it makes no
    duplicates. It holds no password; Superset asks for that of the reader.
    """
    with target.engine.connect() as connection:
        content = made(connection, for_superset(target, address), kind)
    out.write_bytes(content)
    click.echo(f"{out}: {len(content):,} bytes, as {kind}.")


def for_superset(target: Target, address: str | None) -> URL:
    return parsed(address) if address else address_for(target.url, ROLE).set(query={})
