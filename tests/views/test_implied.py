import pytest
from sqlalchemy import text


def test_a_stated_growth_implies_the_value_that_nobody_reports(bundled):
    query = """
        select value, low, high, source_code from mart.implied_value
        where
            indicator_code = 'dibao_standard' and area_code = '530000'
            and breakdown = 'residence=urban' and period_end = '2019-12-31'
    """
    ((value, low, high, source),) = bundled.execute(text(query)).all()
    # 8736 is 19.3 % above it, printed with one decimal.
    assert [float(number) for number in (value, low, high)] == pytest.approx(
        [8736 / 1.193, 8736 / 1.1935, 8736 / 1.1925]
    )
    assert source == "yunnan-2024-achievements"


def test_an_implied_value_is_of_a_cell_that_no_source_reports(bundled):
    query = """
        select count(*), count(value.observation_id)
        from mart.implied_value
        left join mart.value using (
            indicator_code, area_code, breakdown, period_start, period_end, basis
        )
    """
    implied, reported = bundled.execute(text(query)).one()
    assert implied > 5
    assert reported == 0


def test_implied_values_feed_metrics_of_their_own(bundled):
    query = """
        select numerator_kind, denominator_kind, value, low, high from mart.metric_value_implied
        where
            metric_code = 'dibao_standard_rural_to_urban' and area_code = '530000'
            and period_end = '2019-12-31'
    """
    ((above, below, value, low, high),) = bundled.execute(text(query)).all()
    assert (above, below) == ("implied", "implied")
    assert float(value) == pytest.approx(100 * (6038 / 1.438) / (8736 / 1.193), abs=1e-5)
    assert low < value < high


def test_no_metric_of_reported_values_is_among_them(bundled):
    query = """
        select count(*) from mart.metric_value_implied
        inner join mart.metric_value using (metric_code, area_code, period_end)
        where numerator_kind = 'reported' and denominator_kind = 'reported'
    """
    assert bundled.execute(text(query)).scalar_one() == 0
