import subprocess
import sys
from datetime import timedelta
from decimal import Decimal
from importlib.util import find_spec

import pandas
import pytest
from pandas.testing import assert_frame_equal
from sqlalchemy import text
from support import peculiar

import minzheng
from minzheng.outputs.frames import arrow_table
from minzheng.outputs.queries import QueryError

# For what comes before the driver or after it.
by_one_driver = pytest.mark.parametrize("frame", ["adbc"], indirect=True)


@pytest.fixture(params=["adbc", "psycopg"])
def frame(request, bundled, monkeypatch):
    """minzheng.frame on the bundled content, read by the driver of ADBC and without it."""
    assert find_spec("adbc_driver_postgresql")
    if request.param == "psycopg":
        monkeypatch.setattr(arrow_table, "find_spec", lambda _name: None)
    monkeypatch.setenv("MINZHENG_DATABASE", bundled.engine.url.render_as_string(False))
    return minzheng.frame


def test_importing_the_package_imports_no_pandas():
    code = "import sys, minzheng; sys.exit('pandas' in sys.modules or 'psycopg' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_without_pandas_the_error_says_what_to_install():
    code = "import sys; sys.modules['pandas'] = None; import minzheng; minzheng.frame('value')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert "-m pip install 'adbc-driver-postgresql" in done.stderr


def test_a_relation_is_a_frame_with_types(frame):
    values = frame("value", area_code="530600")
    types = values.dtypes.astype(str)
    assert len(values) > 0
    assert types["observation_id"] == types["source_count"] == "Int64"
    assert types["value"] == types["low"] == types["high"] == "Float64"
    assert types["period_start"] == types["period_end"] == "datetime64[us]"
    assert types["area_code"] == types["indicator_name"] == types["unit"] == "category"
    assert types["in_conflict"] == "boolean"
    assert frame("source").dtypes["recorded_at"] == pandas.DatetimeTZDtype("us", "UTC")
    assert frame("source").dtypes["note"] == "str"


@by_one_driver
def test_every_cell_equals_the_database(frame, bundled):
    found = frame("reported", decimals=True).sort_values("observation_id")
    rows = bundled.execute(text("select * from mart.reported order by observation_id"))
    want = pandas.DataFrame(rows.mappings().all(), columns=list(found), dtype=object)
    for day in ("published_on", "period_start", "period_end", "recorded_at"):
        want[day] = pandas.to_datetime(want[day], utc=day == "recorded_at")
    cells = [table.astype(object).where(table.notna().values, None) for table in (found, want)]
    assert cells[0].values.tolist() == cells[1].values.tolist()


RELATIONS = ("value", "reported", "metric_value", "growth", "source", "trend", "rule_check")


@pytest.mark.parametrize(
    ("relation", "decimals"),
    [*((relation, False) for relation in RELATIONS), ("reported", True), ("trend", True)],
)
def test_both_drivers_give_the_same(bundled, monkeypatch, relation, decimals):
    database = bundled.engine.url.render_as_string(False)
    by_adbc = minzheng.frame(relation, database=database, decimals=decimals)
    monkeypatch.setattr(arrow_table, "find_spec", lambda _name: None)
    by_psycopg = minzheng.frame(relation, database=database, decimals=decimals)
    assert_frame_equal(by_adbc, by_psycopg, check_exact=True)
    assert by_adbc.attrs == by_psycopg.attrs


def test_a_frame_is_the_same_whatever_variables_and_the_database_say(frame, bundled, monkeypatch):
    query = "select recorded_at::text as moment, published_on::text as day, title from source"
    want = frame(query), frame("reported", area_code="530600")
    for variables in peculiar.OF_SESSIONS:
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
    with peculiar.peculiar(bundled.engine, bundled.engine.url.database):
        found = frame(query), frame("reported", area_code="530600")
    for one, other in zip(found, want, strict=True):
        assert_frame_equal(one, other, check_exact=True)


def test_decimals_are_kept_where_wanted(frame):
    share = "select 61.600 as share, null::numeric as unknown"
    assert frame(share, decimals=True).iloc[0].tolist() == [Decimal("61.600"), None]
    assert frame(share).dtypes.tolist() == [pandas.Float64Dtype(), pandas.Float64Dtype()]


def test_levels_are_in_their_order_whatever_is_there(frame):
    levels = frame("area", area_level=["prefecture", "province"])["area_level"]
    assert levels.min() == "province"
    assert levels.cat.ordered
    assert "village" in levels.cat.categories


@by_one_driver
def test_a_code_outside_of_its_list_is_kept(frame):
    assert frame("select 'planet' as area_level").area_level.tolist() == ["planet"]


@by_one_driver
def test_values_filter_by_equality_lists_and_null(frame):
    some = frame("value", area_code=["530600", "530900"], breakdown="residence=rural")
    assert {*some.area_code} == {"530600", "530900"}
    assert {*some.breakdown} == {"residence=rural"}
    assert frame("source", published_on=None).published_on.isna().all()
    unknown = frame("source", published_precision=[None, "year"]).published_precision
    assert {*unknown.dropna()} == {"year"}
    assert unknown.isna().any()


@by_one_driver
def test_names_are_as_good_as_codes(frame):
    by_name = frame("value", area_code=["昆明", "昭通市"], indicator_code="农村低保标准")
    by_code = frame(
        "value",
        area_code=["530100", "530600"],
        indicator_code="dibao_standard",
        breakdown="residence=rural",
    )
    assert_frame_equal(by_name, by_code)
    assert by_name.attrs == by_code.attrs


@by_one_driver
@pytest.mark.parametrize(
    ("period", "first", "last"),
    [("2020", "2020-01-01", "2020-12-31"), ("2019-05/2020-01", "2019-05-01", "2020-01-31")],
)
def test_a_period_holds_those_that_lie_within(frame, period, first, last):
    found = frame("value", period=period)
    assert found.period_start.min() >= pandas.Timestamp(first)
    assert found.period_end.max() <= pandas.Timestamp(last)


@by_one_driver
def test_a_span_may_be_open(frame):
    assert len(frame("value", period="/2010")) + len(frame("value", period="2011/")) > 3000


def test_sql_takes_parameters_and_its_percent_signs_are_its_own_without_them(frame):
    query = "select area_name from mart.area where area_code = %(area)s -- one"
    assert frame(query, area="530600").area_name.tolist() == ["昭通市"]
    like = frame("select area_name from mart.area where area_name like '昭通%' limit 1;")
    assert like.area_name.tolist() == ["昭通市"]
    assert frame("select %(it)s as it", it="'; drop view mart.area; --").it.iloc[0][:2] == "';"


def test_the_order_of_a_query_stays(frame):
    codes = frame("select area_code from mart.area order by area_code desc").area_code
    assert codes.tolist() == sorted(codes, reverse=True)


def test_empty_texts_and_nulls_stay_apart(frame):
    found = frame("select * from (values ('', null), (null, '')) as t (a, b)")
    assert found.isna().values.tolist() == [[False, True], [True, False]]
    assert len(frame("select null::text as a from generate_series(1, 3)")) == 3
    assert frame("value", area_code="530600", period="1990").empty


@by_one_driver
def test_a_frame_knows_its_query_units_sources_and_moment(frame, bundled):
    rates = frame("metric_value", metric_code="dibao_standard_rural_to_urban", area_code="530600")
    assert rates.attrs["units"]["value"] == ["percent"]
    assert [source["source_code"] for source in rates.attrs["sources"]] == ["zhaotong-2022-review"]
    assert rates.attrs["values"]["area_code"] == "530600"
    last = bundled.scalar(text("select max(as_of) from mart.vintage"))
    assert rates.attrs["as_of"] == last.isoformat()


@by_one_driver
def test_the_sources_of_very_many_observations_are_not_looked_up(frame):
    ids = "select n as observation_id from generate_series(1, %(last)s) as n"
    assert frame(ids, last=100_001).attrs["sources"] is None
    assert frame(ids, last=10).attrs["sources"]


@by_one_driver
def test_a_frame_as_of_a_moment_is_what_was_known_then(frame, bundled):
    (first,) = bundled.execute(text("select min(recorded_at) from mart.reported")).one()
    assert len(frame("value", as_of=first)) == len(frame("value"))
    assert frame("value", as_of=first - timedelta(microseconds=1)).empty
    assert frame("reported", as_of="2000-01-01").empty


@by_one_driver
@pytest.mark.parametrize(
    ("query", "options", "message"),
    [
        ("valu", {}, "Did you mean value"),
        ("value", {"area": "530600"}, "no column area. Did you mean .*area_code"),
        ("value", {"area_code": "nowhere"}, "There is no area nowhere"),
        ("value", {"indicator_code": "dibao_standrd"}, "Did you mean dibao_standard"),
        ("value", {"basis": "poit"}, "no row with basis = poit. Did you mean point"),
        ("source", {"period": "2020"}, "has no periods"),
        ("value", {"period": "sometime"}, "is not a period such as 2020"),
        ("growth", {"as_of": "2026-01-01"}, "has no earlier states"),
        ("select 1 as a", {"as_of": "2026-01-01"}, "names its periods and moments itself"),
        ("select 1 as a", {"area": "530600"}, r"has no parameter %\(area\)s"),
        ("select 1 as a, 2 as a", {}, "Several columns are named a"),
    ],
)
def test_a_wrong_query_is_an_error_that_says_what_can_be_queried(frame, query, options, message):
    with pytest.raises(QueryError, match=message):
        frame(query, **options)
