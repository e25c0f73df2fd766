import shutil
from pathlib import Path

import pytest
from alembic.config import CommandLine
from alembic.script import ScriptDirectory
from sqlalchemy import text

from minzheng import database, migrations

ROOT = Path(migrations.__path__[0]).parent
HEAD = ScriptDirectory(migrations.__path__[0]).get_current_head()
NEXT = f"r{int(HEAD[1:]) + 1:04}"


@pytest.fixture
def alembic(engine, tmp_path, monkeypatch, capsys):
    """Calls the alembic command in a copy of the project; its status and what it said."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(ROOT / "migrations", tmp_path / "migrations")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MINZHENG_DATABASE", engine.url.render_as_string(hide_password=False))

    def call(*arguments):
        try:
            CommandLine().main(argv=arguments)
            status = 0
        except SystemExit as end:
            status = end.code
        return status, "".join(capsys.readouterr())

    return call


@pytest.fixture
def revise(alembic, tmp_path):
    """Calls alembic revision; its status, what it said, and the files that it wrote."""
    before = set(tmp_path.glob("migrations/versions/*.py"))

    def call(*arguments):
        done = alembic("revision", *arguments)
        return *done, set(tmp_path.glob("migrations/versions/*.py")) - before

    return call


def test_a_revision_with_nothing_in_it_is_refused_in_one_line(revise):
    status, said, written = revise("--autogenerate", "-m", "nothing")
    assert status != 0
    assert "there is nothing to migrate" in said
    assert not written


def test_checks_that_differ_are_found_numbered_and_changed_there_and_back(engine, alembic, revise):
    with engine.begin() as connection:
        connection.execute(text("alter table core.unit drop constraint unit_factor_check"))
        connection.execute(text("alter table core.unit add constraint extra_check check (true)"))
        connection.execute(text("alter table core.rule drop constraint rule_kind_check"))
        kinds = "alter table core.rule add constraint rule_kind_check check (kind in ('equal'))"
        connection.execute(text(kinds))
    status, said, (written,) = revise("--autogenerate", "-m", "Units have factors")
    assert status == 0, said
    assert written.name == f"{NEXT}_units_have_factors.py"
    found = written.read_text("utf-8")
    upgrade = found[found.index("def upgrade") : found.index("def downgrade")]
    assert "op.create_check_constraint" in upgrade
    assert "unit_factor_check" in upgrade
    assert "kind in ('at_most', 'equal', 'not_falling')" in upgrade
    assert 'op.drop_constraint(op.f("extra_check")' in upgrade
    assert f'down_revision = "{HEAD}"' in found
    assert alembic("upgrade", NEXT)[0] == 0
    with engine.connect() as connection:
        assert database.differences(connection) == []
    assert alembic("downgrade", HEAD)[0] == 0
    with engine.connect() as connection:
        assert sorted(database.differences(connection)) == [
            "core.rule: rule_kind_check constraint differs",
            "core.unit: extra_check constraint is not of this release",
            "core.unit: unit_factor_check constraint is missing",
        ]


def test_a_revision_written_by_hand_is_numbered_too(revise):
    status, said, (written,) = revise("-m", "move rows")
    assert status == 0, said
    assert written.name == f"{NEXT}_move_rows.py"


# What takes a table from the release, and how that is named.
CHANGES = {
    "alter table core.unit drop constraint unit_factor_check": (
        "core.unit: unit_factor_check constraint is missing"
    ),
    "alter table core.unit add constraint extra_check check (true)": (
        "core.unit: extra_check constraint is not of this release"
    ),
    "drop index core.comparison_current_key": (
        "core.comparison: comparison_current_key index is missing"
    ),
    "alter table core.mention alter printed drop not null": (
        "core.mention.printed: nullable differs"
    ),
    "alter table ops.reject add column more text": (
        "ops.reject.more: column is not of this release"
    ),
    "comment on column core.unit.name is 'Another'": "core.unit.name: comment differs",
    "comment on table core.unit is 'Another'": "core.unit: comment differs",
    "create table core.more (one int)": "core.more: table is not of this release",
    "alter table core.member drop constraint member_dimension_code_fkey": (
        "core.member: member_dimension_code_fkey fk is missing"
    ),
    "alter table core.admin_unit_set disable trigger admin_unit_set_labels": (
        "core.admin_unit_set.admin_unit_set_labels differs"
    ),
    "drop trigger admin_unit_version_labels on core.admin_unit_version": (
        "core.admin_unit_version.admin_unit_version_labels differs"
    ),
    "drop index calc.series_copies_idx": "calc.series differs",
    "create or replace function core.keep_area_labels() returns trigger language plpgsql"
    " as 'begin return null; end'": "core.keep_area_labels differs",
}


def test_what_differs_from_the_release_is_named(connection):
    assert database.differences(connection) == []
    for statement in CHANGES:
        connection.execute(text(statement))
    assert sorted(database.differences(connection)) == sorted(CHANGES.values())
