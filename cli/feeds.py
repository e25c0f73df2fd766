"""The command that reloads feeds, and how commands name them."""

import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import click

from .. import data
from ..database.target import Target
from ..feeds import logs, reloading, schedule, watching
from ..feeds.config import read
from ..feeds.feed import Feed, Feeds
from ..feeds.outcome import Report
from ..loaders import run
from .errors import CouldNotRun, in_a_line
from .output import loaded, report, settle, table, waiting
from .stopping import told_to_stop

HEADER = ("feed", "outcome", "files", "loaded", "added", "revised", "withdrawn", "rejected")

feeds_file = click.option(
    "--feeds",
    "path",
    type=click.Path(path_type=Path),
    envvar="MINZHENG_FEEDS",
    default="feeds.toml",
    show_default=True,
    help="The file that names the feeds (or set MINZHENG_FEEDS).",
)
log_format = click.option(
    "--log-format", type=click.Choice(list(logs.FORMATS)), help="Log to standard error: text, json."
)


@click.command()
@click.argument("names", metavar="[FEED]...", nargs=-1)
@click.option("--due", is_flag=True, help="Only feeds that are due, or to be tried again.")
@click.option("--plan", is_flag=True, help="Say what would be done, and do nothing.")
@click.option("--rejected", is_flag=True, help="Instead: files of which loads rejected rows.")
@feeds_file
@log_format
@click.pass_obj
def reload(
    target: Target,
    names: tuple[str, ...],
    due: bool,
    plan: bool,
    rejected: bool,
    path: Path,
    log_format: str | None,
) -> None:
    """Load what changed of each FEED, or of all.

    Feeds are named files, folders and addresses, in feeds.toml. A feed that fails does not stop
    the others. With --rejected: each file of which the last load rejected rows, from where it was
    and with the options it was loaded with. Exit code 1 means that something failed or was
    rejected, 2 that nothing could be run.
    """
    if rejected:
        code = loaded(run.load_rejected(target.engine, on_wait=waiting))
        settle(target.engine)
        sys.exit(code)
    logs.to_standard_error(log_format)
    with in_a_line(CouldNotRun), told_to_stop() as stop:
        feeds = read_feeds(path)
        chosen = named(feeds, names)
        if plan:
            reports = list(reloading.plan(target.engine, feeds, chosen, on_wait=waiting))
        else:
            reports = list(reloaded(target, feeds, chosen, due, stop))
    show(reports)
    if plan:
        click.echo("This was a plan: nothing of it is in the database.")
    sys.exit(int(stop.is_set() or any(report.errors for report in reports)))


def reloaded(
    target: Target, feeds: Feeds, chosen: list[Feed], due: bool, stop: Event
) -> Iterator[Report]:
    """Each feed is reloaded, and whoever wants to know is told."""
    engine = target.engine
    with engine.begin() as connection:
        schedule.register(connection, feeds)
        chosen = schedule.due(connection, chosen) if due else chosen
    for done in reloading.reload(engine, chosen, on_wait=waiting, stopping=stop.is_set):
        watching.after_run(engine, feeds, done)
        yield done
    watching.as_time_passes(engine, feeds)


def read_feeds(path: Path) -> Feeds:
    if not path.exists():
        example = Path(data.__path__[0]) / "feeds.example.toml"
        raise CouldNotRun(
            f"There is no {path}. Copy it from {example}, or name another with --feeds"
        )
    return read(path)


def named(feeds: Feeds, names: tuple[str, ...]) -> list[Feed]:
    try:
        return feeds.named(names)
    except KeyError as error:
        known = ", ".join(feeds.feeds)
        raise CouldNotRun(f"{feeds.path} has no feed {error.args[0]}; there are {known}") from error


def show(reports: list[Report]) -> None:
    """What became of each feed, then what was wrong, where an editor or a script finds it."""
    if reports:
        click.echo(table(HEADER, map(fields, reports)))
    for done in reports:
        for result in done.results:
            report(result)
        for error in done.errors:
            click.echo(f"{done.feed}: {error}", err=True)


def fields(done: Report) -> tuple[object, ...]:
    counts = [sum(getattr(result, name) for result in done.results) for name in HEADER[4:]]
    return (done.feed, done.outcome, done.files, len(done.results), *counts)
