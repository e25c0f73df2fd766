from functools import partial

import pytest
from sqlalchemy import text
from support import databases
from support.loading import SOURCE, know_tables, load, load_figures

from minzheng.loaders.files import BUNDLED

CENSUSES = ("2010-11-01", "2020-11-01")


@pytest.fixture
def load_years(reference_engine, tmp_path):
    """Loads figures of the ends of years for areas, and gives what asks what is made of them."""
    know_tables(reference_engine, tmp_path, SOURCE)

    def loaded(*years, indicator="volunteers", breakdown="total"):
        records = [
            {"indicator": indicator, "breakdown": breakdown, "area": area, "printed": printed}
            | {"period_start": f"{year}-12-31", "period_end": f"{year}-12-31"}
            for year, figures in years
            for area, printed in figures.items()
        ]
        assert not load_figures(reference_engine, tmp_path, records).rejects
        return partial(databases.query, reference_engine)

    return loaded


@pytest.fixture
def census(reference_engine):
    """How many live in each county, and so what each counts for."""
    assert not load(reference_engine, BUNDLED / "tables" / "census-2020-counties.csv").rejects


@pytest.fixture
def counties(reference_engine):
    query = "select area_code from mart.area where parent_code = '530600' and in_force order by 1"
    return [code for (code,) in databases.query(reference_engine, query)]


ROLLUP = """
    select stated, sum_of_children, low, high, children_reporting, children_total, residual, verdict
    from mart.rollup
    where area_code = '530600' and indicator_code = 'volunteers' order by period_end
"""


@pytest.mark.parametrize("day", CENSUSES)
def test_counties_add_up_to_prefectures_and_these_to_the_province(bundled, day):
    query = """
        select area_level, count(*), count(*) filter (where verdict = 'holds' and residual = 0)
        from mart.rollup
        where
            period_end = cast(:day as date) and children_reporting = children_total
            and indicator_code in ('population', 'elderly_persons')
        group by 1
    """
    found = {level: rest for level, *rest in bundled.execute(text(query), {"day": day})}
    assert found.keys() >= {"province", "prefecture"}
    for sums, holding in found.values():
        assert sums == holding > 0


@pytest.mark.usefixtures("census")
def test_all_children_that_add_up_hold_and_cover_everyone(load_years, counties):
    figures = dict.fromkeys(counties, "10")
    query = load_years((2019, figures | {"530600": str(10 * len(counties))}))
    many = len(counties)
    assert query(ROLLUP) == [(10 * many, 10 * many, 10 * many, 10 * many, many, many, 0, "holds")]
    covered = "select share_of_population_covered from mart.rollup where area_code = '530600'"
    assert query(f"{covered} and indicator_code = 'volunteers'") == [(1,)]


def test_a_sum_that_differs_fails(load_years, counties):
    figures = dict.fromkeys(counties, "10")
    query = load_years((2019, figures | {"530600": "109"}))
    assert query(ROLLUP)[0][-2:] == (109 - 10 * len(counties), "fails")


def test_a_missing_child_makes_a_sum_partial_and_bounds_it(load_years, counties):
    figures = dict.fromkeys(counties[1:], "10") | {"530600": "1000"}
    query = load_years((2019, figures))
    ((_stated, total, low, high, reporting, children, residual, verdict),) = query(ROLLUP)
    assert (reporting, children) == (len(counties) - 1, len(counties))
    assert (total, low, verdict) == (10 * reporting, 10 * reporting, "partial")
    assert high > 1000 > residual == 1000 - total


def test_children_that_already_exceed_the_parent_fail_though_some_are_missing(load_years, counties):
    figures = dict.fromkeys(counties[1:], "1000") | {"530600": "100"}
    assert load_years((2019, figures))(ROLLUP)[0][-1] == "fails"


def test_rounded_figures_fail_only_where_no_true_ones_could_add_up(load_years, counties):
    figures = dict.fromkeys(counties, "1.0万")
    many = len(counties)
    query = load_years((2019, figures | {"530600": f"{many + 0.4:.1f}万"}))
    assert query(ROLLUP)[0][-1] == "holds"
    query = load_years((2019, figures | {"530600": f"{many + 1}.0万"}))
    assert query(ROLLUP)[0][-1] == "fails"


def test_a_unit_counts_where_it_lay_on_the_day_asked_for(bundled):
    """A unit that is there later is no child of an earlier hierarchy."""
    query = """
        select children_total from mart.rollup_at(cast(:day as date))
        where
            area_code = '530000' and indicator_code = 'population' and breakdown = 'total'
            and period_end = '2020-11-01'
    """
    assert bundled.execute(text(query), {"day": "2012-01-01"}).scalar_one() == 16


@pytest.mark.usefixtures("census")
def test_standards_are_weighted_and_only_their_bounds_are_certain(load_years, counties):
    usual = {"indicator": "dibao_standard", "breakdown": "residence=rural"}
    figures = dict.fromkeys(counties, "5000") | {counties[0]: "7000"}
    query = load_years((2017, figures | {"530600": "6999"}), **usual)
    found = """
        select method, sum_of_children, low, high, verdict from mart.rollup
        where area_code = '530600' and indicator_code = 'dibao_standard'
            and period_end = '2017-12-31'
    """
    ((method, mean, low, high, verdict),) = query(found)
    assert (method, low, high, verdict) == ("weighted", 5000, 7000, "holds")
    assert 5000 < mean < 7000
    query = load_years((2017, figures | {"530600": "7001"}), **usual)
    assert query(found)[0][-1] == "fails"


def test_completeness_tells_reported_derived_and_missing(load_years, counties):
    query = load_years((2019, dict.fromkeys(counties, "10")), (2018, {counties[0]: "3"}))
    states = """
        select year, area_code, state from mart.completeness
        where indicator_code = 'volunteers' and year in (2018, 2019)
            and (area_code = '530600' or area_code like '5306__')
    """
    found = {(year, code): state for year, code, state in query(states)}
    assert found[2019, "530600"] == "derived"
    assert found[2019, counties[1]] == found[2018, counties[0]] == "reported"
    assert found[2018, counties[1]] == "missing"


def test_a_total_that_shrinks_since_a_member_is_silent_raises_an_alert(load_years, counties):
    usual = {"indicator": "dibao_persons", "breakdown": "residence=rural"}
    everyone = dict.fromkeys(counties, "1000")
    fewer = dict.fromkeys(counties[1:], "1000")
    query = load_years((2017, everyone), (2018, fewer), **usual)
    alert = """
        select period_end::text, value, base_value from mart.alert
        where alert_code = 'dibao_persons_rural_member_loss' and area_code = '530600'
    """
    assert query(alert) == [("2018-12-31", -1, len(counties))]
    explained = """
        select item_en from mart.explain_alert(
            'dibao_persons_rural_member_loss', '530600', '2018-12-31'
        )
    """
    assert query(explained).count(("printed",)) == len(counties) - 1


def test_sources_in_conflict_raise_an_alert(bundled):
    query = """
        select area_name, message_en from mart.alert
        where
            alert_code = 'sources_in_conflict' and period_end = '2017-12-31'
            and observation_id in (
                select observation_id from mart.value
                where indicator_code = 'lottery_public_welfare_fund'
            )
    """
    ((area, message),) = bundled.execute(text(query)).all()
    assert area == "全国"
    assert "3 sources contradict each other" in message
