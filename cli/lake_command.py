"""The lake commands: write, load, derive, compare."""

import sys
from gettext import gettext as _
from pathlib import Path

import click

from ..database.target import Target
from ..loaders.files import open_file
from ..loaders.options import LoadOptions
from ..outputs.lake import part
from .echo import echo
from .load_output import print_results
from .named_values import parse_pairs
from .path_types import EXISTING, FOLDER
from .text_table import text_table

ENGINES = ("duckdb", "spark")


class LakeGroup(click.Group):
    """A group of which a folder alone stands for its first command."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            args = ["write", *args]
        return super().parse_args(ctx, args)


def parse_settings(
    _context: click.Context, _option: click.Parameter, given: tuple[str, ...]
) -> dict[str, str]:
    """The settings of an engine, by their names."""
    return dict(parse_pairs(given, "NAME=VALUE"))


SETTINGS = click.option(
    "--set",
    "settings",
    multiple=True,
    callback=parse_settings,
    metavar="NAME=VALUE",
    help="A setting of the engine, such as memory_limit=4GB or spark.executor.memory=4g.",
)


@click.group("lake", cls=LakeGroup, no_args_is_help=True)
def lake() -> None:
    """Parquet for engines beside PostgreSQL: minzheng lake DIR writes it.

    A lake holds figures with their history, definitions, and the kept answers. DIR/current is its
    newest version; whoever reads an older one meanwhile reads it to its end.

    \b
    minzheng lake LAKE
    minzheng lake load LAKE villages-2024.parquet --source CODE
    minzheng lake derive LAKE --engine duckdb
    minzheng lake compare LAKE
    """


@lake.command("write")
@click.argument("folder", metavar="DIR", type=FOLDER)
@click.pass_obj
def write_command(target: Target, folder: Path) -> None:
    """Write the state of the database as the next version of the lake DIR.

    Only partitions (a year, a programme) whose rows changed are written; the others are links to
    the files of the version before.
    """
    written = part("lake_writer").write_lake(target.engine, folder)
    rows = [
        (one.name, one.rows, len(one.files), sum(file.bytes for file in one.files))
        for one in written.relations
    ]
    echo(text_table((_("relation"), _("rows"), _("files"), _("bytes")), rows))
    rounded = sum(one.rounded for one in written.relations)
    if rounded:
        echo(
            _("Rows with a number of more than 16 places, rounded: {count}.").format(count=rounded)
        )
    echo("\n" + _("Version {version} of {folder}.").format(version=written.version, folder=folder))


@lake.command("load")
@click.argument("folder", metavar="DIR", type=FOLDER)
@click.argument("files", nargs=-1, required=True, type=EXISTING)
@click.option(
    "--source", metavar="CODE", help="Source of the files, if not the one each is named for."
)
@click.option("--keep-going", is_flag=True, help="Load the good rows of a file that has bad ones.")
@click.option(
    "--accept-withdrawals",
    is_flag=True,
    help="Load a file that lacks more than a fifth of what its source reported.",
)
@SETTINGS
def load_command(
    folder: Path,
    files: tuple[Path, ...],
    source: str | None,
    keep_going: bool,
    accept_withdrawals: bool,
    settings: dict[str, str],
) -> None:
    """Load tidy FILES, CSV or Parquet of any size, into the lake DIR, without PostgreSQL.

    Rows are resolved by the definitions of the lake and checked by the rules of minzheng load. A
    file with a bad row is refused whole, unless --keep-going is given; rejects are kept in
    DIR/current/rejects. Answers must be derived anew. Exit code 1 means that rows were wrong.
    """
    options = LoadOptions(source)
    _manifest, results = part("lake_loader").load_into_lake(
        folder,
        [open_file(path, options) for path in files],
        keep_going=keep_going,
        accept_withdrawals=accept_withdrawals,
        **settings,
    )
    sys.exit(print_results(results))


@lake.command("derive")
@click.argument("folder", metavar="DIR", type=FOLDER)
@click.option(
    "--engine",
    "engine_name",
    type=click.Choice(ENGINES),
    default="duckdb",
    show_default=True,
    help="DuckDB in this process, or Apache Spark.",
)
@click.option("--master", metavar="URL", help="spark: the master, such as spark://host:7077.")
@SETTINGS
def derive_command(
    folder: Path, engine_name: str, master: str | None, settings: dict[str, str]
) -> None:
    """Derive answers in the lake DIR from its figures and definitions, without PostgreSQL.

    Growth, metrics, checks of rules, roll-ups, rankings, spreads and trends, by the SQL that
    PostgreSQL runs; they become part of the next version.
    """
    if master and engine_name != "spark":
        raise click.UsageError(_("--master is for --engine spark"))
    if master:
        settings["spark.master"] = master
    derivation = part("derivation")
    written = derivation.derive(folder, engine_name, **settings)
    rows = [
        (one.name, one.rows)
        for one in written.relations
        if one.name.startswith(f"{derivation.DERIVED}/")
    ]
    echo(text_table((_("relation"), _("rows")), rows))
    echo("\n" + _("Version {version} of {folder}.").format(version=written.version, folder=folder))


@lake.command("compare")
@click.argument("folder", metavar="DIR", type=FOLDER)
@click.pass_context
def compare_command(context: click.Context, folder: Path) -> None:
    """Compare what was derived in the lake DIR with what PostgreSQL kept, cell by cell.

    Exits with 1 if any cell differs.
    """
    compared = part("answer_comparison").compare_answers(folder)
    rows = [(one.name, one.rows, one.cells, one.differing) for one in compared]
    echo(text_table((_("relation"), _("rows"), _("cells"), _("rows that differ")), rows))
    if any(one.differing for one in compared):
        context.exit(1)
