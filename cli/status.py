"""The command that says what the database holds and how its feeds are."""

import json
import sys
from dataclasses import asdict
from datetime import UTC, datetime

import click

from ..database.target import Target
from ..feeds.health import Health, all_well, healths
from .output import overview, table

HEADER = ("feed", "state", "since", "last success", "age", "next", "owner")


@click.command()
@click.option("--json", "as_json", is_flag=True, help="How feeds are, for machines.")
@click.pass_obj
def status(target: Target, as_json: bool) -> None:
    """Show what the database holds.

    And where it is, how the last load of each file ended, and how each feed is: when it was last
    up to date, when it is tried next, since when it is late or failing. Exit code 1 means that a
    feed is late or failing.
    """
    with target.engine.connect() as connection:
        found = healths(connection)
    if as_json:
        facts = {"well": all_well(found), "feeds": list(map(asdict, found))}
        click.echo(json.dumps(facts, ensure_ascii=False, indent=2, default=shown))
    else:
        show(target, found)
    sys.exit(int(not all_well(found)))


def show(target: Target, found: list[Health]) -> None:
    if target.server:
        click.echo(f"Embedded server in {target.server.home}: up\n")
    overview(target.engine)
    if found:
        click.echo("\n" + table(HEADER, map(fields, found)))
    for health in found:
        if health.error:
            click.echo(f"{health.feed}: {health.error}", err=True)


def fields(health: Health) -> tuple[object, ...]:
    since = health.failing_since or health.late_since
    moments = map(minute, (since, health.succeeded_at, health.next_at))
    since_shown, succeeded, following = moments
    age = health.age_seconds
    names = (health.feed, health.state, since_shown, succeeded)
    return (*names, "" if age is None else span(age), following, health.owner)


def minute(moment: datetime | None) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC" if moment else ""


def span(seconds: int) -> str:
    """In the largest unit of which there are two."""
    for name, size in (("d", 86400), ("h", 3600), ("min", 60)):
        if abs(seconds) >= 2 * size:
            return f"{seconds // size} {name}"
    return f"{seconds} s"


def shown(value: object) -> object:
    """Moments and numbers of the database, as JSON has them."""
    return value.isoformat() if isinstance(value, datetime) else float(str(value))
