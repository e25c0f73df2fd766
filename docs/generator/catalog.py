"""Reads the catalog of the database: relations with columns, types, constraints and comments."""

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import Connection, text

from minzheng.database.replaceable import FUNCTION_COLUMNS
from minzheng.views.columns import meaning

RELATIONS = """
    select
        relname as name,
        case relkind when 'r' then 'table' else 'view' end as kind,
        relname as signature,
        obj_description(oid, 'pg_class') as comment
    from pg_class
    where
        relnamespace = to_regnamespace(:schema)
        and relkind in ('r', 'v')
        and relname <> 'alembic_version'
    union all
    select
        proname,
        'function',
        format('%s(%s)', proname, pg_get_function_identity_arguments(oid)),
        obj_description(oid, 'pg_proc')
    from pg_proc
    where pronamespace = to_regnamespace(:schema)
    order by 1
"""

COLUMNS = f"""
    select
        relname as relation,
        attnum as place,
        attname as name,
        format_type(atttypid, atttypmod) as type,
        attnotnull as is_required,
        col_description(attrelid, attnum) as comment
    from pg_class
    inner join pg_attribute on attrelid = pg_class.oid and attnum > 0 and not attisdropped
    where relnamespace = to_regnamespace(:schema) and relkind in ('r', 'v')
    union all
    select function_name, place, name, type, false, null
    from ({FUNCTION_COLUMNS}) as of_function
    where namespace = to_regnamespace(:schema)
    order by 1, 2
"""

CONSTRAINTS = """
    select
        relname as relation,
        pg_get_constraintdef(pg_constraint.oid) as definition
    from pg_constraint
    inner join pg_class on pg_class.oid = conrelid
    where relnamespace = to_regnamespace(:schema) and contype in ('u', 'c', 'x')
    order by relname, conname
"""

FILE = re.compile(r" \((views/\w+/\w+/\w+\.sql)\)$")


class CatalogColumn(NamedTuple):
    """A column, its meaning in Chinese and English, and whether it is never null."""

    name: str
    type: str
    is_required: bool
    zh: str
    en: str


class Relation(NamedTuple):
    """A table, view or function, its comment in Chinese and English, and the file of a view."""

    schema: str
    name: str
    kind: str
    signature: str
    zh: str
    en: str
    file: str | None
    columns: list[CatalogColumn]
    constraints: list[str]


def relations(connection: Connection, schema: str) -> list[Relation]:
    """Every relation of a schema, by name."""
    columns = _by_relation(_rows(connection, COLUMNS, schema))
    constraints = _by_relation(_rows(connection, CONSTRAINTS, schema))
    return [
        Relation(
            schema,
            row.name,
            row.kind,
            row.signature,
            *halves(FILE.sub("", row.comment or "")),
            found[1] if (found := FILE.search(row.comment or "")) else None,
            [_column(column) for column in columns[row.name]],
            [constraint.definition for constraint in constraints[row.name]],
        )
        for row in _rows(connection, RELATIONS, schema)
    ]


def relation_anchor(relation: str) -> str:
    """The link target of the section on schema.relation."""
    return relation.replace(".", "-").replace("_", "-")


def halves(comment: str) -> tuple[str, str]:
    """The Chinese and the English half of a comment."""
    zh, _, en = comment.partition(" / ")
    return zh, en


def _column(row: Any) -> CatalogColumn:
    # The result columns of functions cannot have comments in the database.
    meant = meaning(row.relation, row.name) if row.comment is None else halves(row.comment)
    return CatalogColumn(row.name, row.type, row.is_required, *(meant or ("", "")))


def _rows(connection: Connection, query: str, schema: str) -> Iterable[Any]:
    return connection.execute(text(query), {"schema": schema})


def _by_relation(rows: Iterable[Any]) -> dict[str, list[Any]]:
    found = defaultdict(list)
    for row in rows:
        found[row.relation].append(row)
    return found
