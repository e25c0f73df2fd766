"""What commands print: tables of what was loaded and of what the database holds."""

import sys
from collections.abc import Iterable, Sequence

import click
from sqlalchemy import Engine, text
from tabulate import tabulate

from ..loaders.run import Result

SHOWN_REJECTS = 20

HEADLINES = """
    select
        area_name as "地区",
        indicator_name as "指标",
        breakdown as "分组",
        period_label as "时期",
        value as "数值",
        unit as "单位"
    from mart.value
    where indicator_code in ('dibao_standard', 'tekun_standard', 'orphan_standard')
    order by indicator_code, breakdown, area_code, period_end
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

LAST_LOADS = """
    select name as file, outcome, rejected, to_char(finished_at, 'YYYY-MM-DD HH24:MI') as at
    from (
        select distinct on (name) * from ops.load_file order by name, load_file_id desc
    ) as last_load
    order by finished_at, name
"""


def table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    return tabulate(list(rows), headers=list(header), disable_numparse=True)


def query(engine: Engine, statement: str) -> str:
    with engine.connect() as connection:
        result = connection.execute(text(statement))
        return table(list(result.keys()), [tuple(row) for row in result])


def headline(engine: Engine) -> None:
    click.echo(query(engine, HEADLINES) + "\n")


def overview(engine: Engine) -> None:
    click.echo(query(engine, OVERVIEW) + "\n")
    click.echo(query(engine, LAST_LOADS))


def loaded(results: Iterable[Result]) -> int:
    """Print what became of each file; the exit code: 1 if anything was rejected."""
    with click.progressbar(results, label="Loading", item_show_func=name_of, hidden=quiet()) as bar:
        done = list(bar)
    if shown := [result for result in done if result.outcome != "unchanged"]:
        click.echo(table(HEADER, map(fields, shown)) + "\n")
    if not any(result.changes for result in done):
        click.echo("Nothing changed.")
    for result in done:
        report(result)
    return int(any(result.rejects for result in done))


def quiet() -> bool:
    return not sys.stdout.isatty()


HEADER = ("file", "outcome", "read", "added", "revised", "withdrawn", "unchanged", "rejected", "s")


def fields(result: Result) -> tuple[object, ...]:
    counts = [getattr(result, name) for name in HEADER[2:8]]
    return (result.name, result.outcome, *counts, f"{result.seconds:.2f}")


def name_of(result: Result | None) -> str:
    return result.name if result else ""


def report(result: Result) -> None:
    """The rejects of a file, one a line, where an editor or a script finds them."""
    for reject in result.rejects[:SHOWN_REJECTS]:
        place = f"{result.name}:{reject.line}"
        click.echo(
            f"{place}: {reject.column or 'row'}: {reject.message} [{reject.reason}]", err=True
        )
    if (more := len(result.rejects) - SHOWN_REJECTS) > 0:
        click.echo(f"{result.name}: and {more} more, in ops.reject", err=True)
    if result.outcome == "refused":
        click.echo(
            f"{result.name}: nothing of it was loaded (--keep-going loads the rest)", err=True
        )
