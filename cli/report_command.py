"""The report command."""

import webbrowser
from gettext import gettext as _
from pathlib import Path

import click
from sqlalchemy import Connection

from ..database.connection import driver_of
from ..database.target import Target
from ..language import LOCALES, in_force, translated
from ..outputs.extras import install_command
from ..outputs.queries.named_codes import codes_of
from ..outputs.report.page import page
from ..outputs.report.report_areas import ReportArea, report_areas
from ..outputs.report.report_queries import shown
from .echo import echo
from .path_types import FILE

# The charts that can be drawn as a picture; coverage is a table.
CHARTS = [chart["code"] for chart in shown("charts") if chart["form"] != "coverage"]


@click.command()
@click.option(
    "--area",
    "codes",
    metavar="AREA",
    multiple=True,
    help="Area to report on with those below it, by code or name; repeatable. "
    "Without it, the area with the most indicators.",
)
@click.option(
    "--lang",
    "language",
    type=click.Choice(list(LOCALES)),
    help="Language at first, by default that of the command; the page can switch.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["html", "xlsx"]),
    help="A page, or a workbook; by default as the file's extension says, else a page.",
)
@click.option(
    "-o",
    "--out",
    type=FILE,
    help="File to write; by default minzheng-report.html or .xlsx.",
)
@click.option(
    "--png",
    "image",
    type=FILE,
    help="Draw one chart to this file instead; needs --chart and the extra chart of the package "
    "(matplotlib). In Chinese it needs an installed font with Chinese characters.",
)
@click.option("--chart", type=click.Choice(CHARTS), help="The chart to draw.")
@click.option("--open", "open_file", is_flag=True, help="Open the file when it is written.")
@click.pass_obj
def report(
    target: Target,
    codes: tuple[str, ...],
    language: str | None,
    form: str | None,
    out: Path | None,
    image: Path | None,
    chart: str | None,
    open_file: bool,
) -> None:
    """Write a report to look at.

    One HTML file that works without a network: standards, gaps, coverage, rankings, figures that
    do not add up, alerts and completeness, each number with the way back to where it was printed.
    Or a workbook with a sheet for each programme.
    """
    if (image is None) != (chart is None):
        raise click.UsageError(_("--png and --chart go together."))
    form = "png" if image else form or _form_of(out) or "html"
    path = image or out or Path(f"minzheng-report.{form}")
    with target.engine.connect() as connection:
        areas = report_areas(connection, codes_of(driver_of(connection), "area", codes))
        content = _content(connection, areas, form, language or in_force(), chart)
    try:
        path.write_bytes(content)
    except OSError as error:
        raise click.ClickException(
            _("{path} cannot be written: {reason}").format(path=path, reason=error.strerror)
        ) from error
    echo(f"{path}: {len(content) / 1e6:.1f} MB")
    if open_file:
        webbrowser.open(path.resolve().as_uri())


def _form_of(path: Path | None) -> str | None:
    """The format that the extension of a file stands for."""
    suffix = path.suffix.lower() if path else ""
    return suffix[1:] if suffix in (".html", ".xlsx") else None


def _content(
    connection: Connection, areas: list[ReportArea], form: str, language: str, chart: str | None
) -> bytes:
    if chart:
        return _picture(connection, areas, chart, language)
    if form == "xlsx":
        # What writes workbooks takes as long to import as all the rest of a short command.
        from ..outputs.report.workbook import workbook

        return workbook(connection, areas, language)
    return page(connection, areas, language).encode("utf-8")


def _picture(connection: Connection, areas: list[ReportArea], chart: str, language: str) -> bytes:
    try:
        from ..outputs.report.picture import NoFont, picture
    except ModuleNotFoundError as error:
        words = _("--png needs {name}: {command}")
        message = words.format(name=error.name, command=install_command("chart"))
        raise click.ClickException(message) from error
    try:
        return picture(connection, areas, chart, language)
    except NoFont as error:
        raise click.ClickException(translated(str(error))) from error
