"""What a ledger changes: observations, comparisons and mentions of its source.

The temporary tables ``observation_change``, ``comparison_change`` and ``new_mention`` are made and
read here. A figure that did not change keeps its row; one that did is withdrawn and followed by
another; mentions are replaced.
"""

from sqlalchemy import Connection, text

from ....database import statements
from ...load import Changes, Load, Staged


def merge_observations(load: Load, staged: Staged) -> Changes:
    """Bring the observations of the source to the resolved rows."""
    changes = _make(load, staged, "observation_change")
    _execute(load, "withdraw_observations")
    _execute(load, "add_observations")
    return changes


def merge_comparisons(load: Load, staged: Staged) -> Changes:
    """Bring the comparisons of the source to the resolved rows."""
    changes = _make(load, staged, "comparison_change")
    _execute(load, "withdraw_comparisons")
    _execute(load, "add_comparisons")
    return changes


def merge_mentions(load: Load, staged: Staged) -> Changes:
    """Bring the mentions of the source to the resolved rows, after the figures they point at.

    A mention that is replaced with its figure is not counted again.
    """
    load.connection.execute(text("drop table if exists pg_temp.new_mention"))
    _execute(load, "new_mention")
    if staged.is_partial:
        _execute(load, "keep_mentions")
    values: dict[str, object] = {"source": load.file.source}
    changes = statements.execute(load.connection, __package__, "count_mentions", values).one()
    _execute(load, "remove_mentions")
    _execute(load, "add_mentions")
    return Changes(*changes)


def _make(load: Load, staged: Staged, table: str) -> Changes:
    """Make a table of changes; how many rows are added, revised and withdrawn."""
    load.connection.execute(text(f"drop table if exists pg_temp.{table}"))
    values: dict[str, object] = {"source": load.file.source, "is_partial": staged.is_partial}
    statements.execute(load.connection, __package__, table, values)
    return _count(load.connection, table)


def _count(connection: Connection, table: str) -> Changes:
    added = "current_id is null"
    revised = "not unchanged and line is not null and current_id is not null"
    counts = ", ".join(
        f"count(*) filter (where {condition})" for condition in (added, revised, "line is null")
    )
    return Changes(*connection.execute(text(f"select {counts} from {table}")).one())


def _execute(load: Load, name: str) -> None:
    values: dict[str, object] = {"source": load.file.source, "load_file_id": load.load_file_id}
    statements.execute(load.connection, __package__, name, values)
