"""The semantic command."""

from gettext import gettext as _
from pathlib import Path

import click

from ..database.role_rights import MODELLER, READER
from ..database.target import Target, parsed
from ..outputs.semantic import FORMATS, write_model
from .addresses import for_role
from .echo import echo
from .path_types import FOLDER
from .text_table import text_table

# The others read alone.
WRITING = "metricflow"


@click.command("semantic")
@click.argument("out", type=FOLDER)
@click.option(
    "--format",
    "format_name",
    type=click.Choice(list(FORMATS)),
    required=True,
    help="A dbt project with sources and tests, the same with models and metrics, or cubes.",
)
@click.option(
    "--url",
    "address",
    metavar="URL",
    help="Address by which the tool reaches the database; by default that of this machine.",
)
@click.pass_obj
def semantic(target: Target, out: Path, format_name: str, address: str | None) -> None:
    """Write models of mart for a semantic layer into OUT, a new or empty folder.

    Relations with their joins, and a metric for each indicator, in Chinese and English; where
    figures do not add up, a metric is null rather than a sum. No password is in it.

    \b
    minzheng semantic --format dbt OUT
    minzheng semantic --format metricflow OUT
    minzheng semantic --format cube OUT
    """
    role = MODELLER if format_name == WRITING else READER
    reached = parsed(address) if address else for_role(target.url, role.login)
    reached = reached.set(username=reached.username or role.login)
    with target.engine.connect() as connection:
        sizes = write_model(connection, format_name, reached, out)
    echo(text_table((_("file"), _("bytes")), list(sizes.items())))
