import alembic.command
import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import text
from support.databases import clone_of, template

from minzheng import database, migrations
from minzheng.database import replaceable
from minzheng.loaders import run
from minzheng.schema import Base

# What can be gone back to.
REVISIONS = [
    script.down_revision or "base"
    for script in ScriptDirectory(migrations.__path__[0]).walk_revisions()
]

# Some of every kind: an article, figures that two sources report, comparisons.
FILES = (
    "articles/zhaotong-2022-review",
    "tables/mca-2021-bulletin",
    "tables/mca-2021-bulletin.comparisons",
    "tables/nbs-national-annual-2023",
)


@pytest.fixture(scope="module")
def some_template(server_url, reference_template):
    def make(engine):
        files = [run.BUNDLED / f"{name}.csv" for name in FILES]
        assert {result.outcome for result in run.load(engine, files)} == {"loaded"}

    return template(server_url, "some", make, reference_template)


# A database with rows in every table that has rows when everything is loaded.
engine_with_some = clone_of("some_template")


def tables_with_rows(connection):
    exists = "select exists (select from {})"
    names = [table.fullname for table in Base.metadata.sorted_tables]
    return {name for name in names if connection.scalar(text(exists.format(name)))}


def parts(connection):
    """The columns, constraints and indexes of the tables."""
    query = """
        select table_schema, table_name, column_name::text from information_schema.columns
        where table_schema in ('core', 'ops')
        union all
        select conrelid::regclass::text, conname, pg_get_constraintdef(pg_constraint.oid)
        from pg_constraint
        inner join pg_namespace on pg_namespace.oid = connamespace
        where nspname in ('core', 'ops')
        union all
        select tablename, indexname, indexdef from pg_indexes where schemaname in ('core', 'ops')
    """
    return {tuple(row) for row in connection.execute(text(query))}


def test_what_is_migrated_here_has_rows_where_a_whole_database_has(engine_with_some, bundled):
    with engine_with_some.connect() as connection:
        assert tables_with_rows(connection) == tables_with_rows(bundled)


@pytest.mark.parametrize("revision", REVISIONS)
def test_every_revision_goes_back_with_data_in_place_and_forth_again(engine_with_some, revision):
    with engine_with_some.begin() as connection:
        before = parts(connection)
        database.downgrade(connection, revision)
        assert parts(connection) != before
        database.upgrade(connection)
        assert parts(connection) == before
        assert replaceable.drift(connection) == []


def test_a_failing_migration_leaves_everything_as_it_was(engine_with_some, monkeypatch):
    def fail(*_arguments):
        raise RuntimeError

    with engine_with_some.connect() as connection, pytest.raises(RuntimeError), connection.begin():
        database.downgrade(connection, "base")
        monkeypatch.setattr(alembic.command, "upgrade", fail)
        database.upgrade(connection)
    with engine_with_some.connect() as connection:
        assert replaceable.drift(connection) == []
        assert connection.execute(text("select count(*) from mart.value")).scalar_one() > 0


def test_upgrading_what_is_up_to_date_touches_nothing(engine):
    with engine.begin() as connection:
        oid = text("select 'mart.value'::regclass::oid")
        before = connection.execute(oid).scalar_one()
        assert not database.upgrade(connection)
        assert connection.execute(oid).scalar_one() == before
