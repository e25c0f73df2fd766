import threading

import pytest
from sqlalchemy import text
from support.databases import query
from support.feeding import eventually
from support.loading import load_figures, load_list, write_figures

from minzheng.database import locks
from minzheng.loaders import run
from minzheng.loaders.options import LoadOptions
from minzheng.loaders.sheets import periods

DAY = {"area": "530621", "period_start": "2022-12-31", "period_end": "2022-12-31"}
GOOD = DAY | {"indicator": "volunteers", "printed": "1200"}
UNKNOWN = DAY | {"indicator": "lanterns", "printed": "7"}


LANTERNS = {"code": "lanterns", "program": "place_names", "unit": "item", "kind": "stock"}
LANTERNS |= {"over_areas": "sum", "over_time": "last"}
LANTERNS |= dict.fromkeys(("name", "name_en", "definition", "definition_en"), "lanterns")


def outcomes(results):
    return [(result.name, result.outcome, result.added, result.rejected) for result in results]


@pytest.mark.parametrize(
    ("keep_going", "then"), [(True, ("loaded", 1, 0)), (False, ("loaded", 2, 0))]
)
def test_what_was_rejected_loads_after_a_line_in_a_list(database, tmp_path, keep_going, then):
    load_figures(database, tmp_path, [GOOD, UNKNOWN], keep_going=keep_going)
    (again,) = run.load_rejected(database)
    assert again.rejected == 1
    load_list(database, tmp_path, "indicators", [LANTERNS])
    name = str(tmp_path / "some-county-2022.csv")
    assert outcomes(run.load_rejected(database)) == [(name, *then)]
    assert list(run.load_rejected(database)) == []


def test_a_file_that_is_gone_is_said_so_and_stops_no_other(database, tmp_path):
    path = write_figures(tmp_path, [UNKNOWN])
    other = write_figures(tmp_path, [UNKNOWN], "lanterns")
    list(run.load(database, [path, other]))
    path.unlink()
    gone, other = run.load_rejected(database)
    assert (gone.outcome, gone.rejects[0].reason) == ("gone", "gone")
    assert other.outcome == "refused"


def test_load_options_survive_json(tmp_path):
    options = LoadOptions(
        source="x",
        area="530000",
        period=periods.period_of("2020-03"),
        mapping=tmp_path / "mapping.toml",
    )
    assert LoadOptions.from_json(options.as_json()) == options


def test_a_second_load_waits_and_is_told_who_loads(database, tmp_path):
    told, done = [], []

    def second():
        path = write_figures(tmp_path, [GOOD])
        done.extend(run.load(database, [path], on_wait=told.append))

    with database.connect() as first:
        first.execute(text("set application_name = 'the first'"))
        locks.acquire(first, locks.CONTENT)
        thread = threading.Thread(target=second)
        thread.start()
        eventually(lambda: told)
        assert done == []
        (holder,) = told
        assert holder.startswith("the first, ")
        assert "process " in holder
    thread.join(120)
    assert [result.outcome for result in done] == ["loaded"]


def test_cells_that_contradict_another_source_are_counted(database, tmp_path):
    rural = DAY | {"indicator": "dibao_persons", "area": "530600", "breakdown": "residence=rural"}
    load_figures(database, tmp_path, [rural | {"printed": "54.07万"}], "zhaotong-2022-review")
    path = write_figures(tmp_path, [rural | {"printed": "1"}, GOOD | {"breakdown": "total"}])
    (planned,) = run.plan(database, [path])
    (loaded,) = run.load(database, [path])
    assert (planned.conflicts, loaded.conflicts) == (1, 1)
    kept = "select conflicts from ops.load_file order by load_file_id desc limit 1"
    assert query(database, kept) == [(1,)]
