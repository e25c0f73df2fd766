"""A question, and the query it becomes: SQL, its parameters and the columns it has."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import psycopg
from psycopg import Connection, sql

from . import filters, relations
from .errors import QuestionError
from .moments import MOMENT, as_it_stood

RELATION = re.compile(r"(?:mart\.)?(\w+)")
PARAMETER = re.compile(r"%\((\w+)\)")


@dataclass(frozen=True)
class Question:
    """A relation of mart with filters, or SQL with the values of its parameters."""

    text: str
    values: Mapping[str, Any] = field(default_factory=dict)
    period: str | None = None
    as_of: datetime | None = None

    @property
    def relation(self) -> str | None:
        """The relation that is asked for; None where the text is SQL."""
        match = RELATION.fullmatch(self.text.strip())
        return match[1] if match else None


@dataclass(frozen=True)
class Column:
    """A column of a query: its name, and that of its type in PostgreSQL."""

    name: str
    type: str


@dataclass(frozen=True)
class Query:
    """SQL with %(name)s for its parameters, their values, and the columns that it has."""

    statement: sql.Composable
    parameters: Mapping[str, Any]
    columns: tuple[Column, ...]

    def literal(self, connection: Connection[Any], template: str, **parts: sql.Composable) -> str:
        """SQL around the statement with its values as literals: COPY takes no parameters."""
        whole = sql.SQL(template).format(asked=self.statement, **parts)
        return psycopg.ClientCursor(connection).mogrify(whole, self.parameters or None)


def asked(connection: Connection[Any], question: Question) -> Query:
    """The query that a question becomes; raises QuestionError for one that cannot be asked."""
    if question.relation:
        statement, parameters = of_relation(connection, question, question.relation)
    elif question.period or question.as_of:
        raise QuestionError("SQL names its periods and moments itself, as in mart.as_of('…')")
    else:
        statement, parameters = of_sql(question), dict(question.values)
    return query_of(connection, statement, parameters)


def of_sql(question: Question) -> sql.Composable:
    if unused := question.values.keys() - {*PARAMETER.findall(question.text)}:
        raise QuestionError(f"The SQL has no parameter %({min(unused)})s")
    # The text ends on a line of its own, since its last line may be a comment.
    return sql.SQL(question.text.strip().rstrip(";") + "\n")


def of_relation(
    connection: Connection[Any], question: Question, relation: str
) -> tuple[sql.Composable, dict[str, Any]]:
    columns = relations.columns(connection, relation)
    where, parameters = filters.conditions(relation, columns, question.values, question.period)
    source: sql.Composable = sql.Identifier("mart", relation)
    if question.as_of:
        source = as_it_stood(relation)
        parameters[MOMENT] = question.as_of
    template = "select {columns} from {source}{where}"
    names = sql.SQL(", ").join(map(sql.Identifier, columns))
    return sql.SQL(template).format(columns=names, source=source, where=where), parameters


def query_of(
    connection: Connection[Any], statement: sql.Composable, parameters: Mapping[str, Any]
) -> Query:
    return Query(statement, parameters, described(connection, statement, parameters))


def described(
    connection: Connection[Any], statement: sql.Composable, parameters: Mapping[str, Any]
) -> tuple[Column, ...]:
    """The columns of a statement, which is not carried out."""
    probe = sql.SQL("select * from ({}) as asked limit 0").format(statement)
    cursor = connection.execute(probe, parameters or None)
    types = connection.adapters.types
    columns = [(column.name, types.get(column.type_code)) for column in cursor.description or ()]
    names = [name for name, _type in columns]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise QuestionError(f"Several columns are named {', '.join(twice)}: name them apart")
    return tuple(Column(name, type_.name if type_ else "text") for name, type_ in columns)
