from functools import partial

import pytest
from sqlalchemy import text
from support import databases
from support.loading import SOURCE, know_tables, load_figures


def record(year, printed, status="", start="12-31", **fields):
    usual = {"indicator": "volunteers", "area": "530621", "printed": printed, "status": status}
    return usual | {"period_start": f"{year}-{start}", "period_end": f"{year}-12-31"} | fields


@pytest.fixture
def load(reference_engine, tmp_path):
    """Loads figures of a county, and gives what asks what is made of them."""
    know_tables(reference_engine, tmp_path, SOURCE)

    def loaded(*records):
        assert not load_figures(reference_engine, tmp_path, records).rejects
        return partial(databases.query, reference_engine)

    return loaded


GROWTH = """
    select extract(year from base_period_end)::int, extract(year from period_end)::int, growth_pct
    from mart.growth where area_code = '530621' and indicator_code = 'volunteers' order by 1, 2
"""
SINCE = """
    select extract(year from period_end)::int, index, annual_growth_pct
    from mart.growth_since({year})
    where area_code = '530621' and indicator_code = 'volunteers' order by 1
"""


def test_growth_is_against_the_value_before_and_the_first(load):
    query = load(record(2018, "100"), record(2019, "110"), record(2020, "99"))
    assert query(GROWTH) == [(2018, 2019, 10), (2018, 2020, -1), (2019, 2020, -10)]


def test_nothing_is_compared_across_a_break(load):
    query = load(record(2018, "100"), record(2019, "50", "B"), record(2020, "60"))
    assert query(GROWTH) == [(2019, 2020, 20)]
    assert query(SINCE.format(year=2018)) == []


def test_part_of_a_year_is_not_compared_with_a_year(load):
    query = load(
        record(2018, "100", start="01-01"),
        record(2019, "50", start="01-01", period_end="2019-06-30"),
        record(2020, "120", start="01-01"),
    )
    assert [found[:2] for found in query(GROWTH)] == [(2018, 2020)]


def test_growth_since_a_named_year_has_an_index_and_a_compound_rate(load):
    query = load(record(2016, "100"), record(2018, "100"), record(2020, "121"))
    ((year, index, annual),) = query(SINCE.format(year=2018))
    assert (year, index) == (2020, 121)
    assert float(annual) == pytest.approx(10, abs=0.02)
    assert query(SINCE.format(year=2017)) == []


def test_percentages_change_by_percentage_points(bundled):
    query = (
        "select distinct change_unit, growth_pct is null from mart.growth where unit = 'percent'"
    )
    assert bundled.execute(text(query)).all() == [("percentage-point", True)]
