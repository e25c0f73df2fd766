"""Commands for feeds: reload, schedule."""

import sys
from collections.abc import Iterator
from gettext import gettext as _
from pathlib import Path
from threading import Event

import click

from .. import data
from ..database.target import Target
from ..feeds import deployment, logs, monitor, schedule_table
from ..feeds.config import read
from ..feeds.feed import Feed, FeedsConfig
from ..feeds.reload import plan_feeds, reload_feeds
from ..feeds.reload_outcome import ReloadOutcome
from ..feeds.scheduler import run_scheduler
from ..language import N_, translated
from ..loaders import run
from .echo import echo
from .error_messages import CannotRun, one_line_errors
from .load_output import outcome_in_language, print_rejects, print_results, print_waiting
from .loading_commands import PLANNED
from .path_types import FOLDER, PATH
from .stop_signals import stop_on_signal
from .text_table import text_table

HEADER = (
    N_("feed"),
    N_("outcome"),
    N_("files"),
    N_("loaded"),
    N_("added"),
    N_("revised"),
    N_("withdrawn"),
    N_("rejected"),
)

feeds_file = click.option(
    "--feeds",
    "path",
    type=PATH,
    envvar="MINZHENG_FEEDS",
    default="feeds.toml",
    show_default=True,
    help="The file that names the feeds (or set MINZHENG_FEEDS).",
)
log_format = click.option(
    "--log-format",
    type=click.Choice(list(logs.FORMATTERS)),
    help="Log to standard error: text, json.",
)


@click.command()
@click.argument("names", metavar="[FEED]...", nargs=-1)
@click.option("--due", is_flag=True, help="Only feeds that are due, or whose retry is.")
@click.option("--plan", is_flag=True, help="Print what would be done, and do nothing.")
@click.option(
    "--rejected", is_flag=True, help="Load files again of which the last load rejected rows."
)
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
    """Load what changed in each FEED, or in all.

    Feeds are named files, folders and addresses, in feeds.toml. A feed that fails does not stop
    the others. With --rejected instead: every file of which the last load rejected rows, from
    where it was and with the same options. Exit code 1 means that something failed or was
    rejected, 2 that nothing could be run.
    """
    if rejected:
        code = print_results(run.load_rejected(target.engine, on_wait=print_waiting))
        sys.exit(code)
    logs.log_to_standard_error(log_format)
    with one_line_errors(CannotRun), stop_on_signal() as stop:
        config = read_config(path)
        feeds = select_feeds(config, names)
        if plan:
            outcomes = list(
                plan_feeds(
                    target.engine, config, feeds, on_wait=print_waiting, is_stopped=stop.is_set
                )
            )
        else:
            outcomes = list(reload_and_notify(target, config, feeds, due, stop))
    print_outcomes(outcomes)
    if plan:
        echo(_(PLANNED))
    sys.exit(int(stop.is_set() or any(outcome.errors for outcome in outcomes)))


@click.command()
@click.option(
    "--print",
    "kind",
    type=click.Choice(list(deployment.TARGETS)),
    help="Instead, print what makes systemd, cron or Kubernetes run reloads.",
)
@click.option("--into", type=FOLDER, help="With --print: write the files into this folder.")
@feeds_file
@log_format
@click.pass_obj
def schedule(
    target: Target, kind: str | None, into: Path | None, path: Path, log_format: str | None
) -> None:
    """Reload feeds whenever they are due.

    Stays in the foreground. SIGTERM and SIGINT stop it after the current transaction. A run that
    was missed is made up for once. Exit code 2 means that it could not run.
    """
    with one_line_errors(CannotRun), stop_on_signal() as stop:
        config = read_config(path)
        if kind:
            home = target.server.home if target.server else None
            installed = deployment.installation(path, home, None if home else target.url)
            print_files(deployment.TARGETS[kind](installed), into)
            return
        if not any(feed.cadence for feed in config.feeds.values()):
            raise CannotRun(_("No feed of {path} has a cadence").format(path=path))
        logs.log_to_standard_error(log_format or "text")
        run_scheduler(target.engine, config, stop)


def reload_and_notify(
    target: Target, config: FeedsConfig, feeds: list[Feed], due: bool, stop: Event
) -> Iterator[ReloadOutcome]:
    """Reload each feed and call its hooks."""
    engine = target.engine
    with engine.begin() as connection:
        schedule_table.register(connection, config)
        feeds = schedule_table.due_feeds(connection, feeds) if due else feeds
    for outcome in reload_feeds(engine, feeds, on_wait=print_waiting, is_stopped=stop.is_set):
        monitor.after_run(engine, config, outcome)
        yield outcome
    monitor.check_lateness(engine, config)


def read_config(path: Path) -> FeedsConfig:
    if not path.exists():
        example = Path(data.__path__[0]) / "feeds.example.toml"
        words = _("There is no {path}. Copy it from {example}, or name another with --feeds")
        raise CannotRun(words.format(path=path, example=example))
    return read(path)


def select_feeds(config: FeedsConfig, names: tuple[str, ...]) -> list[Feed]:
    try:
        return config.select(names)
    except KeyError as error:
        known = ", ".join(config.feeds)
        words = _("{path} has no feed {name}; there are {known}")
        message = words.format(path=config.path, name=error.args[0], known=known)
        raise CannotRun(message) from error


def print_outcomes(outcomes: list[ReloadOutcome]) -> None:
    """A table of what was done, then each error as ``file:line: …``."""
    if outcomes:
        echo(text_table([_(name) for name in HEADER], map(_fields, outcomes)))
    for outcome in outcomes:
        for result in outcome.results:
            print_rejects(result)
        for error in outcome.errors:
            echo(f"{outcome.feed}: {translated(error)}", err=True)


def print_files(files: dict[str, str], folder: Path | None) -> None:
    """Print the files one after the other, or write them into the folder."""
    for name, content in files.items():
        if folder:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(content, encoding="utf-8")
            echo(folder / name)
        else:
            echo(f"# {name}\n{content}")


def _fields(outcome: ReloadOutcome) -> tuple[object, ...]:
    counts = [sum(getattr(result, name) for result in outcome.results) for name in HEADER[4:]]
    return (
        outcome.feed,
        outcome_in_language(outcome.outcome),
        outcome.files,
        len(outcome.results),
        *counts,
    )
