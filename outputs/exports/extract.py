"""The rows that an export writes, sorted by all columns from left to right."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from psycopg import Connection, sql

from ..queries import PreparedQuery, Query, ResultColumn, prepare
from ..queries.column_types import Family, family
from ..queries.row_order import order_by
from .export_error import ExportError

# How columns of a family are selected; a family that is not listed is selected as it is.
Expressions = dict[Family, str]


@dataclass(frozen=True)
class Extract:
    """A query that is prepared, and the name of the files that its rows go to."""

    query: Query
    prepared: PreparedQuery

    @property
    def name(self) -> str:
        return self.query.relation or "query"

    @property
    def columns(self) -> Sequence[ResultColumn]:
        return self.prepared.columns

    def select(
        self,
        connection: Connection[Any],
        expressions: Expressions,
        sort_first: Sequence[str] = (),
        rename: Callable[[str], str] = str,
    ) -> str:
        """SQL for the sorted rows; ``sort_first`` keeps the rows of a partition together."""
        first = [column for name in sort_first for column in self.columns if column.name == name]
        others = [column for column in self.columns if column.name not in sort_first]
        return self.prepared.literal(
            connection,
            "select {columns} from ({query}) as query {order}",
            columns=sql.SQL(", ").join(
                sql.SQL(expressions.get(family(column.type), "{0}") + " as {1}").format(
                    sql.Identifier("query", column.name), sql.Identifier(rename(column.name))
                )
                for column in self.columns
            ),
            order=order_by([*first, *others]),
        )


def require_value(extract: Extract, format_name: str) -> None:
    """Raise ExportError for a relation other than value, for a format that has one of each key."""
    if extract.name != "value":
        raise ExportError(
            f"{format_name} is for value: {extract.name} may have several figures of a key"
        )


def extract(connection: Connection[Any], query: Query) -> Extract:
    return Extract(query, prepare(connection, query))
