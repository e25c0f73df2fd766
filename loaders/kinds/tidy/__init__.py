"""Tidy files: one figure a row, with the codes of what it is.

A tidy file is named for its source. It is sent to the server in one stream and checked and merged
there in sets, so that a file of millions of rows takes little longer than copying it. A cell of
the source that did not change keeps its row; one that did is withdrawn and followed; one that is
no longer in the file is withdrawn.
"""

from collections.abc import Iterable

from sqlalchemy import Connection, text

from ... import acceptance, planner, staging
from ...files import File, Rejection
from ...load import Changes, Load, Staged
from ...resolve import breakdowns
from ..csv_columns import CsvColumn
from ..kind import Kind
from . import cell_changes, delta, resolved_figures, writing

COLUMNS = (
    CsvColumn("indicator"),
    CsvColumn("area"),
    CsvColumn("period_start", "date"),
    CsvColumn("period_end", "date"),
    CsvColumn("printed"),
    CsvColumn("locator", required=False),
    CsvColumn("breakdown", required=False),
    CsvColumn("basis", required=False),
    CsvColumn("unit", required=False),
    CsvColumn("carried", required=False),
    CsvColumn("status", required=False),
    CsvColumn("period_note", required=False),
    CsvColumn("note", required=False),
)
HEADER = tuple(column.name for column in COLUMNS)


class Tidy(Kind):
    """The kind of file; columns that a file leaves out are filled with what is usual."""

    def stage(self, load: Load) -> Staged:
        try:
            with load.connection.begin_nested():
                return stage_differences(load)
        except delta.NotComparable:
            return check(load, staging.copy_file(load.connection, HEADER, load.file))

    def merge(self, load: Load, staged: Staged) -> Changes:
        changes = merge(load, staged)
        if not staged.is_partial:
            delta.keep(load.connection, load.file)
        return changes


def stage_differences(load: Load) -> Staged:
    """Stage what differs from the last load of the source. Raises NotComparable.

    The lines that the file no longer has are resolved too, with negative numbers: the cells that
    they reported are all that can be revised or gone. Where such a line is wrong by now, or other
    lines report its cell again, the whole file must be looked at.
    """
    connection, file = load.connection, load.file
    differences = delta.since_last_load(connection, file)
    if cell_changes.count_reports(connection, file.source) != differences.old_lines - 1:
        raise delta.NotComparable
    rows = differences.rows(file.columns, HEADER)
    staging.stage(connection, dict.fromkeys(HEADER, "text"), rows)
    staged = check(load, Staged(differences.lines - 1, only_differences=True))
    removed = len(differences.removed)
    if cell_changes.find_reports_in_cells(connection, file.source) != removed:
        raise delta.NotComparable
    lines = range(-removed, 0)
    staging.discard(connection, lines)
    resolved_figures.discard(connection, lines)
    return staged


def check(load: Load, staged: Staged, *, agreeing: str = "duplicate") -> Staged:
    """Resolve the staged rows, whatever they were read from, and take out what is wrong.

    Of rows that report one cell all but one are rejected, as ``agreeing`` if all can be true.
    """
    connection = load.connection
    # So that the joins of millions of rows are hashed in memory.
    connection.execute(text("set local work_mem = '256MB'"))
    unknown_source = find_unknown_source(connection, load.file)
    staged.is_refused = bool(unknown_source)
    staging.take_out(connection, staged, unknown_source)
    staging.take_out(connection, staged, breakdowns.find_wrong(connection, ["breakdown"]))
    breakdowns.create(connection, ["breakdown"])
    resolved_figures.prepare(connection)
    if bad_dates := resolved_figures.resolve(connection):
        staging.take_out(connection, staged, bad_dates)
        resolved_figures.resolve(connection)
    # A row that is known to be wrong is of no use to the checks that follow.
    take_out(connection, staged, resolved_figures.find_faults(connection))
    if staged.read <= resolved_figures.MANY:
        take_out(connection, staged, resolved_figures.find_duplicates(connection, agreeing))
    return staged


def take_out(connection: Connection, staged: Staged, rejects: Iterable[Rejection]) -> None:
    """Remove rejected rows from the staged and the resolved ones."""
    found = list(rejects)
    staging.take_out(connection, staged, found)
    resolved_figures.discard(connection, {reject.line for reject in found})


def find_unknown_source(connection: Connection, file: File) -> list[Rejection]:
    """A reject for a file that is named for no source."""
    known = text("select from core.source where code = :code")
    if connection.execute(known, {"code": file.source}).all():
        return []
    message = (
        f"the file is named for no source: {file.source} is not in core.source; give --source CODE,"
        " and --title of one that is new"
    )
    return [Rejection(1, "", file.source, "unknown_source", message)]


def merge(load: Load, staged: Staged) -> Changes:
    """Merge the resolved rows, whatever they were read from."""
    connection, file = load.connection, load.file
    delta.forget(connection, file.source)
    revised, gone = 0, 0
    if cell_changes.count_reports(connection, file.source) == 0:
        cell_changes.take_all_as_new(connection)
    else:
        revised, gone = cell_changes.compare(load, staged)
        writing.withdraw(connection)
    added = writing.add(load)
    if planner.is_outdated(connection, added):
        # The next plan must not take the table for what it was before.
        planner.analyze_observations(connection)
    choice = acceptance.choose(connection, load.load_file_id)
    return Changes(added - revised, revised, gone, choice=choice)


FIGURES = Tidy(
    name="figures",
    meaning="整洁数据：每行一个数",
    meaning_en="tidy files: one figure a row",
    columns=COLUMNS,
)
