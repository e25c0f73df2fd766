"""The views and functions: one SQL file each, named like the relation it creates.

``mart`` has what people query, ``calc`` what it is made of. A file is foldered by its schema, then
by what it answers: views/mart/figures/value.sql creates mart.value. A view holds no data, so it
has no migrations. Every upgrade drops all views and creates them again from the files, in the
transaction that migrates the tables. A file that starts with ``create function`` makes a
function. Functions have bodies that the server does not track, so views may use functions and
functions views. What their columns mean is said in columns.csv.
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


SCHEMAS = ("mart", "calc")

# The comment of a relation ends with its file, which tells ours from the user's even after the
# file is gone. ``suffix`` is that of the schemas: nothing, or EXPECTED.
EXPECTED = "_expected"
OURS = r"""
    select
        oid,
        'view' as kind,
        relnamespace::regnamespace::text as schema,
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
        and relnamespace in (to_regnamespace('mart{suffix}'), to_regnamespace('calc{suffix}'))
        and (
            relnamespace::regnamespace || '.' || relname = any(cast(:names as text[]))
            or obj_description(oid, 'pg_class') ~ ('\(views/.+/' || relname || '\.sql\)$')
        )
    union all
    select
        oid,
        'function',
        pronamespace::regnamespace::text,
        proname,
        format('%I(%s)', proname, pg_get_function_identity_arguments(oid)),
        proowner,
        proacl,
        obj_description(oid, 'pg_proc'),
        pg_get_functiondef(oid),
        null
    from pg_proc
    where
        pronamespace in (to_regnamespace('mart{suffix}'), to_regnamespace('calc{suffix}'))
        and (
            pronamespace::regnamespace || '.' || proname = any(cast(:names as text[]))
            or obj_description(oid, 'pg_proc') ~ ('\(views/.+/' || proname || '\.sql\)$')
        )
"""

# Named without their arguments, which a release may change.
GRANTS = """
    select
        schema || '.' || name,
        kind,
        format(
            'grant %s on %s %s.%s to %s%s',
            privilege_type,
            case kind when 'function' then 'function' else 'table' end,
            schema,
            quote_ident(name),
            coalesce(quote_ident(pg_get_userbyid(nullif(grantee, 0))), 'public'),
            case when is_grantable then ' with grant option' else '' end
        )
    from ({ours}) as relation, aclexplode(acl)
    where grantee <> owner
"""

# The columns of views, and those of the tables that functions return.
COLUMNS = """
    select 'view', relnamespace::regnamespace::text, relname, attname
    from pg_class
    inner join pg_attribute on attrelid = pg_class.oid
    where
        relkind = 'v'
        and relnamespace::regnamespace || '.' || relname = any(cast(:names as text[]))
        and attnum > 0
    union all
    select 'function', pronamespace::regnamespace::text, proname, argument.name
    from pg_proc
    cross join unnest(proargnames, proargmodes) as argument (name, mode)
    where
        pronamespace::regnamespace || '.' || proname = any(cast(:names as text[]))
        and argument.mode = 't'
"""

# What a relation is made of: every name after a schema of ours.
SOURCE = re.compile(r"\b((?:mart|calc)\.\w+)")
OUR_SCHEMA = re.compile(r"\b(mart|calc)\.")
COMMENT = re.compile(r"^-- ?(.*)", re.MULTILINE)


@contextmanager
def rebuilt(connection: Connection) -> Iterator[None]:
    """Drop the views, let the block change the tables, create the views again."""
    grants = _query(connection, GRANTS.format(ours=OURS.format(suffix="")))
    drop(connection)
    yield
    create(connection)
    for name, kind, grant in grants:
        if kind == _kind(name):
            _run(connection, grant)


def drift(connection: Connection) -> list[str]:
    """The names of the relations that differ between the database and the files."""
    found = _in_database(connection)
    with connection.begin_nested() as attempt:
        # In schemas of their own the expected ones need no lock on the real ones.
        create(connection, EXPECTED)
        expected = _in_database(connection, EXPECTED)
        attempt.rollback()
    return sorted(
        name for name in found.keys() | expected.keys() if found.get(name) != expected.get(name)
    )


def drop(connection: Connection) -> None:
    """Drop what is ours: views first, in one statement, since they may use our functions."""
    ours = f"select kind, schema || '.' || signature from ({OURS.format(suffix='')}) as ours"
    relations = _query(connection, ours)
    for kind in ("view", "function"):
        if names := [name for found, name in relations if found == kind]:
            _run(connection, f"drop {kind} {', '.join(names)}")


def create(connection: Connection, suffix: str = "") -> None:
    """Create every relation after those it uses, in schemas with a suffix."""
    for schema in SCHEMAS:
        _run(connection, f"create schema if not exists {schema}{suffix}")
    # The bodies of functions may speak of views that come later.
    _run(connection, "set local check_function_bodies = off")
    for name in creation_order():
        file, sql = definitions()[name]
        if not (described := description(sql)):
            raise BadView(f"views/{file} does not begin with a comment that describes it")
        try:
            _run(connection, OUR_SCHEMA.sub(rf"\1{suffix}.", sql))
            _comment(connection, name, suffix, f"{described} (views/{file})")
        except DBAPIError as error:
            raise BadView(f"views/{file}: {error.orig}") from error
    _comment_columns(connection, suffix)


def description(sql: str) -> str:
    """The comment above the statement, as one line."""
    return " ".join(COMMENT.findall(sql.partition("create ")[0]))


@cache
def definitions() -> dict[str, tuple[str, str]]:
    """The file and the text of every relation, by its name with its schema."""
    return {
        f"{schema}.{file.name.removesuffix('.sql')}": (
            f"{schema}/{folder.name}/{file.name}",
            file.read_text("utf-8"),
        )
        for schema in SCHEMAS
        for folder in files(__name__).joinpath(schema).iterdir()
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


def _in_database(connection: Connection, suffix: str = "") -> dict[str, str]:
    """The text of every relation of ours in the schemas with a suffix, by its name without it."""
    ours = OURS.format(suffix=suffix)
    query = f"select schema, name, concat(comment, columns, definition) from ({ours}) as ours"
    return {
        f"{schema.removesuffix(suffix)}.{name}": text_.replace(f"{suffix}.", ".")
        for schema, name, text_ in _query(connection, query, suffix)
    }


def _query(connection: Connection, statement: str, suffix: str = "") -> list[tuple[str, ...]]:
    names = [name.replace(".", f"{suffix}.") for name in definitions()]
    return [tuple(row) for row in connection.execute(text(statement), {"names": names})]


def _comment(connection: Connection, name: str, suffix: str, comment: str) -> None:
    schema, relation = name.split(".")
    template = f"comment on {_kind(name)} %I.%I is %L"
    values = (f"{schema}{suffix}", relation, comment)
    statement = connection.scalars(select(func.format(template, *values, type_=Text)))
    _run(connection, statement.one())


def _comment_columns(connection: Connection, suffix: str) -> None:
    """Say of every column what it means; those of functions take no comment, but have a meaning."""
    for kind, schema, relation, column in _query(connection, COLUMNS, suffix):
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
