"""The export command."""

from collections import defaultdict
from datetime import datetime
from gettext import gettext as _
from pathlib import Path
from typing import Any

import click

from ..database.target import Target
from ..outputs.exports import FORMATS, Request, export, reproduce
from ..outputs.exports.manifest import Manifest
from ..outputs.queries import Query, parse_moment, snapshot
from ..outputs.queries.program_tree import with_descendants
from .echo import echo
from .named_values import parse_pairs
from .path_types import EXISTING, PATH
from .text_table import text_table

# Options of a format, and that format.
OPTIONS = {"bom": "csv", "safe_csv": "csv", "partition_by": "parquet"}


def parse_conditions(
    _context: click.Context, _option: click.Parameter, conditions: tuple[str, ...]
) -> dict[str, list[str]]:
    """The values of each column that --where names."""
    values: dict[str, list[str]] = defaultdict(list)
    for column, value in parse_pairs(conditions, "COLUMN=VALUE"):
        values[column].append(value)
    return values


def parse_as_of(
    _context: click.Context, _option: click.Parameter, text: str | None
) -> datetime | None:
    return parse_moment(text)


@click.command("export")
@click.argument("relation", required=False)
@click.option("--query", metavar="SQL", help="Export the answer to SQL instead of a relation.")
@click.option(
    "--reproduce",
    "manifest",
    type=EXISTING,
    help="Make the files of a manifest again with the same bytes, or fail.",
)
@click.option(
    "-o",
    "--output",
    "folder",
    required=True,
    type=PATH,
    help="The folder to write, new or empty.",
)
@click.option(
    "--format",
    "format_name",
    type=click.Choice(list(FORMATS)),
    default="csv",
    show_default=True,
    help="csv, parquet, SDMX-CSV 2.0 with its structure, JSON-stat 2.0, or a Frictionless package.",
)
@click.option(
    "--area", multiple=True, metavar="AREA", help="Only this area, by code or name; repeatable."
)
@click.option(
    "--indicator",
    multiple=True,
    metavar="INDICATOR",
    help="Only this indicator, by code, name or label of a table; repeatable.",
)
@click.option(
    "--program",
    multiple=True,
    metavar="PROGRAMME",
    help="Only this programme and those below it, by code or name; repeatable.",
)
@click.option("--period", help="Only periods within this one: 2020, 2020-Q1, 2015/2020, 2015/.")
@click.option(
    "--where",
    multiple=True,
    callback=parse_conditions,
    metavar="COLUMN=VALUE",
    help="Only rows with this value; for the same column again: with either value.",
)
@click.option(
    "--as-of",
    metavar="MOMENT",
    callback=parse_as_of,
    help="reported and value as the database stood then, such as 2026-03-31T12:00:00+08:00.",
)
@click.option("--bom", is_flag=True, help="csv: begin with the mark by which Excel detects UTF-8.")
@click.option(
    "--safe-csv",
    is_flag=True,
    help="csv: an apostrophe before what a spreadsheet would run as a formula.",
)
@click.option(
    "--partition-by",
    multiple=True,
    metavar="COLUMN",
    help="parquet: a folder for each value of this column.",
)
@click.pass_obj
def export_command(
    target: Target,
    /,
    relation: str | None,
    query: str | None,
    manifest: Path | None,
    folder: Path,
    format_name: str,
    as_of: datetime | None,
    period: str | None,
    bom: bool,
    safe_csv: bool,
    partition_by: tuple[str, ...],
    **filters: Any,
) -> None:
    """Write a RELATION of mart to files with a manifest.

    RELATION is reported, value, metric_value, growth, or any other of mart. The manifest records
    the query, the moment of the database's last change, and the size and SHA-256 of each file.
    --reproduce makes the files again from it; for reported and value also after later loads.

    \b
    minzheng export value -o OUT --area 530600 --period 2020/2022
    minzheng export value -o OUT --area "Kunming City" --indicator "Birth rate"
    minzheng export reported -o OUT --format parquet --partition-by indicator_code
    minzheng export value -o OUT --format sdmx-csv --program minimum_living_guarantee
    minzheng export --reproduce OUT/manifest.json -o AGAIN
    """
    if sum(map(bool, (relation, query, manifest))) != 1:
        raise click.UsageError(_("Name a RELATION, or --query, or --reproduce"))
    _check_filters(relation, {**filters, "period": period, "as_of": as_of})
    if manifest:
        _print_manifest(reproduce(target.engine, manifest, folder))
        return
    options = _format_options(
        format_name, {"bom": bom, "safe_csv": safe_csv, "partition_by": [*partition_by]}
    )
    exported = Query(relation or str(query), _values(target, **filters), period, as_of)
    _print_manifest(export(target.engine, Request(exported, format_name, options), folder))


def _check_filters(relation: str | None, filters: dict[str, Any]) -> None:
    """Refuse filters together with SQL or a manifest."""
    for name, value in filters.items():
        if value and not relation:
            option = name.replace("_", "-")
            raise click.UsageError(_("--{option} is for a RELATION").format(option=option))


def _values(
    target: Target,
    where: dict[str, list[str]],
    area: tuple[str, ...],
    indicator: tuple[str, ...],
    program: tuple[str, ...],
) -> dict[str, list[str]]:
    """The values that each column may have."""
    values = {column: [*some] for column, some in where.items()}
    with snapshot(target.engine) as connection:
        programs = with_descendants(connection, program)
    options = {"area_code": area, "indicator_code": indicator, "program_code": programs}
    for column, some in options.items():
        if some:
            values[column] = [*values.get(column, []), *some]
    return values


def _format_options(format_name: str, given: dict[str, Any]) -> dict[str, Any]:
    """The options that were given. Those of another format are refused."""
    options = {name: value for name, value in given.items() if value}
    for name in options:
        if OPTIONS[name] != format_name:
            option = name.replace("_", "-")
            raise click.UsageError(
                _("--{option} is an option of --format {format}").format(
                    option=option, format=OPTIONS[name]
                )
            )
    return options


def _print_manifest(manifest: Manifest) -> None:
    rows = [(file.path, file.rows, file.bytes, file.sha256[:12]) for file in manifest.files]
    echo(text_table((_("file"), _("rows"), _("bytes"), "SHA-256"), rows))
    if not any(file.rows for file in manifest.files):
        echo(_("No rows: nothing matches all of this together."), err=True)
    if manifest.as_of:
        echo(
            "\n"
            + _("As of {moment}, the last change of the database.").format(moment=manifest.as_of)
        )
