import os

import psycopg
import pytest
from click.testing import CliRunner
from sqlalchemy import text
from support.databases import new_database

from minzheng import database
from minzheng.cli import main
from minzheng.database import replaceable, roles
from minzheng.database.definitions import SqlDefinition, definitions
from minzheng.database.role_rights import KINDS, MODELLER, SETTINGS
from minzheng.outputs.frames import frame

# Roles are of the whole server, which processes that test side by side may share.
ROLE = f"reader{os.environ.get('PYTEST_XDIST_WORKER', '')}"
FORBIDDEN_ROLE = f"forbidden{ROLE}"
PASSWORD = "a:b\\c 密"

FORBIDDEN = [
    "create table mart.mine (a int)",
    "create view mart.mine as select 1",
    "create or replace function calc.compared(text, numeric, numeric) returns numeric"
    " language sql as 'select 1.0'",
    "create table public.mine (a int)",
    "create temporary table mine (a int)",
    "create temporary view mine as select 1",
    "create schema mine",
    "create role mine",
    "create database mine",
    "drop extension plpgsql",
    "create publication mine",
    "select * from public.secret",
    "insert into public.secret values (1)",
    "update core.program set name = 'x'",
    "delete from core.observation",
    "truncate core.observation",
    "update mart.unit set unit_name = 'x'",
    "delete from mart.unit",
    "insert into mart.unit (unit) values ('x')",
    "drop view mart.mention",
    "alter view mart.mention rename to mine",
    "comment on view mart.mention is 'x'",
    "begin; lock table core.source",
    "grant pg_monitor to current_user",
    "set role pg_read_all_data",
    "set session_replication_role = replica",
    "alter system set work_mem = '1GB'",
    "copy mart.mention to '/tmp/mention'",
    "copy mart.mention to program 'cat'",
    "select pg_read_file('postgresql.conf')",
    "select lo_create(0)",
    "select lo_from_bytea(0, 'x')",
    "select lo_import('/etc/passwd')",
    "select pg_logical_emit_message(false, 'x', 'x')",
    "select pg_logical_emit_message(true, 'x', '\\x00'::bytea)",
    "select pg_advisory_lock(1)",
    "select pg_advisory_xact_lock_shared(1, 2)",
    "select pg_try_advisory_lock(1)",
    "select pg_terminate_backend(pid) from pg_stat_activity where usename <> current_user",
    "select query_to_xml('select * from core.source', true, true, '')",
    "select rolpassword from pg_authid",
    "select stavalues1 from pg_statistic",
]

ANSWERS = [
    "mart.area_at('2020-01-01') where province_code is not null",
    "mart.as_of(now())",
    "mart.known_on('2024-01-01')",
    "mart.value_as_of(now())",
    "mart.growth_since(2020)",
    "mart.rollup_at('2020-12-31')",
    "mart.explain((select min(observation_id) from mart.value))",
    """
        (select area_code, alert_code, period_end from mart.alert limit 1) as alert,
        lateral mart.explain_alert(alert.alert_code, alert.area_code, alert.period_end)
    """,
    """
        (select observation_id, base_observation_id from mart.growth limit 1) as growth,
        lateral mart.explain_growth(growth.observation_id, growth.base_observation_id)
    """,
    """
        (select metric_code, area_code, period_end from mart.metric_value limit 1) as metric,
        lateral mart.explain_metric(metric.metric_code, metric.area_code, metric.period_end)
    """,
]


def granted(engine, name=ROLE, password=PASSWORD):
    with engine.begin() as connection:
        return roles.grant(connection, name, password)


def dropped(engine, name=ROLE):
    with engine.begin() as connection:
        connection.exec_driver_sql(f"drop owned by {name}")
        connection.exec_driver_sql(f"drop role {name}")


def connected(engine, password=PASSWORD, user=ROLE):
    return psycopg.connect(
        host=engine.url.host,
        port=engine.url.port,
        dbname=engine.url.database,
        user=user,
        password=password,
        autocommit=True,
    )


@pytest.fixture
def role(engine):
    """The reader of a database without figures."""
    granted(engine)
    yield ROLE
    dropped(engine)


@pytest.fixture
def read(engine, role):
    with connected(engine) as connection:
        yield lambda query: connection.execute(query).fetchall()


@pytest.fixture
def loaded_read(loaded_engine):
    granted(loaded_engine)
    with connected(loaded_engine) as connection:
        yield lambda query: connection.execute(query).fetchall()
    dropped(loaded_engine)


@pytest.fixture(scope="module")
def writing(server_url, migrated_template):
    """A session of a reader that lets itself write, where only the grants are in its way."""
    with new_database(server_url, migrated_template) as engine:
        with engine.begin() as connection:
            connection.exec_driver_sql("create table public.secret (a int)")
        granted(engine, FORBIDDEN_ROLE)
        with connected(engine, user=FORBIDDEN_ROLE) as connection:
            connection.execute("set default_transaction_read_only = off")
            yield connection
        dropped(engine, FORBIDDEN_ROLE)


@pytest.mark.parametrize("statement", FORBIDDEN)
def test_a_reader_may_not(writing, statement):
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        writing.execute(statement)
    writing.rollback()


def test_a_reader_sees_no_table(engine, read):
    tables = read("select schemaname, tablename from pg_tables where schemaname in ('core', 'ops')")
    assert len(tables) > 20
    for schema, table in tables:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            read(f"select * from {schema}.{table}")
    rights = """
        select relname from pg_class
        where relnamespace::regnamespace::text in ('core', 'ops')
            and has_table_privilege(oid, 'select, insert, update, delete, truncate, references')
    """
    assert read(rights) == []


def test_without_the_grants_a_session_still_begins_read_only(read):
    with pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
        read("create table mart.mine (a int)")


def test_a_reader_reads_every_relation_of_mart_and_what_it_is_made_of(loaded_read):
    for name, definition in definitions().items():
        if definition.kind == "view":
            loaded_read(f"select * from {name} limit 0")
            if name.startswith("mart."):
                assert loaded_read(f"select exists (select from {name})") == [(True,)], name


def test_a_reader_may_call_every_function_of_mart(read):
    calls = read("""
        select format('select from %s.%s(%s)', pronamespace::regnamespace, proname, (
            select string_agg(format('null::%s', format_type(argument, null)), ', ')
            from unnest(proargtypes) as argument
        ))
        from pg_proc
        where pronamespace = 'mart'::regnamespace
    """)
    functions = [
        name
        for name, made in definitions().items()
        if name.startswith("mart.") and made.kind == "function"
    ]
    assert len(calls) == len(functions) > 0
    for (call,) in calls:
        read(call)


def test_functions_answer_a_reader(loaded_read):
    for call in ANSWERS:
        assert loaded_read(f"select count(*) > 0 from {call}") == [(True,)], call


def test_functions_with_the_rights_of_their_owner_trust_no_search_path(connection):
    query = """
        select proname from pg_proc
        where pronamespace = any('{mart,calc}'::regnamespace[]) and prosecdef
            and proconfig is distinct from array['search_path=pg_catalog, pg_temp']
    """
    assert connection.exec_driver_sql(query).all() == []


def test_sessions_of_a_reader_have_its_settings(read):
    assert {name: read(f"show {name}")[0][0] for name in SETTINGS} == {
        **SETTINGS,
        "statement_timeout": "1min",
        "idle_in_transaction_session_timeout": "1min",
        "timezone": "UTC",
    }
    assert read("select rolconnlimit from pg_roles where rolname = current_user") == [(20,)]


def test_a_reader_still_reads_after_migrations(engine, read, monkeypatch):
    sql = "-- 新 / New\ncreate view mart.fresh as select printed from core.mention"
    new = SqlDefinition("views/mart/figures/fresh.sql", sql)
    monkeypatch.setitem(definitions(), "mart.fresh", new)
    with engine.begin() as connection:
        database.downgrade(connection, "base")
        database.upgrade(connection)
    assert read("select * from mart.fresh") == []
    assert read("select count(*) from mart.explain(1)") == [(0,)]


def test_a_reader_may_call_a_function_whose_arguments_changed(engine, read, monkeypatch):
    sql = (
        "-- 新 / New\ncreate function calc.compared(one int) returns int language sql as 'select 1'"
    )
    for name in list(definitions()):
        monkeypatch.delitem(definitions(), name)
    changed = SqlDefinition("views/calc/derived/compared.sql", sql)
    monkeypatch.setitem(definitions(), "calc.compared", changed)
    with engine.begin() as connection, replaceable.replaced(connection):
        pass
    assert read("select calc.compared(1)") == [(1,)]


def test_granting_again_changes_nothing_but_takes_back_what_is_too_much(engine, role, read):
    with engine.begin() as connection:
        connection.exec_driver_sql(f"grant usage on schema core to {role}")
        connection.exec_driver_sql(f"grant select, update on core.source to {role}")
        connection.exec_driver_sql(f"grant delete on mart.mention to {role}")
    assert granted(engine, password=None) == []
    rights = "select has_table_privilege('mart.mention', 'delete')"
    assert read(rights) == [(False,)]
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        read("select * from core.source")
    connected(engine).close()


@pytest.fixture
def owner(server_url):
    """Not a superuser; owns a database that he migrated, and may create roles."""
    name = f"owner{ROLE}"
    with psycopg.connect(server_url.render_as_string(hide_password=False), autocommit=True) as root:
        root.execute(f"create role {name} login createrole password 'x'")
        root.execute(f"create database {name} owner {name}")
        for kind in KINDS.values():
            # Another database of the server may have made the groups.
            if root.execute("select to_regrole(%s)", [kind.group]).fetchone() != (None,):
                root.execute(f"grant {kind.group} to {name} with admin option")
        engine = database.connect(server_url.set(database=name, username=name, password="x"))
        with engine.begin() as connection:
            database.upgrade(connection)
        yield engine
        engine.dispose()
        root.execute(f"drop database {name} with (force)")
        root.execute(f"drop role if exists {ROLE}")
        root.execute(f"drop role {name}")


def test_an_owner_who_is_no_superuser_can_grant(owner):
    notes = granted(owner)
    assert [note.partition(":")[0] for note in notes] == [
        f"Only a superuser can limit the temporary files of {ROLE}",
        *["Revoked a right that PUBLIC had"] * 3,
        "PUBLIC has a right that a reader should not have. To revoke it",
    ]
    assert granted(owner)[1:-1] == []
    with connected(owner) as connection:
        assert connection.execute("select count(*) from value").fetchone() == (0,)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("set transaction read write; create temporary table mine (a int)")


def test_one_who_may_not_create_roles_is_told(owner, server_url):
    with psycopg.connect(server_url.render_as_string(hide_password=False), autocommit=True) as root:
        root.execute(f"alter role {owner.url.username} nocreaterole")
    with pytest.raises(roles.NotGranted, match="may not create roles"):
        granted(owner)


def test_what_others_keep_in_public_stays_theirs(engine):
    with engine.begin() as connection:
        connection.exec_driver_sql("create table public.theirs (a int)")
    (note,) = [note for note in granted(engine) if "schema public" in note]
    dropped(engine)
    assert note.startswith("PUBLIC has a right that a reader should not have.")
    with engine.connect() as connection:
        usage = "select has_schema_privilege('public', 'public', 'usage')"
        assert connection.execute(text(usage)).scalar_one()


def test_a_role_that_is_more_than_a_reader_is_refused(engine, server_url):
    with pytest.raises(roles.NotGranted, match="is the user of this command"):
        granted(engine, name=server_url.username)
    with pytest.raises(roles.NotGranted, match="is a member of other roles"):
        granted(engine, name="pg_monitor")


def test_without_a_schema_mart_the_way_to_one_is_told(engine):
    with engine.connect() as connection:
        connection.exec_driver_sql("drop schema mart cascade")
        with pytest.raises(roles.NotGranted, match="minzheng migrate"):
            roles.grant(connection, ROLE)


@pytest.fixture
def minzheng(engine):
    url = engine.url.render_as_string(hide_password=False)
    yield lambda *words: CliRunner().invoke(main, ["--database", url, *words])
    dropped(engine)


def test_the_command_shows_a_new_password_once_and_keeps_it(engine, minzheng):
    command = ("grant", "reader", "--name", ROLE)
    first = minzheng(*command)
    assert first.exit_code == 0, first.output
    password = first.output.rpartition("shown only once: ")[2].strip()
    assert "password" not in minzheng(*command).output
    connected(engine, password=password).close()
    assert "shown only once" in minzheng(*command, "--password", "generated").output
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        connected(engine, password=password)
    assert minzheng(*command, "--password", PASSWORD).exit_code == 0
    connected(engine).close()


def test_the_address_of_a_reader_holds_no_password_of_the_owner(engine, minzheng):
    granted(engine)
    output = minzheng("url", "--reader", ROLE).output
    assert f"postgresql://{ROLE}@" in output
    assert engine.url.password not in output


def test_a_reader_has_frames_and_exports(loaded_engine, tmp_path):
    granted(loaded_engine)
    url = loaded_engine.url.set(username=ROLE, password=PASSWORD).render_as_string(False)
    assert len(frame("value", database=url, area_code="530600")) > 100
    questions = {"out": ["value"], "again": ["--reproduce", str(tmp_path / "out")]}
    for folder, question in questions.items():
        arguments = ["--database", url, "export", *question, "-o", str(tmp_path / folder)]
        result = CliRunner().invoke(main, arguments)
        assert result.exit_code == 0, result.output
    dropped(loaded_engine)


@pytest.fixture
def modeller(engine):
    """A session of a role that keeps models."""
    name = f"modeller{ROLE}"
    with engine.begin() as connection:
        roles.grant(connection, name, PASSWORD, MODELLER)
        # It is brought up to date though it owns a schema by then.
        roles.grant(connection, name, None, MODELLER)
    with connected(engine, user=name) as connection:
        yield connection
    dropped(engine, name)


def test_a_modeller_reads_mart_and_writes_to_its_own_schema_alone(modeller):
    modeller.execute("create table models as select * from mart.value")
    modeller.execute("create temporary table passing as select 1 as one")
    modeller.execute("create view latest as select * from models")
    where = "select relnamespace::regnamespace::text from pg_class where relname = 'latest'"
    assert modeller.execute(where).fetchone() == (f"modeller{ROLE}",)
    for statement in (
        "create table mart.mine (a int)",
        "create view calc.mine as select 1",
        "create schema mine",
        "select * from core.observation",
        "select * from ops.load_file",
        "select pg_advisory_lock(1)",
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            modeller.execute(statement)


def test_an_owner_who_is_no_superuser_can_grant_a_schema(owner):
    name = f"modeller{ROLE}"
    with owner.begin() as connection:
        roles.grant(connection, name, PASSWORD, MODELLER)
    with connected(owner, user=name) as connection:
        connection.execute("create table models as select 1 as one")
    with owner.begin() as connection:
        connection.exec_driver_sql(f"grant {name} to current_user")
        connection.exec_driver_sql(f"drop owned by {name}")
        connection.exec_driver_sql(f"drop role {name}")
