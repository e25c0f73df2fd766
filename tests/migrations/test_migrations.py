import alembic.command
import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import text

from minzheng import database, migrations
from minzheng.database import replaceable

# What can be gone back to.
REVISIONS = [
    script.down_revision or "base"
    for script in ScriptDirectory(migrations.__path__[0]).walk_revisions()
]


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


@pytest.mark.parametrize("revision", REVISIONS)
def test_every_revision_goes_back_with_data_in_place_and_forth_again(loaded_engine, revision):
    with loaded_engine.begin() as connection:
        before = parts(connection)
        database.downgrade(connection, revision)
        assert parts(connection) != before
        database.upgrade(connection)
        assert parts(connection) == before
        assert replaceable.drift(connection) == []


def test_a_failing_migration_leaves_everything_as_it_was(loaded_engine, monkeypatch):
    def fail(*_arguments):
        raise RuntimeError

    with loaded_engine.connect() as connection, pytest.raises(RuntimeError), connection.begin():
        database.downgrade(connection, "base")
        monkeypatch.setattr(alembic.command, "upgrade", fail)
        database.upgrade(connection)
    with loaded_engine.connect() as connection:
        assert replaceable.drift(connection) == []
        assert connection.execute(text("select count(*) from mart.value")).scalar_one() > 0


def test_upgrading_what_is_up_to_date_touches_nothing(engine):
    with engine.begin() as connection:
        oid = text("select 'mart.value'::regclass::oid")
        before = connection.execute(oid).scalar_one()
        assert not database.upgrade(connection)
        assert connection.execute(oid).scalar_one() == before
