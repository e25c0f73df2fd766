"""Commands for the content: load, audit."""

import sys
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

import click
from sqlalchemy import func, select

from ..loaders import audit as auditing
from ..loaders import run
from ..loaders.given import Given
from ..loaders.ledger import draft as drafting
from ..loaders.sources import NewSource, register
from ..loaders.tables import periods
from ..loaders.tables.periods import Period
from ..schema import Unit
from .results import loaded, table
from .session import Session


def period_of(
    _context: click.Context, _option: click.Parameter, value: str | None
) -> Period | None:
    found = periods.period_of(value) if value else None
    if value and not found:
        raise click.BadParameter(f"{value} is no period such as 2020-03, 2021-Q2 or 2020")
    return found


@click.command()
@click.argument("files", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--area", metavar="CODE", help="Area of a table that names none, such as 530000.")
@click.option("--period", callback=period_of, help="Its period: 2020-03, 2021-Q2, 2020.")
@click.option("--source", metavar="CODE", help="Source of the file; otherwise its name says it.")
@click.option("--title", help="Title of a source that is new.")
@click.option("--publisher", help="Its publisher.")
@click.option("--published", type=click.DateTime(["%Y-%m-%d"]), help="The day it was published.")
@click.option("--keep-going", is_flag=True, help="Load the good rows of a file that has bad ones.")
@click.pass_obj
def load(
    session: Session,
    files: tuple[Path, ...],
    area: str | None,
    period: Period | None,
    source: str | None,
    title: str | None,
    publisher: str | None,
    published: datetime | None,
    keep_going: bool,
) -> None:
    """Load FILES, or what is bundled.

    FILES are tables of statistics offices (Excel, HTML, text), or CSV files, or folders of CSV
    files. A reference list is known by its columns; a file of figures is named for its source,
    unless --source names it. A file with a bad row is refused whole, unless you say --keep-going.
    Exit code 1 means that rows were rejected: they are printed, and kept in ops.reject.
    """
    paths = run.in_order(files) if files else run.bundled()
    if title:
        new = NewSource(source or paths[0].stem, title, publisher, published and published.date())
        register(session.engine, new, paths[0])
    given = Given(source, area, period)
    sys.exit(loaded(run.load(session.engine, paths, given, keep_going=keep_going)))


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
