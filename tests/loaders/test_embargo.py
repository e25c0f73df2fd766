"""Sources that are not released yet: nobody but curators can tell that there is anything."""

import os
import time

import psycopg
import pytest
from support.databases import new_database, query
from support.ledgers import source, write
from support.loading import FIGURE, know_tables, load_figures, write_figures

from minzheng.database import kept, roles
from minzheng.database.definitions import definitions
from minzheng.database.role_rights import CURATOR
from minzheng.loaders import run
from minzheng.loaders.kinds.reference import LISTS

READER = f"embargo{os.environ.get('PYTEST_XDIST_WORKER', '')}"
FUTURE, PAST = "2999-01-01T08:00:00+08:00", "2020-01-01T08:00:00+08:00"
PUBLIC, SECRET = "open", "secret"
BASE = FIGURE | {"period_start": "2021-12-31", "period_end": "2021-12-31", "printed": "1,000"}
# Another value of a cell, a new one that grows from it, and a breakdown that nobody has had yet.
SECRETS = [
    FIGURE | {"printed": "9,999"},
    FIGURE | {"period_start": "2023-12-31", "period_end": "2023-12-31", "printed": "8,888"},
    FIGURE | {"breakdown": "residence=urban", "printed": "777"},
]
LATER = FIGURE | {"period_start": "2024-12-31", "period_end": "2024-12-31"}
FUNCTIONS = (
    "mart.as_of(now())",
    "mart.known_on('2999-01-01')",
    "mart.value_as_of(now())",
    "mart.growth_since(2020)",
    "mart.rollup_at('2022-12-31')",
    "mart.area_at('2022-12-31')",
    # Without when and by which run it came.
    "(select observation_id, explain.* from mart.history, mart.explain(observation_id)"
    " where item_en not in ('load', 'state'))",
)
# When and by which run a row came, and the moment itself.
OF_LOADS = (
    "as_of",
    "recorded_at",
    "withdrawn_at",
    "load_run_id",
    "release_at",
    "rival_recorded_at",
)


@pytest.fixture
def databases(server_url, reference_template):
    """Makes databases of the reference lists, each with a reader."""
    opened = []

    def make():
        one = new_database(server_url, reference_template)
        opened.append(one)
        engine = one.__enter__()
        with engine.begin() as connection:
            roles.grant(connection, READER, "secret")
        return engine

    yield make
    for one in opened:
        one.__exit__(None, None, None)
    with psycopg.connect(server_url.render_as_string(False), autocommit=True) as root:
        root.execute(f"drop role if exists {READER}")


def know(engine, folder, release_at=None):
    """Have the secret source known, by a list of its own."""
    usual = source() | {"kind": "table", "number_count": None}
    row = usual | {"code": SECRET, "release_at": release_at}
    path = write(folder / "embargoed.csv", LISTS["sources"].header, [row])
    result, *_released = run.load(engine, [path])
    return result


def load_open(engine, folder):
    know_tables(engine, folder, PUBLIC)
    load_figures(engine, folder, [BASE, FIGURE], PUBLIC)


def load_secret(engine, folder):
    return load_figures(engine, folder, SECRETS, SECRET)


def seen(engine):
    """Every row that a reader has of mart and calc, and what the catalogue says of them."""
    url = engine.url.set(drivername="postgresql", username=READER, password="secret")
    with psycopg.connect(url.render_as_string(False), autocommit=True) as connection:
        relations = [
            name
            for name, one in definitions().items()
            if one.kind in ("view", "table") and not name.startswith("core.")
        ]
        found = {name: rows_of(connection, name) for name in [*relations, *FUNCTIONS]}
        found["pg_stats"] = connection.execute(
            "select schemaname, tablename, attname from pg_stats where schemaname in ('core','ops')"
        ).fetchall()
        return found


def rows_of(connection, name):
    row = " - ".join(["to_jsonb(answer)", *(f"'{column}'" for column in OF_LOADS)])
    return connection.execute(
        f"select ({row})::text as line from {name} as answer order by line"
    ).fetchall()


def test_a_reader_sees_the_same_with_and_without_what_is_held(databases, tmp_path):
    without, held = databases(), databases()
    for engine in (without, held):
        load_open(engine, tmp_path)
    know(held, tmp_path, FUTURE)
    assert load_secret(held, tmp_path).outcome == "held"
    # What is loaded after it has the numbers that it would have had.
    for engine in (without, held):
        load_figures(engine, tmp_path, [BASE, FIGURE, LATER], PUBLIC)
    expected = seen(without)
    assert len(expected["mart.reported"]) == 3
    assert [line for (line,) in expected["mart.source"] if SECRET in line] == []
    assert seen(held) == expected


def test_what_is_released_is_as_if_it_had_been_loaded_then(databases, tmp_path):
    plain, held = databases(), databases()
    for engine, release_at in ((plain, PAST), (held, FUTURE)):
        know(engine, tmp_path, release_at)
        load_open(engine, tmp_path)
        load_secret(engine, tmp_path)
    know(held, tmp_path, PAST)
    found, expected = seen(held), seen(plain)
    assert len(found["mart.reported"]) == 5
    # The list of sources is loaded once more, to release one.
    for one in (found, expected):
        one["mart.vintage"] = [
            line for line in one["mart.vintage"] if "embargoed.csv" not in line[0]
        ]
    assert found == expected
    assert query(held, "select count(*) from ops.held_file") == [(0,)]
    with held.connect() as connection:
        assert kept.differences(connection) == {}


def test_at_its_moment_it_is_there_with_the_next_release(databases, tmp_path):
    engine = databases()
    [(moment,)] = query(engine, "select to_char(now() + '4 s', 'YYYY-MM-DD\"T\"HH24:MI:SSOF')")
    know(engine, tmp_path, f"{moment}:00")
    assert load_secret(engine, tmp_path).outcome == "held"
    assert list(run.release(engine)) == []
    (tmp_path / f"{SECRET}.csv").unlink()
    ended = "select release_at < clock_timestamp() from core.source where code = :code"
    while query(engine, ended, code=SECRET) != [(True,)]:
        time.sleep(0.2)
    (result,) = run.release(engine)
    assert (result.outcome, result.added) == ("loaded", 3)
    assert list(run.release(engine)) == []


def test_a_curator_sees_what_is_held(databases, tmp_path):
    engine = databases()
    know(engine, tmp_path, FUTURE)
    load_secret(engine, tmp_path)
    name = f"curator{READER}"
    with engine.begin() as connection:
        roles.grant(connection, name, "secret", CURATOR)
    url = engine.url.set(drivername="postgresql", username=name, password="secret")
    with psycopg.connect(url.render_as_string(False)) as connection:
        sources = "select count(*) from mart.source where release_at is not null"
        assert connection.execute(sources).fetchone() == (1,)
        figures = "select printed, value from ops.held_figure order by value desc"
        found = connection.execute(figures).fetchall()
        assert found == [("9,999", 9999), ("8,888", 8888), ("777", 777)]
    with engine.begin() as connection:
        connection.exec_driver_sql(f"drop owned by {name}; drop role {name}")


def test_a_file_that_is_held_is_the_same_until_it_differs(databases, tmp_path):
    engine = databases()
    know(engine, tmp_path, FUTURE)
    assert load_secret(engine, tmp_path).outcome == "held"
    assert load_secret(engine, tmp_path).outcome == "unchanged"
    assert load_figures(engine, tmp_path, SECRETS[:1], SECRET).outcome == "held"
    assert query(engine, "select count(*) from ops.held_figure") == [(1,)]


def test_a_file_with_bad_rows_is_refused_and_not_held(databases, tmp_path):
    engine = databases()
    know(engine, tmp_path, FUTURE)
    result = load_figures(engine, tmp_path, [FIGURE | {"area": "no such"}], SECRET)
    assert result.outcome == "refused"
    assert query(engine, "select count(*) from ops.held_file") == [(0,)]


def test_a_plan_holds_nothing(databases, tmp_path):
    engine = databases()
    know(engine, tmp_path, FUTURE)
    (result,) = run.plan(engine, [write_figures(tmp_path, SECRETS, SECRET)])
    assert result.outcome == "held"
    assert query(engine, "select count(*) from ops.held_file") == [(0,)]


def test_what_has_been_seen_is_not_put_under_embargo(databases, tmp_path):
    engine = databases()
    know(engine, tmp_path)
    load_secret(engine, tmp_path)
    result = know(engine, tmp_path, FUTURE)
    assert "is released" in result.error
    assert query(engine, "select count(*) from mart.source where source_code = 'secret'") == [(1,)]


@pytest.mark.parametrize("moment", ["2999-01-01", "2999-01-01T08:00:00", "soon"])
def test_a_moment_without_its_time_zone_is_refused(databases, tmp_path, moment):
    (reject,) = know(databases(), tmp_path, moment).rejects
    assert (reject.column, reject.reason) == ("release_at", "ill_formed")


def test_nothing_of_what_is_held_is_in_core(databases, tmp_path):
    engine = databases()
    know(engine, tmp_path, FUTURE)
    load_secret(engine, tmp_path)
    for table in ("observation", "comparison", "mention"):
        assert query(engine, f"select count(*) from core.{table}") == [(0,)]
    with engine.connect() as connection:
        assert kept.differences(connection) == {}
