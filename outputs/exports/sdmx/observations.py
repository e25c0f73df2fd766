"""The rows of SDMX-CSV: a column for each dimension and attribute."""

from importlib.resources import files
from typing import Any

from psycopg import Connection, sql

from ...queries import Question
from ...queries.query import query_of
from ..answer import Answer

DATAFLOW = "MINZHENG:CIVIL_AFFAIRS(1.0.0)"
DIMENSIONS = """
    select distinct found[1] from ({asked}) as asked,
    lateral regexp_matches(breakdown, '(?:^|;)([a-z_]+)=', 'g') as found
    order by 1
"""
# An identifier of SDMX has no such characters.
CODE = "replace(replace(replace({}, ':', '@'), '+', '_PLUS'), '/', '_PER_')"
MEMBER = "coalesce(substring(breakdown from {pattern}), '_T')"


def dimensions(connection: Connection[Any], answer: Answer) -> list[str]:
    """The dimensions by which any row of the answer is broken down."""
    statement = answer.query.literal(connection, DIMENSIONS)
    return [name for (name,) in connection.execute(sql.SQL(statement))]


def observations(connection: Connection[Any], answer: Answer, broken_down_by: list[str]) -> Answer:
    """The answer as the columns of SDMX-CSV."""
    template = files(__package__).joinpath("observations.sql").read_text("utf-8")
    statement = sql.SQL(template).format(
        asked=answer.query.statement,
        structure=sql.Literal(DATAFLOW),
        area=code("area_code"),
        unit=code("unit"),
        printed_unit=code("printed_unit"),
        members=sql.SQL("").join(map(member, broken_down_by)),
        dimensions=sql.SQL("").join(map(column, broken_down_by)),
    )
    query = query_of(connection, statement, answer.query.parameters)
    return Answer(Question(template), query)


def code(column: str) -> sql.Composable:
    return sql.SQL(CODE).format(sql.Identifier(column))


def member(dimension: str) -> sql.Composable:
    """The column of a dimension: the member that a breakdown has of it, or all of it."""
    pattern = sql.Literal(f"(?:^|;){dimension}=([^;]+)")
    found = sql.SQL(CODE).format(sql.SQL(MEMBER).format(pattern=pattern))
    return sql.SQL("{} as {}, ").format(found, sql.Identifier(dimension.upper()))


def column(dimension: str) -> sql.Composable:
    return sql.SQL("{}, ").format(sql.Identifier(dimension.upper()))
