import pytest
from sqlalchemy import text
from support.databases import query
from support.loading import SOURCE, load, load_figures, write_figures

from minzheng.loaders.options import LoadOptions
from minzheng.loaders.records.retention import WrongRetention

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


def let_days_pass(engine, days):
    with engine.begin() as connection:
        older = "update ops.load_run set started_at = started_at - make_interval(days => :days)"
        connection.execute(text(older), {"days": days})


def files_recorded(engine):
    query_of_files = """
        select added + withdrawn + revised, rejected
        from ops.load_file
        where source_code = 'some-county-2022'
        order by load_file_id
    """
    return query(engine, query_of_files)


def test_old_loads_that_changed_and_rejected_nothing_are_forgotten_but_the_last(
    database, tmp_path, monkeypatch
):
    monkeypatch.setenv("MINZHENG_KEEP_RUNS", "30")
    titles = iter("abcdefg")

    def load_again(*rows):
        options = LoadOptions(title=next(titles))
        load_figures(database, tmp_path, rows, options=options, keep_going=True)

    load_again(GOOD)
    load_again(GOOD)
    load_again(GOOD, UNKNOWN)
    load_again(GOOD)
    load_again(GOOD)
    assert files_recorded(database) == [(1, 0), (0, 0), (0, 1), (0, 0), (0, 0)]
    let_days_pass(database, 29)
    load_again(GOOD)
    assert len(files_recorded(database)) == 6
    let_days_pass(database, 29)
    load_again(GOOD)
    # What added the figure, what had a reject, the one of 29 days ago, and the last.
    assert files_recorded(database) == [(1, 0), (0, 1), (0, 0), (0, 0)]
    assert query(
        database,
        "select count(*) from ops.load_run as run where not exists "
        "(select from ops.load_file as file where file.load_run_id = run.load_run_id)",
    ) == [(0,)]


def test_the_last_run_of_a_feed_is_recorded_however_old_it_is(database, tmp_path):
    with database.begin() as connection:
        run = """
            insert into ops.load_run (command, feed, version, host, outcome, started_at)
            select 'reload', 'monthly', '1', 'host', 'unchanged', now() - interval '1000 days'
            from generate_series(1, 3)
            returning load_run_id
        """
        first, *_, last_run = connection.execute(text(run)).scalars()
        schedule = """
            insert into ops.schedule (feed, host, file, place, owner, grace, load_run_id)
            values ('monthly', 'host', 'feeds.toml', 1, 'office', '1 h', :run)
        """
        connection.execute(text(schedule), {"run": last_run})
    load_figures(database, tmp_path, [GOOD])
    runs = query(database, "select load_run_id from ops.load_run where feed = 'monthly'")
    assert runs == [(last_run,)]
    assert first != last_run


def test_a_retention_that_is_no_number_of_days_is_refused_before_anything_is_loaded(
    database, tmp_path, monkeypatch
):
    monkeypatch.setenv("MINZHENG_KEEP_RUNS", "a year")
    with pytest.raises(WrongRetention, match="MINZHENG_KEEP_RUNS is 'a year'"):
        load_figures(database, tmp_path, [GOOD])
    assert files_recorded(database) == []
