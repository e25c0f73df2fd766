"""The order of rows: by columns from left to right, and the same on every server."""

from collections.abc import Sequence

from psycopg import sql

from .column_types import family
from .query import ResultColumn


def order_by(columns: Sequence[ResultColumn]) -> sql.Composable:
    """The order of the rows of ``query``; texts by code point, whatever the server's collation."""
    keys = sql.SQL(", ").join(
        sql.SQL('{}::text collate "C"' if family(column.type) == "text" else "{}").format(
            sql.Identifier("query", column.name)
        )
        for column in columns
    )
    return sql.SQL("order by {}").format(keys)
