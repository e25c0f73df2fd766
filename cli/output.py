"""What commands print: tables of what was loaded and of what the database holds."""

import sys
import time
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path

import click
from sqlalchemy import Engine, text
from tabulate import tabulate

from ..loaders import kept_growth
from ..loaders.files import Rejection, label_of, name_of
from ..loaders.results import Result
from ..loaders.sheets.forms import Description

SHOWN_REJECTS = 20

HEADLINES = """
    select
        rural.area_name as "地区",
        rural.period_label as "时期",
        urban.value as "城市低保标准",
        rural.value as "农村低保标准",
        rural.unit as "单位",
        round(metric_value.value, 1) as "农村/城市 %"
    from mart.value as rural
    inner join mart.value as urban
        on
            (urban.indicator_code, urban.area_code, urban.period_end, urban.basis)
            = (rural.indicator_code, rural.area_code, rural.period_end, rural.basis)
            and urban.breakdown = 'residence=urban'
    inner join mart.metric_value
        on
            metric_value.metric_code = 'dibao_standard_rural_to_urban'
            and metric_value.numerator_observation_id = rural.observation_id
    where
        rural.indicator_code = 'dibao_standard'
        and rural.breakdown = 'residence=rural'
        and rural.basis = 'point'
    order by rural.area_code, rural.period_end
"""

OVERVIEW = """
    select 'sources' as "in the database", count(*) as rows from core.source
    union all
    select 'indicators', count(*) from core.indicator
    union all
    select 'administrative units', count(*) from core.admin_unit
    union all
    select 'observations', count(*) from core.observation where withdrawn_at is null
    union all
    select 'comparisons', count(*) from core.comparison where withdrawn_at is null
    union all
    select 'numbers printed in texts', count(*) from core.mention
    union all
    select 'rows rejected by their last load', coalesce(sum(rejected), 0)
    from (
        select distinct on (name) rejected from ops.load_file order by name, load_file_id desc
    ) as last_load
"""

REJECT_HEADER = ("file", "reason", "rejects", "first", "message")
REJECTS = """
    select
        last_load.name,
        reject.reason,
        count(*),
        min(reject.line) || ' ' || min(reject.column_name),
        reject.message
    from (
        select distinct on (name) name, load_file_id
        from ops.load_file
        order by name, load_file_id desc
    ) as last_load
    inner join ops.reject on reject.load_file_id = last_load.load_file_id
    where
        cast(:name as text) is null
        or last_load.name in (:name, :path)
        or split_part(last_load.name, ':', 2) = :name
    group by last_load.name, reject.reason, reject.message
    order by last_load.name, count(*) desc, reject.message
"""

LAST_LOADS = """
    select name, outcome, rejected, to_char(finished_at, 'YYYY-MM-DD HH24:MI') as at
    from (
        select distinct on (name) * from ops.load_file order by name, load_file_id desc
    ) as last_load
    order by finished_at, name
"""


def table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Text in columns; figures as the database gives them, aligned to the right."""
    return tabulate([list(map(shown, row)) for row in rows], headers=list(header))


def shown(value: object) -> object:
    return f"{value:f}" if isinstance(value, Decimal) else value


def query(engine: Engine, statement: str) -> str:
    with engine.connect() as connection:
        result = connection.execute(text(statement))
        return table(list(result.keys()), [tuple(row) for row in result])


def headline(engine: Engine) -> None:
    """The minimum living standards, side by side: that the database answers."""
    click.echo(query(engine, HEADLINES) + "\n")


def rejected(engine: Engine, name: str | None) -> list[tuple[object, ...]]:
    """What the last load of each file rejected, or that of one, named as messages name it."""
    with engine.connect() as connection:
        names = {"name": name, "path": name and name_of(Path(name))}
        found = connection.execute(text(REJECTS), names).all()
    return [(label_of(first), *others) for first, *others in found]


def last_loads(engine: Engine) -> str:
    with engine.connect() as connection:
        found = connection.execute(text(LAST_LOADS)).all()
    rows = [(label_of(name), *others) for name, *others in found]
    return table(("file", "outcome", "rejected", "at"), rows)


def overview(engine: Engine) -> None:
    click.echo(query(engine, OVERVIEW) + "\n")
    click.echo(last_loads(engine))


def loaded(results: Iterable[Result]) -> int:
    """Print what became of each file; the exit code: 1 if anything in them is wrong."""
    with click.progressbar(results, label="Loading", item_show_func=file_of, hidden=quiet()) as bar:
        done = list(bar)
    if shown := [result for result in done if result.outcome != "unchanged"]:
        click.echo(table(HEADER, map(fields, shown)) + "\n")
    if not any(result.changes for result in done):
        click.echo("Nothing changed.")
    for result in done:
        report(result)
    return int(any(result.faults or result.failure for result in done))


def settle(engine: Engine) -> None:
    """Keep the growth that the loads left to be computed."""
    started = time.monotonic()
    if kept := kept_growth.settle(engine):
        seconds = time.monotonic() - started
        click.echo(f"Settled: the growth of {kept} figures is kept now ({seconds:.1f} s).")


def quiet() -> bool:
    return not sys.stdout.isatty()


HEADER = (
    "file",
    "outcome",
    "read",
    "added",
    "revised",
    "withdrawn",
    "unchanged",
    "rejected",
    "conflicts",
    "s",
)


def fields(result: Result) -> tuple[object, ...]:
    counts = [getattr(result, name) for name in HEADER[2:-1]]
    return (result.name, result.outcome, *counts, f"{result.seconds:.2f}")


def waiting(holder: str) -> None:
    """Say who loads, while this load waits for its turn."""
    click.echo(f"Waiting for another load: {holder}.", err=True)


def file_of(result: Result | None) -> str:
    return result.name if result else ""


def report(result: Result) -> None:
    """The rejects of a file, one a line, where an editor or a script finds them.

    What is said of many rows is said once, with the first of them.
    """
    alike: dict[tuple[str, str], list[Rejection]] = {}
    for reject in result.rejects:
        alike.setdefault((reject.reason, reject.message), []).append(reject)
    for (reason, message), rejects in list(alike.items())[:SHOWN_REJECTS]:
        first = rejects[0]
        more = f" (and {len(rejects) - 1} more)" if len(rejects) > 1 else ""
        place = f"{result.name}:{first.line or ''}: {first.column or 'row'}"
        click.echo(f"{place}: {message} [{reason}]{more}", err=True)
    if (more_kinds := len(alike) - SHOWN_REJECTS) > 0:
        click.echo(f"{result.name}: and {more_kinds} more, in ops.reject", err=True)
    if result.conflicts:
        click.echo(
            f"{result.name}: {result.conflicts} of its cells contradict other sources,"
            " see mart.conflict",
            err=True,
        )
    if result.outcome == "refused":
        click.echo(
            f"{result.name}: nothing of it was loaded (--keep-going loads the rest)", err=True
        )


def recognised(description: Description, unresolved: Sequence[str]) -> str:
    """What a sheet was taken for, a line for each thing."""
    periods = [str(end) if start == end else f"{start}/{end}" for start, end in description.periods]
    cells = [f"{count} {kind}" for kind, count in sorted(description.cells.items())]
    lists = {
        "layout": description.layouts,
        "header rows": list(map(str, description.header_rows)),
        "units": description.units,
        "areas": description.areas,
        "periods": periods,
        "cells": cells,
    }
    lines = [f"  {name:12} {', '.join(values) or 'none'}" for name, values in lists.items()]
    return "\n".join([*lines, *(f"  {'unresolved':12} {words}" for words in unresolved)])
