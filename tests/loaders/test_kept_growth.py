from functools import partial

import pytest
from sqlalchemy import text
from support import databases
from support.loading import know_tables, load_figures, load_list, write_figures

from minzheng.loaders import kept_growth, run

SETTLED = "select growth_settled from core.indicator where code = 'volunteers'"
KEPT = """
    select count(*) from core.growth inner join core.indicator using (indicator_id)
    where code = 'volunteers' and admin_unit_id in (
        select admin_unit_id from core.area_label where area_code = '530621'
    )
"""
GROWTH = """
    select extract(year from base_period_end)::int, extract(year from period_end)::int, growth_pct
    from mart.growth
    where area_code = '530621' and indicator_code = 'volunteers' order by 1, 2
"""


def record(year, printed):
    day = f"{year}-12-31"
    cell = {"indicator": "volunteers", "area": "530621", "period_start": day, "period_end": day}
    return cell | {"printed": printed}


@pytest.fixture
def query(reference_engine):
    return partial(databases.query, reference_engine)


@pytest.fixture
def load(reference_engine, tmp_path):
    know_tables(reference_engine, tmp_path, "one-county", "other-county")

    def loaded(*records, name="one-county"):
        assert not load_figures(reference_engine, tmp_path, records, name).rejects
        with reference_engine.connect() as connection:
            assert kept_growth.differences(connection) == 0

    return loaded


def test_what_is_bundled_is_settled_and_kept_as_it_is_computed(bundled):
    kept = "select count(*), (select bool_and(growth_settled) from core.indicator) from core.growth"
    rows, settled = bundled.execute(text(kept)).one()
    assert settled
    assert rows > 100
    assert kept_growth.differences(bundled) == 0


def test_a_small_load_settles_what_it_touched(load, query):
    load(record(2018, "100"), record(2020, "120"))
    assert query(SETTLED) == [(True,)]
    assert query(KEPT) == [(1,)]
    load(record(2018, "100"), record(2019, "110"), record(2020, "99"))
    assert query(KEPT) == [(2,)]
    assert query(GROWTH) == [(2018, 2019, 10), (2018, 2020, -1), (2019, 2020, -10)]


def test_a_figure_that_is_withdrawn_takes_its_growth_with_it(load, query):
    load(record(2018, "100"), record(2019, "110"))
    load(record(2019, "110"))
    assert query(KEPT) == [(0,)]
    assert query(GROWTH) == []


def test_growth_follows_the_decision_of_a_curator(load, query, reference_engine, tmp_path):
    load(record(2018, "100"), record(2019, "110"))
    load(record(2018, "200"), name="other-county")
    before = query(GROWTH)
    cell = {
        "indicator": "volunteers",
        "area": "530621",
        "breakdown": "total",
        "period_start": "2018-12-31",
        "period_end": "2018-12-31",
        "basis": "point",
    }
    why = {"reason": "x", "decided_on": "2024-01-01", "decided_by": "x"}
    found = []
    for chosen in ("one-county", "other-county"):
        decision = cell | why | {"source": chosen}
        load_list(reference_engine, tmp_path, "decisions", [decision])
        found.append(query(GROWTH))
    assert found == [[(2018, 2019, 10)], [(2018, 2019, -45)]]
    assert before in found
    assert query(SETTLED) == [(True,)]


def test_many_changes_are_computed_until_they_are_settled(
    load, query, reference_engine, monkeypatch
):
    monkeypatch.setattr(kept_growth, "MANY", 0)
    load(record(2018, "100"), record(2019, "110"))
    assert query(SETTLED) == [(False,)]
    assert query(GROWTH) == [(2018, 2019, 10)]
    assert kept_growth.settle(reference_engine) > 0
    assert query(SETTLED) == [(True,)]
    assert query(GROWTH) == [(2018, 2019, 10)]


def test_nothing_stays_settled_that_is_written_past_the_loaders(load, query, reference_engine):
    load(record(2018, "100"), record(2019, "110"))
    with reference_engine.begin() as connection:
        connection.execute(
            text("update core.observation set value = 50, low = 50 where printed = '100'")
        )
    assert query(SETTLED) == [(False,)]
    assert query(GROWTH) == [(2018, 2019, 120)]


def test_an_indicator_of_another_kind_is_not_settled(query, reference_engine):
    with reference_engine.begin() as connection:
        connection.execute(
            text("update core.indicator set kind = 'ratio' where code = 'volunteers'")
        )
    assert query(SETTLED) == [(False,)]


def test_a_plan_leaves_what_is_kept_as_it_was(load, query, reference_engine, tmp_path):
    load(record(2018, "100"), record(2019, "110"))
    path = write_figures(tmp_path, [record(2019, "120")], "one-county")
    list(run.plan(reference_engine, [path]))
    assert query(GROWTH) == [(2018, 2019, 10)]


def test_what_is_kept_wrongly_is_found(load, reference_engine):
    load(record(2018, "100"), record(2019, "110"), record(2020, "120"))
    with reference_engine.begin() as connection:
        connection.execute(text("delete from core.growth where value = 110"))
        connection.execute(text("update core.growth set first_value = 7 where value = 120"))
        assert kept_growth.differences(connection) >= 3
