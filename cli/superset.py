"""Commands for Superset: superset-bundle."""

from pathlib import Path

import click
from sqlalchemy import URL

from ..bi.superset import KINDS
from ..bi.superset import bundle as made
from ..reader import ROLE
from ..session import Session, named_url
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
def superset_bundle(session: Session, out: Path, address: str | None, kind: str) -> None:
    """Write a dashboard for Superset to OUT.

    Datasets, charts and a dashboard on mart, with ids that stay: imported again, it makes no
    duplicates. It holds no password; Superset asks for that of the reader.
    """
    with session.engine.connect() as connection:
        content = made(connection, for_superset(session, address), kind)
    out.write_bytes(content)
    click.echo(f"{out}: {len(content):,} bytes, as {kind}.")


def for_superset(session: Session, address: str | None) -> URL:
    return named_url(address) if address else address_for(session.url, ROLE).set(query={})
