"""Whoever waits for a lock says for whom, and gives up after a stated time."""

import pytest
from click.testing import CliRunner
from sqlalchemy import text
from support.databases import clone_of, query
from support.loading import FIGURE, SOURCE, know_tables, write_figures

from minzheng.cli import main
from minzheng.database import locks

engine = clone_of("reference_template")


@pytest.fixture
def other(engine):
    """A session of somebody else."""
    with engine.connect() as connection:
        connection.execute(text("set application_name = 'somebody else'"))
        connection.commit()
        yield connection


@pytest.fixture(autouse=True)
def impatient(monkeypatch):
    monkeypatch.setattr(locks, "PATIENCE", dict.fromkeys(locks.PATIENCE, "300ms"))


def run(engine, *arguments):
    url = engine.url.render_as_string(hide_password=False)
    return CliRunner().invoke(main, ["--database", url, *map(str, arguments)])


@pytest.mark.parametrize("command", ["migrate", "up"])
def test_a_migration_gives_up_where_another_is_at_work_and_says_who(engine, other, command):
    locks.acquire(other, locks.SCHEMA)
    ended = run(engine, command)
    assert ended.exit_code == 1
    assert "Gave up after 300ms: it is blocked by somebody else, the role " in ended.output


def test_a_migration_gives_up_where_a_reader_is_in_its_way_and_nothing_is_changed(engine, other):
    other.execute(text("select count(*) from mart.value"))
    with engine.begin() as connection:
        connection.execute(text("comment on view mart.unit is 'drift'"))
    ended = run(engine, "migrate")
    assert ended.exit_code == 1
    assert "it is blocked by somebody else, the role " in ended.output
    assert "select count(*) from mart.value" in ended.output
    comment = "select obj_description('mart.unit'::regclass)"
    assert query(engine, comment) == [("drift",)]
    other.rollback()
    assert run(engine, "migrate").exit_code == 0
    assert query(engine, comment) != [("drift",)]


def test_a_load_gives_up_where_another_does_not_end(engine, other, tmp_path):
    know_tables(engine, tmp_path, SOURCE)
    path = write_figures(tmp_path, [FIGURE])
    locks.acquire(other, locks.CONTENT)
    ended = run(engine, "load", path)
    assert ended.exit_code == 1
    assert "Waiting for another load: somebody else, the role " in ended.output
    assert "Gave up after 300ms: it is blocked by somebody else" in ended.output
    other.rollback()
    assert run(engine, "load", path).exit_code == 0
