import pytest
from sqlalchemy import text
from support.ledgers import source, write

from minzheng.loaders import run
from minzheng.loaders.kinds.reference.sources import SOURCES
from minzheng.loaders.options import LoadOptions

HEADER = ("indicator", "area", "period_start", "period_end", "printed")
DAY = {"area": "530621", "period_start": "2022-12-31", "period_end": "2022-12-31"}
GOOD = DAY | {"indicator": "volunteers", "printed": "1200"}
UNKNOWN = DAY | {"indicator": "lanterns", "printed": "7"}


@pytest.fixture
def database(loaded_engine, tmp_path):
    table = source() | {"kind": "table", "number_count": None}
    list(run.load(loaded_engine, [write(tmp_path / "sources.csv", SOURCES.header, [table])]))
    return loaded_engine


def last(engine, table):
    query = f"select * from ops.{table} order by {table}_id desc limit 1"
    with engine.connect() as connection:
        return connection.execute(text(query)).one()


def test_a_run_has_the_counts_of_its_files_and_an_end(database, tmp_path):
    path = write(tmp_path / "some-county-2022.csv", HEADER, [GOOD, UNKNOWN])
    list(run.load(database, [path], keep_going=True))
    found = last(database, "load_run")
    assert (found.outcome, found.files, found.read, found.added) == ("failed", 1, 2, 1)
    assert found.rejected == 1
    assert found.finished_at >= found.started_at
    assert "lanterns" in found.error
    assert found.server_version[:2].isdigit()


def test_a_file_is_recorded_with_its_kind_and_source(database, tmp_path):
    list(run.load(database, [write(tmp_path / "some-county-2022.csv", HEADER, [GOOD])]))
    found = last(database, "load_file")
    assert (found.kind, found.source_code, found.error) == ("figures", "some-county-2022", None)


def test_the_same_file_said_to_be_something_else_is_loaded_again(database, tmp_path):
    path = write(tmp_path / "figures.csv", HEADER, [GOOD])
    options = LoadOptions(source="some-county-2022")
    (first,) = run.load(database, [path], options)
    (again,) = run.load(database, [path], options)
    (other,) = run.load(database, [path], LoadOptions(source="some-county-2022", title="Another"))
    assert [first.outcome, again.outcome, other.outcome] == ["loaded", "unchanged", "loaded"]


def test_a_run_without_an_end_is_known_to_be_interrupted_by_the_next(database, tmp_path):
    with database.begin() as connection:
        connection.execute(text("update ops.load_run set outcome = 'running'"))
    list(run.load(database, [write(tmp_path / "some-county-2022.csv", HEADER, [GOOD])]))
    with database.connect() as connection:
        query = text("select outcome, error from ops.load_run order by load_run_id")
        *before, now = connection.execute(query).all()
    assert set(before) == {("failed", "interrupted")}
    assert now == ("loaded", None)


def test_a_refused_file_leaves_its_source_as_it_was(database, tmp_path):
    path = tmp_path / "figures.csv"
    titles = text("select title, sha256 from core.source where code in ('new', 'some-county-2022')")
    with database.connect() as connection:
        before = connection.execute(titles).all()
    for source_code in ("new", "some-county-2022"):
        options = LoadOptions(source=source_code, title="Another")
        (result,) = run.load(database, [write(path, HEADER, [UNKNOWN])], options)
        assert result.outcome == "refused"
    with database.connect() as connection:
        assert connection.execute(titles).all() == before
