"""What a file changes: its resolved rows compared with what its source reports now.

Made and read here are the temporary tables ``report_in_cell``, the observations that rows are
compared with where only differences are staged; ``cell_change``, what happens to each cell; and
``figure_to_add``. Writing reads ``cell_change`` and the view ``new_figure``: the rows that become
observations.
"""

from sqlalchemy import Connection, text

from ....database import statements
from ...load import Load, Staged

# A view, so that the millions of rows of a first load are not written once more.
ALL_IS_NEW = """
    create temp view new_figure as
    select *, cast(null as bigint) as current_id from resolved_figure
"""
SOME_IS_NEW = "create temp view new_figure as select * from figure_to_add"


def count_reports(connection: Connection, source: str) -> int:
    """How many current observations a source has."""
    found = statements.execute(connection, __package__, "reports_of_source", {"source": source})
    return int(found.scalar_one())


def find_reports_in_cells(connection: Connection, source: str) -> int | None:
    """Find the current observations of a source in the cells of the resolved rows.

    Returns how many of these cells removed lines reported, those with negative numbers; None if
    other lines report such a cell again.
    """
    connection.execute(text("drop table if exists pg_temp.report_in_cell"))
    statements.execute(connection, __package__, "report_in_cell", {"source": source})
    found = statements.execute(connection, __package__, "removed_are_current").scalar_one()
    return None if found is None else int(found)


def take_all_as_new(connection: Connection) -> None:
    """Take every resolved row for a new observation."""
    connection.execute(text("drop view if exists pg_temp.new_figure"))
    connection.execute(text(ALL_IS_NEW))


def compare(load: Load, staged: Staged) -> tuple[int, int]:
    """Find what changes: in all cells of the source, or in those of the differences.

    Returns how many cells are revised and how many are gone.
    """
    connection = load.connection
    names = "cell_change, pg_temp.figure_to_add"
    connection.execute(text(f"drop table if exists pg_temp.{names} cascade"))
    if not staged.only_differences:
        connection.execute(text("drop table if exists pg_temp.report_in_cell"))
        no_reports = "create temp table report_in_cell (like core.observation) on commit drop"
        connection.execute(text(no_reports))
    # Autovacuum does not analyze temporary tables; without statistics the joins are planned badly.
    connection.execute(text("analyze resolved_figure"))
    source_id = "select source_id from core.source where code = :source"
    values: dict[str, object] = {
        "source_id": connection.execute(text(source_id), {"source": load.file.source}).scalar(),
        "file": load.file.name,
        "only_differences": staged.only_differences,
        "is_partial": staged.is_partial,
    }
    statements.execute(connection, __package__, "cell_change", values)
    connection.execute(text("analyze cell_change"))
    statements.execute(connection, __package__, "figure_to_add")
    connection.execute(text(SOME_IS_NEW))
    found = statements.execute(connection, __package__, "revised_and_gone").one()
    return found.revised, found.gone
