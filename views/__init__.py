"""The views and functions of mart: one SQL file each, named like the relation it creates.

A view holds no data, so it has no migrations. Every upgrade drops all views and creates them
again from the files, in the transaction that migrates the tables. Files are foldered by what
they answer; a file that starts with ``create function`` makes a function. Functions have
bodies that the server does not track, so views may use functions and functions views. What
their columns mean is said in columns.csv.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from graphlib import TopologicalSorter
from importlib.resources import files

from psycopg.sql import SQL, Identifier
from sqlalchemy import Connection, Text, func, select, text
from sqlalchemy.exc import DBAPIError

from .columns import meaning


class BadView(Exception):
    """A file that does not make the relation it is named for; the message says which and why."""


# The comment of a relation ends with its file, which tells ours from the user's
# even after the file is gone.
OURS = r"""
    select
        oid,
        'view' as kind,
        relname as name,
        quote_ident(relname) as signature,
        relowner as owner,
        relacl as acl,
        obj_description(oid, 'pg_class') as comment,
        pg_get_viewdef(oid) as definition,
        (
            select string_agg(col_description(oid, attnum), ' ' order by attnum)
            from pg_attribute
            where attrelid = oid
        ) as columns
    from pg_class
    where
        relkind = 'v'
        and relnamespace = to_regnamespace('{schema}')
        and (
            relname = any(cast(:names as text[]))
            or obj_description(oid, 'pg_class') ~ ('\(views/[^/]+/' || relname || '\.sql\)$')
        )
    union all
    select
        oid,
        'function',
        proname,
        format('%I(%s)', proname, pg_get_function_identity_arguments(oid)),
        proowner,
        proacl,
        obj_description(oid, 'pg_proc'),
        pg_get_functiondef(oid),
        null
    from pg_proc
    where
        pronamespace = to_regnamespace('{schema}')
        and (
            proname = any(cast(:names as text[]))
            or obj_description(oid, 'pg_proc') ~ ('\(views/[^/]+/' || proname || '\.sql\)$')
        )
"""

# Named without their arguments, which a release may change.
GRANTS = """
    select
        name,
        kind,
        format(
            'grant %s on %s mart.%s to %s%s',
            privilege_type,
            case kind when 'function' then 'function' else 'table' end,
            quote_ident(name),
            coalesce(quote_ident(pg_get_userbyid(nullif(grantee, 0))), 'public'),
            case when is_grantable then ' with grant option' else '' end
        )
    from ({ours}) as relation, aclexplode(acl)
    where grantee <> owner
"""

# The columns of views, and those of the tables that functions return.
COLUMNS = """
    select 'view', relname, attname
    from pg_class
    inner join pg_attribute on attrelid = pg_class.oid
    where
        relkind = 'v'
        and relnamespace = to_regnamespace('{schema}')
        and relname = any(cast(:names as text[]))
        and attnum > 0
    union all
    select 'function', proname, argument.name
    from pg_proc
    cross join unnest(proargnames, proargmodes) as argument (name, mode)
    where
        pronamespace = to_regnamespace('{schema}')
        and proname = any(cast(:names as text[]))
        and argument.mode = 't'
"""

# What a relation is made of: every name behind a schema of ours.
SOURCE = re.compile(r"\bmart\.(\w+)")
COMMENT = re.compile(r"^-- ?(.*)", re.MULTILINE)


@contextmanager
def rebuilt(connection: Connection) -> Iterator[None]:
    """Drop the views, let the block change the tables, create the views again."""
    grants = _query(connection, GRANTS.format(ours=OURS.format(schema="mart")))
    drop(connection)
    yield
    create(connection)
    for name, kind, grant in grants:
        if kind == _kind(name):
            _run(connection, grant)


def drift(connection: Connection) -> list[str]:
    """The names of the relations that differ between the database and the files."""
    found = _in_database(connection, "mart")
    with connection.begin_nested() as attempt:
        # In a schema of their own the expected ones need no lock on the real ones.
        create(connection, schema="mart_expected")
        expected = _in_database(connection, "mart_expected")
        attempt.rollback()
    return sorted(
        name
        for name in found.keys() | expected.keys()
        if found.get(name) != expected.get(name, "").replace("mart_expected.", "mart.")
    )


def drop(connection: Connection) -> None:
    """Drop what is ours: views first, in one statement, since they may use our functions."""
    relations = _query(connection, f"select kind, signature from ({OURS.format(schema='mart')}) r")
    for kind in ("view", "function"):
        if ours := [f"mart.{signature}" for found, signature in relations if found == kind]:
            _run(connection, f"drop {kind} {', '.join(ours)}")


def create(connection: Connection, schema: str = "mart") -> None:
    """Create every relation after those it uses."""
    _run(connection, f"create schema if not exists {schema}")
    # The bodies of functions may speak of views that come later.
    _run(connection, "set local check_function_bodies = off")
    for name in creation_order():
        file, sql = definitions()[name]
        sql = re.sub(r"\bmart\.", f"{schema}.", sql)
        if not (described := description(sql)):
            raise BadView(f"views/{file} does not begin with a comment that describes it")
        try:
            _run(connection, sql)
            _comment(connection, schema, name, f"{described} (views/{file})")
        except DBAPIError as error:
            raise BadView(f"views/{file}: {error.orig}") from error
    _comment_columns(connection, schema)


def description(sql: str) -> str:
    """The comment above the statement, as one line."""
    return " ".join(COMMENT.findall(sql.partition("create ")[0]))


@cache
def definitions() -> dict[str, tuple[str, str]]:
    """The file and the text of every relation, by its name."""
    return {
        file.name.removesuffix(".sql"): (f"{folder.name}/{file.name}", file.read_text("utf-8"))
        for folder in files(__name__).iterdir()
        if folder.is_dir()
        for file in folder.iterdir()
        if file.name.endswith(".sql")
    }


def creation_order() -> list[str]:
    """The names such that each comes after those it is made of."""
    known = definitions()
    sources = {
        name: known.keys() & set(SOURCE.findall(re.sub("--.*", "", sql))) - {name}
        for name, (_file, sql) in known.items()
    }
    return list(TopologicalSorter(sources).static_order())


def _in_database(connection: Connection, schema: str) -> dict[str, str]:
    """The text of every relation of ours in a schema, by its name."""
    ours = OURS.format(schema=schema)
    rows = _query(connection, f"select name, concat(comment, columns, definition) from ({ours}) r")
    return {row[0]: row[1] for row in rows}


def _query(connection: Connection, statement: str) -> list[tuple[str, ...]]:
    rows = connection.execute(text(statement), {"names": list(definitions())})
    return [tuple(row) for row in rows]


def _comment(connection: Connection, schema: str, name: str, comment: str) -> None:
    template = f"comment on {_kind(name)} %I.%I is %L"
    statement = connection.scalars(select(func.format(template, schema, name, comment, type_=Text)))
    _run(connection, statement.one())


def _comment_columns(connection: Connection, schema: str) -> None:
    """Say of every column what it means; those of functions take no comment, but have a meaning."""
    for kind, relation, column in _query(connection, COLUMNS.format(schema=schema)):
        if not (meant := meaning(relation, column)):
            raise BadView(f"views/columns.csv does not say what {relation}.{column} is")
        if kind == "view":
            name = Identifier(schema, relation, column)
            comment = SQL("comment on column {} is {}").format(name, f"{meant.zh} / {meant.en}")
            _run(connection, comment.as_string())


def _kind(name: str) -> str | None:
    """Whether a file makes a view or a function; None for a name without a file."""
    made = re.search(r"^create (view|function)", definitions().get(name, ("", ""))[1], re.MULTILINE)
    return made and made[1]


def _run(connection: Connection, statement: str) -> None:
    """Execute SQL in which ``%`` and ``:`` stand for themselves."""
    connection.exec_driver_sql(statement, execution_options={"no_parameters": True})
