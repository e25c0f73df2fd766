"""The rows that an export writes, sorted by all columns from left to right."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from psycopg import Connection, sql

from ..queries import PreparedQuery, Query, ResultColumn, prepare
from ..queries.column_types import Family, family

# How columns of a family are selected; a family that is not listed is selected as it is.
Expressions = dict[Family, str]

# By code point, so that the order is the same on every server.
SORT: Expressions = {"text": '{0}::text collate "C"'}


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
        names = [column.name for column in self.columns]
        sorted_by = [*sort_first, *(name for name in names if name not in sort_first)]
        families = {column.name: family(column.type) for column in self.columns}
        return self.prepared.literal(
            connection,
            "select {columns} from ({query}) as query order by {sort}",
            columns=_join(
                names, lambda name: expressions.get(families[name], "{0}") + " as {1}", rename
            ),
            sort=_join(sorted_by, lambda name: SORT.get(families[name], "{0}")),
        )


def extract(connection: Connection[Any], query: Query) -> Extract:
    return Extract(query, prepare(connection, query))


def _join(
    names: Sequence[str], template: Callable[[str], str], rename: Callable[[str], str] = str
) -> sql.Composable:
    return sql.SQL(", ").join(
        sql.SQL(template(name)).format(sql.Identifier("query", name), sql.Identifier(rename(name)))
        for name in names
    )
