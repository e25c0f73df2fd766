import pytest
from support.databases import clone_of, query, template
from support.ledgers import FIGURE, observation, place, rows, source
from support.loading import load_ledger, load_list


@pytest.fixture(scope="module")
def article_template(server_url, reference_template, tmp_path_factory):
    def make(engine):
        folder = tmp_path_factory.mktemp("article")
        assert load_list(engine, folder, "sources", [source()]).added == 1

    return template(server_url, "article", make, reference_template)


# The reference lists, and the small article as a source without figures.
database = clone_of("article_template")
# The same for files that are refused, which leave nothing.
untouched = clone_of("article_template", scope="module")


CURRENT = """
    select printed, value, observation_id from mart.reported
    where source_code = 'some-county-2022' order by locator
"""


def test_a_ledger_becomes_observations_comparisons_and_mentions(database, tmp_path):
    result = load_ledger(database, tmp_path, rows())
    assert (result.outcome, result.read, result.added, result.rejected) == ("loaded", 7, 7, 0)
    dispositions = """
        select disposition, count(*) from mart.mention
        where source_code = 'some-county-2022' group by 1 order by 1
    """
    assert query(database, dispositions) == [("comparison", 1), ("neither", 1), ("observation", 5)]


def test_loading_twice_changes_nothing(database, tmp_path):
    load_ledger(database, tmp_path, rows())
    before = query(database, CURRENT)
    assert load_ledger(database, tmp_path, rows()).outcome == "unchanged"
    assert query(database, CURRENT) == before


def test_a_changed_file_revises_only_the_rows_that_changed(database, tmp_path):
    load_ledger(database, tmp_path, rows())
    before = query(database, CURRENT)
    changed = rows()
    changed[1]["note"] = "damaged print"
    result = load_ledger(database, tmp_path, changed)
    assert (result.revised, result.unchanged, result.added) == (1, 6, 0)
    after = query(database, CURRENT)
    assert {row[:2] for row in before} == {row[:2] for row in after}
    assert len(set(before) - set(after)) == 1


def test_a_withdrawn_figure_stays_and_is_followed(database, tmp_path):
    load_ledger(database, tmp_path, rows())
    changed = rows()
    changed[1] |= {"breakdown": "total"}
    load_ledger(database, tmp_path, changed)
    history = """
        select breakdown.key, withdrawn_at is null, follows_id is null
        from core.observation join core.breakdown using (breakdown_id)
        where printed = '6.5万人' order by observation_id
    """
    assert query(database, history) == [("residence=rural", False, True), ("total", True, False)]


def test_a_figure_that_vanishes_is_withdrawn(database, tmp_path):
    load_ledger(database, tmp_path, rows())
    gone = rows()
    gone[5] = place("3家") | {"disposition": "neither", "reason": "enumeration"}
    result = load_ledger(database, tmp_path, gone)
    assert result.withdrawn == 1
    assert "3家" not in [row[0] for row in query(database, CURRENT)]


def test_a_repeat_points_to_the_first_print(database, tmp_path):
    records = rows()
    records[5] = place("3家") | {
        "disposition": "observation",
        "same_as": place("6.5万人")["locator"],
    }
    load_ledger(database, tmp_path, records)
    shared = """
        select count(*) from mart.mention where source_code = 'some-county-2022'
        group by observation_id having count(observation_id) = 2
    """
    assert query(database, shared) == [(2,)]


WRONG = [
    (1, {"indicator": "no_such"}, "indicator", "unknown_code"),
    (1, {"area": "999999"}, "area", "unknown_code"),
    (1, {"breakdown": "residence=lunar"}, "breakdown", "unknown_breakdown"),
    (1, {"breakdown": "residence=rural;care=scattered"}, "breakdown", "unknown_breakdown"),
    (1, {"value": "6500"}, "value", "differs_from_print"),
    (1, {"value": "many"}, "value", "ill_formed"),
    (1, {"unit": "household"}, "unit", "wrong_unit"),
    (1, {"unit": "furlong"}, "unit", "unknown_code"),
    (1, {"indicator": "dibao_households", "unit": "household"}, "printed", "wrong_unit"),
    (1, {"period_end": "2022-02-30"}, "period_end", "ill_formed"),
    (1, {"period_start": "2022-01-01"}, "period_end", "wrong_period"),
    (1, {"basis": "sometimes"}, "basis", "not_allowed"),
    (1, {"area": None}, "area", "missing"),
    (1, {"disposition": None}, "disposition", "missing"),
    (1, {"reason": "date"}, "reason", "superfluous"),
    (1, {"locator": "page 3"}, "locator", "ill_formed"),
    (1, {"locator": "char=0,9"}, "locator", "wrong_length"),
    (1, {"locator": "char=1,6"}, "locator", "overlap"),
    (0, {"disposition": "neither", "reason": "fun"}, "reason", "not_allowed"),
    (4, {"unit": "CNY"}, "unit", "wrong_unit"),
    (4, {"base_area": None}, "base_area", "missing"),
]


@pytest.mark.parametrize(("row", "change", "column", "reason"), WRONG)
def test_a_bad_row_is_reported_with_its_place_and_nothing_is_loaded(
    untouched, tmp_path, row, change, column, reason
):
    records = rows()
    records[row] |= change
    result = load_ledger(untouched, tmp_path, records)
    assert result.outcome == "refused"
    assert (row + 2, column, reason) in {(r.line, r.column, r.reason) for r in result.rejects}
    assert query(untouched, CURRENT) == []


def test_a_value_outside_the_bounds_of_its_indicator_is_rejected(database, tmp_path):
    records = rows()
    records[2] |= {"indicator": "disability_living_subsidy_standard", "breakdown": "total"}
    records[2] |= {"unit": "CNY/person/year", "value": "397.5"}
    assert not load_ledger(database, tmp_path, records).rejects
    records[3] |= {"indicator": "dibao_standard", "unit": "CNY/person/month", "value": "64224"}
    (reject,) = load_ledger(database, tmp_path, records).rejects
    assert reject.reason == "out_of_bounds"
    assert "60000" in reject.message


def test_a_number_without_a_row_is_noticed_without_the_text(database, tmp_path):
    (reject,) = load_ledger(database, tmp_path, rows()[1:]).rejects
    assert reject.reason == "unaccounted"
    assert "prints 7 numbers, the ledger accounts for 6" in reject.message


def test_keep_going_loads_the_good_rows_and_keeps_the_bad(database, tmp_path):
    records = rows()
    records[1] |= {"indicator": "no_such"}
    result = load_ledger(database, tmp_path, records, keep_going=True)
    assert (result.outcome, result.added, result.rejected) == ("partly", 6, 1)
    kept = query(database, "select line, column_name, value, row ->> 'printed' from ops.reject")
    assert kept == [(3, "indicator", "no_such", "6.5万人")]


def test_what_a_rejected_row_reported_before_stays(database, tmp_path):
    load_ledger(database, tmp_path, rows())
    before = query(database, CURRENT)
    records = rows()
    records[1] |= {"indicator": "no_such"}
    result = load_ledger(database, tmp_path, records, keep_going=True)
    assert (result.outcome, result.withdrawn, result.rejected) == ("partly", 0, 1)
    assert query(database, CURRENT) == before


def test_a_mended_file_loads_after_it_was_refused(database, tmp_path):
    records = rows()
    records[1] |= {"value": "6500"}
    load_ledger(database, tmp_path, records)
    assert load_ledger(database, tmp_path, rows()).added == 7


def test_several_faults_of_a_file_are_reported_at_once(database, tmp_path):
    records = rows()
    records[1] |= {"indicator": "no_such"}
    records[2] |= {"value": "1"}
    records[3] |= {"basis": "never"}
    assert {reject.line for reject in load_ledger(database, tmp_path, records).rejects} == {3, 4, 5}


def test_a_ledger_of_no_source_is_refused(reference_engine, tmp_path):
    rejects = load_ledger(reference_engine, tmp_path, rows()).rejects
    assert [reject.reason for reject in rejects] == ["unknown_source"]


def test_a_floor_is_compared_at_the_bound_itself(database, tmp_path):
    load_ledger(database, tmp_path, rows())
    growth = """
        select round(growth_pct, 1), round(growth_pct_low, 1), round(growth_pct_high, 1)
        from mart.growth where area_code = '530621' and indicator_code = 'dibao_standard'
    """
    assert [tuple(map(str, row)) for row in query(database, growth)] == [("12.2", "12.2", "12.2")]
    verdict = "select verdict from mart.comparison_check where source_code = 'some-county-2022'"
    assert query(database, verdict) == [("confirmed",)]


def test_a_code_of_the_past_finds_the_unit_of_today(database, tmp_path):
    records = rows()
    records[5] = observation("3家", indicator="elderly_institutions", value="3", unit="item")
    records[5] |= FIGURE | {"breakdown": "total", "area": "533321"}
    records[5] |= {"period_start": "2015-12-31", "period_end": "2015-12-31"}
    load_ledger(database, tmp_path, records)
    area = "select area_code, area_name from mart.reported where printed = '3家'"
    assert query(database, area) == [("533301", "泸水市")]


def test_the_more_precise_of_two_reports_of_a_cell_is_accepted(database, tmp_path):
    load_ledger(database, tmp_path, rows())
    accepted = """
        select value, in_conflict from mart.value
        where area_code = '530621' and indicator_code = 'dibao_persons'
    """
    assert query(database, accepted) == [(64800, False)]


def test_reports_of_a_cell_whose_intervals_do_not_meet_are_in_conflict(database, tmp_path):
    records = rows()
    records[2] |= {"period_start": "2022-12-31", "period_end": "2022-12-31"}
    load_ledger(database, tmp_path, records)
    accepted = """
        select value, in_conflict from mart.value
        where area_code = '530621' and indicator_code = 'dibao_standard'
    """
    assert query(database, accepted) == [(4770, True)]
