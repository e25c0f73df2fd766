"""The dashboard in a real Superset, on a real PostgreSQL as the reader, in a real Chromium."""

import datetime
import math
import shutil
import tempfile
from pathlib import Path

import pytest
from sqlalchemy import text
from support.chromium import PATH
from support.databases import WORKER, new_database
from support.superset_dashboard import dashboard
from support.superset_server import PROGRAMS, ROOT, Superset

from minzheng.database import roles
from minzheng.outputs.superset import bundle
from minzheng.outputs.superset.charts import definitions

pytestmark = [
    pytest.mark.bi,
    pytest.mark.skipif(not PROGRAMS.exists(), reason="Superset is not installed (make bi)"),
    pytest.mark.skipif(PATH is None, reason="chromium is not installed"),
]

ROLE, PASSWORD = f"superset_reader{WORKER}", "only for this test"
PICTURES = ROOT / "build" / "superset"
LEVELS = "area_level in ('nation', 'province', 'prefecture')"
AREA = "昭通市"

# What each chart shows, asked of the narrow relations: where on the axis, which series, how much.
SERIES = {
    "standards": f"""
        select area_name || ' ' || period_label, member_name, value
        from mart.value inner join mart.member on member_key = breakdown
        where indicator_code = 'dibao_standard' and {LEVELS} and basis <> 'target'
    """,
    "gap": f"""
        select area_name || ' ' || period_label, '', value from mart.metric_value
        where metric_code = 'dibao_standard_rural_to_urban' and {LEVELS}
    """,
    "growth": f"""
        select
            format(
                '%s %s→%s', area_name, extract(year from base_period_end),
                extract(year from period_end)
            ),
            member_name, growth_pct
        from mart.growth inner join mart.member on member_key = breakdown
        where
            indicator_code = 'dibao_standard' and {LEVELS}
            and is_consecutive and growth_pct <> 0
    """,
    "recipients": """
        select period_end, member_name, value
        from mart.value inner join mart.member on member_key = breakdown
        where
            indicator_code = 'dibao_persons' and area_level = 'nation' and basis <> 'target'
            and breakdown in ('residence=urban', 'residence=rural')
    """,
    "coverage": f"""
        select metric_name || ' ' || area_name || ' ' || period_label, '', value
        from mart.metric_value
        where
            metric_code in (
                'dibao_rate', 'dibao_rate_urban', 'dibao_rate_rural', 'low_income_rate',
                'social_assistance_rate'
            )
            and {LEVELS}
    """,
    "age": """
        with latest as (
            select
                metric_value.*,
                rank() over (partition by metric_code, area_code order by period_end desc) as place
            from mart.metric_value
            where
                metric_code in ('child_share', 'elderly_share_65') and area_level = 'prefecture'
                and period_end in (
                    select period_end from mart.metric_value where metric_code = 'child_share'
                )
        )

        select area_name, case metric_code when 'child_share' then '0–14' else '65+' end, value
        from latest where place = 1
        union all
        select area_name, '15–64', 100 - sum(value) from latest where place = 1 group by area_name
    """,
    "ageing": """
        select area_name, extract(year from period_end)::text, value from mart.metric_value
        where
            metric_code = 'elderly_share_65' and area_level = 'prefecture'
            and extract(year from period_end) in (2010, 2020)
    """,
    "beds": f"""
        select area_name || ' ' || period_label, '', value from mart.metric_value
        where metric_code = 'elderly_beds_per_1000_aged_60' and {LEVELS}
    """,
    "completeness": """
        select program_name, '', 100 * avg((state <> 'missing')::int) as known
        from mart.completeness inner join mart.program using (program_code)
        group by program_name order by known desc limit 12
    """,
}
NUMBERS = {
    "figures": "select count(*) from mart.value",
    "sources": "select count(*) from mart.source",
    "warnings": """
        select count(*) from mart.alert where severity <> 'info' and state <> 'cleared'
    """,
    "failures": "select count(*) from mart.rule_check where verdict = 'fails'",
}
TABLES = {
    "alerts": """
        select
            case severity when 'critical' then '严重' else '警告' end,
            case state when 'new' then '新' when 'open' then '持续' else '解除' end,
            area_name, period_end, alert_name, message, message_en
        from mart.alert where severity <> 'info'
    """,
    "rules": """
        select area_name, period_end, rule_name, rule_name_en, left_value, right_value
        from mart.rule_check where verdict = 'fails'
    """,
    "source-list": """
        select title, publisher, published_on, kind, observation_count from mart.source
    """,
}
TITLES = {chart["slug"]: chart["title"] for chart in definitions()}


@pytest.fixture(scope="module")
def engine(server_url, loaded_template):
    with new_database(server_url, loaded_template) as engine:
        with engine.begin() as connection:
            roles.grant(connection, ROLE, PASSWORD)
        yield engine
        with engine.begin() as connection:
            connection.exec_driver_sql(f"drop owned by {ROLE}")
            connection.exec_driver_sql(f"drop role {ROLE}")


@pytest.fixture(scope="module")
def bundled_as(engine):
    """The bundle for the reader of the database, of one kind or the other."""
    address = engine.url.set(username=ROLE)

    def make(kind):
        with engine.connect() as connection:
            return bundle(connection, address, kind)

    return make


@pytest.fixture(scope="module")
def superset(bundled_as):
    home = Path(tempfile.mkdtemp(prefix="minzheng-superset-"))
    made = Superset(home)
    made.make()
    with made.serving():
        made.import_bundle(bundled_as("dashboard"), PASSWORD, "dashboard")
        yield made
    shutil.rmtree(home)


@pytest.fixture(scope="module")
def board(superset):
    with dashboard(superset) as board:
        yield board


@pytest.fixture
def opened(board):
    board.open()
    return board


@pytest.fixture
def ask(engine):
    with engine.connect() as connection:
        yield lambda query: [tuple(row) for row in connection.execute(text(query))]


def shot(board, name):
    """Keep a picture for somebody to look at."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    board.page.screenshot(path=PICTURES / f"{name}.png")


def plain(value):
    """A value as Superset sends it: days as milliseconds, numbers as they are printed."""
    if isinstance(value, datetime.date):
        value = datetime.datetime.combine(value, datetime.time(), datetime.UTC).timestamp() * 1000
    return value if value is None or isinstance(value, str) else f"{float(value):.6g}"


def rows(found):
    return sorted(tuple(map(plain, row)) for row in found)


def series(board, slug):
    """The points of a chart: place on the axis, series (none where there is one), value."""
    chart = next(chart for chart in definitions() if chart["slug"] == slug)
    for row in board.data(TITLES[slug]):
        for name, value in row.items():
            if name != chart["x"] and value is not None and not math.isnan(value):
                yield row[chart["x"]], name if chart.get("by") else "", value


def table(board, slug):
    chart = next(chart for chart in definitions() if chart["slug"] == slug)
    return [[row[column] for column in chart["columns"]] for row in board.data(TITLES[slug])]


def number(board, slug):
    (row,) = board.data(TITLES[slug])
    return tuple(row.values())


def sorted_rows(found):
    return sorted((tuple(map(plain, row)) for row in found), key=str)


def test_every_chart_shows_what_the_database_says(opened, ask):
    shot(opened, "dashboard")
    assert set(SERIES) | set(NUMBERS) | set(TABLES) == set(TITLES)
    for slug, query in SERIES.items():
        assert rows(series(opened, slug)) == rows(ask(query)), slug
    for slug, query in NUMBERS.items():
        assert [number(opened, slug)] == ask(query), slug
    for slug, query in TABLES.items():
        assert sorted_rows(table(opened, slug)) == sorted_rows(ask(query)), slug


def test_every_chart_is_drawn_under_its_title(opened):
    drawn = [chart for chart in definitions() if chart["kind"] not in ("number", "table")]
    assert opened.page.locator("canvas").count() == len(drawn)
    assert opened.page.locator("[role=alert]").count() == 0
    assert opened.page.get_by_text("民政统计 / Civil affairs statistics").count() > 0
    for title in TITLES.values():
        assert opened.page.get_by_text(title, exact=True).count() > 0, title


def test_the_first_and_the_last_year_of_a_series_stay_what_they_are(opened, ask):
    points = [at for at, _name, _value in series(opened, "recipients")]
    years = [datetime.datetime.fromtimestamp(at / 1000, datetime.UTC).year for at in points]
    query = SERIES["recipients"].replace("period_end, member_name, value", "period_end", 1)
    known = [day.year for (day,) in ask(query)]
    assert (min(years), max(years)) == (min(known), max(known))


def test_an_area_that_is_chosen_leaves_nothing_of_another(opened, ask):
    before = len(list(series(opened, "standards")))
    opened.choose("area", AREA)
    shot(opened, "one-area")
    query = f"{SERIES['standards']} and area_name = '{AREA}'"
    assert rows(series(opened, "standards")) == rows(ask(query))
    assert 0 < len(ask(query)) < before
    count = f"{NUMBERS['figures']} where area_name = '{AREA}'"
    assert [number(opened, "figures")] == ask(count)


def test_a_programme_that_is_chosen_leaves_nothing_of_another(opened, ask):
    opened.choose("program", "最低生活保障")
    count = f"{NUMBERS['figures']} where program_code = 'minimum_living_guarantee'"
    assert [number(opened, "figures")] == ask(count)


def test_a_period_leaves_nothing_outside_of_it(board, ask):
    board.open(
        "(NATIVE_FILTER-period:(extraFormData:(time_range:'2019-01-01 : 2021-01-01'),"
        "filterState:(value:'2019-01-01 : 2021-01-01'),id:NATIVE_FILTER-period,ownState:()))"
    )
    between = "period_end >= '2019-01-01' and period_end < '2021-01-01'"
    assert rows(series(board, "recipients")) == rows(ask(f"{SERIES['recipients']} and {between}"))
    assert [number(board, "figures")] == ask(f"{NUMBERS['figures']} where {between}")


def test_a_revoked_grant_is_seen(board, engine):
    with engine.begin() as connection:
        connection.exec_driver_sql(f"revoke select on mart.observation_wide from {ROLE}")
    try:
        board.open(
            "(NATIVE_FILTER-period:(extraFormData:(time_range:'2018-01-01 : 2025-01-01'),"
            "filterState:(value:x),id:NATIVE_FILTER-period,ownState:()))"
        )
        assert board.answers[TITLES["standards"]].status != 200
        assert "permission denied" in board.answers[TITLES["standards"]].text()
        assert board.answers[TITLES["gap"]].status == 200
    finally:
        with engine.begin() as connection:
            connection.exec_driver_sql(f"grant select on mart.observation_wide to {ROLE}")


def test_a_reader_of_superset_reaches_no_table(superset):
    (database,) = superset.ask("GET", "database/")["result"]
    query = {"database_id": database["id"], "sql": "select * from core.source", "runAsync": False}
    answer = superset.request("POST", "sqllab/execute/", json=query)
    assert answer.status >= 400
    assert "permission denied for schema core" in answer.data.decode()


def test_an_import_over_what_is_there_mends_it_and_makes_no_duplicates(superset, bundled_as):
    before = superset.counts()
    chart = next(one for one in superset.charts() if one["slice_name"] == TITLES["gap"])
    superset.ask("PUT", f"chart/{chart['id']}", json={"slice_name": "changed by hand"})
    superset.import_bundle(bundled_as("assets"), PASSWORD, "assets")
    superset.import_bundle(bundled_as("dashboard"), PASSWORD, "dashboard")
    assert superset.counts() == before
    assert {one["slice_name"] for one in superset.charts()} == set(TITLES.values())
