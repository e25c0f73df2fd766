import csv
from decimal import Decimal

import pytest
from sqlalchemy import text
from support.ledgers import write

from minzheng import data
from minzheng.loaders import run
from minzheng.loaders.kinds.reference import formulas
from minzheng.loaders.kinds.reference.rules import RULES


def terms(formula):
    return [tuple(term) for term in formulas.terms(formula)]


def test_a_side_is_read_term_by_term():
    assert terms("1.3 × a + b[x=1;y=80+] − c ÷ d ± 31") == [
        (False, Decimal("1.3"), "a", "total", 0),
        (False, 1, "b", "x=1;y=80+", 0),
        (False, -1, "c", "total", 0),
        (True, 1, "d", "total", 31),
    ]


@pytest.mark.parametrize("formula", ["a b+", "a + × b", "2 a", "A", "a[", "a ±", "a + 3"])
def test_what_is_no_sum_of_terms_is_not_read(formula):
    with pytest.raises(formulas.UnreadableFormula):
        terms(formula)


@pytest.fixture
def define(loaded_engine, tmp_path):
    line = dict.fromkeys(RULES.header, "mine") | {"kind": "equal", "example": ""}

    def defining(left, right):
        path = write(tmp_path / "rules.csv", RULES.header, [line | {"left": left, "right": right}])
        (result,) = run.load(loaded_engine, [path])
        return [(reject.column, reject.reason) for reject in result.rejects]

    return defining


def test_one_line_of_data_adds_a_rule(define, loaded_engine):
    assert define("population[sex=male] + population[sex=female]", "population") == []
    query = """
        select rule_code, area_code, period_end, left_value, right_value, verdict
        from mart.rule_check where rule_code in ('mine', 'population_sexes')
        order by rule_code, area_code, period_end
    """
    with loaded_engine.connect() as connection:
        found = [tuple(row) for row in connection.execute(text(query))]
    mine = [row[1:] for row in found if row[0] == "mine"]
    assert mine
    assert mine == [row[1:] for row in found if row[0] == "population_sexes"]


def test_a_rule_that_is_written_otherwise_has_other_terms(define, loaded_engine):
    define("population", "population[sex=male] + population[sex=female]")
    define("population", "2 × population[sex=male]")
    query = "select coefficient from core.rule_term where rule_code = 'mine' and side = 'right'"
    with loaded_engine.connect() as connection:
        assert connection.execute(text(query)).scalars().all() == [2]


@pytest.mark.parametrize(
    ("right", "column", "reason"),
    [
        ("no_such", "right", "unknown_code"),
        ("population[sex=none]", "breakdown", "unknown_breakdown"),
        ("population population", "right", "unreadable"),
        ("population[sex=male", "right", "unreadable"),
    ],
)
def test_a_rule_that_names_what_nobody_knows_is_refused(define, right, column, reason):
    assert define("population", right) == [(column, reason)]


def test_every_bundled_rule_has_both_sides_but_those_that_accumulate():
    with open(f"{data.__path__[0]}/rules.csv", encoding="utf-8", newline="") as file:
        for rule in csv.DictReader(file):
            assert rule["left"]
            assert bool(rule["right"]) is (rule["kind"] != "not_falling")
