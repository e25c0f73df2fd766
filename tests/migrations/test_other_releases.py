import pytest
from click.testing import CliRunner
from sqlalchemy import text

from minzheng import database
from minzheng.cli import main
from minzheng.database import replaceable

pytestmark = pytest.mark.once

# Every command that asks the database for something.
COMMANDS = (
    ("up",),
    ("migrate",),
    ("migrate", "base", "--down"),
    ("load",),
    ("rejects",),
    ("status",),
    ("check",),
    ("grant", "reader", "--name", "minzheng_reader_of_another_release"),
    ("reload", "--rejected"),
    ("export", "reported", "--output", "answer"),
    ("report", "--area", "530000"),
)


def contents(connection):
    """Everything that a command could have changed: relations and the revision."""
    relations = "select oid, relname from pg_class where relnamespace > 16383 order by oid"
    revision = "select version_num from ops.alembic_version"
    return [connection.execute(text(query)).all() for query in (relations, revision)]


@pytest.fixture
def at_revision(engine):
    def set_revision(revision):
        with engine.begin() as connection:
            connection.execute(text(f"update ops.alembic_version set version_num = '{revision}'"))
            return contents(connection)

    return set_revision


@pytest.fixture
def minzheng(engine, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    url = engine.url.render_as_string(hide_password=False)
    return lambda *arguments: CliRunner().invoke(main, ["--database", url, *arguments])


@pytest.mark.parametrize(
    ("revision", "message"),
    [
        ("0001", "made before the first release (revision 0001)"),
        ("0020", "Make a new one (minzheng down, move the folder"),
        ("r9999", "of a newer release of minzheng (revision r9999): install that"),
    ],
)
def test_a_database_of_another_release_is_refused_in_one_line_and_left_alone(
    engine, at_revision, minzheng, revision, message
):
    before = at_revision(revision)
    for command in COMMANDS:
        result = minzheng(*command)
        assert (result.exit_code != 0, result.stdout) == (True, ""), command
        (line,) = result.stderr.splitlines()
        assert message in line
        assert "nothing was changed" in line
    with engine.connect() as connection:
        assert contents(connection) == before


def test_without_tables_a_command_says_how_they_are_made(engine, minzheng):
    with engine.begin() as connection:
        database.downgrade(connection, "base")
    for command in COMMANDS[3:]:
        result = minzheng(*command)
        assert result.exit_code != 0
        assert result.stderr == (
            "Error: The database has no tables yet. Make them with: minzheng migrate\n"
        )


def test_a_revision_that_there_is_not_is_refused_in_one_line(minzheng):
    result = minzheng("migrate", "nonsense")
    assert result.exit_code == 1
    assert result.stderr == "Error: Can't locate revision identified by 'nonsense'\n"


def test_the_triggers_of_tables_fire_while_they_are_migrated(connection):
    moved = text("""
        with moved as (insert into core.admin_unit (key, kind) values ('1', 'unit') returning *)
        insert into core.admin_unit_version (
            admin_unit_id, code, name, name_en, level, valid, precision
        )
        select admin_unit_id, '530000', '某省', 'A province', 'province', '[2000-01-01,)', 'year'
        from moved
    """)
    with replaceable.replaced(connection):
        connection.execute(moved)
    labels = connection.execute(text("select area_code, area_name from core.area_label")).all()
    assert labels == [("530000", "某省")]
    assert replaceable.drift(connection) == []


def test_an_edited_trigger_is_put_right_by_migrating(connection):
    connection.execute(text("drop trigger admin_unit_set_labels on core.admin_unit_set"))
    assert database.upgrade(connection)
    assert database.differences(connection) == []
    assert not database.upgrade(connection)
