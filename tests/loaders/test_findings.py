"""What a load says of the figures that it brought: findings, a sentence each."""

import pytest
from support.loading import know_tables, load_figures, write_figures

from minzheng.loaders import run

DAY = {"period_start": "2023-06-30", "period_end": "2023-06-30"}


def persons(printed, **more):
    return {"indicator": "dibao_persons", "area": "530602", "printed": printed} | DAY | more


PARTS = [
    persons("100"),
    persons("60", breakdown="residence=urban"),
    persons("30", breakdown="residence=rural"),
]


@pytest.fixture
def started(database, tmp_path):
    """A database with figures, so that loads follow each other."""
    know_tables(database, tmp_path, "before", "now")
    load_figures(database, tmp_path, [persons("90", area="530621")], "before")
    return database


def sentences(result):
    return [(one.kind, one.sentence, one.sentence_en) for one in result.findings]


def test_a_rule_that_fails_is_told_with_its_figures(started, tmp_path):
    ((kind, chinese, english),) = sentences(load_figures(started, tmp_path, PARTS, "now"))
    assert kind == "rule"
    assert chinese.startswith("昭阳区 2023-06-30 ")
    assert chinese.endswith("不成立：100 对 90")
    assert english.startswith("Zhaoyang District 2023-06-30 ")
    assert english.endswith("fails: 100 against 90")


def test_a_figure_that_is_suspected_is_told_in_the_words_of_either_language(started, tmp_path):
    urban = persons("12900", breakdown="residence=urban")
    before = urban | {"period_start": "2023-03-31", "period_end": "2023-03-31"}
    load_figures(started, tmp_path, [before], "before")
    result = load_figures(started, tmp_path, [urban | {"printed": "129000"}], "now")
    ((kind, chinese, english),) = sentences(result)
    assert kind == "unit_slip"
    assert chinese == "昭阳区 最低生活保障人数 城市 2023-06-30 为 129000，预期约为 12900 人"
    assert english == (
        "Zhaoyang District Dibao recipients Urban 2023-06-30 is 129000"
        " though about 12900 person would be expected"
    )


def test_figures_that_add_up_are_not_remarkable(started, tmp_path):
    right = [*PARTS[:2], persons("40", breakdown="residence=rural")]
    assert load_figures(started, tmp_path, right, "now").findings == []


def test_a_source_that_says_otherwise_is_named_with_its_figure(started, tmp_path):
    result = load_figures(started, tmp_path, [persons("95", area="530621")], "now")
    ((kind, chinese, english),) = sentences(result)
    assert kind == "conflict"
    assert "此处为 95，在 before 中为 90" in chinese
    assert "is 95 here and 90 in before" in english


def test_what_was_there_before_is_no_finding_of_a_load(started, tmp_path):
    load_figures(started, tmp_path, PARTS, "now")
    other = load_figures(started, tmp_path, [persons("7", area="530623")], "before")
    assert other.findings == []


def test_a_plan_tells_the_findings_too(started, tmp_path):
    (planned,) = run.plan(started, [write_figures(tmp_path, PARTS, "now")])
    assert [finding.kind for finding in planned.findings] == ["rule"]
