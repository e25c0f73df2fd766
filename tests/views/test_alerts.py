import csv

import pytest
from sqlalchemy import text
from support.ledgers import source, write

from minzheng import data
from minzheng.loaders import run
from minzheng.loaders.kinds.reference.alerts import ALERTS
from minzheng.loaders.kinds.reference.sources import SOURCES

HEADER = ("indicator", "area", "breakdown", "period_start", "period_end", "printed")
RURAL = {"indicator": "dibao_persons", "breakdown": "residence=rural"}


def alerts(connection, code, area="530621"):
    query = """
        select state, since, period_end, value from mart.alert
        where alert_code = :code and area_code = :area order by period_end
    """
    found = connection.execute(text(query), {"code": code, "area": area})
    return [(state, str(since), str(day), float(value)) for state, since, day, value in found]


def series(values, **fields):
    """Figures at the ends of the years from 2015 on."""
    return [
        RURAL
        | {"area": "530621", "period_start": f"{year}-12-31", "period_end": f"{year}-12-31"}
        | {"printed": str(value)}
        | fields
        for year, value in enumerate(values, 2015)
    ]


@pytest.fixture
def load(loaded_engine, tmp_path):
    """Loads figures of one county into the bundled content and gives a connection."""
    table = source() | {"kind": "table", "number_count": None}
    list(run.load(loaded_engine, [write(tmp_path / "sources.csv", SOURCES.header, [table])]))

    def loading(*records):
        path = write(tmp_path / "some-county-2022.csv", HEADER, [row for r in records for row in r])
        (result,) = run.load(loaded_engine, [path])
        assert not result.rejects
        return loaded_engine.connect()

    return loading


def test_slips_of_the_sources_raise_alerts(bundled):
    query = """
        select alert_code, area_name, value, certain from mart.alert
        where alert_code in (
            'elderly_beds_per_facility_implausible', 'old_age_allowance_over_100',
            'statement_contradicted'
        )
        order by alert_code, period_end
    """
    found = [(*row[:2], float(row[2]), row[3]) for row in bundled.execute(text(query))]
    assert [row[:2] for row in found] == [
        ("elderly_beds_per_facility_implausible", "临沧市"),
        ("old_age_allowance_over_100", "云南省"),
        ("old_age_allowance_over_100", "昭通市"),
        ("statement_contradicted", "全国"),
        ("statement_contradicted", "云南省"),
    ]
    assert found[0][2] == pytest.approx(332.5, abs=0.1)
    assert all(certain for *_, certain in found)


def test_every_rule_measures_something(bundled):
    query = """
        select code from core.alert_rule
        where code not in (select alert_code from calc.alert_point)
    """
    silent = set(bundled.execute(text(query)).scalars())
    # No two figures of one area are there yet, and nothing is suspected; tests below have some.
    assert silent <= {
        "dibao_falls_while_low_income_rises",
        "unit_slip_suspected",
        "stale_figures_suspected",
        "swapped_areas_suspected",
        "jump_without_note",
    }


@pytest.mark.parametrize(
    ("first", "last", "name"),
    [
        ("2020-11-01", "2020-11-01", "2020年11月1日"),
        ("2022-01-01", "2022-12-31", "2022年"),
        ("2016-01-01", "2020-12-31", "2016—2020年"),
        ("2020-06-01", "2020-06-30", "2020年6月"),
        ("2020-01-01", "2020-06-30", "2020年1—6月"),
        ("2019-07-01", "2020-06-30", "2019年7月至2020年6月"),
        ("2020-03-05", "2020-04-02", "2020年3月5日至4月2日"),
        ("2019-12-05", "2020-01-02", "2019年12月5日至2020年1月2日"),
    ],
)
def test_a_period_is_named_as_in_a_chinese_sentence(bundled, first, last, name):
    query = text("select calc.period_name(cast(:first as date), cast(:last as date))")
    assert bundled.execute(query, {"first": first, "last": last}).scalar_one() == name


def test_messages_name_the_figures(bundled):
    query = "select message, message_en from mart.alert"
    for messages in bundled.execute(text(query)):
        assert not any("{" in words or "?" in words for words in messages), messages
    (beds,) = bundled.execute(
        text("select message_en from mart.alert where alert_code = 'elderly_beds_idle'")
    ).one()
    assert beds.endswith("2022-12-31: 83.44 % of 11912 beds built are in operation")


def test_a_warning_is_new_then_open_then_cleared(load):
    code = "dibao_persons_rural_drop"
    assert alerts(load(series([10000, 9000])), code) == []
    assert alerts(load(series([10000, 9000, 5000])), code) == [
        ("new", "2017-12-31", "2017-12-31", pytest.approx(-44.44, abs=0.01))
    ]
    assert alerts(load(series([10000, 9000, 5000, 3000])), code) == [
        ("open", "2017-12-31", "2018-12-31", -40)
    ]
    assert [found[0] for found in alerts(load(series([10000, 9000, 5000, 3000, 2900])), code)] == [
        "cleared"
    ]
    spells = alerts(load(series([10000, 5000, 4900, 3000])), code)
    assert [found[0] for found in spells] == ["cleared", "new"]


def test_small_numbers_raise_no_alert(load):
    assert alerts(load(series([900, 100])), "dibao_persons_rural_drop") == []


def test_an_alert_may_ask_for_two_things_at_once(load):
    code = "dibao_falls_while_low_income_rises"
    poor = {"indicator": "low_income_persons", "breakdown": "total"}
    falling = series([10000, 9900])
    assert alerts(load(falling, series([8000, 7000], **poor)), code) == []
    assert len(alerts(load(falling, series([8000, 9000], **poor)), code)) == 1


def test_a_standard_below_that_of_the_province_is_seen(load):
    standard = {"indicator": "dibao_standard", "period_start": "2020-12-31"}
    figure = series([4000], **standard | {"period_end": "2020-12-31"})
    (found,) = alerts(load(figure), "dibao_standard_rural_below_province")
    assert found == ("new", "2020-12-31", "2020-12-31", pytest.approx(88.89, abs=0.01))


def test_whoever_falls_silent_is_named(load):
    others = series([10000] * 5, area="530622")
    connection = load(series([10000]), others)
    (found,) = alerts(connection, "dibao_persons_rural_silent")
    assert found == ("new", "2015-12-31", "2015-12-31", 1461)
    assert alerts(connection, "dibao_persons_rural_silent", "530622") == []


def test_whoever_never_reported_more_often_is_not_silent(load):
    every_year = series([10000] * 10, area="530622")
    every_six_years = [every_year[0] | {"area": "530621"}, every_year[6] | {"area": "530621"}]
    connection = load(every_six_years, every_year)
    assert alerts(connection, "dibao_persons_rural_silent") == []


def test_a_suspected_figure_raises_an_alert_that_is_not_certain(load):
    connection = load(series([21000, 2, 22000]))
    assert alerts(connection, "unit_slip_suspected") == [("cleared", "2016-12-31", "2016-12-31", 2)]
    query = "select certain, message_en from mart.alert where alert_code = 'unit_slip_suspected'"
    ((certain, message),) = connection.execute(text(query)).all()
    assert not certain
    assert "2 person where about 21000 is expected" in message


def test_a_figure_published_late_is_named(bundled):
    query = """
        select alert.value, source.published_on - value.period_end
        from mart.alert
        inner join mart.value on value.observation_id = alert.observation_id
        inner join mart.source on source.source_code = value.source_code
        where alert_code = 'population_late'
    """
    late = bundled.execute(text(query)).all()
    assert late
    assert all(value == days > 550 for value, days in late)


def test_one_line_of_data_adds_an_alert(loaded_engine, tmp_path):
    with open(f"{data.__path__[0]}/alerts.csv", encoding="utf-8", newline="") as file:
        line = next(row for row in csv.DictReader(file) if row["code"] == "elderly_share_high")
    line |= {"code": "very_old", "threshold": "21"}
    path = write(tmp_path / "alerts.csv", ALERTS.header, [line])
    (result,) = run.load(loaded_engine, [path])
    assert result.added == 1
    with loaded_engine.connect() as connection:
        count = "select count(*) from mart.alert where alert_code = 'very_old'"
        old = "select count(*) from mart.metric_value where metric_code = 'elderly_share_60'"
        assert (
            connection.execute(text(count)).scalar_one()
            == connection.execute(text(f"{old} and value > 21")).scalar_one()
        )


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"indicator": "no_such"}, "unknown_code"),
        ({"measure": "mood"}, "not_allowed"),
        ({"threshold": ""}, "constraint"),
        ({"metric": "elderly_share_60"}, "constraint"),
        ({"companion": "population"}, "constraint"),
    ],
)
def test_an_alert_that_makes_no_sense_is_refused(loaded_engine, tmp_path, change, reason):
    line = dict.fromkeys(ALERTS.header, "x") | {
        "program": "marriage",
        "severity": "info",
        "indicator": "marriage_rate",
        "breakdown": "total",
        "measure": "value",
        "direction": "below",
        "threshold": "1",
    }
    line |= dict.fromkeys(
        ("metric", "rule", "least_base", "companion", "companion_breakdown"), ""
    ) | {"companion_direction": ""}
    path = write(tmp_path / "alerts.csv", ALERTS.header, [line | change])
    (result,) = run.load(loaded_engine, [path])
    assert [reject.reason for reject in result.rejects] == [reason]
