"""A line that is gone from the file of a reference list."""

import pytest
from sqlalchemy import text
from support.ledgers import source, write

from minzheng.loaders import run
from minzheng.loaders.kinds.reference import LISTS

PROGRAM = {"parent": "", "name": "甲", "name_en": "a", "definition": "甲", "definition_en": "a"}
ALIAS = {"printed_unit": "人", "indicator": "dibao_persons", "breakdown": "total", "basis": "point"}


def load(engine, folder, name, rows, file=None):
    header = LISTS[name].header
    path = write(folder / (file or f"{name}.csv"), header, rows)
    (result,) = run.load(engine, [path])
    assert result.faults == []
    return result


def programs(*codes, parent=""):
    return [PROGRAM | {"code": code, "parent": parent} for code in codes]


def count(engine, condition, table="core.program"):
    with engine.connect() as connection:
        return connection.execute(text(f"select count(*) from {table} where {condition}")).scalar()


def test_a_line_that_its_file_has_no_longer_is_removed(loaded_engine, tmp_path):
    load(loaded_engine, tmp_path, "programs", programs("one", "two"))
    result = load(loaded_engine, tmp_path, "programs", programs("two"))
    assert (result.outcome, result.withdrawn, result.unchanged) == ("loaded", 1, 1)
    assert count(loaded_engine, "code in ('one', 'two')") == 1


def test_what_other_files_have_brought_stays(loaded_engine, tmp_path):
    before = count(loaded_engine, "true")
    load(loaded_engine, tmp_path, "programs", programs("one"))
    load(loaded_engine, tmp_path, "programs", programs("two"), "mine.csv")
    assert count(loaded_engine, "true") == before + 2
    load(loaded_engine, tmp_path, "programs", programs("three"))
    assert count(loaded_engine, "code in ('one', 'two', 'three')") == 2


def test_a_file_of_the_same_name_elsewhere_removes_nothing(loaded_engine, tmp_path):
    before = count(loaded_engine, "true")
    (tmp_path / "elsewhere").mkdir()
    load(loaded_engine, tmp_path, "programs", programs("one"))
    load(loaded_engine, tmp_path / "elsewhere", "programs", programs("two"))
    assert count(loaded_engine, "true") == before + 2


def test_a_line_that_another_file_has_too_stays(loaded_engine, tmp_path):
    load(loaded_engine, tmp_path, "programs", programs("one", "two"))
    load(loaded_engine, tmp_path, "programs", programs("one"), "mine.csv")
    assert load(loaded_engine, tmp_path, "programs", programs("two")).withdrawn == 0
    assert count(loaded_engine, "code = 'one'") == 1


def test_what_is_referred_to_stays_and_is_said_until_nothing_does(loaded_engine, tmp_path):
    load(loaded_engine, tmp_path, "programs", programs("one", "two"))
    load(loaded_engine, tmp_path, "programs", programs("below", parent="one"), "mine.csv")
    result = load(loaded_engine, tmp_path, "programs", programs("two"))
    assert (result.outcome, result.withdrawn, result.unchanged) == ("loaded", 0, 1)
    (kept,) = result.rejects
    assert (kept.value, kept.reason) == ("one", "still_used")
    assert "core.program refers to it" in kept.message
    assert count(loaded_engine, "code = 'one'") == 1
    result = load(loaded_engine, tmp_path, "programs", programs("three"), "mine.csv")
    assert (result.withdrawn, result.rejects) == (2, [])
    assert count(loaded_engine, "code in ('one', 'below')") == 0


def test_a_plan_shows_what_would_be_removed_and_removes_nothing(loaded_engine, tmp_path):
    load(loaded_engine, tmp_path, "programs", programs("one", "two"))
    path = write(tmp_path / "programs.csv", LISTS["programs"].header, programs("two"))
    (result,) = run.plan(loaded_engine, [path])
    assert result.withdrawn == 1
    assert count(loaded_engine, "code = 'one'") == 1


def test_a_source_with_figures_is_never_removed(loaded_engine, tmp_path):
    load(loaded_engine, tmp_path, "sources", [source() | {"code": "one"}, source()])
    with loaded_engine.begin() as connection:
        moved = "update core.observation set source_id = (select source_id from core.source"
        connection.execute(
            text(
                f"{moved} where code = 'one') where source_id = (select min(source_id)"
                " from core.observation) and accepted"
            )
        )
    result = load(loaded_engine, tmp_path, "sources", [source()])
    assert [reject.value for reject in result.rejects] == ["one"]


NAMED = {"name": "甲县", "name_en": "a"}
UNIT = NAMED | {
    "unit": "990001",
    "code": "990001",
    "level": "county",
    "parent": "530000",
    "valid_from": "2020-01-01",
    "valid_to": "",
    "precision": "day",
}
SET = NAMED | {
    "set": "set:one",
    "definition": "甲",
    "definition_en": "a",
    "within": "530000",
    "member_count": "2",
    "members": "530102|530103",
}
SHAPES = [
    ("indicator_aliases", ALIAS | {"label_path": "甲|乙"}, "indicator_alias"),
    ("indicator_aliases", ALIAS | {"label_path": "甲", "printed_unit": ""}, "indicator_alias"),
    ("admin_unit_versions", UNIT, "admin_unit"),
    ("admin_unit_sets", SET, "admin_unit"),
]


@pytest.mark.parametrize(("name", "row", "table"), SHAPES)
def test_lines_of_every_shape_are_removed_whole(loaded_engine, tmp_path, name, row, table):
    before = count(loaded_engine, "true", f"core.{table}")
    load(loaded_engine, tmp_path, name, [row])
    assert count(loaded_engine, "true", f"core.{table}") == before + 1
    assert load(loaded_engine, tmp_path, name, []).withdrawn == 1
    assert count(loaded_engine, "true", f"core.{table}") == before


def test_what_is_bundled_removes_nothing_when_it_is_loaded_again(loaded_engine):
    results = list(run.load(loaded_engine, run.bundled()))
    assert sum(result.changes for result in results) == 0
    assert count(loaded_engine, "is_gone", "ops.listed") == 0
