"""The dimensions of an extract: the areas, indicators, units and sources that its rows refer to."""

from collections.abc import Iterator
from typing import Any

from psycopg import Connection, sql

from ..queries import Query, relations
from ..queries.column_roles import OBSERVATION, REFERENCES, SOURCE
from ..queries.query import prepare_statement
from .extract import Extract

# An extract has few of the areas and sources that the database knows: these are limited to it.
LIMITED = {
    "area": """
        select {columns} from mart.area
        where area_code in (select area_code from ({query}) as query)
    """,
    "source": "select {columns} from mart.source where source_code in ({sources})",
}
COMPLETE = "select {columns} from mart.{name}"
# These change with every load, so the same dimension would not come out the same.
COUNTS = ("observation_count", "comparison_count")


def dimensions(connection: Connection[Any], extract: Extract) -> list[Extract]:
    """The relations that an extract refers to, and those that these refer to."""
    found: dict[str, Extract] = {}
    to_follow = [extract]
    while to_follow:
        names = _references(to_follow.pop()) - found.keys() - {extract.name}
        for name in sorted(names):
            found[name] = dimension(connection, name, extract)
            to_follow.append(found[name])
    return [found[name] for name in sorted(found)]


def dimension(connection: Connection[Any], name: str, extract: Extract) -> Extract:
    columns = [column for column in relations.columns(connection, name) if column not in COUNTS]
    statement = sql.SQL(LIMITED.get(name, COMPLETE)).format(
        name=sql.Identifier(name),
        columns=sql.SQL(", ").join(map(sql.Identifier, columns)),
        query=extract.prepared.statement,
        sources=_source_codes(extract),
    )
    parameters = extract.prepared.parameters if name in LIMITED else {}
    return Extract(Query(name), prepare_statement(connection, statement, parameters))


def cited_sources(connection: Connection[Any], extract: Extract) -> Iterator[dict[str, Any]]:
    """The sources that the rows cite, each as a dictionary."""
    source = dimension(connection, "source", extract)
    columns = [column.name for column in source.columns]
    statement = source.prepared.literal(
        connection, 'select * from ({query}) as query order by source_code collate "C"'
    )
    for row in connection.execute(statement):
        yield dict(zip(columns, row, strict=True))


def _references(extract: Extract) -> set[str]:
    names = {REFERENCES[column.name] for column in extract.columns if column.name in REFERENCES}
    # A breakdown is made of members.
    return names | {"member" for column in extract.columns if column.name == "breakdown"}


def _source_codes(extract: Extract) -> sql.Composable:
    """SQL for the codes of the sources that the rows name, or whose observations they name."""
    names = [column.name for column in extract.columns]
    if codes := [name for name in names if SOURCE.fullmatch(name)]:
        return _values_of(extract, codes)
    ids = [name for name in names if OBSERVATION.fullmatch(name)]
    reported = "select source_code from mart.reported where observation_id in ({})"
    return sql.SQL(reported).format(_values_of(extract, ids)) if ids else sql.SQL("null")


def _values_of(extract: Extract, columns: list[str]) -> sql.Composable:
    """SQL for all values of some columns."""
    statement = extract.prepared.statement
    return sql.SQL(" union ").join(
        sql.SQL("select {} from ({}) as query").format(sql.Identifier(name), statement)
        for name in columns
    )
