"""What every kind of file has, and which kind a file is of."""

import csv
from itertools import combinations

import pytest
from support.databases import query
from support.ledgers import write
from support.loading import load, load_list

from minzheng.loaders import run
from minzheng.loaders.files import UnreadableFile, open_file
from minzheng.loaders.kinds.reference import LISTS
from minzheng.loaders.kinds.registry import (
    KINDS,
    describe_difference,
    kind_of,
    recognise_in_order,
)

pytestmark = pytest.mark.once

WITH_COLUMNS = [kind for kind in KINDS if kind.columns]
DEFINED = dict.fromkeys(("name", "name_en", "definition", "definition_en"), "x")


def test_every_kind_has_a_name_of_its_own_and_a_meaning_in_both_languages():
    names = [kind.name for kind in KINDS]
    assert len(set(names)) == len(names)
    assert all(not kind.meaning.isascii() and kind.meaning_en.isascii() for kind in KINDS)
    assert not any(mark in kind.meaning for kind in KINDS for mark in ",.:;!?()")


@pytest.mark.parametrize(
    ("columns", "kind"),
    [
        ("indicator,area,period,printed,unit", "figures"),
        ("locator,printed,disposition,stuff", "ledger"),
        ("code,name,name_en", "dimensions"),
    ],
)
def test_a_file_of_no_kind_is_compared_with_the_one_it_was_meant_to_be(columns, kind):
    told = describe_difference(tuple(columns.split(",")))
    assert f"nearest is that of {kind};" in told


def test_no_file_can_be_of_two_kinds():
    for one, other in combinations(WITH_COLUMNS, 2):
        least = {*one.required, *other.required}
        assert not (one.fits(tuple(least)) and other.fits(tuple(least))), (one.name, other.name)


@pytest.mark.parametrize("path", run.bundled(), ids=lambda path: path.stem)
def test_a_bundled_file_is_of_one_kind(path):
    file = open_file(path)
    assert kind_of(file) is LISTS.get(path.stem, kind_of(file))
    assert sum(kind.fits(file.columns) for kind in WITH_COLUMNS) == 1


@pytest.mark.parametrize("kind", WITH_COLUMNS, ids=lambda kind: kind.name)
def test_columns_that_may_be_empty_may_be_left_out_and_no_others(kind):
    assert kind.fits(kind.required)
    for column in kind.columns:
        others = tuple(name for name in kind.header if name != column.name)
        assert kind.fits(others) is column.optional
    assert not kind.fits((*kind.header, "colour"))


def test_lists_are_loaded_in_order_of_dependence_and_before_figures(tmp_path):
    names = ["alerts", "units", "indicators", "programs"]
    lists = [write(tmp_path / f"my-{name}.csv", LISTS[name].header, []) for name in names]
    header = ("indicator", "area", "period_start", "period_end", "printed")
    figures = [write(tmp_path / f"{name}.csv", header, []) for name in "ba"]
    in_order = recognise_in_order(map(open_file, [*figures, *lists]))
    assert [one.file.path.stem for one in in_order] == [
        "my-units",
        "my-programs",
        "my-indicators",
        "my-alerts",
        "b",
        "a",
    ]


def test_a_file_is_recognised_once(reference_engine, tmp_path, monkeypatch):
    seen = []
    fits = type(WITH_COLUMNS[0]).fits
    monkeypatch.setattr(
        type(WITH_COLUMNS[0]), "fits", lambda *given: seen.append(1) or fits(*given)
    )
    program = DEFINED | {"code": "mine", "parent": ""}
    assert load_list(reference_engine, tmp_path, "programs", [program], "mine").added == 1
    assert len(seen) == [*LISTS].index("programs") + 1


def test_a_column_that_stands_twice_in_the_header_is_refused(tmp_path):
    path = tmp_path / "twice.csv"
    path.write_text("code,parent,name,name_en,definition,definition_en,name\n", encoding="utf-8")
    with pytest.raises(UnreadableFile, match="name more than once"):
        kind_of(open_file(path))


def test_what_a_list_leaves_out_is_what_is_usual(reference_engine, tmp_path):
    metric = DEFINED | {
        "code": "beds_per_institution",
        "program": "elderly_care",
        "kind": "ratio",
        "numerator": "elderly_beds",
        "denominator": "elderly_institutions",
        "alignment": "same_period",
        "unit": "item",
        "unit_declared": "true",
    }
    result = load(reference_engine, write(tmp_path / "mine.csv", tuple(metric), [metric]))
    assert (result.rejects, result.added) == ([], 1)
    usual = """
        select breakdown.key, denominator_area, part_of_whole, base_year from core.metric
        inner join core.breakdown on breakdown_id = numerator_breakdown_id
        where code = 'beds_per_institution'
    """
    assert query(reference_engine, usual) == [("total", "same", False, None)]


@pytest.mark.parametrize("name", LISTS)
def test_a_bundled_list_without_its_empty_optional_columns_says_the_same(
    reference_engine, tmp_path, name
):
    with (run.BUNDLED / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    kind = LISTS[name]
    usual = {column.name: column.usual or "" for column in kind.columns if column.optional}
    left_out = {
        key for key in usual if all(line.get(key, "") in ("", usual[key]) for line in lines)
    }
    header = [key for key in kind.header if key not in left_out]
    slim = [{key: line[key] for key in header} for line in lines]
    result = load(reference_engine, write(tmp_path / "mine.csv", header, slim))
    assert (result.rejects, result.changes) == ([], 0)
