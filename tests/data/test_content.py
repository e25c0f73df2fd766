"""What is bundled: invariants of the data as SQL, and the figures that the README shows."""

import os
import re
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import text
from support.loading import know_tables, load_figures

from minzheng.loaders.articles import audit

INVARIANTS = {
    "every number of every text is accounted for": """
        select source.code
        from core.source
        join lateral (
            select sum(regexp_count(mention.printed, '\\d+([.,]\\d+)*')) as numbers
            from core.mention where mention.source_id = source.source_id
        ) as ledger on true
        where source.number_count is distinct from ledger.numbers
    """,
    "every current figure of a text is in the ledger of its source": """
        select observation_id from core.observation join core.source using (source_id)
        where number_count is not null and withdrawn_at is null and observation_id not in (
            select observation_id from core.mention where observation_id is not null
        )
    """,
    "every cell has exactly one accepted value": """
        select 1 from core.observation where withdrawn_at is null
        group by indicator_id, admin_unit_id, breakdown_id, period_start, period_end, basis
        having count(*) filter (where accepted) <> 1
    """,
    "a flow has a period and a stock or standard a day": """
        select observation_id from core.observation join core.indicator using (indicator_id)
        where
            kind = 'standard' and basis = 'during'
            or kind = 'flow' and basis in ('point', 'effective')
    """,
    "a figure with an inferred period says so": """
        select observation_id from core.observation
        where basis <> 'effective' and period_note is null and printed not like '%年%'
        and observation_id in (
            select observation_id from mart.reported where source_code = 'zhaotong-2022-review'
        )
    """,
    "every indicator, metric, member and area has a name in both languages": """
        select indicator_code from mart.indicator
        where indicator_name !~ '[一-龥]' or indicator_name_en !~ '^[ -~]+$'
        union all
        select metric_code from mart.metric
        where metric_name !~ '[一-龥]' or metric_name_en !~ '^[ -~]+$'
        union all
        select code from core.member where name_en ~ '[一-龥]'
        union all
        select code from core.admin_unit_version where name_en !~ '^[ -~]+$'
    """,
    "Yunnan, its prefectures and its counties are 146 units at the end of every year": """
        select year from generate_series(2010, 2024) as year
        where 146 <> (
            select count(*) from mart.area_at(make_date(year, 12, 31))
            where
                area_level in ('province', 'prefecture', 'county')
                and province_code = '530000'
        )
    """,
    "the counties of China are as many as the ministry counted at the end of 2020 and 2021": """
        select year from (values (2020, 2844), (2021, 2843)) as counted (year, counties)
        where counties <> (
            select count(*) from mart.area_at(make_date(year, 12, 31))
            where area_level = 'county'
        )
    """,
    "the counties of a census add up to their prefectures and the province": """
        select source_code, indicator_code, breakdown
        from mart.reported
        where source_code in ('census-2010-counties', 'census-2020-counties')
        group by source_code, indicator_code, breakdown
        having
            sum(value) filter (where area_level = 'county')
            <> sum(value) filter (where area_level = 'prefecture')
            or sum(value) filter (where area_level = 'prefecture')
            <> sum(value) filter (where area_level = 'province')
    """,
    "every unit below the nation lies in a unit of a higher level": """
        select area_code from mart.area where parent_code is null and area_level <> 'nation'
    """,
    "provinces have codes of ISO 3166-2, each its own, and nothing else has one": """
        select area_level from mart.area
        group by area_level
        having
            count(distinct iso_3166_2)
            <> case when area_level = 'province' then count(*) else 0 end
    """,
    "every event links units before and after it": """
        select code from core.admin_unit_event
        where 2 > (
            select count(distinct role) from core.admin_unit_event_link where event_code = code
        )
    """,
    "a set names no more members than it has": """
        select admin_unit_id from core.admin_unit_set
        where member_count < (
            select count(*) from core.admin_unit_set_member where set_id = admin_unit_id
        )
    """,
    "since 2011 the 31 provinces add up to the nation but for the two million of the army": """
        select period_end
        from mart.rollup
        where
            area_code = '000000' and indicator_code = 'population' and breakdown = 'total'
            and children_reporting = 31 and period_end >= '2011-01-01'
            and residual not between 1900000 and 2400000
    """,
    "rural dibao persons of the provinces add up to the nation to a thousandth": """
        select period_end
        from mart.rollup
        where
            area_code = '000000' and indicator_code = 'dibao_persons'
            and breakdown = 'residence=rural' and children_reporting = 31
            and abs(residual) > 0.001 * stated
    """,
    "what neither an office published nor quotes one is marked": """
        select source_code from mart.source
        where (authority = 'unofficial') <> (title like '【非官方】%')
    """,
    "every source says on which terms it is used and how it is cited": """
        select source_code from mart.source
        where terms is null or citation is null
    """,
    "units of one dimension convert by one way only": """
        select code from core.unit where factor_numerator <= 0 or factor_denominator <= 0
    """,
    "a metric's unit is what its factor makes of its parts": """
        select metric.metric_code
        from mart.metric
        join core.indicator as n on n.code = metric.numerator_code
        join core.indicator as d on d.code = metric.denominator_code
        join core.unit as nu on nu.code = n.unit_code
        join core.unit as du on du.code = d.unit_code
        join core.unit as mu on mu.code = metric.unit
        where
            mu.dimension = 'ratio'
            -- a bed is for one person
            and (nu.dimension, du.dimension) <> ('person', 'bed')
            and (
                nu.dimension <> du.dimension
                or metric.factor <> (nu.factor_numerator * du.factor_denominator
                    * mu.factor_denominator)
                    / (nu.factor_denominator * du.factor_numerator * mu.factor_numerator)
            )
    """,
}


@pytest.mark.parametrize("invariant", INVARIANTS)
def test_invariant(bundled, invariant):
    assert bundled.execute(text(INVARIANTS[invariant])).all() == []


def values(connection, statement):
    return {tuple(row[:-1]): row[-1] for row in connection.execute(text(statement))}


def test_standards_stand_side_by_side_in_one_query(bundled):
    found = values(
        bundled,
        """
        select area_name, breakdown, extract(year from period_end)::int, value
        from mart.value
        where
            indicator_code = 'dibao_standard' and basis = 'point' and area_code like '53%'
        """,
    )
    rural, urban = "residence=rural", "residence=urban"
    assert found == {
        ("云南省", rural, 2020): 4500,
        ("云南省", rural, 2023): 6038,
        ("云南省", urban, 2020): 7680,
        ("云南省", urban, 2023): 8736,
        ("昭通市", rural, 2021): 4770,
        ("昭通市", rural, 2022): 5352,
        ("昭通市", urban, 2021): 7920,
        ("昭通市", urban, 2022): 8400,
        ("临沧市", rural, 2019): 4320,
        ("临沧市", rural, 2024): 6504,
        ("临沧市", urban, 2019): 7920,
        ("临沧市", urban, 2024): 9192,
    }


def test_the_rural_standard_of_zhaotong_grew_by_12_2_percent(bundled):
    (growth,) = bundled.execute(
        text("""
            select growth_pct, growth_pct_low, growth_pct_high, sign_certain from mart.growth
            where area_code = '530600' and indicator_code = 'dibao_standard'
            and breakdown = 'residence=rural'
        """)
    )
    assert round(growth.growth_pct, 1) == Decimal("12.2")
    assert growth.growth_pct_low == growth.growth_pct == growth.growth_pct_high
    assert growth.sign_certain


def test_stated_growth_implies_its_base_with_an_interval(bundled):
    rows = bundled.execute(
        text("""
            select
                stated, printed_unit, round(implied_base, 2), round(implied_base_low, 2),
                round(implied_base_high, 2), round(implied_base_as_printed, 1), verdict
            from mart.comparison_check
            where area_code = '530000' and indicator_code = 'dibao_standard'
        """)
    ).all()
    implied = {str(row[0]): tuple(map(str, row[1:])) for row in rows}
    assert implied["60"] == (
        "CNY/person/year",
        "4800.00",
        "4785.05",
        "4815.05",
        "4800.0",
        "no_base",
    )
    assert implied["19.3"][0] == "CNY/person/month"
    assert implied["19.3"][4] == "610.2"
    assert implied["43.8"][1] == "4198.89"


def test_rules_find_what_adds_up_and_the_slips_of_the_print(bundled):
    verdicts = values(
        bundled,
        """
        select rule_code, area_code, verdict from mart.rule_check
        where area_code = '530600' and period_end = '2022-12-31'
        """,
    )
    assert verdicts["assisted_households_parts", "530600"] == "holds"
    assert verdicts["assisted_persons_parts", "530600"] == "holds"
    assert verdicts["operating_beds_facilities", "530600"] == "holds"
    assert verdicts["occupancy_of_parts", "530600"] == "fails"


def test_a_rule_with_a_missing_term_is_untestable(bundled):
    verdict = """
        select distinct verdict from mart.rule_check
        where rule_code = 'dibao_persons_residence' and left_value is null
    """
    assert bundled.execute(text(verdict)).scalars().all() == ["untestable"]


def test_a_metric_stands_with_its_parts_and_its_interval(bundled):
    metric = bundled.execute(
        text("""
            select * from mart.metric_value
            where metric_code = 'tekun_unable_share' and area_code = '530600'
        """)
    ).one()
    assert (metric.numerator, metric.denominator) == (9330, 22300)
    assert metric.low < metric.value < metric.high
    assert round(metric.value, 2) == Decimal("41.84")


def test_a_metric_of_yearly_and_monthly_amounts_takes_both_over_a_year(bundled):
    ratio = """
        select value from mart.metric_value
        where metric_code = 'tekun_to_urban_dibao' and area_code = '530600'
    """
    assert bundled.execute(text(ratio)).scalars().all() == [130, 130]


def test_coverage_of_rural_dibao_is_known_of_all_provinces(bundled):
    rates = values(
        bundled,
        """
        select area_name, value from mart.metric_value
        where metric_code = 'dibao_rate_rural' and period_end = '2021-12-31'
        """,
    )
    assert len(rates) == 32
    # 2,260,000 of 22,960,000 rural residents; 34,744,701 of 498,350,000
    assert round(rates[("云南省",)], 2) == Decimal("98.43")
    assert round(rates[("全国",)], 2) == Decimal("69.72")
    assert max(rates, key=rates.get) == ("内蒙古自治区",)


VINTAGES = {
    "2016-06-01": "nbs-national-annual-2016",
    "2022-06-01": "nbs-national-annual-2021",
    "2023-12-31": "nbs-national-annual-2023",
}


@pytest.mark.parametrize("day", VINTAGES)
def test_three_vintages_of_one_series_show_as_they_were_known(bundled, day):
    known = values(
        bundled,
        f"""
        select source_code, value from mart.known_on('{day}')
        where
            indicator_code = 'population' and area_code = '000000' and breakdown = 'total'
            and period_end = '2014-12-31' and accepted
        """,
    )
    (source,) = known
    assert source == (VINTAGES[day],)
    # 136,782 of ten thousand before the census of 2020, 137,646 after it
    assert (known[source] > 1370000000) == (day > "2020")


def test_figures_of_autonomous_areas_are_those_of_a_set_and_of_no_province(bundled):
    areas = """
        select distinct area_code from mart.reported
        where locator like '%民族自治地方%'
    """
    assert bundled.execute(text(areas)).scalars().all() == ["set:ethnic-autonomous-areas"]


def test_lincang_has_met_the_goal_of_cemeteries_that_the_province_set(bundled):
    coverage = """
        select area_code, basis, value from mart.reported
        where
            source_code = 'lincang-2024-achievements'
            and indicator_code = 'rural_cemetery_township_coverage'
    """
    assert bundled.execute(text(coverage)).all() == [("530900", "point", 100)]


def test_lincang_s_organisations_helped_the_poor_while_the_campaign_ran(bundled):
    periods = """
        select period_start::text, period_end::text, count(*) from mart.reported
        where
            source_code = 'lincang-2024-achievements'
            and breakdown = 'purpose=poverty_alleviation' and indicator_code like 'so_%'
        group by period_start, period_end
    """
    assert bundled.execute(text(periods)).all() == [("2019-01-01", "2020-12-31", 6)]


def test_beds_that_fall_by_nine_tenths_raise_a_critical_alert(reference_engine, tmp_path):
    know_tables(reference_engine, tmp_path, "counts")
    beds = {"indicator": "elderly_beds", "area": "530900"}
    rows = [
        beds | {"period_start": day, "period_end": day, "printed": printed}
        for day, printed in (("2023-12-31", "113050"), ("2024-12-31", "10175"))
    ]
    assert not load_figures(reference_engine, tmp_path, rows, "counts").rejects
    with reference_engine.connect() as connection:
        alerts = "select alert_code, round(value) from mart.alert where severity = 'critical'"
        assert connection.execute(text(alerts)).all() == [("elderly_beds_collapse", -91)]


def test_the_lottery_fund_of_2017_is_that_of_the_series_not_the_misread_chart(bundled):
    fund = """
        select value from mart.value
        where
            indicator_code = 'lottery_public_welfare_fund' and area_code = '000000'
            and period_end = '2017-12-31'
    """
    assert bundled.execute(text(fund)).scalar_one() == 63_110_000_000


def test_explain_leads_back_to_the_characters(bundled):
    observation = """
        select observation_id from mart.reported
        where source_code = 'yunnan-2016-2020-review' and printed = '不低于7680元'
    """
    steps = values(bundled, f"select item_en, step, detail_en from mart.explain(({observation}))")
    details = {item: detail for (item, _step), detail in steps.items()}
    assert details["printed"] == "不低于7680元"
    assert details["place"].startswith("char=")
    assert details["repeated"].endswith("不低于 7680 元")
    assert "accepted" in details["state"]


def test_explaining_an_unknown_observation_gives_no_row(bundled):
    assert bundled.execute(text("select * from mart.explain(-1)")).all() == []


def test_area_at_knows_what_a_place_was_called(bundled):
    name = "select area_name from mart.area_at('{}') where unit_key = '533321'"
    before, after = (bundled.execute(text(name.format(day))).scalar_one() for day in DAYS)
    assert (before, after) == ("泸水县", "泸水市")


DAYS = ("2016-06-15", "2016-06-16")


def test_an_area_knows_what_it_lies_in(bundled):
    village = bundled.execute(
        text("select * from mart.area where area_code = '530927102209'")
    ).one()
    assert (village.county_name, village.prefecture_name) == ("沧源佤族自治县", "临沧市")
    assert village.province_code == "530000"


@pytest.mark.skipif(
    "MINZHENG_SOURCE_TEXTS" not in os.environ, reason="MINZHENG_SOURCE_TEXTS is not set"
)
def test_the_texts_prove_the_ledgers(bundled):
    findings = audit.audit(bundled, Path(os.environ["MINZHENG_SOURCE_TEXTS"]))
    assert sum(finding.numbers for finding in findings) == 540
    assert [fault for finding in findings for fault in finding.faults] == []


# A metric, an area, a day and the value, which is that of the parts beside it.
BY_HAND = """
elderly_share_60                  530000 2020-11-01 14.91   7,038,030 of 47,209,277 residents
volunteers_per_10000              530000 2020-12-31 1028.80 485.8万 of 4722万 residents
dibao_rate_rural                  530600 2022-12-31 175.56  54.07万 of 3,079,894 rural residents
application_completion            530900 2024-11-30 98.33   75,532 of 76,811 applications
assistance_expenditure_per_person 530600 2022-12-31 4666.67 32.83亿元 for 70.35万 persons
"""


@pytest.mark.parametrize("line", BY_HAND.strip().splitlines())
def test_a_metric_gives_what_its_parts_give_by_hand(bundled, line):
    metric, area, period, value, _parts = line.split(maxsplit=4)
    found = bundled.execute(
        text("""
            select value from mart.metric_value
            where metric_code = :metric and area_code = :area and period_end = :period
        """),
        {"metric": metric, "area": area, "period": period},
    ).scalar_one()
    assert str(round(found, 2)) == value


def test_every_note_is_said_in_chinese(bundled):
    query = """
        select distinct calc.note_said(note, 'zh') from (
            select note from core.observation
            union select period_note from core.observation
            union select note from core.comparison
            union select period_note from core.comparison
            union select note from core.source
            union select reason from core.decision
            union select decided_by from core.decision
        ) as noted where note is not null
    """
    said = bundled.execute(text(query)).scalars().all()
    assert len(said) > 300
    missing = [part for one in said for part in one.split("；") if not re.search("[一-龥]", part)]
    assert missing == [], "data/notes.csv has what a note says in Chinese"


def test_no_wording_of_a_note_is_stale(bundled):
    query = """
        with noted as (
            select note from core.observation
            union select period_note from core.observation
            union select note from core.comparison
            union select period_note from core.comparison
            union select note from core.source
            union select reason from core.decision
            union select decided_by from core.decision
        )
        select note from core.note_wording
        except
        select regexp_replace(said, '[a-z]+=\\S+|[0-9]+(?:[-.,/:][0-9]+)*', '{}', 'g')
        from noted
        cross join lateral (
            select noted.note as said union select string_to_table(noted.note, '; ')
        ) as part
    """
    assert bundled.execute(text(query)).scalars().all() == []
