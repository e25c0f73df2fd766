"""A file that lacks much of what its source reported is not loaded without consent."""

import pytest
from support.databases import query
from support.loading import load_figures

from minzheng.loaders.options import LoadOptions

DAY = {"period_start": "2023-06-30", "period_end": "2023-06-30"}
AREAS = [f"5306{number}" for number in (2, 21, 22, 23, 24, 25, 26, 27, 28, 29)][1:]
ROWS = [
    {"indicator": indicator, "area": area, "printed": str(100 + place)} | DAY
    for indicator in ("dibao_persons", "orphan_persons", "tekun_persons", "volunteers")
    for place, area in enumerate(AREAS)
]
KEPT = "select count(*) from mart.reported"


@pytest.fixture(autouse=True)
def whole(database, tmp_path):
    assert load_figures(database, tmp_path, ROWS).added == len(ROWS) == 36


def test_a_file_that_lacks_much_is_refused_and_says_how_much(database, tmp_path):
    result = load_figures(database, tmp_path, ROWS[:28])
    (reject,) = result.rejects
    assert (result.outcome, reject.reason) == ("refused", "withdrawals")
    assert "8 of 36 figures" in reject.message
    assert query(database, KEPT) == [(36,)]


def test_with_consent_it_is_loaded(database, tmp_path):
    options = LoadOptions(accept_withdrawals=True)
    assert load_figures(database, tmp_path, ROWS[:20], options=options).withdrawn == 16
    assert query(database, KEPT) == [(20,)]


def test_a_file_that_lacks_a_little_is_loaded(database, tmp_path):
    assert load_figures(database, tmp_path, ROWS[:29]).withdrawn == 7
    assert query(database, KEPT) == [(29,)]
