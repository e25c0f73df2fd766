"""Commands that load files: load, describe, rejects."""

import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from gettext import gettext as _
from itertools import tee
from pathlib import Path

import click

from ..database.statements import execute
from ..database.target import Target
from ..language import N_, translated
from ..loaders import archives, run
from ..loaders.files import File, label_of, open_file
from ..loaders.kinds.registry import recognise
from ..loaders.options import LoadOptions
from ..loaders.results import Result
from ..loaders.sheets import periods
from ..loaders.sheets.periods import Period
from ..outputs.lake import is_lake, part
from .description_output import print_description, print_draft
from .echo import echo
from .load_output import print_results, print_waiting
from .path_types import EXISTING, FILE
from .text_table import QUERIES, listed, text_table

REJECT_HEADER = (N_("file"), N_("reason"), N_("rejects"), N_("first"), N_("message"))
PLANNED = N_("This was a plan: nothing of it is in the database.")


def parse_period(
    _context: click.Context, _option: click.Parameter, value: str | None
) -> Period | None:
    period = periods.period_of(value) if value else None
    if value and not period:
        words = _("{value} is not a period such as 2020-03, 2021-Q2 or 2020")
        raise click.BadParameter(words.format(value=value))
    return period


@click.command()
@click.argument("files", nargs=-1, type=EXISTING)
@click.option(
    "--area",
    metavar="CODE",
    help="Area of a table that names none, such as 530000; of a lake: only what lies in it.",
)
@click.option(
    "--indicator",
    "indicators",
    multiple=True,
    metavar="CODE",
    help="Of a lake: only this indicator, or several.",
)
@click.option("--period", callback=parse_period, help="Its period: 2020-03, 2021-Q2, 2020.")
@click.option(
    "--source", metavar="CODE", help="Source of the file, if not the one it is named for."
)
@click.option("--title", help="Title of a source that is new.")
@click.option("--publisher", help="Its publisher.")
@click.option(
    "--published",
    "published_on",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day it was published.",
)
@click.option("--mapping", type=EXISTING, help="TOML file: which columns hold what.")
@click.option("--keep-going", is_flag=True, help="Load the good rows of a file that has bad ones.")
@click.option(
    "--accept-withdrawals",
    is_flag=True,
    help="Load a file that lacks more than a fifth of what its source reported.",
)
@click.option("--plan", is_flag=True, help="Print what would be done, and do nothing.")
@click.option(
    "--annotate",
    "annotated",
    type=FILE,
    help="Write a copy of the one workbook that is loaded, in which each cell is marked: loaded, "
    "refused (why), suspected (what was expected).",
)
@click.pass_obj
def load(
    target: Target,
    files: tuple[Path, ...],
    area: str | None,
    indicators: tuple[str, ...],
    period: Period | None,
    source: str | None,
    title: str | None,
    publisher: str | None,
    published_on: datetime | None,
    mapping: Path | None,
    keep_going: bool,
    accept_withdrawals: bool,
    plan: bool,
    annotated: Path | None,
) -> None:
    """Load FILES, or the bundled content.

    FILES are tables of statistics offices (Excel, HTML, text), CSV files, folders of such files,
    or a lake, of which --area and --indicator take a part. A reference list is recognised by its
    columns; a file of figures is named for its source, unless --source names it. A file with a bad
    row is refused whole, unless --keep-going is given. Exit code 1 means that rows were wrong: they
    are printed, and kept in ops.reject. Marks in place of a figure, figures printed twice and the
    like are kept there too, but are not wrong.
    """
    day = published_on and published_on.date()
    options = LoadOptions(source, area, period, title, publisher, day, mapping, accept_withdrawals)
    run_files = run.plan if plan else run.load
    with _found(target, files, area, indicators) as paths:
        if annotated and len(paths) != 1:
            raise click.UsageError("--annotate goes with one file.")
        shown, results = tee(
            run_files(target.engine, paths, options, keep_going=keep_going, on_wait=print_waiting)
        )
        code = print_results(shown, is_kept_going=keep_going)
    if annotated:
        _annotate(target, open_file(files[0], options), next(results), annotated, planned=plan)
    if plan:
        echo(_(PLANNED))
    sys.exit(code)


@click.command()
@click.pass_obj
def release(target: Target) -> None:
    """Load the files that are held, and whose sources are released by now.

    Every load does so too, and so do reload and schedule.
    """
    sys.exit(print_results(run.release(target.engine, on_wait=print_waiting)))


@contextmanager
def _found(
    target: Target, named: Sequence[Path], area: str | None, indicators: Sequence[str]
) -> Iterator[list[Path | File]]:
    """The files that are meant; of a lake the part that is asked for, while the context lasts."""
    lakes = [path for path in named if is_lake(path)]
    if indicators and not lakes:
        raise click.UsageError(_("--indicator is for a lake."))
    if not lakes:
        yield [*(run.find_files(named) if named else run.bundled())]
        return
    if len(named) > 1:
        raise click.UsageError(_("A lake is loaded alone."))
    with tempfile.TemporaryDirectory(prefix="minzheng-") as folder:
        write_slice = part("lake_slice").write_slice
        yield write_slice(target.engine, lakes[0], area, indicators, Path(folder))


def _annotate(target: Target, file: File, result: Result, out: Path, *, planned: bool) -> None:
    # What writes workbooks takes as long to import as all the rest of a short command.
    from ..outputs.annotated import annotate

    with target.engine.connect() as connection:
        counts = annotate(connection, file, result, out, planned=planned)
    marked = listed(f"{count} {name}" for name, count in counts.items())
    words = marked or _("no cell is a figure")
    echo(f"{out}: {words}")


@click.command()
@click.argument("files", nargs=-1, required=True, type=EXISTING)
@click.option("--area", metavar="CODE", help="Area of a table that names none, such as 530000.")
@click.option("--period", callback=parse_period, help="Period of a table that names none.")
@click.option("--mapping", is_flag=True, help="Draft a mapping file for each sheet.")
@click.pass_obj
def describe(
    target: Target, files: tuple[Path, ...], area: str | None, period: Period | None, mapping: bool
) -> None:
    """Print what is recognised in tables.

    For each sheet: the layout, the header rows, units, areas and periods, what its cells are, the
    figures that its labels, units and places give, and the cells that give none, with the reason.
    Whether the figures agree with what is loaded, and with the bounds of their indicators, says
    load --plan. Exit code 1 means that something could not be read or resolved. With --mapping: a
    mapping file to start from, with "?" for what only you can know.
    """
    print_file = print_draft if mapping else print_description
    is_right = True
    options = LoadOptions(area=area, period=period)
    opened = [open_file(path, options) for path in run.find_files(files)]
    with target.engine.connect() as connection, archives.unpacked(opened) as found:
        for file in found:
            is_right &= print_file(connection, recognise(file))
    sys.exit(int(not is_right))


@click.command()
@click.option("--file", "name", metavar="NAME", help="Only of this file.")
@click.pass_obj
def rejects(target: Target, name: str | None) -> None:
    """Show what the last load of each file rejected.

    Rejects that are alike are shown once, with their number and the first of them; all of them,
    with their whole rows, are in ops.reject. Exit code 1 means that there are some.
    """
    with target.engine.connect() as connection:
        names: dict[str, object] = {"name": name, "path": name and os.path.abspath(name)}
        found = execute(connection, QUERIES, "rejects", names).all()
    rows = [(label_of(row[0]), *row[1:-1], translated(row[-1])) for row in found]
    header = [_(name) for name in REJECT_HEADER]
    echo(text_table(header, rows) if rows else _("No rejects."))
    sys.exit(int(bool(found)))
