"""Commands for the content: load, audit."""

import sys
from pathlib import Path

import click

from ..loaders import audit as auditing
from ..loaders import run
from .results import loaded, table
from .session import Session


@click.command()
@click.argument("files", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--keep-going", is_flag=True, help="Load the good rows of a file that has bad ones.")
@click.pass_obj
def load(session: Session, files: tuple[Path, ...], keep_going: bool) -> None:
    """Load FILES (CSV files, or folders of them), or what is bundled if there are none.

    A reference list is known by its columns; a ledger of an article is named for its source.
    A file with a bad row is refused whole, unless you say --keep-going. Exit code 1 means that
    rows were rejected: they are printed, and kept in ops.reject.
    """
    paths = run.in_order(files) if files else run.bundled()
    sys.exit(loaded(run.load(session.engine, paths, keep_going=keep_going)))


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.pass_obj
def audit(session: Session, folder: Path) -> None:
    """Prove against the texts in FOLDER that every number of every source is accounted for.

    A text is known by its SHA-256. Exit code 1 means that a text is missing, that characters
    differ from those in the database, or that a number has no disposition.
    """
    with session.engine.connect() as connection:
        findings = auditing.audit(connection, folder)
    click.echo(table(auditing.HEADER, [finding.row for finding in findings]))
    for finding in findings:
        for fault in finding.faults:
            click.echo(f"{finding.source}: {fault}", err=True)
    sys.exit(int(any(finding.faults for finding in findings)))
