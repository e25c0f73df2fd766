from sqlalchemy import text
from support.databases import query
from support.loading import SOURCE, load, load_figures, write_figures

from minzheng.loaders.options import LoadOptions

DAY = {"area": "530621", "period_start": "2022-12-31", "period_end": "2022-12-31"}
GOOD = DAY | {"indicator": "volunteers", "printed": "1200"}
UNKNOWN = DAY | {"indicator": "lanterns", "printed": "7"}


def last(engine, table):
    with engine.connect() as connection:
        newest = f"select * from ops.{table} order by {table}_id desc limit 1"
        return connection.execute(text(newest)).one()


def test_a_run_has_the_counts_of_its_files_and_an_end(database, tmp_path):
    load_figures(database, tmp_path, [GOOD, UNKNOWN], keep_going=True)
    found = last(database, "load_run")
    assert (found.outcome, found.files, found.read, found.added) == ("failed", 1, 2, 1)
    assert found.rejected == 1
    assert found.finished_at >= found.started_at
    assert "lanterns" in found.error
    assert found.server_version[:2].isdigit()


def test_a_file_is_recorded_with_its_kind_and_source(database, tmp_path):
    load_figures(database, tmp_path, [GOOD])
    found = last(database, "load_file")
    assert (found.kind, found.source_code, found.error) == ("figures", "some-county-2022", None)


def test_the_same_file_said_to_be_something_else_is_loaded_again(database, tmp_path):
    path = write_figures(tmp_path, [GOOD], "figures")
    options = LoadOptions(source=SOURCE)
    assert load(database, path, options).outcome == "loaded"
    assert load(database, path, options).outcome == "unchanged"
    options = LoadOptions(source=SOURCE, title="Another")
    assert load(database, path, options).outcome == "loaded"


def test_a_run_without_an_end_is_known_to_be_interrupted_by_the_next(database, tmp_path):
    with database.begin() as connection:
        connection.execute(text("update ops.load_run set outcome = 'running'"))
    load_figures(database, tmp_path, [GOOD])
    *before, now = query(database, "select outcome, error from ops.load_run order by load_run_id")
    assert set(before) == {("failed", "interrupted")}
    assert now == ("loaded", None)


def test_a_refused_file_leaves_its_source_as_it_was(database, tmp_path):
    titles = "select title, sha256 from core.source where code in ('new', 'some-county-2022')"
    before = query(database, titles)
    for code in ("new", SOURCE):
        options = LoadOptions(source=code, title="Another")
        result = load_figures(database, tmp_path, [UNKNOWN], "figures", options)
        assert result.outcome == "refused"
    assert query(database, titles) == before
