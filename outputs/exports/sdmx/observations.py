"""The rows of SDMX-CSV: a column for each dimension and attribute."""

from importlib.resources import files
from typing import Any

from psycopg import Connection, sql

from ...queries import Query
from ...queries.query import prepare_statement
from ..extract import Extract
from .codelists import CODE
from .components import Component

DIMENSIONS = """
    select distinct found[1] from ({query}) as query,
    lateral regexp_matches(breakdown, '(?:^|;)([a-z_]+)=', 'g') as found
    order by 1
"""
MEMBER = "coalesce(substring(breakdown from {pattern}), '_T')"
# There are few breakdowns: each is taken apart once, not for each row.
ROWS = """
    with selected as materialized ({selected}),
    figure as ({figures}),
    dimension as materialized (
        select {members} breakdown from (select distinct breakdown from selected) as used
    )
    select {columns} from figure inner join dimension using (breakdown)
"""
# The components whose codes have characters that no identifier of SDMX has.
ESCAPED = ("REF_AREA", "UNIT_MEASURE", "PRINTED_UNIT")


def dimensions(connection: Connection[Any], extract: Extract) -> list[str]:
    """The dimensions by which any row of the extract is broken down."""
    statement = extract.prepared.literal(connection, DIMENSIONS)
    return [name for (name,) in connection.execute(sql.SQL(statement))]


def observations(
    connection: Connection[Any],
    extract: Extract,
    structure_id: str,
    components: list[Component],
    dimension_codes: list[str],
) -> Extract:
    """The extract with the columns of SDMX-CSV, which name the dataflow that it is of."""
    figures = files(__package__).joinpath("observations.sql").read_text("utf-8")
    header = {"STRUCTURE": "dataflow", "STRUCTURE_ID": structure_id, "ACTION": "I"}
    statement = sql.SQL(ROWS).format(
        selected=extract.prepared.statement,
        figures=sql.SQL(figures),
        members=sql.SQL("").join(map(_member, dimension_codes)),
        columns=sql.SQL(", ").join(
            [
                *(
                    sql.SQL("{} as {}").format(sql.Literal(value), sql.Identifier(name))
                    for name, value in header.items()
                ),
                *(_column(component.id) for component in components),
            ]
        ),
    )
    prepared = prepare_statement(connection, statement, extract.prepared.parameters)
    return Extract(Query(figures), prepared)


def _member(dimension: str) -> sql.Composable:
    """The column of a dimension: the member in the breakdown, or _T for all of the dimension."""
    pattern = sql.Literal(f"(?:^|;){dimension}=([^;]+)")
    code = sql.SQL(CODE).format(sql.SQL(MEMBER).format(pattern=pattern))
    return sql.SQL("{} as {}, ").format(code, sql.Identifier(dimension.upper()))


def _column(name: str) -> sql.Composable:
    column = sql.Identifier(name)
    if name not in ESCAPED:
        return column
    return sql.SQL("{} as {}").format(sql.SQL(CODE).format(column), column)
