"""The status command: what the database holds, and how each feed is."""

import json
import sys
from dataclasses import asdict
from datetime import UTC, datetime

import click

from ..database.statements import execute
from ..database.target import Target
from ..feeds.status import FeedStatus, all_well, feed_statuses
from ..loaders.files import label_of
from .echo import echo
from .text_table import QUERIES, query_table, text_table

LOADS_HEADER = ("file", "outcome", "rejected", "at")
FEEDS_HEADER = ("feed", "state", "since", "last success", "age", "next", "owner")


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
        echo(json.dumps(facts, ensure_ascii=False, indent=2, default=_as_json))
    else:
        _print_status(target, statuses)
    sys.exit(int(not all_well(statuses)))


def _print_status(target: Target, statuses: list[FeedStatus]) -> None:
    if target.server:
        echo(f"Embedded server in {target.server.home}: up\n")
    echo(query_table(target.engine, "overview", ("in the database", "rows")) + "\n")
    with target.engine.connect() as connection:
        loads = execute(connection, QUERIES, "last_loads").all()
    echo(text_table(LOADS_HEADER, [(label_of(row[0]), *row[1:]) for row in loads]))
    if statuses:
        echo("\n" + text_table(FEEDS_HEADER, map(_fields, statuses)))
    for status in statuses:
        if status.error:
            echo(f"{status.feed}: {status.error}", err=True)


def _fields(status: FeedStatus) -> tuple[object, ...]:
    age = status.age_seconds
    return (
        status.feed,
        status.state,
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
    for name, size in (("d", 86400), ("h", 3600), ("min", 60)):
        if abs(seconds) >= 2 * size:
            return f"{seconds // size} {name}"
    return f"{seconds} s"


def _as_json(value: object) -> object:
    """Moments as ISO 8601, exact numbers as floats."""
    return value.isoformat() if isinstance(value, datetime) else float(str(value))
