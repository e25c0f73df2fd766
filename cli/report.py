"""The command for people who look rather than type: report."""

import webbrowser
from pathlib import Path

import click

from ..bi.report.areas import places
from ..bi.report.page import page
from ..bi.report.workbook import workbook
from ..session import Session


@click.command()
@click.option(
    "--area",
    "codes",
    metavar="CODE",
    multiple=True,
    help="Area to report on with those below it, such as 530000; more than once for several. "
    "Without it, the area of which the database knows the most indicators.",
)
@click.option(
    "--lang",
    "language",
    type=click.Choice(["zh", "en"]),
    default="zh",
    show_default=True,
    help="Language to begin with; the page can switch.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["html", "xlsx"]),
    help="A page, or a workbook; by the name of the file if left out, else a page.",
)
@click.option(
    "-o",
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="File to write; minzheng-report.html or .xlsx if left out.",
)
@click.option("--open", "opened", is_flag=True, help="Open the file when it is written.")
@click.pass_obj
def report(
    session: Session,
    codes: tuple[str, ...],
    language: str,
    form: str | None,
    out: Path | None,
    opened: bool,
) -> None:
    """Write a report to look at.

    One HTML file that works without a network: standards, gaps, coverage, rankings, what does not
    add up, alerts and completeness, each number with the way back to its print. Or a workbook with
    a sheet for each programme.
    """
    form = form or (out.suffix[1:] if out and out.suffix in (".html", ".xlsx") else "html")
    path = out or Path(f"minzheng-report.{form}")
    with session.engine.connect() as connection:
        found = places(connection, codes)
        if form == "xlsx":
            content = workbook(connection, found, language)
        else:
            content = page(connection, found, language).encode("utf-8")
    written(path, content)
    if opened:
        webbrowser.open(path.resolve().as_uri())


def written(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise click.ClickException(f"{path} cannot be written: {error.strerror}") from error
    click.echo(f"{path}: {len(content) / 1e6:.1f} MB")
