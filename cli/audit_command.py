"""The command that checks ledgers against their texts: audit."""

import sys
from gettext import gettext as _
from pathlib import Path

import click

from ..database.target import Target
from ..language import N_, translated
from ..loaders.articles import audit as auditing
from .echo import echo
from .text_table import text_table

# As the audit names its columns.
HEADER = (
    N_("source"),
    N_("text"),
    N_("numbers"),
    N_("mentions"),
    N_("observations"),
    N_("comparisons"),
    N_("neither"),
    N_("unaccounted"),
)


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.pass_obj
def audit(target: Target, folder: Path) -> None:
    """Check every number against the texts in FOLDER.

    Proves that the texts are those of the sources, that the characters of each number are those
    of the text, and that every number of a text has a disposition. A text is recognised by its
    SHA-256. Exit code 1 means that one of these does not hold.
    """
    with target.engine.connect() as connection:
        findings = auditing.audit(connection, folder)
    echo(text_table([_(name) for name in HEADER], [_row(finding) for finding in findings]))
    for finding in findings:
        for fault in finding.faults:
            echo(f"{finding.source}: {translated(fault)}", err=True)
    sys.exit(int(any(finding.faults for finding in findings)))


def _row(finding: auditing.Finding) -> tuple[object, ...]:
    """As the audit has it, with what it says of a text that is not there."""
    return tuple(_("missing") if cell == "missing" else cell for cell in finding.row)
