"""Commands for the content: load, audit."""

import sys
from pathlib import Path
from typing import BinaryIO

import click
from sqlalchemy import func, select

from ..loaders import audit as auditing
from ..loaders import run
from ..loaders.ledger import draft as drafting
from ..schema import Unit
from .results import loaded, table
from .session import Session


@click.command()
@click.argument("files", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--keep-going", is_flag=True, help="Load the good rows of a file that has bad ones.")
@click.pass_obj
def load(session: Session, files: tuple[Path, ...], keep_going: bool) -> None:
    """Load FILES, or what is bundled.

    FILES are CSV files or folders of them. A reference list is known by its columns; a ledger of
    an article is named for its source. A file with a bad row is refused whole, unless you say
    --keep-going. Exit code 1 means that rows were rejected: they are printed, and kept in
    ops.reject.
    """
    paths = run.in_order(files) if files else run.bundled()
    sys.exit(loaded(run.load(session.engine, paths, keep_going=keep_going)))


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.pass_obj
def audit(session: Session, folder: Path) -> None:
    """Check every number against the texts in FOLDER.

    Proves that the texts are those of the sources, that the characters of each number are those
    of the text, and that no number of a text is without a disposition. A text is known by its
    SHA-256. Exit code 1 means that one of this does not hold.
    """
    with session.engine.connect() as connection:
        findings = auditing.audit(connection, folder)
    click.echo(table(auditing.HEADER, [finding.row for finding in findings]))
    for finding in findings:
        for fault in finding.faults:
            click.echo(f"{finding.source}: {fault}", err=True)
    sys.exit(int(any(finding.faults for finding in findings)))


@click.command()
@click.argument("text", type=click.File("rb"))
@click.argument("ledger", type=click.Path(path_type=Path))
@click.pass_obj
def draft(session: Session, text: BinaryIO, ledger: Path) -> None:
    """Start a LEDGER for the numbers of a TEXT.

    LEDGER becomes a CSV file with a row for each number that the UTF-8 TEXT prints; what each of
    them is remains to be filled in. What sources.csv must say of the text is printed.
    """
    with session.engine.connect() as connection:
        units = connection.execute(select(func.unnest(Unit.printed))).scalars().all()
    try:
        with ledger.open("x", encoding="utf-8") as out:
            facts = drafting.draft(text.read(), units, out)
    except FileExistsError as error:
        raise click.ClickException(f"{ledger} exists; a draft overwrites nothing") from error
    except UnicodeDecodeError as error:
        ledger.unlink()
        raise click.ClickException(f"{text.name} is not UTF-8: {error.reason}") from error
    for name, value in facts.items():
        click.echo(f"{name}: {value}")
