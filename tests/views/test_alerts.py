import csv

import pytest
from sqlalchemy import text
from support.ledgers import write
from support.loading import know_tables, load_figures

from minzheng import data
from minzheng.loaders import run
from minzheng.loaders.kinds.reference.alerts import ALERTS


def test_slips_of_the_sources_raise_alerts(bundled):
    query = """
        select alert_code, area_name, value, certain from mart.alert
        where alert_code in (
            'elderly_beds_per_facility_implausible', 'old_age_allowance_over_100',
            'statement_contradicted'
        ) and area_code like '53%'
        order by alert_code, period_end
    """
    found = [(*row[:2], float(row[2]), row[3]) for row in bundled.execute(text(query))]
    assert [row[:2] for row in found] == [
        ("elderly_beds_per_facility_implausible", "临沧市"),
        ("old_age_allowance_over_100", "云南省"),
        ("old_age_allowance_over_100", "昭通市"),
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
    # No two figures of one area are there yet, and nothing is suspected.
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


def test_a_figure_published_late_is_named(reference_engine, tmp_path):
    published = {"published_on": "2023-12-31", "published_precision": "day"}
    know_tables(reference_engine, tmp_path, "late", **published)
    day = {"period_start": "2021-12-31", "period_end": "2021-12-31"}
    figure = day | {"indicator": "population", "area": "530000", "printed": "4690万"}
    assert not load_figures(reference_engine, tmp_path, [figure], "late").rejects
    query = "select area_code, value from mart.alert where alert_code = 'population_late'"
    with reference_engine.connect() as connection:
        assert connection.execute(text(query)).all() == [("530000", 730)]


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
def test_an_alert_that_makes_no_sense_is_refused(reference_engine, tmp_path, change, reason):
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
    (result,) = run.load(reference_engine, [path])
    assert [reject.reason for reject in result.rejects] == [reason]
