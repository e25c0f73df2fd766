"""A line that is gone from the file of a reference list."""

import pytest
from support.databases import query
from support.ledgers import source, write
from support.loading import load_figures, load_list

from minzheng.loaders import run
from minzheng.loaders.kinds.reference import LISTS

PROGRAM = {"parent": "", "name": "甲", "name_en": "a", "definition": "甲", "definition_en": "a"}
ALIAS = {"printed_unit": "人", "indicator": "dibao_persons", "breakdown": "total", "basis": "point"}


@pytest.fixture
def load(reference_engine, tmp_path):
    """Loads a list without a fault, from a file of its name or another."""

    def loaded(name, rows, file=None, folder=tmp_path):
        result = load_list(reference_engine, folder, name, rows, file)
        assert result.faults == []
        return result

    return loaded


def programs(*codes, parent=""):
    return [PROGRAM | {"code": code, "parent": parent} for code in codes]


@pytest.fixture
def count(reference_engine):
    def counted(condition, table="core.program"):
        return query(reference_engine, f"select count(*) from {table} where {condition}")[0][0]

    return counted


def test_a_line_that_its_file_has_no_longer_is_removed(load, count):
    load("programs", programs("one", "two"))
    result = load("programs", programs("two"))
    assert (result.outcome, result.withdrawn, result.unchanged) == ("loaded", 1, 1)
    assert count("code in ('one', 'two')") == 1


def test_what_other_files_have_brought_stays(load, count):
    before = count("true")
    load("programs", programs("one"))
    load("programs", programs("two"), "mine")
    assert count("true") == before + 2
    load("programs", programs("three"))
    assert count("code in ('one', 'two', 'three')") == 2


def test_a_file_of_the_same_name_elsewhere_removes_nothing(load, count, tmp_path):
    before = count("true")
    (tmp_path / "elsewhere").mkdir()
    load("programs", programs("one"))
    load("programs", programs("two"), folder=tmp_path / "elsewhere")
    assert count("true") == before + 2


def test_a_line_that_another_file_has_too_stays(load, count):
    load("programs", programs("one", "two"))
    load("programs", programs("one"), "mine")
    assert load("programs", programs("two")).withdrawn == 0
    assert count("code = 'one'") == 1


def test_what_is_referred_to_stays_and_is_said_until_nothing_does(load, count):
    load("programs", programs("one", "two"))
    load("programs", programs("below", parent="one"), "mine")
    result = load("programs", programs("two"))
    assert (result.outcome, result.withdrawn, result.unchanged) == ("loaded", 0, 1)
    (kept,) = result.rejects
    assert (kept.value, kept.reason) == ("one", "still_used")
    assert "core.program refers to it" in kept.message
    assert count("code = 'one'") == 1
    result = load("programs", programs("three"), "mine")
    assert (result.withdrawn, result.rejects) == (2, [])
    assert count("code in ('one', 'below')") == 0


def test_a_plan_shows_what_would_be_removed_and_removes_nothing(
    load, count, reference_engine, tmp_path
):
    load("programs", programs("one", "two"))
    path = write(tmp_path / "programs.csv", LISTS["programs"].header, programs("two"))
    (result,) = run.plan(reference_engine, [path])
    assert result.withdrawn == 1
    assert count("code = 'one'") == 1


def test_a_source_with_figures_is_never_removed(load, reference_engine, tmp_path):
    load("sources", [source() | {"code": "one"}, source()])
    day = {"period_start": "2022-12-31", "period_end": "2022-12-31"}
    figure = day | {"indicator": "volunteers", "area": "530621", "printed": "1200"}
    assert load_figures(reference_engine, tmp_path, [figure], "one").added == 1
    result = load("sources", [source()])
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
def test_lines_of_every_shape_are_removed_whole(load, count, name, row, table):
    before = count("true", f"core.{table}")
    load(name, [row])
    assert count("true", f"core.{table}") == before + 1
    assert load(name, []).withdrawn == 1
    assert count("true", f"core.{table}") == before


def test_a_list_that_lacks_much_is_refused_and_one_that_lacks_a_little_is_not(
    load, count, reference_engine, tmp_path
):
    codes = [f"program_{number}" for number in range(30)]
    load("programs", programs(*codes))
    load("programs", programs(*codes[6:]))
    assert count("code like 'program%'") == 24
    result = load_list(reference_engine, tmp_path, "programs", programs(*codes[20:]), None)
    (reject,) = result.rejects
    assert (result.outcome, reject.reason) == ("refused", "withdrawals")
    assert "14 of 24 lines of" in reject.message
    assert count("code like 'program%'") == 24
