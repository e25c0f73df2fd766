"""The statistics by which PostgreSQL plans queries, after a load that changed many observations.

Autovacuum would bring them up to date too, but later than the next statement.
"""

from sqlalchemy import Connection, text

from ..schema import Base
from ..schema.observation import CELL

# More changes than these put statistics out of date, where they are a quarter of all rows too.
MANY_CHANGES = 1000
OBSERVATIONS = "select reltuples from pg_class where oid = 'core.observation'::regclass"
# The columns of observations that plans depend on.
PLANNED = (*CELL, "source_id", "load_file_id", "value", "accepted", "withdrawn_at")
# Whoever loads need not own the tables.
ANALYZE = text("select core.analyze_table(:table, cast(:columns as text[]))")


def is_outdated(connection: Connection, changes: int) -> bool:
    """Whether the statistics of observations no longer describe them after so many changes."""
    if changes <= MANY_CHANGES:
        return False
    return changes * 4 > float(connection.execute(text(OBSERVATIONS)).scalar_one())


def analyze_observations(connection: Connection) -> None:
    """Analyze them, and let the indexes of ranges of pages know the pages that were added."""
    connection.execute(ANALYZE, {"table": "core.observation", "columns": list(PLANNED)})


def analyze_tables(connection: Connection, *, observations: bool) -> None:
    """Analyze every table; observations only if they have not been analyzed anyway."""
    names = {table.fullname for table in Base.metadata.sorted_tables}
    if not observations:
        names.remove("core.observation")
    for name in sorted(names):
        connection.execute(ANALYZE, {"table": name, "columns": []})
