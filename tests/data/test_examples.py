"""The worked examples in data/: the arithmetic is done here again, and the views must give it."""

import csv
import re
from datetime import date

import pytest
from sqlalchemy import text

from minzheng import data
from minzheng.schema.codes import codes

FOLDER = data.__path__[0]
ARITHMETIC = str.maketrans({"×": "*", "−": "-", "^": "|"})


def examples(name):
    with open(f"{FOLDER}/{name}.csv", encoding="utf-8", newline="") as file:
        return {row["code"]: row["example"] for row in csv.DictReader(file)}


def worked_out(formula):
    """The value of a formula of numbers; ^ binds strongest, as in writing."""
    assert re.fullmatch(r"[0-9.()+×/^− ]+", formula), formula
    python = formula.translate(ARITHMETIC).replace("|", "**")
    return eval(python, {"__builtins__": {}})


METRICS, RULES = examples("metrics"), examples("rules")


def test_there_are_enough_of_them_and_each_has_an_example():
    assert len(METRICS) >= 80
    assert len(RULES) >= 40
    assert all(METRICS.values())
    assert all(RULES.values())


@pytest.fixture(scope="module")
def metric_values(bundled):
    query = "select metric_code, area_code, period_end, value from mart.metric_value"
    found = bundled.execute(text(query))
    return {(code, area, day): float(value) for code, area, day, value in found}


@pytest.mark.parametrize("code", METRICS)
def test_a_metric_gives_its_example(metric_values, code):
    place, formula, value = re.fullmatch(r"(.+?): (.+) = (.+)", METRICS[code]).groups()
    area, day = place.rsplit(" ", 1)
    assert worked_out(formula) == pytest.approx(float(value), abs=1e-6)
    assert metric_values[code, area, date.fromisoformat(day)] == pytest.approx(
        float(value), abs=1e-6
    )


@pytest.mark.parametrize("code", METRICS)
def test_the_formula_that_explains_a_metric_gives_its_value(bundled, code):
    area, day = METRICS[code].partition(": ")[0].rsplit(" ", 1)
    query = "select detail_en from mart.explain_metric(:code, :area, cast(:day as date)) limit 1"
    detail = bundled.scalar(text(query), {"code": code, "area": area, "day": day})
    formula, value = re.search(r"([0-9.]+ × [0-9.()+×/^− ]+) = (-?[0-9.]+) ", detail).groups()
    assert worked_out(formula) == pytest.approx(float(value), rel=1e-5, abs=1e-5)


def test_every_kind_of_metric_has_an_example():
    with open(f"{FOLDER}/metrics.csv", encoding="utf-8", newline="") as file:
        kinds = {row["kind"] for row in csv.DictReader(file)}
    assert kinds == set(codes("kind", "metric"))


@pytest.fixture(scope="module")
def rule_checks(bundled):
    query = """
        select rule_code, area_code, period_end, left_value, right_value, verdict
        from mart.rule_check
    """
    return {tuple(row[:3]): tuple(row[3:]) for row in bundled.execute(text(query))}


@pytest.mark.parametrize("code", RULES)
def test_a_rule_gives_its_example(rule_checks, code):
    place, left, right, verdict = re.fullmatch(
        r"(.+?): (.+) [=≤] (.+): (\w+)", RULES[code]
    ).groups()
    area, day = place.rsplit(" ", 1)
    found = rule_checks[code, area, date.fromisoformat(day)]
    assert found[2] == verdict
    for side, value in zip((left, right), found, strict=False):
        if "?" in side:
            assert value is None
        else:
            assert float(value) == pytest.approx(worked_out(side), abs=1e-6)
