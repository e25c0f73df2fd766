"""The answer to a question, whose rows come in one order: by its columns from left to right."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from psycopg import Connection, sql

from ..queries import Column, Query, Question, asked
from ..queries.column_types import Family, family

# How a column of a family is selected; as it is where there is no line.
Expressions = dict[Family, str]


@dataclass(frozen=True)
class Answer:
    """A question with its query, and the name that its files bear."""

    question: Question
    query: Query

    @property
    def name(self) -> str:
        return self.question.relation or "query"

    @property
    def columns(self) -> Sequence[Column]:
        return self.query.columns

    def select(
        self, connection: Connection[Any], express: Expressions, first: Sequence[str] = ()
    ) -> str:
        """SQL for the rows; those of one group of the ``first`` columns are together."""
        names = [column.name for column in self.columns]
        ordered = [*first, *(name for name in names if name not in first)]
        kinds = {column.name: family(column.type) for column in self.columns}
        return self.query.literal(
            connection,
            "select {columns} from ({asked}) as asked order by {order}",
            columns=joined(names, lambda name: express.get(kinds[name], "{0}") + " as {1}"),
            order=joined(ordered, lambda name: ORDER.get(kinds[name], "{0}")),
        )


# The same order on every server: by code points.
ORDER: Expressions = {"text": '{0}::text collate "C"'}


def joined(names: Sequence[str], template: Callable[[str], str]) -> sql.Composable:
    return sql.SQL(", ").join(
        sql.SQL(template(name)).format(sql.Identifier("asked", name), sql.Identifier(name))
        for name in names
    )


def answer(connection: Connection[Any], question: Question) -> Answer:
    return Answer(question, asked(connection, question))
