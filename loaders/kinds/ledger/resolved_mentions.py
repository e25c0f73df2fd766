"""Staged rows of a ledger resolved: the temporary table ``resolved_mention``.

It is made and checked here, and read by what merges it. What a table states of two values, without
a text around it, is staged and resolved as a ledger's comparisons are.
"""

from collections.abc import Iterable

from sqlalchemy import Connection, text

from ....database import statements
from ... import staging
from ...files import Record, Rejection
from ...load import Load, Staged
from ...printed import Figure
from ...resolve import breakdowns
from ...resolve.near_names import with_near_names
from ..csv_columns import find_unknown
from .layout import BREAKDOWNS, COLUMNS, HEADER

# The columns of what is staged, with their types.
TYPES = dict.fromkeys(HEADER, "text") | {
    "char_start": "int",
    "char_end": "int",
    "figure_value": "numeric",
    "figure_low": "numeric",
    "figure_high": "numeric",
    "figure_qualifier": "text",
    "figure_unit": "text",
}


def to_staged(
    record: Record, place: tuple[int | None, int | None], figure: Figure | None
) -> list[object]:
    """A row of ``staged``: the record, its place in the text and the figure that it prints."""
    line, fields = record
    printed: Iterable[object] = [None] * 5
    if figure:
        printed = (figure.value, figure.low, figure.high, figure.qualifier, figure.unit)
    return [line, *(fields[name] for name in HEADER), *place, *printed]


def find_faults(connection: Connection) -> list[Rejection]:
    """Resolve what is staged; a reject for each name that is unknown and each row that is wrong."""
    connection.execute(text("drop table if exists pg_temp.resolved_mention"))
    statements.execute(connection, __package__, "resolved_mention")
    found = statements.execute(connection, __package__, "find_faults")
    return [
        *with_near_names(connection, find_unknown(connection, COLUMNS)),
        *breakdowns.find_wrong(connection, BREAKDOWNS),
        *with_near_names(connection, map(Rejection._make, found)),
    ]


def take_out(load: Load, rejects: list[Rejection]) -> Staged:
    """Remove rejected rows from the staged and the resolved ones."""
    lines = {reject.line for reject in rejects}
    staging.discard(load.connection, lines, "resolved_mention")
    return staging.take_out_records(load.connection, load.file, rejects)
