"""A file is known by its path: among the bundled data, in its feed, or as it was first given."""

import os
from pathlib import Path

import pytest
from sqlalchemy import text
from support.databases import query
from support.feeding import figures, folder_feed, reloaded, written
from support.loading import write_figures

from minzheng.loaders import run
from minzheng.loaders.files import BUNDLED, label_of, name_of
from minzheng.loaders.options import LoadOptions

pytestmark = pytest.mark.once

DAY = {"period_start": "2022-12-31", "period_end": "2022-12-31"}
OPTIONS = LoadOptions(source="some-county-2022")


def counts(folder, *areas, printed="5"):
    """A file x.csv in a folder, with a figure for each area."""
    folder.mkdir(exist_ok=True)
    usual = DAY | {"indicator": "volunteers", "printed": printed}
    return write_figures(folder, [usual | {"area": area} for area in areas], "x")


CURRENT = """
    select area_code from mart.reported where source_code = 'some-county-2022' order by area_code
"""


def test_two_files_of_one_name_withdraw_only_their_own_cells(database, tmp_path):
    paths = [
        counts(tmp_path / "a", "530621", "530622"),
        counts(tmp_path / "b", "530623", "530624"),
    ]
    first = list(run.load(database, paths, OPTIONS))
    assert [(result.added, result.withdrawn) for result in first] == [(2, 0), (2, 0)]
    (again,) = run.load(database, [counts(tmp_path / "a", "530621")], OPTIONS)
    assert again.withdrawn == 1
    assert query(database, CURRENT) == [("530621",), ("530623",), ("530624",)]


def test_two_files_of_one_name_are_unchanged_each_on_its_own(database, tmp_path):
    paths = [counts(tmp_path / "a", "530621"), counts(tmp_path / "b", "530623")]
    list(run.load(database, paths, OPTIONS))
    counts(tmp_path / "b", "530623", printed="6")
    outcomes = [result.outcome for result in run.load(database, paths, OPTIONS)]
    assert outcomes == ["unchanged", "loaded"]


def test_two_files_of_one_name_keep_their_rejects_each_on_its_own(database, tmp_path):
    paths = [counts(tmp_path / "a", "999999"), counts(tmp_path / "b", "999998")]
    list(run.load(database, paths, OPTIONS))
    again = {result.name: result.rejects[0].value for result in run.load_rejected(database)}
    assert again == {str(paths[0]): "999999", str(paths[1]): "999998"}


def test_a_file_in_a_moved_folder_takes_the_place_of_the_one_that_it_mostly_repeats(
    database, tmp_path
):
    list(run.load(database, [counts(tmp_path / "a", "530621", "530622", "530623")], OPTIONS))
    (tmp_path / "a").rename(tmp_path / "b")
    (moved,) = run.load(database, [counts(tmp_path / "b", "530621", "530622")], OPTIONS)
    assert (moved.added, moved.withdrawn) == (0, 1)


def test_a_bundled_file_is_known_by_its_path_in_the_package(bundled):
    names = bundled.execute(text("select name from ops.load_file")).scalars().all()
    assert {"units.csv", "articles/zhaotong-2022-review.csv"} < set(names)
    assert {name_of(path) for path in run.bundled()} == set(names)
    assert all((BUNDLED / name).is_file() for name in names)


def test_another_file_is_known_by_its_path_however_it_is_written(tmp_path, monkeypatch):
    (tmp_path / "a").mkdir()
    monkeypatch.chdir(tmp_path / "a")
    written_as = ["x.csv", "../a/x.csv", "./x.csv", str(tmp_path / "a" / "x.csv")]
    assert {name_of(Path(path)) for path in written_as} == {"x.csv"}
    assert name_of(Path("../x.csv")) == str(tmp_path / "x.csv")


@pytest.mark.parametrize("name", ["units.csv", "articles/zhaotong-2022-review.csv", "a:b.csv"])
def test_no_file_of_a_user_has_a_name_of_a_bundled_file_or_of_a_feed(tmp_path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    assert name_of(Path(name)) == str(tmp_path / name)


LOADED = """
    select load_file.name, load_file.outcome from ops.load_file
    inner join ops.load_run on load_run.load_run_id = load_file.load_run_id
    where load_file.source_code = 'some-county-2022' order by load_file_id
"""


def test_a_file_keeps_the_name_of_its_first_load_in_any_working_folder(
    database, tmp_path, monkeypatch
):
    path = counts(tmp_path / "a", "530621")
    monkeypatch.chdir(tmp_path / "a")
    list(run.load(database, [Path("x.csv")], OPTIONS))
    monkeypatch.chdir(tmp_path)
    (again,) = run.load(database, [path], OPTIONS)
    assert again.outcome == "unchanged"
    counts(tmp_path / "a", "530621", printed="6")
    (revised,) = run.load(database, [Path("a/x.csv")], OPTIONS)
    assert (revised.name, revised.revised) == ("a/x.csv", 1)
    assert query(database, LOADED) == [("x.csv", "loaded"), ("x.csv", "loaded")]


def test_files_of_one_relative_path_in_two_working_folders_are_two_files(
    database, tmp_path, monkeypatch
):
    for folder, area in (("a", "530621"), ("b", "530623")):
        counts(tmp_path / folder, area)
        monkeypatch.chdir(tmp_path / folder)
        (result,) = run.load(database, [Path("x.csv")], OPTIONS)
        assert (result.name, result.added, result.withdrawn) == ("x.csv", 1, 0)
    assert query(database, LOADED) == [("x.csv", "loaded"), (f"{tmp_path}/b/x.csv", "loaded")]


def test_messages_name_a_file_relative_to_the_working_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert label_of(str(tmp_path / "a" / "x.csv")) == os.path.join("a", "x.csv")
    assert label_of(os.path.join(os.sep, "elsewhere", "x.csv")) == "/elsewhere/x.csv"
    assert label_of("tables/x.csv") == "tables/x.csv"
    assert label_of("monthly:2024/x.csv") == "monthly:2024/x.csv"


def test_a_file_of_a_feed_is_known_by_its_path_within_the_feed(database, tmp_path):
    figures(tmp_path / "counts" / "a.csv")
    (tmp_path / "counts" / "2024").mkdir()
    figures(tmp_path / "counts" / "2024" / "b.csv", indicator="no_such")
    feed = folder_feed().replace("[feeds.counts]", "[feeds.counts]\npatterns = ['**/*.csv']")
    report = reloaded(database, written(tmp_path, feed))["counts"]
    assert [result.name for result in report.results] == ["2024/b.csv", "a.csv"]
    assert report.errors[0].startswith("2024/b.csv: line 2: no_such is not in core.indicator")
    names = "select name from ops.load_file where name like 'counts:%' order by name"
    assert query(database, names) == [("counts:2024/b.csv",), ("counts:a.csv",)]
    (again,) = run.load_rejected(database)
    assert (again.name, again.outcome) == ("counts:2024/b.csv", "refused")
    assert query(database, names)[-2:] == [("counts:2024/b.csv",), ("counts:a.csv",)]
