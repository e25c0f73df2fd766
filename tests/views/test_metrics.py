import pytest
from sqlalchemy import text
from support.databases import query
from support.loading import SOURCE, know_tables, load_figures, load_list

USUAL = {
    "code": "mine",
    "program": "volunteering",
    "kind": "ratio",
    "numerator": "volunteers",
    "numerator_breakdown": "total",
    "denominator": "volunteer_teams",
    "denominator_breakdown": "total",
    "denominator_area": "same",
    "alignment": "same_period",
    "unit": "person/item",
    "unit_declared": "false",
    "part_of_whole": "false",
} | dict.fromkeys(("name", "name_en", "definition", "definition_en"), "mine")
COUNTY, PREFECTURE, PROVINCE = "530621", "530600", "530000"


def figure(indicator, year, printed, area=COUNTY, start="12-31", breakdown="total"):
    return {
        "indicator": indicator,
        "area": area,
        "breakdown": breakdown,
        "period_start": f"{year}-{start}",
        "period_end": f"{year}-12-31",
        "printed": printed,
    }


@pytest.fixture
def define(reference_engine, tmp_path):
    def defining(**changes):
        result = load_list(reference_engine, tmp_path, "metrics", [USUAL | changes])
        return [(reject.column, reject.reason, reject.message) for reject in result.rejects]

    return defining


@pytest.fixture
def values(reference_engine, tmp_path):
    """Loads figures and gives what mart.metric_value makes of them."""
    know_tables(reference_engine, tmp_path, SOURCE)

    def valued(*figures, columns="value, low, high"):
        assert not load_figures(reference_engine, tmp_path, figures).rejects
        found = f"""
            select {columns} from mart.metric_value where metric_code = 'mine'
            order by period_end, area_code
        """
        return query(reference_engine, found)

    return valued


def test_the_factor_follows_from_the_units(define, values):
    standards = {"numerator": "orphan_standard", "denominator": "dibao_standard"}
    of = {"numerator_breakdown": "care=scattered", "denominator_breakdown": "residence=urban"}
    assert define(**standards, **of, unit="percent") == []
    month = figure("orphan_standard", 2012, "800", breakdown="care=scattered")
    year = figure("dibao_standard", 2012, "4800", breakdown="residence=urban")
    assert values(month, year)[0] == (200, 200, 200)


@pytest.mark.parametrize(
    "change",
    [
        {"unit": "percent"},
        {"unit": "CNY/person"},
        {"kind": "gap"},
        {"denominator": "lottery_sales"},
        {"kind": "annual_growth", "alignment": "base_year", "base_year": "2010"},
    ],
)
def test_a_unit_that_does_not_follow_is_refused(define, change):
    ((column, reason, message),) = define(**change)
    assert (column, reason) == ("unit", "wrong_unit")
    assert "person" in message


def test_a_unit_may_be_declared(define, values):
    assert define(unit="percent", unit_declared="true") == []
    found = values(figure("volunteers", 2012, "12"), figure("volunteer_teams", 2012, "48"))
    assert found == [(25, 25, 25)]


def test_a_gap_has_a_sign_where_the_intervals_allow(define, values):
    options = {"kind": "gap", "denominator": "volunteers", "unit": "person"}
    assert define(**options, alignment="latest_before", denominator_area="parent") == []
    found = values(
        figure("volunteers", 2012, "1.0万", PREFECTURE),
        figure("volunteers", 2012, "9600"),
        figure("volunteers", 2012, "9000", "530622"),
        columns="value, low, high, sign_certain",
    )
    assert found[-2:] == [(-400, -900, 100, False), (-1000, -1500, -500, True)]


def test_a_share_of_a_whole_stays_within_it(define, values):
    options = {"denominator": "volunteers", "denominator_area": "province", "unit": "percent"}
    assert define(**options, part_of_whole="true") == []
    found = values(
        figure("volunteers", 2012, "1.0万", PREFECTURE),
        figure("volunteers", 2012, "1.0万", PROVINCE),
    )
    ((value, low, high),) = found
    assert (value, high) == (100, 100)
    assert 90 < low < 91


def test_an_index_is_certain_of_nothing_but_its_intervals(define, values):
    options = {"denominator": "volunteers", "unit": "percent", "alignment": "base_year"}
    assert define(**options, base_year="2012") == []
    assert values(figure("volunteers", 2012, "200"), figure("volunteers", 2014, "300")) == [
        (150, 150, 150)
    ]


def test_annual_growth_compounds(define, values):
    options = {"denominator": "volunteers", "unit": "percent", "alignment": "base_year"}
    assert define(**options, kind="annual_growth", base_year="2012") == []
    ((value, _low, _high),) = values(
        figure("volunteers", 2012, "100"), figure("volunteers", 2014, "121")
    )
    assert float(value) == pytest.approx(10, abs=0.02)


def test_the_mean_of_the_ends_of_a_year_needs_both(define, values):
    define(
        numerator="lottery_sales",
        denominator="volunteers",
        unit="CNY/person",
        alignment="average_of_year_ends",
    )
    sales = figure("lottery_sales", 2013, "3000", start="01-01")
    earlier = figure("lottery_sales", 2012, "3000", start="01-01")
    found = values(
        earlier,
        sales,
        figure("volunteers", 2012, "100"),
        figure("volunteers", 2013, "200"),
        columns="value, denominator, denominator_first_observation_id is not null",
    )
    assert found == [(20, 150, True)]


def test_the_age_of_the_denominator_is_shown(define, values):
    define(alignment="latest_before")
    found = values(
        figure("volunteers", 2014, "12"),
        figure("volunteer_teams", 2012, "6"),
        columns="value, denominator_age_days",
    )
    assert found == [(2, 730)]


def test_all_bundled_metrics_answer(bundled):
    query = """
        select code from core.metric where code not in (select metric_code from mart.metric_value)
    """
    assert bundled.execute(text(query)).scalars().all() == []


def test_bounds_enclose_values_and_shares_stay_within_the_whole(bundled):
    query = """
        select count(*) filter (where value not between low and high),
            count(*) filter (where part_of_whole and high > factor and low <= factor)
        from mart.metric_value inner join mart.metric using (metric_code)
    """
    assert tuple(bundled.execute(text(query)).one()) == (0, 0)


def test_what_accumulates_from_one_day_must_not_fall(values, reference_engine):
    months = [
        figure(
            "so_beneficiaries", 2012, "500", start="01-01", breakdown="purpose=poverty_alleviation"
        )
        | {"period_end": f"2012-{month}"}
        for month in ("03-31", "06-30")
    ]
    months[1]["printed"] = "400"
    values(*months)
    checks = """
        select left_value, right_value, verdict from mart.rule_check
        where rule_code = 'so_beneficiaries_accumulate' and area_code = '530621'
    """
    assert query(reference_engine, checks) == [(500, 400, "fails")]
