from functools import partial

import pytest
from sqlalchemy import text
from support import databases
from support.ledgers import source
from support.loading import load_figures, load_list, write_figures

from minzheng.loaders import run

DAY = {"area": "530621", "period_start": "2019-12-31", "period_end": "2019-12-31"}
CELL = DAY | {"indicator": "volunteers", "breakdown": "total", "basis": "point"}
# Codes of two sources, in the order in which they are loaded.
ONE, TWO = "one", "two"
# Enough of them for a cell a case.
AREAS = ("530621", "530622", "530623", "530624", "530625", "530626", "530627", "530628")


def table(code, **fields):
    """The line of a source, which is a table unless said otherwise."""
    return source() | {"code": code, "kind": "table", "number_count": None} | fields


def figure(printed="1200", status="", **fields):
    return DAY | {"indicator": "volunteers", "printed": printed, "status": status} | fields


@pytest.fixture
def report(reference_engine, tmp_path):
    """Loads a report of a cell by a source."""
    known = {}

    def reporting(code, printed, status="", breakdown="total", **fields):
        known[code] = table(code, **fields)
        rows = [figure(printed, status, breakdown=breakdown)]
        assert not load_list(reference_engine, tmp_path, "sources", known.values()).rejects
        assert not load_figures(reference_engine, tmp_path, rows, code).rejects

    return reporting


@pytest.fixture
def report_pairs(reference_engine, tmp_path):
    """Loads pairs of reports at once, each of two sources of its own and of one cell.

    A report says what of a figure or of its source is not as usual. The areas are returned.
    """

    def reporting(pairs):
        areas = AREAS[: len(pairs)]
        sources, paths = [], []
        for area, pair in zip(areas, pairs, strict=True):
            for code, said in zip((f"{ONE}-{area}", f"{TWO}-{area}"), pair, strict=True):
                shown = {key: said[key] for key in ("printed", "status") if key in said}
                sources.append(table(code, **{key: said[key] for key in said.keys() - shown}))
                paths.append(write_figures(tmp_path, [figure(**shown, area=area)], code))
        assert not load_list(reference_engine, tmp_path, "sources", sources).rejects
        assert not any(result.rejects for result in run.load(reference_engine, paths))
        return areas

    return reporting


@pytest.fixture
def query(reference_engine):
    return partial(databases.query, reference_engine)


@pytest.fixture
def decide(reference_engine, tmp_path):
    def deciding(code):
        decision = CELL | {"source": code, "reason": "checked by telephone"}
        decision |= {"decided_by": "a curator", "decided_on": "2024-05-01"}
        return load_list(reference_engine, tmp_path, "decisions", [decision])

    return deciding


ACCEPTED = """
    select source_code, next_source_code, accepted_because, reason_en from mart.acceptance
    where area_code = '530621' and indicator_code = 'volunteers'
"""
CONFLICT = """
    select source_code, other_source_code, ratio, cause from mart.conflict
    where area_code = '530621' and indicator_code = 'volunteers'
"""


# Two reports, and why the second is accepted.
PREFERRED = [
    ({"authority": "quoted"}, {"authority": "official"}, "authority"),
    ({"authority": "unofficial"}, {"authority": "quoted"}, "authority"),
    # What a list does not say follows from the kind: articles quote offices.
    ({"kind": "article"}, {"kind": "table"}, "authority"),
    ({"kind": "yearbook"}, {"kind": "table"}, "source_kind"),
    ({"printed": "1300", "status": "P"}, {"printed": "1200"}, "status"),
    ({"printed": "约1200"}, {"printed": "1200"}, "precision"),
    ({"published_on": "2020-03-01"}, {"published_on": "2020-04-01"}, "published"),
]


def test_the_rule_says_which_report_is_accepted_and_why(report_pairs, query):
    areas = report_pairs([case[:2] for case in PREFERRED])
    found = query("""
        select area_code, source_code, next_source_code, accepted_because
        from mart.acceptance
        where indicator_code = 'volunteers' and reason_en <> '' order by area_code
    """)
    assert found == [
        (area, f"{TWO}-{area}", f"{ONE}-{area}", because)
        for area, (_one, _two, because) in zip(areas, PREFERRED, strict=True)
    ]


def test_another_order_of_the_rule_chooses_anew(report, query, reference_engine, tmp_path):
    report(ONE, "约1200", published_on="2021-04-01")
    report(TWO, "1200", published_on="2020-04-01")
    assert query(ACCEPTED)[0][0] == TWO
    usual = dict.fromkeys(("name", "name_en", "definition", "definition_en"), "x")
    criterion = usual | {"criterion": "precision", "position": "9", "preference": ""}
    load_list(reference_engine, tmp_path, "acceptance", [criterion])
    assert query(ACCEPTED)[0][:3] == (ONE, TWO, "published")


def test_a_decision_overrides_the_rule_and_is_replayed(report, query, decide):
    report(ONE, "1300", published_on="2020-03-01")
    report(TWO, "1200", published_on="2020-04-01")
    assert query(ACCEPTED)[0][0] == TWO
    assert decide(ONE).added == 1
    ((accepted, _next, because, reason),) = query(ACCEPTED)
    assert (accepted, because) == (ONE, "decision")
    assert reason == "checked by telephone (a curator, 2024-05-01)"
    report(TWO, "1250", published_on="2020-05-01")
    report(ONE, "1350", published_on="2020-03-01")
    assert query(ACCEPTED)[0][0] == ONE
    value = "select value, in_conflict from mart.value where source_code = 'one'"
    assert query(value) == [(1350, True)]


def test_a_decision_for_an_unknown_source_is_refused(decide):
    result = decide("nobody")
    assert [(reject.column, reject.reason) for reject in result.rejects] == [
        ("source", "unknown_code")
    ]


# Two reports that cannot both be true, and the likely cause.
CONTRADICTORY = [
    ({"printed": "1200"}, {"printed": "100"}, "unit_slip"),
    ({"printed": "1200万"}, {"printed": "1201"}, "unit_slip"),
    ({"printed": "1200"}, {"printed": "1300", "status": "P"}, "revision"),
    (
        {"printed": "1200", "publisher": "x", "published_on": "2020-03-01"},
        {"printed": "1300", "publisher": "x", "published_on": "2020-04-01"},
        "revision",
    ),
    ({"printed": "1200"}, {"printed": "1350"}, "value"),
]


def test_reports_that_cannot_both_be_true_are_a_conflict_of_a_likely_cause(report_pairs, query):
    day = {"published_on": "2020-01-01"}
    areas = report_pairs(
        [
            ({"publisher": "one"} | day | one, {"publisher": "two"} | day | two)
            for one, two, _cause in CONTRADICTORY
        ]
    )
    causes = "select area_code, cause from mart.conflict where indicator_code = 'volunteers'"
    causes += " order by area_code"
    assert query(causes) == [
        (area, cause) for area, (_one, _two, cause) in zip(areas, CONTRADICTORY, strict=True)
    ]


def test_the_figure_of_another_breakdown_is_a_conflict_of_scope(report, query):
    report("three", "1350", breakdown="residence=rural")
    report(ONE, "1200", publisher="one")
    report(TWO, "1350", publisher="two")
    assert [found[3] for found in query(CONFLICT)] == ["scope"]


def test_reports_whose_intervals_meet_are_no_conflict(report, query):
    report(ONE, "约1200")
    report(TWO, "1210")
    assert query(CONFLICT) == []


def test_conflicts_are_the_cells_that_values_say_are_in_conflict(bundled):
    query = """
        select count(*) filter (where in_conflict),
            (select count(distinct observation_id) from mart.conflict where accepted)
        from mart.value
    """
    marked, conflicts = bundled.execute(text(query)).one()
    assert marked == conflicts > 0


def test_the_population_before_the_census_was_revised(bundled):
    query = """
        select area_name, other_source_code, other_value, cause from mart.conflict
        where
            indicator_code = 'population' and breakdown = 'total' and accepted
            and period_end = '2014-12-31'
    """
    assert bundled.execute(text(query)).all() == [
        ("全国", "nbs-national-annual-2016", 1_367_820_000, "revision")
    ]
