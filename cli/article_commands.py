"""Commands for texts and their ledgers: draft, audit."""

import sys
from pathlib import Path
from typing import BinaryIO

import click
from sqlalchemy import func, select

from ..database.target import Target
from ..loaders.articles import audit as auditing
from ..loaders.kinds.ledger import ledger_draft as drafting
from ..schema import Unit
from .echo import echo
from .text_table import text_table


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
    echo(text_table(auditing.HEADER, [finding.row for finding in findings]))
    for finding in findings:
        for fault in finding.faults:
            echo(f"{finding.source}: {fault}", err=True)
    sys.exit(int(any(finding.faults for finding in findings)))


@click.command()
@click.argument("article", metavar="TEXT", type=click.File("rb"))
@click.argument("ledger", type=click.Path(path_type=Path))
@click.pass_obj
def draft(target: Target, article: BinaryIO, ledger: Path) -> None:
    """Start a LEDGER for the numbers of a TEXT.

    LEDGER becomes a CSV file with a row for each number that the UTF-8 TEXT prints; what each of
    them is remains to be filled in. What sources.csv must say of the text is printed.
    """
    with target.engine.connect() as connection:
        units = connection.execute(select(func.unnest(Unit.printed))).scalars().all()
    try:
        with ledger.open("x", encoding="utf-8") as out:
            facts = drafting.draft(article.read(), units, out)
    except FileExistsError as error:
        raise click.ClickException(f"{ledger} exists; a draft overwrites nothing") from error
    except UnicodeDecodeError as error:
        ledger.unlink()
        raise click.ClickException(f"{article.name} is not UTF-8: {error.reason}") from error
    for name, value in facts.items():
        echo(f"{name}: {value}")
