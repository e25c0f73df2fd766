"""Queries of mart, prepared as SQL with parameters and the columns of the result."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import psycopg
from psycopg import Connection, sql

from . import filters, relations
from .query_error import QueryError
from .vintages import MOMENT, relation_as_of

RELATION = re.compile(r"(?:mart\.)?(\w+)")
PARAMETER = re.compile(r"%\((\w+)\)")


@dataclass(frozen=True)
class Query:
    """A relation of mart with filters, or SQL with the values of its parameters."""

    text: str
    values: Mapping[str, Any] = field(default_factory=dict)
    period: str | None = None
    as_of: datetime | None = None

    @property
    def relation(self) -> str | None:
        """The name of the relation; None where the text is SQL."""
        match = RELATION.fullmatch(self.text.strip())
        return match[1] if match else None


@dataclass(frozen=True)
class ResultColumn:
    """A column of a result: its name, and the name of its PostgreSQL type."""

    name: str
    type: str


@dataclass(frozen=True)
class PreparedQuery:
    """SQL with ``%(name)s`` parameters, their values, and the columns of the result."""

    statement: sql.Composable
    parameters: Mapping[str, Any]
    columns: tuple[ResultColumn, ...]

    def literal(self, connection: Connection[Any], template: str, **parts: sql.Composable) -> str:
        """The template around the statement, with literals for parameters: COPY takes none."""
        whole = sql.SQL(template).format(query=self.statement, **parts)
        return psycopg.ClientCursor(connection).mogrify(whole, self.parameters or None)


def prepare(connection: Connection[Any], query: Query) -> PreparedQuery:
    """The SQL and the columns of a query. Raises QueryError for one that cannot be run."""
    if query.relation:
        statement, parameters = _relation_statement(connection, query, query.relation)
    elif query.period or query.as_of:
        raise QueryError("SQL names its periods and moments itself, as in mart.as_of('…')")
    else:
        statement, parameters = _sql_statement(query), dict(query.values)
    return prepare_statement(connection, statement, parameters)


def prepare_statement(
    connection: Connection[Any], statement: sql.Composable, parameters: Mapping[str, Any]
) -> PreparedQuery:
    return PreparedQuery(statement, parameters, _columns(connection, statement, parameters))


def _sql_statement(query: Query) -> sql.Composable:
    if unused := query.values.keys() - {*PARAMETER.findall(query.text)}:
        raise QueryError(f"The SQL has no parameter %({min(unused)})s")
    # A line break at the end, since the last line may be a comment.
    return sql.SQL(query.text.strip().rstrip(";") + "\n")


def _relation_statement(
    connection: Connection[Any], query: Query, relation: str
) -> tuple[sql.Composable, dict[str, Any]]:
    columns = relations.columns(connection, relation)
    where, parameters = filters.conditions(relation, columns, query.values, query.period)
    source, moment = source_of(query, relation)
    parameters |= moment
    template = "select {columns} from {source}{where}"
    names = sql.SQL(", ").join(map(sql.Identifier, columns))
    return sql.SQL(template).format(columns=names, source=source, where=where), parameters


def source_of(query: Query, relation: str) -> tuple[sql.Composable, dict[str, Any]]:
    """What a query selects from, now or as of its moment, and the parameters of that."""
    if query.as_of:
        return relation_as_of(relation), {MOMENT: query.as_of}
    return sql.Identifier("mart", relation), {}


def _columns(
    connection: Connection[Any], statement: sql.Composable, parameters: Mapping[str, Any]
) -> tuple[ResultColumn, ...]:
    """The columns of the result, from a run that returns no row."""
    probe = sql.SQL("select * from ({}) as query limit 0").format(statement)
    cursor = connection.execute(probe, parameters or None)
    types = connection.adapters.types
    columns = [(column.name, types.get(column.type_code)) for column in cursor.description or ()]
    names = [name for name, _type in columns]
    if repeated := sorted({name for name in names if names.count(name) > 1}):
        raise QueryError(f"Several columns are named {', '.join(repeated)}: give each its own name")
    return tuple(ResultColumn(name, type_.name if type_ else "text") for name, type_ in columns)
