"""Every cell of what each kind of role may do is tried on the server: no more and no less."""

import os
from contextlib import suppress

import psycopg
import pytest
from support.databases import new_database, query

from minzheng.database import roles
from minzheng.database.role_rights import KINDS, SCHEMAS

NAME = f"cell{os.environ.get('PYTEST_XDIST_WORKER', '')}"

RELATIONS = """
    select
        nspname || '.' || relname,
        relkind = 'v',
        array(
            select attname::text
            from pg_attribute
            where attrelid = pg_class.oid and attnum > 0 and attidentity <> 'a' and not attisdropped
        ),
        array(
            select attname::text
            from pg_attribute
            where attrelid = pg_class.oid and attnum > 0 and attidentity = 'a' and not attisdropped
        )
    from pg_class
    inner join pg_namespace on pg_namespace.oid = relnamespace
    where nspname = any(:schemas) and relkind in ('r', 'v')
    order by 1
"""
FUNCTIONS = """
    select
        format(
            '%s.%s(%s)', nspname, proname,
            (
                select string_agg(format_type(argument, null), ',' order by place)
                from unnest(proargtypes) with ordinality as one (argument, place)
            )
        ),
        format(
            'select from %s.%s(%s)', nspname, proname,
            (
                select
                    string_agg(format('null::%s', format_type(argument, null)), ',' order by place)
                from unnest(proargtypes) with ordinality as one (argument, place)
            )
        ),
        prorettype = 'trigger'::regtype
    from pg_proc
    inner join pg_namespace on pg_namespace.oid = pronamespace
    where nspname = any(:schemas) and prokind = 'f'
    order by 1
"""
RIGHTS = """
    select acl::text from (
        select relacl as acl, oid from pg_class
        where relnamespace::regnamespace::text = any(:schemas)
        union all
        select proacl, oid from pg_proc
        where pronamespace::regnamespace::text = any(:schemas)
        union all
        select nspacl, oid from pg_namespace
        union all
        select datacl, oid from pg_database where datname = current_database()
    ) as given
    order by oid, acl::text
"""
# The modes of LOCK, and the verbs one of which lets a role take them.
MODES = {
    "access share": {"select", "insert", "update", "delete"},
    "row exclusive": {"insert", "update", "delete"},
    "access exclusive": {"update", "delete"},
}
schemas = {"schemas": list(SCHEMAS)}


@pytest.fixture(scope="module")
def granted(server_url, migrated_template):
    """A database, and a session of a login of each kind that lets itself write."""
    with new_database(server_url, migrated_template) as engine:
        sessions = {}
        for kind in KINDS.values():
            name = f"{kind.name}{NAME}"
            with engine.begin() as connection:
                roles.grant(connection, name, "secret", kind)
            url = engine.url.set(drivername="postgresql", username=name, password="secret")
            sessions[kind.name] = psycopg.connect(url.render_as_string(False), autocommit=True)
            sessions[kind.name].execute("set default_transaction_read_only = off")
        yield engine, sessions
        for kind, session in sessions.items():
            session.close()
            with engine.begin() as connection:
                connection.exec_driver_sql(f"drop owned by {kind}{NAME} cascade")
                connection.exec_driver_sql(f"drop role {kind}{NAME}")


@pytest.fixture(params=list(KINDS))
def kind(request):
    return KINDS[request.param]


@pytest.fixture
def session(granted, kind):
    return granted[1][kind.name]


@pytest.fixture(scope="module")
def relations(granted):
    return query(granted[0], RELATIONS, **schemas)


def may(session, statement):
    """Whether the server executes a statement, or refuses it for want of a right.

    A view cannot be written to or have some things whoever asks.
    """
    try:
        session.execute(f"begin; {statement}")
    except (psycopg.errors.InsufficientPrivilege, psycopg.errors.WrongObjectType):
        return False
    except (
        psycopg.errors.ObjectNotInPrerequisiteState,
        psycopg.errors.FeatureNotSupported,
        psycopg.errors.GeneratedAlways,
    ):
        return False
    finally:
        session.rollback()
    return True


def listed(columns):
    return ", ".join(f'"{column}"' for column in columns)


def test_every_relation_is_read_by_those_who_may_and_by_no_others(session, kind, relations):
    for name, _is_view, _columns, _identity in relations:
        expected = "select" in kind.verbs_on(name)
        assert may(session, f"select * from {name} limit 0") is expected, name


def test_every_column_is_written_by_those_who_may_and_by_no_others(session, kind, relations):
    for name, _is_view, columns, identity in relations:
        verbs = kind.verbs_on(name)
        for column in columns:
            where = f"{name}.{column}"
            insert = f'insert into {name} ("{column}") select null where false'
            update = f'update {name} set "{column}" = null where false'
            assert may(session, insert) is is_among(column, verbs.get("insert")), where
            assert may(session, update) is is_among(column, verbs.get("update")), where
        for column in identity:
            statement = f'insert into {name} ("{column}") overriding system value'
            allowed = is_among(column, verbs.get("insert"))
            assert may(session, f"{statement} select null where false") is allowed, name
        for verb in ("insert", "update"):
            # All that is granted together is what a load writes.
            granted = verbs.get(verb) or columns
            statement = (
                f"insert into {name} ({listed(granted)}) select {nulls(granted)} where false"
                if verb == "insert"
                else f"update {name} set ({listed(granted)}) = row({nulls(granted)}) where false"
            )
            assert may(session, statement) is (verb in verbs), (name, verb)


def is_among(column, columns):
    return columns is not None and (not columns or column in columns)


def nulls(columns):
    return ", ".join("null" for _column in columns)


def test_rows_are_deleted_by_those_who_may_and_tables_emptied_by_nobody(session, kind, relations):
    for name, is_view, _columns, _identity in relations:
        expected = "delete" in kind.verbs_on(name)
        assert may(session, f"delete from {name} where false") is expected, name
        if not is_view:
            assert not may(session, f"truncate {name} cascade"), name


def test_nobody_refers_to_tables_or_has_triggers_on_them(session, relations):
    for name, is_view, columns, identity in relations:
        trigger = (
            f"create trigger mine before insert on {name} for each row"
            " execute function suppress_redundant_updates_trigger()"
        )
        assert not may(session, trigger), name
        for column in [*columns, *identity]:
            has = f"select has_column_privilege('{name}', '{column}', 'references')"
            with suppress(psycopg.errors.InsufficientPrivilege):
                assert session.execute(has).fetchone() == (False,), name
        assert is_view or not may(session, f"create index on {name} ({listed(columns[:1])})"), name
        assert not may(session, f"comment on column {name}.\"{columns[0]}\" is 'x'"), name


def test_locks_are_taken_as_far_as_verbs_on_whole_tables_go(session, kind, relations):
    for name, _is_view, _columns, _identity in relations:
        whole = {verb for verb, columns in kind.verbs_on(name).items() if not columns}
        for mode, verbs in MODES.items():
            expected = bool(whole & verbs)
            assert may(session, f"lock table {name} in {mode} mode") is expected, (name, mode)


def is_called(session, name, call):
    """Whether a function is called, whatever becomes of that."""
    schema, _, function = name.partition("(")[0].partition(".")
    denied = (f"for function {function}", f"for schema {schema}")
    try:
        session.execute(f"begin; set local lock_timeout = '1s'; {call}")
    except psycopg.Error as error:
        return not str(error).partition("\n")[0].endswith(denied)
    finally:
        session.rollback()
    return True


def test_functions_are_called_by_those_who_may_and_by_no_others(granted, session, kind):
    for name, call, is_trigger in query(granted[0], FUNCTIONS, **schemas):
        if is_trigger:
            continue
        assert is_called(session, name, call) is kind.may_call(name), name


def test_nobody_creates_anything_but_in_a_schema_of_its_own(session, kind):
    for schema in (*SCHEMAS, "public"):
        assert not may(session, f"create table {schema}.mine (a int)"), schema
        assert not may(session, f"create view {schema}.mine as select 1 as a"), schema
        body = "returns int language sql as 'select 1'"
        assert not may(session, f"create function {schema}.mine() {body}"), schema
        assert not may(session, f"drop schema {schema} cascade"), schema
    assert not may(session, "create schema mine")
    assert may(session, "create temp table mine (a int)") is kind.is_temporary_allowed
    own = f'create table "{kind.name}{NAME}".mine (a int)'
    if kind.has_schema:
        assert may(session, own)
    else:
        with pytest.raises(psycopg.errors.InvalidSchemaName):
            may(session, own)


def test_nobody_passes_on_a_right(granted, session, relations):
    engine = granted[0]
    before = query(engine, RIGHTS, **schemas)
    for name, *_others in relations:
        for verb in ("all", "select", "insert", "update", "delete"):
            # Who has some right is warned, and who has none is refused.
            with suppress(psycopg.errors.InsufficientPrivilege):
                session.execute(f"grant {verb} on {name} to public")
    for name, _call, _is_trigger in query(engine, FUNCTIONS, **schemas):
        with suppress(psycopg.errors.InsufficientPrivilege):
            session.execute(f"grant execute on function {name} to public")
    for schema in SCHEMAS:
        with suppress(psycopg.errors.InsufficientPrivilege):
            session.execute(f"grant usage on schema {schema} to public")
    with suppress(psycopg.errors.InsufficientPrivilege):
        session.execute(f"grant temporary on database {engine.url.database} to public")
    for group in KINDS.values():
        with suppress(psycopg.errors.InsufficientPrivilege):
            session.execute(f"grant {group.group} to current_user")
    assert query(engine, RIGHTS, **schemas) == before


def test_a_group_cannot_log_in_and_owns_nothing(granted):
    groups = {"groups": [kind.group for kind in KINDS.values()]}
    logins = "select rolname from pg_roles where rolname = any(:groups) and rolcanlogin"
    assert query(granted[0], logins, **groups) == []
    owned = """
        select objid from pg_shdepend
        inner join pg_roles on pg_roles.oid = refobjid
        where rolname = any(:groups) and deptype = 'o'
    """
    assert query(granted[0], owned, **groups) == []
