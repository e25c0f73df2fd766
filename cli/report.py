"""The command for people who look rather than type: report."""

import webbrowser
from pathlib import Path

import click
from sqlalchemy import Connection

from ..database.target import Target
from ..outputs.report.answers import lines
from ..outputs.report.areas import Place, places
from ..outputs.report.page import page
from ..outputs.report.workbook import workbook

# A table is no picture.
CHARTS = [chart["code"] for chart in lines("charts") if chart["form"] != "coverage"]


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
@click.option(
    "--png",
    "image",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Draw one chart to this file instead; needs --chart, and the package with its extra "
    "chart (matplotlib). In Chinese it needs a font of the system with Chinese characters.",
)
@click.option(
    "--chart", type=click.Choice(CHARTS), metavar="NAME", help=f"One of {', '.join(CHARTS)}."
)
@click.option("--open", "opened", is_flag=True, help="Open the file when it is written.")
@click.pass_obj
def report(
    target: Target,
    codes: tuple[str, ...],
    language: str,
    form: str | None,
    out: Path | None,
    image: Path | None,
    chart: str | None,
    opened: bool,
) -> None:
    """Write a report to look at.

    One HTML file that works without a network: standards, gaps, coverage, rankings, what does not
    add up, alerts and completeness, each number with the way back to its print. Or a workbook with
    a sheet for each programme.
    """
    if (image is None) != (chart is None):
        raise click.UsageError("--png and --chart go together.")
    form = "png" if image else form or named_form(out) or "html"
    path = image or out or Path(f"minzheng-report.{form}")
    with target.engine.connect() as connection:
        found = places(connection, codes)
        written(path, made(connection, found, form, language, chart))
    if opened:
        webbrowser.open(path.resolve().as_uri())


def named_form(path: Path | None) -> str | None:
    """The format that the name of a file means."""
    suffix = path.suffix.lower() if path else ""
    return suffix[1:] if suffix in (".html", ".xlsx") else None


def made(
    connection: Connection, found: list[Place], form: str, language: str, chart: str | None
) -> bytes:
    if chart:
        return drawn(connection, found, chart, language)
    if form == "xlsx":
        return workbook(connection, found, language)
    return page(connection, found, language).encode("utf-8")


def drawn(connection: Connection, found: list[Place], chart: str, language: str) -> bytes:
    try:
        from ..outputs.report.picture import NoFont, picture
    except ModuleNotFoundError as error:
        needed = f"--png needs {error.name}: pip install 'minzheng[chart]'"
        raise click.ClickException(needed) from error
    try:
        return picture(connection, found, chart, language)
    except NoFont as error:
        raise click.ClickException(str(error)) from error


def written(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise click.ClickException(f"{path} cannot be written: {error.strerror}") from error
    click.echo(f"{path}: {len(content) / 1e6:.1f} MB")
