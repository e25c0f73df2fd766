"""The command that keeps the cadences of feeds, or has something else do so."""

from pathlib import Path

import click

from ..database.target import Target
from ..feeds import installation, logs, scheduling
from .errors import CouldNotRun, in_a_line
from .feeds import feeds_file, log_format, read_feeds
from .stopping import told_to_stop


@click.command()
@click.option(
    "--print",
    "form",
    type=click.Choice(list(installation.FORMS)),
    help="Print what has reloads run instead: units, a crontab, a CronJob.",
)
@click.option(
    "--into",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder in which that is written instead, a file for each.",
)
@feeds_file
@log_format
@click.pass_obj
def schedule(
    target: Target, form: str | None, into: Path | None, path: Path, log_format: str | None
) -> None:
    """Reload feeds at their cadences.

    Stays in the foreground until it is told to stop, which it does after the transaction in hand.
    What was missed while it was not there is caught up once. Exit code 2 means that it could not
    run.
    """
    with in_a_line(CouldNotRun), told_to_stop() as stop:
        feeds = read_feeds(path)
        if form:
            printed(installation.FORMS[form](installed(target, path)), into)
            return
        if not any(feed.cadence for feed in feeds.feeds.values()):
            raise CouldNotRun(f"No feed of {path} has a cadence")
        logs.to_standard_error(log_format or "text")
        scheduling.keep(target.engine, feeds, stop)


def installed(target: Target, path: Path) -> installation.Installation:
    home = target.server.home if target.server else None
    return installation.here(path, home, None if home else target.url)


def printed(files: dict[str, str], into: Path | None) -> None:
    """The files one after the other, or each in the folder."""
    for name, content in files.items():
        if into:
            into.mkdir(parents=True, exist_ok=True)
            (into / name).write_text(content, encoding="utf-8")
            click.echo(into / name)
        else:
            click.echo(f"# {name}\n{content}")
