import csv
from decimal import Decimal

import pytest
from support.databases import query
from support.loading import load_figures, load_list

from minzheng import data
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
def define(reference_engine, tmp_path):
    line = dict.fromkeys(RULES.header, "mine") | {"kind": "equal", "example": ""}

    def defining(left, right):
        rule = line | {"left": left, "right": right}
        result = load_list(reference_engine, tmp_path, "rules", [rule])
        return [(reject.column, reject.reason) for reject in result.rejects]

    return defining


def test_one_line_of_data_adds_a_rule(define, reference_engine, tmp_path):
    assert define("population[sex=male] + population[sex=female]", "population") == []
    census = {"indicator": "population", "period_start": "2020-11-01", "period_end": "2020-11-01"}
    figures = [
        census | {"area": area, "breakdown": breakdown, "printed": printed}
        for area, whole in {"530621": "5", "530622": "6"}.items()
        for breakdown, printed in {"sex=male": "2", "sex=female": "3", "total": whole}.items()
    ]
    assert load_figures(reference_engine, tmp_path, figures, "census-2020-counties").added == 6
    checks = """
        select area_code, left_value, right_value, verdict from mart.rule_check
        where rule_code = :code order by area_code
    """
    for code in ("mine", "population_sexes"):
        assert query(reference_engine, checks, code=code) == [
            ("530621", 5, 5, "holds"),
            ("530622", 5, 6, "fails"),
        ]


def test_a_rule_that_is_written_otherwise_has_other_terms(define, reference_engine):
    define("population", "population[sex=male] + population[sex=female]")
    define("population", "2 × population[sex=male]")
    terms = "select coefficient from core.rule_term where rule_code = 'mine' and side = 'right'"
    assert query(reference_engine, terms) == [(2,)]


@pytest.mark.parametrize(
    ("right", "reject"),
    [
        ("no_such", ("right", "unknown_code")),
        ("population[sex=none]", ("breakdown", "unknown_breakdown")),
        ("population population", ("right", "unreadable")),
        ("population[sex=male", ("right", "unreadable")),
    ],
)
def test_a_rule_that_names_what_nobody_knows_is_refused(define, right, reject):
    assert define("population", right) == [reject]


def test_every_bundled_rule_has_both_sides_but_those_that_accumulate():
    with open(f"{data.__path__[0]}/rules.csv", encoding="utf-8", newline="") as file:
        for rule in csv.DictReader(file):
            assert rule["left"]
            assert bool(rule["right"]) is (rule["kind"] != "not_falling")
