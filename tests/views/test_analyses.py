import pytest
from sqlalchemy import text


def test_every_bundled_analysis_says_something_and_there_are_six_methods(bundled):
    query = """
        select analysis.code, analysis.method, count(result.analysis_code)
        from core.analysis
        left join mart.analysis as result on result.analysis_code = analysis.code
        group by 1, 2
    """
    found = bundled.execute(text(query)).all()
    assert len({method for _code, method, _count in found}) == 6
    # Shares of those aged 80 and over lie close together in both censuses.
    assert {code for code, _method, count in found if not count} <= {"elderly_share_80_outlier"}


def test_contributions_of_the_prefectures_to_the_census_add_up(bundled):
    query = """
        select sum(share) from mart.contribution
        where
            analysis_code = 'elderly_persons_65_contribution'
            and parent_code = '530000' and base_period_end = '2010-11-01'
    """
    assert float(bundled.execute(text(query)).scalar_one()) == pytest.approx(100, abs=1e-4)
