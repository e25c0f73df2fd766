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

from minzheng.database import role_rights, roles
from minzheng.outputs.superset import bundle
from minzheng.outputs.superset.charts import definitions

pytestmark = [
    pytest.mark.bi,
    pytest.mark.skipif(not PROGRAMS.exists(), reason="Superset is not installed (make bi)"),
    pytest.mark.skipif(PATH is None, reason="chromium is not installed"),
]

# Rights are those of the group of readers.
GROUP = role_rights.READER.group
ROLE, PASSWORD = f"superset_reader{WORKER}", "only for this test"
PICTURES = ROOT / "build" / "superset"
PROVINCE, PREFECTURE = "530000 云南省", "530600 昭通市"

LATEST_METRIC = """
    select distinct on (metric_code, area_code)
        metric_name, area_name, period_label, value,
        case when doubt is null then '无疑点 / no doubt' else '存疑 / doubtful' end as certainty
    from mart.metric_wide
    where metric_code in ({codes}) and area_level in ({levels})
    order by metric_code, area_code, period_end desc
"""
LATEST_STANDARD = """
    select area_name || ' ' || period_label, member_name || ' / ' || member_name_en, value
    from (
        select distinct on (area_code, breakdown) * from mart.value
        where indicator_code = 'dibao_standard' and basis <> 'target'
        order by area_code, breakdown, period_end desc
    ) as latest
    inner join mart.member on member_key = breakdown
    where area_level in ({levels})
"""


def latest_metric(codes, levels, shown):
    """The latest of each area, with the colour of its doubt."""
    found = LATEST_METRIC.format(codes=codes, levels=levels)
    return f"select {shown} from ({found}) as latest"


# What each chart shows, asked of the narrow relations: where on the axis, which series, how much.
SERIES = {
    "recipients": """
        select period_end, member_name || ' / ' || member_name_en, value
        from mart.value inner join mart.member on member_key = breakdown
        where
            indicator_code = 'dibao_persons' and area_code = '000000' and basis <> 'target'
            and breakdown in ('residence=urban', 'residence=rural')
            and to_char(period_end, 'MM-DD') = '12-31' and period_start = period_end
    """,
    "map": """
        select iso_3166_2, '', value
        from mart.metric_value inner join mart.area using (area_code)
        where
            metric_code = 'dibao_rate_rural' and iso_3166_2 is not null
            and period_end = '2022-12-31'
    """,
    "rates": latest_metric(
        "'dibao_rate_rural'", "'province'", "area_name || ' ' || period_label, certainty, value"
    ),
    "standards": LATEST_STANDARD.format(levels="'nation', 'province'"),
    "gap": latest_metric(
        "'dibao_standard_rural_to_urban'",
        "'nation', 'province'",
        "area_name || ' ' || period_label, certainty, value",
    ),
    "growth": """
        select
            format(
                '%s %s→%s', area_name, extract(year from base_period_end),
                extract(year from period_end)
            ),
            member_name || ' / ' || member_name_en, annual_growth_pct
        from mart.growth inner join mart.member on member_key = breakdown
        where
            indicator_code = 'dibao_standard'
            and area_level in ('nation', 'province', 'prefecture')
            and is_consecutive and annual_growth_pct <> 0
    """,
    "local-standards": LATEST_STANDARD.format(levels="'prefecture', 'county'"),
    "coverage": latest_metric(
        "'dibao_rate', 'low_income_rate', 'social_assistance_rate'",
        "'nation', 'province', 'prefecture'",
        "metric_name || ' ' || area_name || ' ' || period_label, certainty, value",
    ),
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
    "beds": latest_metric(
        "'elderly_beds_per_1000_aged_60'",
        "'nation', 'province', 'prefecture'",
        "area_name || ' ' || period_label, certainty, value",
    ),
    "completeness": """
        select program_name, '', 100 * avg((state <> 'missing')::int) as known
        from mart.completeness inner join mart.program using (program_code)
        group by program_name order by known desc limit 12
    """,
}
# The figure of each tile: indicator, breakdown, how many of its unit make one of the tile.
NUMBERS = {
    "urban-persons": ("dibao_persons", "residence=urban", 1),
    "rural-persons": ("dibao_persons", "residence=rural", 1),
    "orphans": ("orphan_persons", "child=orphan", 1),
    "elderly": ("elderly_persons", "age=65+", 1),
    "urban-standard": ("dibao_standard", "residence=urban", 1),
    "rural-standard": ("dibao_standard", "residence=rural", 1),
    "expenditure": ("civil_affairs_expenditure", "total", 10**8),
    "lottery-fund": ("lottery_public_welfare_fund", "total", 10**8),
}
LATEST_FIGURE = """
    select period_end, value / {unit} from mart.value
    where
        indicator_code = '{indicator}' and breakdown = '{breakdown}' and area_code = '{area}'
        and basis <> 'target'
    order by period_end desc limit 1
"""
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
        if chart["kind"] == "map":
            yield row["country_id"], "", row["metric"]
            continue
        for name, value in row.items():
            if name != chart["x"] and value is not None and not math.isnan(value):
                yield row[chart["x"]], name if chart.get("by") else "", value


def table(board, slug):
    chart = next(chart for chart in definitions() if chart["slug"] == slug)
    return [[row[column] for column in chart["columns"]] for row in board.data(TITLES[slug])]


def number(board, slug):
    """The day and the figure that a tile shows."""
    latest = max(board.data(TITLES[slug]), key=lambda row: row["period_end"])
    return latest["period_end"], latest[next(key for key in latest if key != "period_end")]


def figure(slug, area):
    indicator, breakdown, unit = NUMBERS[slug]
    return LATEST_FIGURE.format(indicator=indicator, breakdown=breakdown, unit=unit, area=area)


def sorted_rows(found):
    return sorted((tuple(map(plain, row)) for row in found), key=str)


def test_every_chart_shows_what_the_database_says(opened, ask):
    shot(opened, "dashboard")
    assert set(SERIES) | set(NUMBERS) | set(TABLES) == set(TITLES)
    for slug, query in SERIES.items():
        assert rows(series(opened, slug)) == rows(ask(query)), slug
    for slug in NUMBERS:
        assert rows([number(opened, slug)]) == rows(ask(figure(slug, "000000"))), slug
    for slug, query in TABLES.items():
        assert sorted_rows(table(opened, slug)) == sorted_rows(ask(query)), slug


def test_every_chart_is_drawn_under_its_title(opened):
    kinds = [chart["kind"] for chart in definitions()]
    assert kinds.count("map") == opened.page.locator(".superset-legacy-chart-country-map").count()
    # Tiles of one figure have no line.
    most = len([kind for kind in kinds if kind not in ("table", "map")])
    assert most - kinds.count("number") <= opened.page.locator("canvas").count() <= most
    assert opened.page.locator("[role=alert]").count() == 0
    assert opened.page.get_by_text("民政统计 / Civil affairs statistics").count() > 0
    for title in TITLES.values():
        assert opened.page.get_by_text(title, exact=True).count() > 0, title


def test_the_first_and_the_last_year_of_a_series_stay_what_they_are(opened, ask):
    points = [at for at, _name, _value in series(opened, "recipients")]
    years = [datetime.datetime.fromtimestamp(at / 1000, datetime.UTC).year for at in points]
    known = [day.year for day, *_point in ask(SERIES["recipients"])]
    assert (min(years), max(years)) == (min(known), max(known))


def test_figures_are_those_of_the_area_that_is_chosen_and_comparisons_stay(opened, ask):
    before = {slug: rows(series(opened, slug)) for slug in ("map", "standards", "gap", "growth")}
    opened.choose("province", PROVINCE)
    shot(opened, "province")
    for slug in ("urban-persons", "elderly", "rural-standard"):
        assert rows([number(opened, slug)]) == rows(ask(figure(slug, "530000"))), slug
    # What is not asked again is shown as it was.
    assert not {TITLES[slug] for slug in before} & set(opened.answers)
    # The prefectures that are offered are those of the province.
    inside = "select count(*) from mart.area where area_level = 'prefecture' and province_code"
    ((offered,),) = ask(f"{inside} = '530000'")
    assert opened.offered("prefecture") == offered
    opened.choose("prefecture", PREFECTURE)
    shot(opened, "prefecture")
    assert rows([number(opened, "elderly")]) == rows(ask(figure("elderly", "530600")))
    assert opened.data(TITLES["orphans"]) == []


def test_a_programme_that_is_chosen_leaves_nothing_of_another(opened, ask):
    opened.choose("program", "最低生活保障")
    query = f"{SERIES['growth']} and program_code = 'minimum_living_guarantee'"
    assert rows(series(opened, "growth")) == rows(ask(query))
    assert {row["program_name"] for row in opened.data(TITLES["completeness"])} == {"最低生活保障"}


def test_a_period_leaves_nothing_outside_of_it(board, ask):
    board.open(
        "(NATIVE_FILTER-period:(extraFormData:(time_range:'2019-01-01 : 2021-01-01'),"
        "filterState:(value:'2019-01-01 : 2021-01-01'),id:NATIVE_FILTER-period,ownState:()))"
    )
    between = "period_end >= '2019-01-01' and period_end < '2021-01-01'"
    assert rows(series(board, "recipients")) == rows(ask(f"{SERIES['recipients']} and {between}"))
    # The latest of each province is asked for whatever the period.
    assert rows(series(board, "map")) == rows(ask(SERIES["map"]))


def test_a_revoked_grant_is_seen(board, engine):
    with engine.begin() as connection:
        connection.exec_driver_sql(f"revoke select on mart.observation_wide from {GROUP}")
    try:
        board.open(
            "(NATIVE_FILTER-period:(extraFormData:(time_range:'2018-01-01 : 2025-01-01'),"
            "filterState:(value:x),id:NATIVE_FILTER-period,ownState:()))"
        )
        assert board.answers[TITLES["recipients"]].status != 200
        assert "permission denied" in board.answers[TITLES["recipients"]].text()
        assert board.answers[TITLES["growth"]].status == 200
    finally:
        with engine.begin() as connection:
            connection.exec_driver_sql(f"grant select on mart.observation_wide to {GROUP}")


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
