"""Staged lines into tables: upserts of what others refer to, mirrors of what belongs to a row."""

from collections.abc import Mapping
from dataclasses import dataclass

from psycopg import sql
from sqlalchemy import Connection

from ....schema import Base
from ...files import Rejection
from ...load import Changes


@dataclass(frozen=True)
class Upsert:
    """Rows of ``model``, by their key; ``values`` are SQL expressions over ``source``."""

    model: type[Base]
    key: tuple[str, ...]
    values: Mapping[str, str]
    source: str = "staged"


@dataclass(frozen=True)
class Mirror:
    """All rows of ``model`` of each owner in the file: others of that owner are deleted."""

    model: type[Base]
    owner: str
    values: Mapping[str, str]
    source: str = "staged"


# The temporary table wanted_row holds what a table is to have of each owner.
STAGE_WANTED = "create temp table wanted_row on commit drop as select {values} from {source}"
DELETE_OTHERS = """
    delete from {table} as present
    where
        {owner} in (select {owner} from wanted_row)
        and not exists (select from wanted_row where {same})
"""
INSERT_NEW = """
    insert into {table} ({columns})
    select {columns} from wanted_row
    where not exists (select from {table} as present where {same})
"""


def merge(connection: Connection, part: Upsert | Mirror) -> Changes:
    """Bring the table of a part to what is staged."""
    if isinstance(part, Upsert):
        return upsert(connection, part)
    return mirror(connection, part)


def find_repeated(connection: Connection, part: Upsert | Mirror) -> list[Rejection]:
    """A reject for each staged row with the key of a row before it."""
    if isinstance(part, Mirror) or part.source != "staged":
        return []
    key = sql.SQL(", ").join(sql.SQL(part.values[name]) for name in part.key)
    query = sql.SQL(
        "select line, {name}, key, 'duplicate', key || ' is the key of an earlier line too'"
        " from (select line, concat_ws(' ', {key}) as key,"
        " row_number() over (partition by {key} order by line) as occurrence from staged) as keyed"
        " where occurrence > 1 order by line"
    ).format(name=sql.Literal(part.key[0]), key=key)
    return [Rejection(*row) for row in connection.connection.cursor().execute(query)]


def upsert(connection: Connection, part: Upsert) -> Changes:
    """Insert new rows and update those that differ; rows that are equal are not touched."""
    others = [name for name in part.values if name not in part.key]
    update = sql.SQL("do update set {} where ({}) is distinct from ({})").format(
        sql.SQL(", ").join(sql.SQL("{0} = excluded.{0}").format(sql.Identifier(o)) for o in others),
        listed(others, "target"),
        listed(others, "excluded"),
    )
    query = sql.SQL(
        "with merged as ("
        "insert into {table} as target ({columns}) select {values} from {source}"
        " on conflict ({key}) {action} returning xmax = 0 as added)"
        " select count(*) filter (where added), count(*) filter (where not added) from merged"
    ).format(
        table=table(part.model),
        columns=listed(part.values),
        values=expressions(part.values),
        source=sql.SQL(part.source),
        key=listed(part.key),
        action=update if others else sql.SQL("do nothing"),
    )
    return Changes(*connection.connection.cursor().execute(query).fetchone() or ())


def mirror(connection: Connection, part: Mirror) -> Changes:
    """Make the rows of each owner in the file equal to those of the file."""
    names = {
        "table": table(part.model),
        "columns": listed(part.values),
        "values": sql.SQL(", ").join(
            sql.SQL("{} as {}").format(sql.SQL(expression), sql.Identifier(name))
            for name, expression in part.values.items()
        ),
        "source": sql.SQL(part.source),
        "owner": sql.Identifier(part.owner),
        "same": sql.SQL("({}) is not distinct from ({})").format(
            listed(part.values, "wanted_row"), listed(part.values, "present")
        ),
    }
    counts = []
    cursor = connection.connection.cursor()
    cursor.execute("drop table if exists pg_temp.wanted_row")
    for statement in (STAGE_WANTED, DELETE_OTHERS, INSERT_NEW):
        cursor.execute(sql.SQL(statement).format(**names))
        counts.append(cursor.rowcount)
    _wanted, removed, added = counts
    return Changes(added, removed)


def table(model: type[Base]) -> sql.Identifier:
    found = model.__table__
    return sql.Identifier(str(getattr(found, "schema", None)), str(getattr(found, "name", None)))


def listed(names: Mapping[str, str] | tuple[str, ...] | list[str], of: str = "") -> sql.Composed:
    qualified = [sql.Identifier(of, name) if of else sql.Identifier(name) for name in names]
    return sql.SQL(", ").join(qualified)


def expressions(values: Mapping[str, str]) -> sql.Composed:
    return sql.SQL(", ").join(sql.SQL(expression) for expression in values.values())
