"""Views, kept tables, functions and triggers: all that is replaced as a whole from SQL files.

They have no migrations. Every upgrade makes them anew from the files of its release, in the
transaction that migrates the tables. Views, and the functions that they use, are dropped before
it, since PostgreSQL alters no column that a view reads. The triggers of tables, and the functions
that these call, are replaced after it: a migration that moves rows fires them.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from psycopg.sql import SQL, Identifier
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from ..errors import MinzhengError
from ..views.columns import meaning
from . import kept
from .definitions import (
    COMPUTED,
    TABLES,
    VIEW_SCHEMAS,
    SqlDefinition,
    creation_order,
    definitions,
)


class BadDefinition(MinzhengError):
    """A file that does not make what it is named for; the message says which and why."""


# The comment of a view or function ends with its file, which tells ours from the user's even after
# the file is gone; a trigger is ours if its function is. ``suffix`` is that of the schemas:
# nothing, or EXPECTED.
EXPECTED = "_expected"
OURS = r"""
    with our_function as (
        select * from pg_proc
        where
            pronamespace = any(array[
                to_regnamespace('mart{suffix}'),
                to_regnamespace('calc{suffix}'),
                to_regnamespace('core{suffix}')
            ])
            and (
                pronamespace::regnamespace || '.' || proname = any(cast(:names as text[]))
                or obj_description(oid, 'pg_proc') ~ (
                    '\((views|schema)/.+/' || proname || '\.sql\)$'
                )
            )
    )
    select
        'view' as kind,
        relnamespace::regnamespace::text as schema,
        relname::text as name,
        format('%s.%I', relnamespace::regnamespace, relname) as identity,
        relowner as owner,
        relacl as acl,
        concat(
            obj_description(oid, 'pg_class'),
            (
                select string_agg(col_description(oid, attnum), ' ' order by attnum)
                from pg_attribute
                where attrelid = oid
            ),
            pg_get_viewdef(oid)
        ) as definition
    from pg_class
    where
        relkind = 'v'
        and relnamespace in (to_regnamespace('mart{suffix}'), to_regnamespace('calc{suffix}'))
        and (
            relnamespace::regnamespace || '.' || relname = any(cast(:names as text[]))
            or obj_description(oid, 'pg_class') ~ (
                '\(views/.+/' || regexp_replace(relname, '_computed$', '') || '\.sql\)$'
            )
        )
    union all
    select
        'table',
        relnamespace::regnamespace::text,
        relname,
        format('%s.%I', relnamespace::regnamespace, relname),
        relowner,
        relacl,
        concat(
            obj_description(oid, 'pg_class'),
            (
                select
                    string_agg(
                        concat_ws(' ', attname, format_type(atttypid, atttypmod)), ', '
                        order by attnum
                    )
                from pg_attribute
                where attrelid = oid and attnum > 0 and not attisdropped
            ),
            (
                select
                    string_agg(
                        pg_get_indexdef(indexrelid), '; ' order by indexrelid::regclass::text
                    )
                from pg_index
                where indrelid = oid
            )
        )
    from pg_class
    where
        relkind = 'r'
        and relnamespace = to_regnamespace('calc{suffix}')
        and (
            relnamespace::regnamespace || '.' || relname = any(cast(:names as text[]))
            or obj_description(oid, 'pg_class') ~ ('\(views/.+/' || relname || '\.sql\)$')
        )
    union all
    select
        'function',
        pronamespace::regnamespace::text,
        proname,
        format(
            '%s.%I(%s)',
            pronamespace::regnamespace,
            proname,
            pg_get_function_identity_arguments(oid)
        ),
        proowner,
        proacl,
        concat(obj_description(oid, 'pg_proc'), pg_get_functiondef(oid))
    from our_function
    union all
    select
        'trigger',
        relnamespace::regnamespace::text,
        format('%s.%s', relname, tgname),
        format('%I on %s.%I', tgname, relnamespace::regnamespace, relname),
        null,
        null,
        concat(tgenabled, pg_get_triggerdef(pg_trigger.oid))
    from pg_trigger
    inner join pg_class on pg_class.oid = tgrelid
    inner join our_function on our_function.oid = tgfoid
    where not tgisinternal
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
    from ({ours}) as ours, aclexplode(acl)
    where grantee <> owner
"""

# Grants on single columns of views. A release may no longer have the column.
COLUMN_GRANTS = """
    select
        schema || '.' || name,
        attname::text,
        format(
            'grant %s (%I) on table %s.%I to %s%s',
            privilege_type,
            attname,
            schema,
            name,
            coalesce(quote_ident(pg_get_userbyid(nullif(grantee, 0))), 'public'),
            case when is_grantable then ' with grant option' else '' end
        )
    from ({ours}) as ours
    inner join pg_attribute on attrelid = to_regclass(case kind when 'view' then identity end)
    cross join aclexplode(attacl)
    where attnum > 0 and grantee <> owner
"""

VIEW_TEXTS = """
    select
        format('%I.%I', relnamespace::regnamespace, relname),
        pg_get_viewdef(oid)
    from pg_class
    where
        relkind = 'v'
        and relnamespace::regnamespace || '.' || relname = any(cast(:names as text[]))
"""

# The columns of what functions return: of a table, or of rows of a view.
FUNCTION_COLUMNS = """
    select
        pronamespace as namespace,
        proname as function_name,
        argument.place,
        argument.name,
        format_type(argument.type, null) as type
    from pg_proc
    cross join
        unnest(proargnames, proallargtypes, proargmodes)
        with ordinality as argument (name, type, mode, place)
    where argument.mode = 't'
    union all
    select pronamespace, proname, attnum, attname, format_type(atttypid, atttypmod)
    from pg_proc
    inner join pg_class on reltype = prorettype
    inner join pg_attribute on attrelid = pg_class.oid
    where attnum > 0
"""
# The columns of views and functions.
COLUMNS = f"""
    select 'view', relnamespace::regnamespace::text, relname, attname
    from pg_class
    inner join pg_attribute on attrelid = pg_class.oid
    where
        relkind in ('v', 'r')
        and relname !~ '_computed$'
        and relnamespace::regnamespace || '.' || relname = any(cast(:names as text[]))
        and attnum > 0
    union all
    select 'function', namespace::regnamespace::text, function_name, name
    from ({FUNCTION_COLUMNS}) as of_function
    where namespace::regnamespace || '.' || function_name = any(cast(:names as text[]))
"""
# The functions that return rows of a view.
OF_VIEWS = """
    select ours.identity
    from ({ours}) as ours
    inner join pg_proc
        on
            pronamespace = to_regnamespace(ours.schema)
            and proname = ours.name
    inner join pg_class on reltype = prorettype and relkind = 'v'
    where ours.kind = 'function'
"""


@contextmanager
def replaced(connection: Connection) -> Iterator[None]:
    """Drop the views, let the block change the tables, make everything anew from the files."""
    ours = OURS.format(suffix="")
    grants = _query(connection, GRANTS.format(ours=ours))
    column_grants = _query(connection, COLUMN_GRANTS.format(ours=ours))
    drop_views(connection)
    yield
    _drop(connection, (TABLES,))
    _create_all(connection)
    kept.refresh_all(connection)
    for name, kind, grant in grants:
        if name in definitions() and kind == definitions()[name].kind:
            _run(connection, grant)
    columns = {(f"{row[1]}.{row[2]}", row[3]) for row in _query(connection, COLUMNS)}
    for name, column, grant in column_grants:
        if (name, column) in columns:
            _run(connection, grant)


def drift(connection: Connection) -> list[str]:
    """The names of the views, functions and triggers that differ from the files."""
    found = _in_database(connection)
    with connection.begin_nested() as attempt:
        # In schemas of their own the expected ones need no lock on the real ones.
        _create_all(connection, EXPECTED)
        expected = _in_database(connection, EXPECTED)
        if differing := _differing(found, expected):
            _replace_as_restored(connection, differing)
            restored = _in_database(connection, EXPECTED)
            differing = differing & _differing(found, restored)
        attempt.rollback()
    return sorted(differing)


def _differing(one: dict[str, str], other: dict[str, str]) -> set[str]:
    return {name for name in one.keys() | other.keys() if one.get(name) != other.get(name)}


def _replace_as_restored(connection: Connection, names: set[str]) -> None:
    """Make the expected views of these names from the text that the server has of them.

    That is what a backup holds. The server may write a cast or a name in another way once it has
    read its own text.
    """
    wanted = [name.replace(".", f"{EXPECTED}.", 1) for name in names]
    for name, query in connection.execute(text(VIEW_TEXTS), {"names": wanted}).all():
        _run(connection, f"create or replace view {name} as {query}")


def drop_views(connection: Connection) -> None:
    """Drop our views, and the functions beside them."""
    _drop(connection, VIEW_SCHEMAS)


def _create_all(connection: Connection, suffix: str = "") -> None:
    """Make what every file defines, after what it uses, in schemas with a suffix."""
    for schema in (*VIEW_SCHEMAS, TABLES):
        _run(connection, f"create schema if not exists {schema}{suffix}")
    # The bodies of functions may speak of views that come later.
    _run(connection, "set local check_function_bodies = off")
    for name in creation_order():
        _create(connection, name, definitions()[name], suffix)
    _comment_columns(connection, suffix)


def _create(connection: Connection, name: str, definition: SqlDefinition, suffix: str) -> None:
    if not definition.description:
        raise BadDefinition(f"{definition.file} does not begin with a comment that describes it")
    if suffix:
        for table in set(definition.trigger_tables):
            schema, _, short = table.partition(".")
            _run(connection, f"create table if not exists {schema}{suffix}.{short} (like {table})")
    statements = _kept_table(name, definition) if definition.kind == "table" else [definition.sql]
    comment = f"{definition.description} ({definition.file})"
    made = [_suffixed(name, statement, suffix) for statement in statements]
    comments = [_comment(relation, suffix, comment) for relation in _made_by(name)]
    try:
        # One by one they would take twice as long.
        _run(connection, "\n;\n".join([*made, *comments]))
    except DBAPIError as error:
        raise BadDefinition(f"{definition.file}: {error.orig}") from error


def _kept_table(name: str, definition: SqlDefinition) -> list[str]:
    """What makes a kept table, empty, and the view that computes its rows."""
    computed = name + COMPUTED
    return [
        f"create view {computed} as\n{definition.query}",
        f"create table {name} as select * from {computed} with no data",
        *definition.indexes,
    ]


def _suffixed(name: str, sql: str, suffix: str) -> str:
    """The text for schemas with a suffix; views read the tables that are there all the same."""
    schemas = (TABLES,) if name.startswith(f"{TABLES}.") else VIEW_SCHEMAS
    return re.sub(rf"\b({'|'.join(schemas)})\.", rf"\1{suffix}.", sql)


def _drop(connection: Connection, schemas: tuple[str, ...]) -> None:
    """Drop what is ours in schemas: triggers and views first, which use our functions.

    No view uses a function that returns its rows: these go before the views.
    """
    ours = OURS.format(suffix="")
    of_views = {identity for (identity,) in _query(connection, OF_VIEWS.format(ours=ours))}
    found = [
        ("function of a view" if identity in of_views else kind, identity)
        for kind, schema, identity in _query(
            connection, f"select kind, schema, identity from ({ours}) as ours"
        )
        if schema in schemas
    ]
    for kind, identity in found:
        if kind == "trigger":
            _run(connection, f"drop trigger {identity}")
    for kind in ("function of a view", "view", "function", "table"):
        # In one statement, for which the server finds the order.
        if identities := [identity for other, identity in found if other == kind]:
            _run(connection, f"drop {kind.split()[0]} {', '.join(identities)}")


def _made_by(name: str) -> tuple[str, ...]:
    """The names of what a definition makes: of a kept table also the view that computes it."""
    return (name, name + COMPUTED) if definitions()[name].kind == "table" else (name,)


def _in_database(connection: Connection, suffix: str = "") -> dict[str, str]:
    """The text of everything of ours in the schemas with a suffix, by its name without it."""
    query = f"select schema, name, definition from ({OURS.format(suffix=suffix)}) as ours"
    return {
        f"{schema.removesuffix(suffix)}.{name}": definition.replace(f"{suffix}.", ".")
        for schema, name, definition in _query(connection, query, suffix)
    }


def _query(connection: Connection, statement: str, suffix: str = "") -> list[tuple[str, ...]]:
    made = (relation for name in definitions() for relation in _made_by(name))
    names = [name.replace(".", f"{suffix}.") for name in made]
    return [tuple(row) for row in connection.execute(text(statement), {"names": names})]


def _comment(name: str, suffix: str, comment: str) -> str:
    schema, relation = name.split(".")
    kind = (definitions()[name].kind if name in definitions() else None) or "view"
    made = Identifier(f"{schema}{suffix}", relation)
    return SQL("comment on {} {} is {}").format(SQL(kind), made, comment).as_string()


def _comment_columns(connection: Connection, suffix: str) -> None:
    """Say of every column what it means; those of functions take no comment, but have a meaning."""
    comments = []
    for kind, schema, relation, column in _query(connection, COLUMNS, suffix):
        if not (meant := meaning(relation, column)):
            raise BadDefinition(f"views/columns.csv does not say what {relation}.{column} is")
        if kind == "view":
            name = Identifier(schema, relation, column)
            comment = SQL("comment on column {} is {}").format(name, f"{meant.zh} / {meant.en}")
            comments.append(comment.as_string())
    # There are more than a thousand: to send them one by one takes as long as all the rest.
    _run(connection, ";".join(comments))


def _run(connection: Connection, statement: str) -> None:
    """Execute SQL in which ``%`` and ``:`` stand for themselves."""
    connection.exec_driver_sql(statement, execution_options={"no_parameters": True})
