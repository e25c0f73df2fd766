"""Breakdowns as files write them: total, or dimension=member joined by ; in order of dimension."""

from collections.abc import Iterable

from psycopg import sql
from sqlalchemy import Connection

from ...database import statements
from ..files import Rejection

WRONG = """
    with used as (
        select distinct {name} as key from {table} where {name} <> 'total'
    ),
    wrong as (
        select used.key, ordered.key as right_key, ordered.missing
        from used
        cross join lateral (
            select
                string_agg(part, ';' order by split_part(part, '=', 1) collate "C") as key,
                string_agg(part, ' and ') filter (where member.code is null) as missing
            from regexp_split_to_table(used.key, ';') as part
            left join core.member
                on member.dimension_code = split_part(part, '=', 1)
                and member.code = split_part(part, '=', 2)
        ) as ordered
        where ordered.missing is not null or used.key <> ordered.key
    )
    select used.line, {column}, used.{name}, 'unknown_breakdown', concat_ws(
        ' ', used.{name}, case
            when wrong.key <> wrong.right_key then 'must be written ' || wrong.right_key
            else 'has no member ' || wrong.missing
        end
    )
    from wrong
    inner join {table} as used on used.{name} = wrong.key
    order by used.line
"""

NEW = """
    insert into core.breakdown (key)
    select distinct {name} from {table} where {name} is not null
    on conflict do nothing
"""


def find_wrong(
    connection: Connection, columns: Iterable[str], table: str = "staged"
) -> list[Rejection]:
    """A reject for each staged breakdown with an unknown member or in the wrong order."""
    cursor = connection.connection.cursor()
    queries = [_about(WRONG, name, table) for name in columns]
    return [Rejection(*row) for query in queries for row in cursor.execute(query)]


def create(connection: Connection, columns: Iterable[str], table: str = "staged") -> None:
    """Give every staged breakdown a row."""
    cursor = connection.connection.cursor()
    for name in columns:
        cursor.execute(_about(NEW, name, table))
    statements.execute(connection, __package__, "add_breakdown_members")


def _about(statement: str, name: str, table: str) -> sql.Composed:
    names = {"name": sql.Identifier(name), "column": sql.Literal(name)}
    return sql.SQL(statement).format(table=sql.Identifier(table), **names)
