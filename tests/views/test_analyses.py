import pytest
from sqlalchemy import text
from support.ledgers import source, write

from minzheng.loaders import run
from minzheng.loaders.kinds.reference.analyses import ANALYSES
from minzheng.loaders.kinds.reference.sources import SOURCES

HEADER = ("indicator", "area", "breakdown", "period_start", "period_end", "printed")
# Counties of Zhaotong, and the prefecture itself.
COUNTIES = ("530602", "530621", "530622", "530623", "530624", "530625")


def figures(year, values, indicator="volunteers"):
    """Figures of a year's end for areas; an indicator that nothing bundled says of these areas."""
    day = {"period_start": f"{year}-12-31", "period_end": f"{year}-12-31"}
    usual = {"indicator": indicator, "breakdown": "total"}
    return [usual | day | {"area": area, "printed": value} for area, value in values.items()]


def analysis(method, least_points=2):
    names = dict.fromkeys(("name", "name_en", "definition", "definition_en"), method)
    subject = {"indicator": "volunteers", "breakdown": "total", "least_points": str(least_points)}
    return names | subject | {"code": method, "program": "volunteering", "method": method}


@pytest.fixture
def load(loaded_engine, tmp_path):
    """Loads an analysis and figures, and answers queries about them."""

    def loading(method, *records, least_points=2):
        table = source() | {"kind": "table", "number_count": None}
        paths = [
            write(tmp_path / "sources.csv", SOURCES.header, [table]),
            write(tmp_path / "analyses.csv", ANALYSES.header, [analysis(method, least_points)]),
            write(tmp_path / "some-county-2022.csv", HEADER, [row for r in records for row in r]),
        ]
        for result in run.load(loaded_engine, paths):
            assert not result.rejects

        def query(statement):
            with loaded_engine.connect() as connection:
                return [tuple(row) for row in connection.execute(text(statement))]

        return query

    return loading


def test_one_line_adds_a_ranking_that_tells_neighbours_apart_only_where_their_intervals_do(load):
    values = dict(zip(COUNTIES[:3], ["1.2万", "1.24万", "3.0万"], strict=True))
    query = load("ranking", figures(2019, values))
    assert query(
        "select area_code, place, best_place, worst_place, told_apart from mart.ranking"
        " where analysis_code = 'ranking' order by place"
    ) == [
        ("530622", 1, 1, 1, True),
        ("530621", 2, 2, 3, False),
        ("530602", 3, 2, 3, False),
    ]


def test_one_wrong_value_does_not_turn_a_trend(load):
    years = range(2014, 2021)
    values = {year: 1000 + 100 * (year - 2014) for year in years} | {2017: 13_000_000}
    series = [figures(year, {"530602": str(value)}) for year, value in values.items()]
    query = load("trend", *series, least_points=3)
    ((slope, points, rising, falling, pairs),) = query(
        "select slope, points, rising, falling, pairs from mart.trend where analysis_code = 'trend'"
    )
    assert float(slope) == pytest.approx(100, rel=0.01)
    assert (points, rising, falling, pairs) == (7, 18, 3, 21)


def test_a_spread_names_the_ends_and_bounds_their_ratio(load):
    values = dict(zip(COUNTIES, ["100", "200", "300", "400", "500", "1.0万"], strict=True))
    query = load("gap", figures(2019, values))
    (found,) = query(
        "select area_level, peers_within, areas, median, least_area_code, greatest_area_code,"
        " ratio, ratio_low, ratio_high from mart.spread where analysis_code = 'gap'"
    )
    assert found == ("county", "530000", 6, 350, "530602", "530625", 100, 95, 105)
    ((message,),) = query("select message_en from mart.analysis where analysis_code = 'gap'")
    assert message.endswith("has 100.00 times the value of Zhaoyang District (100)")


def test_contributions_of_all_members_add_up_to_the_whole(load):
    members = dict(zip(COUNTIES, ["100", "200", "300", "400", "500", "600"], strict=True))
    later = dict(zip(COUNTIES, ["110", "230", "300", "380", "550", "630"], strict=True))
    query = load(
        "contribution",
        figures(2018, members | {"530600": "2100"}),
        figures(2019, later | {"530600": "2200"}),
    )
    shares = query(
        "select area_code, share from mart.contribution where analysis_code = 'contribution'"
        " and parent_code = '530600' order by 1"
    )
    assert shares == list(zip(COUNTIES, [10, 30, 0, -20, 50, 30], strict=True))


def test_an_outlier_lies_far_from_its_peers(load):
    values = dict(zip(COUNTIES, ["100", "102", "98", "101", "99", "1200"], strict=True))
    query = load("outlier", figures(2019, values), least_points=5)
    found = query("select area_code, certain from mart.analysis where analysis_code = 'outlier'")
    assert found == [("530625", True)]


def test_too_few_values_are_not_analysed(load):
    query = load("outlier", figures(2019, {"530602": "100", "530621": "5"}), least_points=5)
    assert query("select count(*) from mart.outlier where analysis_code = 'outlier'") == [(0,)]


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
