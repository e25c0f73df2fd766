"""A clean load is damaged in five ways, and mart.suspect must say where and how.

bench/planted_errors.py prints how many of each kind are caught, for more seeds.
"""

import pytest
from sqlalchemy import text
from support import planting

pytestmark = pytest.mark.once

# Of all figures; those of a clean load that are suspected.
FALSE_ALARMS = 0.02
CAUGHT = 0.9
SEED = 1


def alerts(engine, kind):
    """How many alerts on suspects of a kind there are."""
    query = """
        select count(*) from mart.alert
        where alert_code in (select code from core.alert_rule where measure = :kind)
    """
    with engine.connect() as connection:
        return connection.execute(text(query), {"kind": kind}).scalar_one()


@pytest.mark.parametrize("name", planting.PLANTS)
def test_planted_errors_are_caught_and_named(loaded_engine, tmp_path, name):
    planted, caught, _others = planting.damaged(loaded_engine, tmp_path, name, SEED)
    assert len(planted) >= planting.TO_PLANT
    assert len(caught) >= CAUGHT * len(planted), planted - caught
    (kind,) = planting.PLANTS[name][2]
    assert alerts(loaded_engine, kind) > 0


def test_a_clean_load_raises_hardly_any_alarm(bundled):
    figures = bundled.execute(text("select count(*) from mart.value")).scalar_one()
    alarms = bundled.execute(text(planting.SUSPECTS)).all()
    assert len(alarms) <= FALSE_ALARMS * figures
