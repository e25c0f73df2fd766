"""The command that writes answers of mart to files: export."""

from collections import defaultdict
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from ..database.target import Target
from ..outputs.exports import FORMATS, Request, export, reproduce
from ..outputs.exports.manifest import Manifest
from ..outputs.queries import Question, moment, snapshot
from ..outputs.queries.programs import with_those_below
from .output import table

# The format that an option is of.
OPTIONS = {"bom": "csv", "partition_by": "parquet"}


def conditions(
    _context: click.Context, _option: click.Parameter, given: tuple[str, ...]
) -> dict[str, list[str]]:
    """The values of each column that --where names."""
    found: dict[str, list[str]] = defaultdict(list)
    for condition in given:
        column, equals, value = condition.partition("=")
        if not equals:
            raise click.BadParameter(f"{condition!r} is not of the form COLUMN=VALUE")
        found[column.strip()].append(value)
    return found


def moment_of(
    _context: click.Context, _option: click.Parameter, text: str | None
) -> datetime | None:
    return moment(text)


@click.command("export")
@click.argument("relation", required=False)
@click.option("--query", metavar="SQL", help="Export the answer to SQL instead of a relation.")
@click.option(
    "--reproduce",
    "manifest",
    type=click.Path(exists=True, path_type=Path),
    help="Make the files of a manifest again, the same to the byte, or fail.",
)
@click.option(
    "-o",
    "--output",
    "folder",
    required=True,
    type=click.Path(path_type=Path),
    help="The folder to write, new or empty.",
)
@click.option(
    "--format",
    "format_name",
    type=click.Choice(list(FORMATS)),
    default="csv",
    show_default=True,
    help="csv, parquet, SDMX-CSV 2.0 with its structure, or a Frictionless data package.",
)
@click.option("--area", multiple=True, metavar="CODE", help="Only this area; may be repeated.")
@click.option("--indicator", multiple=True, metavar="CODE", help="Only this indicator; repeatable.")
@click.option(
    "--program", multiple=True, metavar="CODE", help="Only this programme and those below it."
)
@click.option("--period", help="Only periods within this one: 2020, 2020-Q1, 2015/2020, 2015/.")
@click.option(
    "--where",
    multiple=True,
    callback=conditions,
    metavar="COLUMN=VALUE",
    help="Only rows with this value; a column named again may have either.",
)
@click.option(
    "--as-of",
    metavar="MOMENT",
    callback=moment_of,
    help="reported and value as the database stood then, such as 2026-03-31T12:00:00+08:00.",
)
@click.option("--bom", is_flag=True, help="csv: begin with the mark by which Excel knows UTF-8.")
@click.option(
    "--partition-by",
    multiple=True,
    metavar="COLUMN",
    help="parquet: a folder for each value; program_code unless said otherwise.",
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
    partition_by: tuple[str, ...],
    **filters: Any,
) -> None:
    """Write a RELATION of mart to files with a manifest.

    RELATION is reported, value, metric_value, growth, or any other of mart. The manifest tells
    the question, the moment of the database's last change, and the size and SHA-256 of each file;
    --reproduce makes the files again from it, of reported and value also after later loads.

    \b
    minzheng export value -o OUT --area 530600 --period 2020/2022
    minzheng export reported -o OUT --format parquet --partition-by indicator_code
    minzheng export value -o OUT --format sdmx-csv --program minimum_living_guarantee
    minzheng export --reproduce OUT/manifest.json -o AGAIN
    """
    if sum(map(bool, (relation, query, manifest))) != 1:
        raise click.UsageError("Name a RELATION, or --query, or --reproduce")
    only_of_relations(relation, {**filters, "period": period, "as_of": as_of})
    if manifest:
        click.echo(files(reproduce(target.engine, manifest, folder)))
        return
    options = options_of(format_name, {"bom": bom, "partition_by": [*partition_by]})
    question = Question(relation or str(query), values(target, **filters), period, as_of)
    click.echo(files(export(target.engine, Request(question, format_name, options), folder)))


def only_of_relations(relation: str | None, filters: dict[str, Any]) -> None:
    """Refuse a filter of what has none: SQL, or what a manifest asks for."""
    for name, value in filters.items():
        if value and not relation:
            raise click.UsageError(f"--{name.replace('_', '-')} is for a RELATION")


def values(
    target: Target,
    where: dict[str, list[str]],
    area: tuple[str, ...],
    indicator: tuple[str, ...],
    program: tuple[str, ...],
) -> dict[str, list[str]]:
    """The values that each column may have."""
    found = {column: [*some] for column, some in where.items()}
    with snapshot(target.engine) as connection:
        programs = with_those_below(connection, program)
    short = {"area_code": area, "indicator_code": indicator, "program_code": programs}
    for column, some in short.items():
        if some:
            found[column] = [*found.get(column, []), *some]
    return found


def options_of(format_name: str, given: dict[str, Any]) -> dict[str, Any]:
    """The options that were given; one of another format is refused."""
    options = {name: value for name, value in given.items() if value}
    for name in options:
        if OPTIONS[name] != format_name:
            words = name.replace("_", "-")
            raise click.UsageError(f"--{words} is an option of --format {OPTIONS[name]}")
    return options


def files(made: Manifest) -> str:
    rows = [(file.path, file.rows, file.bytes, file.sha256[:12]) for file in made.files]
    state = f"As of {made.as_of}, the last change of the database." if made.as_of else ""
    return "\n\n".join(filter(None, [table(("file", "rows", "bytes", "sha256"), rows), state]))
