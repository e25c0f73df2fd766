"""Breakdowns as files write them: total, or dimension=member joined by ; in order of dimension."""

from collections.abc import Iterable

from psycopg import sql
from sqlalchemy import Connection

from .rows import Reject

WRONG = """
    select staged.line, {column}, staged.{name}, 'unknown_breakdown', concat_ws(
        ' ', staged.{name}, case
            when staged.{name} <> ordered.key then 'must be written ' || ordered.key
            else 'has no member ' || ordered.missing
        end
    )
    from staged
    cross join lateral (
        select
            string_agg(part, ';' order by split_part(part, '=', 1) collate "C") as key,
            string_agg(part, ' and ') filter (where member.code is null) as missing
        from regexp_split_to_table(staged.{name}, ';') as part
        left join core.member
            on member.dimension_code = split_part(part, '=', 1)
            and member.code = split_part(part, '=', 2)
    ) as ordered
    where
        staged.{name} <> 'total'
        and (ordered.missing is not null or staged.{name} <> ordered.key)
    order by staged.line
"""

NEW = """
    insert into core.breakdown (key)
    select distinct {name} from staged where {name} is not null
    on conflict do nothing
"""

MEMBERS = """
    insert into core.breakdown_member (breakdown_id, dimension_code, member_code)
    select breakdown.breakdown_id, split_part(part, '=', 1), split_part(part, '=', 2)
    from core.breakdown, regexp_split_to_table(breakdown.key, ';') as part
    where breakdown.key <> 'total'
    on conflict do nothing
"""


def wrong(connection: Connection, columns: Iterable[str]) -> list[Reject]:
    """A reject for each staged breakdown with an unknown member or in the wrong order."""
    cursor = connection.connection.cursor()
    return [
        Reject(*row)
        for name in columns
        for row in cursor.execute(
            sql.SQL(WRONG).format(name=sql.Identifier(name), column=sql.Literal(name))
        )
    ]


def create(connection: Connection, columns: Iterable[str]) -> None:
    """Give every staged breakdown a row."""
    cursor = connection.connection.cursor()
    for name in columns:
        cursor.execute(sql.SQL(NEW).format(name=sql.Identifier(name)))
    cursor.execute(MEMBERS)
