"""Loaders and curators: what each does by the command, and what the server refuses them."""

import os

import psycopg
import pytest
from click.testing import CliRunner
from sqlalchemy import text
from support.databases import clone_of, new_database, query
from support.feeding import figures, folder_feed, written
from support.ledgers import source, write
from support.loading import FIGURE, SOURCE, know_tables, write_figures

from minzheng import database
from minzheng.cli import main
from minzheng.database import kept, roles
from minzheng.database.role_rights import CURATOR, LOADER
from minzheng.loaders import run
from minzheng.loaders.kinds.reference import LISTS

# Roles are of the whole server, which processes that test side by side may share.
NAME = f"writer{os.environ.get('PYTEST_XDIST_WORKER', '')}"

REFUSED_TO_LOADERS = [
    "update core.observation set value = 1",
    "update core.observation set printed = '1'",
    "update core.observation set recorded_at = now()",
    "update core.observation set withdrawn_at = null where withdrawn_at is not null",
    "update core.observation set withdrawn_at = '2020-01-01' where withdrawn_at is null",
    "insert into core.observation (recorded_at) values ('2020-01-01')",
    "delete from core.observation",
    "truncate core.observation cascade",
    "update core.comparison set value = 1",
    "delete from core.comparison",
    "delete from ops.load_file",
    "delete from ops.load_run",
    "delete from ops.reject",
    "delete from core.source",
    "update core.source set release_at = null",
    "update core.indicator set name = 'x'",
    "insert into core.unit (code) values ('x')",
    "delete from core.metric",
    "insert into core.decision default values",
    "insert into core.erasure (reason, observations) values ('x', 1)",
    "select core.erase_observations('{1}', 'x')",
    "alter table core.observation disable trigger all",
    "set session_replication_role = replica",
    "drop index core.observation_source_id_idx",
    "create table core.mine (a int)",
    "create or replace view mart.unit as select 1 as a",
    "create or replace function core.keep_history() returns trigger language plpgsql as"
    " 'begin return new; end'",
    "drop view mart.mention",
    "lock table core.observation in access exclusive mode",
    "select core.hold_lock('minzheng schema', false)",
    "select pg_advisory_lock(1)",
    "create schema mine",
    "set role pg_read_all_data",
]
REFUSED_TO_CURATORS = [
    "insert into core.observation (source_id) values (1)",
    "update core.observation set withdrawn_at = now() where withdrawn_at is null",
    "update core.observation set value = 1",
    "delete from core.observation",
    "delete from core.mention",
    "update core.indicator set name = 'x'",
    "create view mart.mine as select 1",
    "delete from ops.held_file",
    "set role pg_read_all_data",
]

engine = clone_of("reference_template")


def granted(engine, kind):
    """An address with which a new login of a kind connects."""
    with engine.begin() as connection:
        roles.grant(connection, NAME, "secret", kind)
    return engine.url.set(username=NAME, password="secret")


def dropped(engine):
    with engine.begin() as connection:
        connection.exec_driver_sql(f"drop owned by {NAME}; drop role {NAME}")


@pytest.fixture
def loader(engine):
    yield granted(engine, LOADER)
    dropped(engine)


@pytest.fixture
def curator(engine):
    yield granted(engine, CURATOR)
    dropped(engine)


def minzheng(url, *words):
    address = url.render_as_string(hide_password=False)
    return CliRunner().invoke(main, ["--database", address, *map(str, words)])


def connected(url):
    return psycopg.connect(
        url.set(drivername="postgresql").render_as_string(hide_password=False), autocommit=True
    )


def is_right(engine):
    """Whether all that is kept is what is computed."""
    with engine.connect() as connection:
        return kept.differences(connection) == {}


def test_a_loader_loads_revises_and_withdraws(engine, loader, tmp_path):
    know_tables(engine, tmp_path, SOURCE)
    later = FIGURE | {"period_start": "2023-12-31", "period_end": "2023-12-31"}
    for rows in ([FIGURE, later], [FIGURE | {"printed": "1,235"}, later], [later]):
        result = minzheng(loader, "load", write_figures(tmp_path, rows))
        assert result.exit_code == 0, result.output
    current = "select count(*) from core.observation where withdrawn_at is null"
    assert query(engine, "select count(*) from core.observation") == [(3,)]
    assert query(engine, current) == [(1,)]
    assert "Nothing changed" in minzheng(loader, "load", tmp_path / f"{SOURCE}.csv").output
    assert is_right(engine)


def test_a_loader_loads_files_of_every_kind(engine, loader):
    as_loader = database.connect(loader)
    # Large ones are as others.
    paths = [path for path in run.bundled() if path.stat().st_size < 2**15]
    results = list(run.load(as_loader, paths))
    as_loader.dispose()
    assert [result.name for result in results if result.faults] == []
    assert sum(result.added for result in results) > 1000
    assert is_right(engine)


def test_a_loader_names_a_source_with_its_file(engine, loader, tmp_path):
    path = write_figures(tmp_path, [FIGURE], "named")
    assert minzheng(loader, "load", path, "--title", "Named").exit_code == 0
    assert query(engine, "select title from mart.source where source_code = 'named'") == [
        ("Named",)
    ]


def test_a_loader_reloads_feeds(engine, loader, tmp_path):
    figures(tmp_path / "counts" / "a.csv")
    feeds = written(tmp_path, folder_feed())
    for printed in ("1200", "1300"):
        figures(tmp_path / "counts" / "a.csv", printed)
        result = minzheng(loader, "reload", "--feeds", feeds)
        assert result.exit_code == 0, result.output
    values = "select value from mart.value where indicator_code = 'volunteers'"
    assert query(engine, values) == [(1300,)]
    assert minzheng(loader, "status").exit_code == 0


def test_a_list_that_a_loader_may_not_change_is_refused(engine, loader, tmp_path):
    rows = [source() | {"code": "another"}]
    path = write(tmp_path / "sources.csv", LISTS["sources"].header, rows)
    result = minzheng(loader, "load", path)
    assert result.exit_code == 1
    assert "permission denied" in result.output
    assert query(engine, "select from core.source where code = 'another'") == []


def test_a_curator_decides_which_report_is_accepted(engine, curator, tmp_path):
    know_tables(engine, tmp_path, "first", "second")
    for name, printed in (("first", "1"), ("second", "9")):
        path = write_figures(tmp_path, [FIGURE | {"printed": printed}], name)
        list(run.load(engine, [path]))
    accepted = "select source_code from mart.value where indicator_code = 'dibao_persons'"
    [(before,)] = query(engine, accepted)
    (other,) = {"first", "second"} - {before}
    decision = {
        "indicator": FIGURE["indicator"],
        "area": FIGURE["area"],
        "period_start": FIGURE["period_start"],
        "period_end": FIGURE["period_end"],
        "basis": "point",
        "source": other,
        "reason": "as agreed",
        "decided_by": "a curator",
        "decided_on": "2024-01-01",
    }
    path = write(tmp_path / "decisions.csv", LISTS["decisions"].header, [decision])
    result = minzheng(curator, "load", path)
    assert result.exit_code == 0, result.output
    assert query(engine, accepted) == [(other,)]
    assert is_right(engine)


def is_refused(connection, statement):
    """Whether the server refuses a statement for want of a right."""
    try:
        connection.execute(f"begin; {statement}")
    except psycopg.errors.InsufficientPrivilege:
        return True
    finally:
        connection.rollback()
    return False


@pytest.mark.parametrize(
    ("kind", "statements"),
    [(LOADER, REFUSED_TO_LOADERS), (CURATOR, REFUSED_TO_CURATORS)],
    ids=["loader", "curator"],
)
def test_history_definitions_and_rights_are_refused(engine, tmp_path, kind, statements):
    know_tables(engine, tmp_path, SOURCE)
    for printed in ("1", "2"):
        path = write_figures(tmp_path, [FIGURE | {"printed": printed}])
        list(run.load(engine, [path]))
    url = granted(engine, kind)
    with connected(url) as connection:
        allowed = [one for one in statements if not is_refused(connection, one)]
    dropped(engine)
    assert allowed == []


def test_figures_are_withdrawn_once_also_by_the_owner(engine, tmp_path):
    know_tables(engine, tmp_path, SOURCE)
    for printed in ("1", "2"):
        list(run.load(engine, [write_figures(tmp_path, [FIGURE | {"printed": printed}])]))
    for moment in ("null", "'2020-01-01'", "now()"):
        change = f"update core.observation set accepted = false, withdrawn_at = {moment}"
        with (
            engine.begin() as connection,
            pytest.raises(Exception, match="the history of figures is only added to"),
        ):
            connection.execute(text(f"{change} where withdrawn_at is not null"))


def test_a_member_cannot_act_as_its_group(engine, loader):
    with connected(loader) as connection:
        if connection.info.server_version >= 160000:
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute("set role minzheng_loaders")
        # What a member may try with the rights of the group takes none from the others.
        connection.execute("drop owned by minzheng_loaders")
        assert connection.execute("select from core.observation limit 0").rowcount == 0


def test_limits_are_not_for_the_member_to_lift(engine, loader):
    with connected(loader) as connection:
        for statement in (
            "set temp_file_limit = -1",
            f"alter role {NAME} set temp_file_limit = -1",
            f"alter role {NAME} reset temp_file_limit",
            f"alter role {NAME} connection limit -1",
            f"alter role {NAME} createrole",
            "alter role minzheng_loaders set work_mem = '1GB'",
            "alter role minzheng_loaders password 'x'",
            "grant minzheng_loaders to pg_monitor",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement)
        connection.execute(f"alter role {NAME} reset all")
    with connected(loader) as connection:
        assert connection.execute("show temp_file_limit").fetchone() == ("20GB",)


def test_a_member_is_let_into_the_databases_that_were_granted(
    engine, loader, server_url, migrated_template
):
    with new_database(server_url, migrated_template) as other:
        with other.begin() as connection:
            roles.close_to_public(connection)
        with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
            connected(loader.set(database=other.url.database))
