"""Growth and shares that tables and charts state, loaded from files of their own."""

from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import text
from support.databases import query
from support.ledgers import write
from support.loading import load

from minzheng import data

NAME = "mca-2024-bulletin-quoted.comparisons.csv"
ROW = {
    "locator": "page=13",
    "printed": "-20.5%",
    "kind": "growth",
    "indicator": "marriage_registrations",
    "area": "000000",
    "breakdown": "act=marriage",
    "period_start": "2024-01-01",
    "period_end": "2024-12-31",
    "base_period_start": "2023-01-01",
    "base_period_end": "2023-12-31",
}
CHECKED = """
    select printed, stated_low, stated_high, verdict, base_period_end::text, observation_count
    from mart.comparison_check inner join mart.source using (source_code)
    where source_code = 'mca-2024-bulletin-quoted'
"""


@pytest.fixture
def database(reference_engine):
    """The reference lists, and the figures of one bulletin."""
    figures = Path(data.__path__[0]) / "tables" / "mca-2024-bulletin-quoted.csv"
    assert load(reference_engine, figures).added == 8
    return reference_engine


def load_comparisons(engine, folder, *rows):
    return load(engine, write(folder / NAME, tuple(ROW), rows))


def test_a_file_of_comparisons_belongs_to_the_source_before_the_point(database, tmp_path):
    assert load_comparisons(database, tmp_path, ROW).added == 1
    assert query(database, CHECKED) == [
        ("-20.5%", Decimal("-20.55"), Decimal("-20.45"), "no_base", "2023-12-31", 8)
    ]


def test_a_changed_comparison_follows_and_a_vanished_one_is_withdrawn(database, tmp_path):
    load_comparisons(database, tmp_path, ROW, ROW | {"locator": "page=14", "printed": "5%"})
    result = load_comparisons(database, tmp_path, ROW | {"printed": "-20.6%"})
    assert (result.added, result.revised, result.withdrawn) == (0, 1, 1)
    assert [row[0] for row in query(database, CHECKED)] == ["-20.6%"]
    assert load_comparisons(database, tmp_path, ROW | {"printed": "-20.6%"}).outcome == "unchanged"


@pytest.mark.parametrize(
    ("wrong", "reject"),
    [
        ({"printed": "many"}, ("printed", "unreadable")),
        ({"indicator": "unheard_of"}, ("indicator", "unknown_code")),
        ({"area": "999999"}, ("area", "unknown_code")),
        ({"period_end": "2024-02-30"}, ("period_end", "ill_formed")),
        ({"kind": "guess"}, ("kind", "not_allowed")),
        ({"breakdown": "act=unheard_of"}, ("breakdown", "unknown_breakdown")),
    ],
)
def test_a_wrong_comparison_refuses_its_file(database, tmp_path, wrong, reject):
    result = load_comparisons(database, tmp_path, ROW | wrong)
    assert result.outcome == "refused"
    assert reject in {(one.column, one.reason) for one in result.rejects}


def test_two_comparisons_at_one_place_are_refused(database, tmp_path):
    result = load_comparisons(database, tmp_path, ROW, ROW)
    assert [(one.line, one.reason) for one in result.rejects] == [(3, "duplicate")]


def test_the_growth_that_the_bulletins_state_is_confronted_with_their_figures(bundled):
    verdicts = """
        select verdict, count(*) from mart.comparison_check
        where source_code like 'mca-%' group by 1 order by 1
    """
    found = dict(map(tuple, bundled.execute(text(verdicts))))
    assert found == {"confirmed": 17, "contradicted": 4}
    wrong = """
        select printed, round(computed, 1), note from mart.comparison_check
        where source_code like 'mca-%' and verdict = 'contradicted'
        order by period_end, printed
    """
    beds, *shares = sorted(bundled.execute(text(wrong)).all())
    assert beds[:2] == ("1.7%", Decimal("-2.7")) and "comparable basis" in beds.note
    # Of the population as it was known before the census of 2020 revised it.
    assert [(printed, computed) for printed, computed, _note in shares] == [
        ("17.3%", Decimal("17.2")),
        ("17.9%", Decimal("17.8")),
        ("18.1%", Decimal("18.0")),
    ]
