"""The command for people who look rather than type: report."""

import webbrowser
from pathlib import Path

import click

from ..bi.report.areas import places
from ..bi.report.page import page
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
    "-o",
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="File to write; minzheng-report.html if left out.",
)
@click.option("--open", "opened", is_flag=True, help="Open the file when it is written.")
@click.pass_obj
def report(
    session: Session, codes: tuple[str, ...], language: str, out: Path | None, opened: bool
) -> None:
    """Write a report to look at.

    One HTML file that works without a network: standards, gaps, coverage, rankings, what does not
    add up, alerts and completeness, each number with the way back to its print.
    """
    path = out or Path("minzheng-report.html")
    with session.engine.connect() as connection:
        content = page(connection, places(connection, codes), language)
    written(path, content.encode("utf-8"))
    if opened:
        webbrowser.open(path.resolve().as_uri())


def written(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise click.ClickException(f"{path} cannot be written: {error.strerror}") from error
    click.echo(f"{path}: {len(content) / 1e6:.1f} MB")
