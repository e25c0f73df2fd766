"""The status command: what the database holds, and how each feed is."""

import sys
from dataclasses import asdict
from datetime import UTC, datetime
from gettext import gettext as _

import click

from ..database.server_versions import newer_minor
from ..database.statements import execute
from ..database.target import Target
from ..feeds.status import FeedStatus, all_well, feed_statuses
from ..language import N_, translated
from ..loaders.files import label_of
from .echo import echo, echo_json
from .load_output import outcome_in_language
from .text_table import QUERIES, text_table

LOADS_HEADER = (N_("file"), N_("outcome"), N_("rejected"), N_("at"))
FEEDS_HEADER = (
    N_("feed"),
    N_("state"),
    N_("since"),
    N_("last success"),
    N_("age"),
    N_("next"),
    N_("owner"),
)
# How a feed is, as the feeds say.
STATES = (N_("failing"), N_("late"), N_("fine"), N_("new"))
# What the database holds, as the query calls it.
HELD = (
    N_("sources"),
    N_("indicators"),
    N_("administrative units"),
    N_("observations"),
    N_("comparisons"),
    N_("numbers printed in texts"),
    N_("rows rejected by their last load"),
)


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print how feeds are, as JSON.")
@click.pass_obj
def status(target: Target, as_json: bool) -> None:
    """Show what the database holds.

    Also where it is, how the last load of each file ended, and how each feed is: when it was last
    up to date, when it is tried next, and since when it is late or failing. Exit code 1 means that
    a feed is late or failing.
    """
    with target.engine.connect() as connection:
        statuses = feed_statuses(connection)
    if as_json:
        facts = {"well": all_well(statuses), "feeds": list(map(asdict, statuses))}
        echo_json(facts, indent=2, default=_as_json)
    else:
        _print_status(target, statuses)
    sys.exit(int(not all_well(statuses)))


def _print_status(target: Target, statuses: list[FeedStatus]) -> None:
    if target.server:
        echo(_("Embedded server in {folder}: up").format(folder=target.server.home) + "\n")
    with target.engine.connect() as connection:
        held = execute(connection, QUERIES, "overview").all()
        loads = execute(connection, QUERIES, "last_loads").all()
        behind = newer_minor(connection)
    echo(text_table((_("in the database"), _("rows")), [(_(kind), count) for kind, count in held]))
    echo()
    rows = [(label_of(name), outcome_in_language(outcome), *rest) for name, outcome, *rest in loads]
    echo(text_table([_(name) for name in LOADS_HEADER], rows))
    if statuses:
        echo("\n" + text_table([_(name) for name in FEEDS_HEADER], map(_fields, statuses)))
    for status in statuses:
        if status.error:
            echo(f"{status.feed}: {translated(status.error)}", err=True)
    if behind:
        found, newest = behind
        words = _(
            "PostgreSQL {found} is behind {newest}, which mends faults and holes in security: see"
            " Minor releases of PostgreSQL in docs/operate.md."
        )
        echo(words.format(found=found, newest=newest), err=True)


def _fields(status: FeedStatus) -> tuple[object, ...]:
    age = status.age_seconds
    return (
        status.feed,
        _(status.state),
        _minute(status.failing_since or status.late_since),
        _minute(status.succeeded_at),
        "" if age is None else _duration(age),
        _minute(status.next_at),
        status.owner,
    )


def _minute(moment: datetime | None) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC" if moment else ""


def _duration(seconds: int) -> str:
    """In the largest unit that it is at least two of."""
    for name, size in ((N_("d"), 86400), (N_("h"), 3600), (N_("min"), 60)):
        if abs(seconds) >= 2 * size:
            return f"{seconds // size} {_(name)}"
    return f"{seconds} {_('s')}"


def _as_json(value: object) -> object:
    """Moments as ISO 8601, exact numbers as floats."""
    return value.isoformat() if isinstance(value, datetime) else float(str(value))
