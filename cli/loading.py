"""Commands for the content: load, audit."""

import sys
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

import click
from sqlalchemy import func, select

from ..database.target import Target
from ..loaders import run
from ..loaders.articles import audit as auditing
from ..loaders.articles import ledger_draft as drafting
from ..loaders.files import open_file
from ..loaders.kinds import published
from ..loaders.kinds.mapping import draft as mapping_draft
from ..loaders.options import LoadOptions
from ..loaders.sheets import periods
from ..loaders.sheets.periods import Period
from ..schema import Unit
from .output import REJECT_HEADER, loaded, recognised, rejected, settle, table, waiting


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
@click.option(
    "--published",
    "published_on",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day it was published.",
)
@click.option(
    "--mapping",
    type=click.Path(exists=True, path_type=Path),
    help="TOML file: which columns hold what.",
)
@click.option("--keep-going", is_flag=True, help="Load the good rows of a file that has bad ones.")
@click.option("--plan", is_flag=True, help="Say what would be done, and do nothing.")
@click.pass_obj
def load(
    target: Target,
    files: tuple[Path, ...],
    area: str | None,
    period: Period | None,
    source: str | None,
    title: str | None,
    publisher: str | None,
    published_on: datetime | None,
    mapping: Path | None,
    keep_going: bool,
    plan: bool,
) -> None:
    """Load FILES, or what is bundled.

    FILES are tables of statistics offices (Excel, HTML, text), or CSV files, or folders of such
    files. A reference list is known by its columns; a file of figures is named for its source,
    unless --source names it. A file with a bad row is refused whole, unless you say --keep-going.
    Exit code 1 means that rows were wrong: they are printed, and kept in ops.reject. A mark in
    place of a figure, a figure printed twice and the like are kept there too, and are not wrong.
    """
    paths = run.find_files(files) if files else run.bundled()
    day = published_on and published_on.date()
    options = LoadOptions(source, area, period, title, publisher, day, mapping)
    doing = run.plan if plan else run.load
    code = loaded(doing(target.engine, paths, options, keep_going=keep_going, on_wait=waiting))
    if plan:
        click.echo("This was a plan: nothing of it is in the database.")
    else:
        settle(target.engine)
    sys.exit(code)


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--period", callback=period_of, help="Period of a table that names none.")
@click.option("--mapping", is_flag=True, help="Draft a mapping file for each sheet.")
@click.pass_obj
def describe(target: Target, files: tuple[Path, ...], period: Period | None, mapping: bool) -> None:
    """Say what is recognised in tables.

    For each sheet: the layout, the rows of the header, units, areas and periods, what its cells
    are, and the labels, units and places that cannot be resolved. With --mapping: a mapping file
    to start from, in which what only you know is "?".
    """
    with target.engine.connect() as connection:
        for path in files:
            file = open_file(path, LoadOptions(area="000000", period=period))
            if mapping:
                for sheet in published.read_sheets(file):
                    click.echo(mapping_draft.draft(connection, sheet))
                continue
            for sheet, description, unresolved in published.describe(connection, file):
                click.echo(f"{path.name}{f', {sheet.name}' if sheet.name else ''}")
                click.echo(recognised(description, unresolved))


@click.command()
@click.option("--file", "name", metavar="NAME", help="Only of this file.")
@click.pass_obj
def rejects(target: Target, name: str | None) -> None:
    """Show what the last load of each file rejected.

    Alike rejects are shown once, with how many there are and the first of them; all of them, with
    their whole rows, are in ops.reject. Exit code 1 means that there are some.
    """
    found = rejected(target.engine, name)
    click.echo(table(REJECT_HEADER, found) if found else "No rejects.")
    sys.exit(int(bool(found)))


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.pass_obj
def audit(target: Target, folder: Path) -> None:
    """Check every number against the texts in FOLDER.

    Proves that the texts are those of the sources, that the characters of each number are those
    of the text, and that no number of a text is without a disposition. A text is known by its
    SHA-256. Exit code 1 means that one of this does not hold.
    """
    with target.engine.connect() as connection:
        findings = auditing.audit(connection, folder)
    click.echo(table(auditing.HEADER, [finding.row for finding in findings]))
    for finding in findings:
        for fault in finding.faults:
            click.echo(f"{finding.source}: {fault}", err=True)
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
        click.echo(f"{name}: {value}")
