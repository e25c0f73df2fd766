"""The history of figures is only added to, by whoever; what is erased leaves a record."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError
from support.databases import clone_of, query
from support.loading import FIGURE, SOURCE, know_tables, load_figures

from minzheng.database import kept

CHANGES = [
    "delete from core.observation",
    "delete from core.observation where false",
    "truncate core.observation cascade",
    "update core.observation set value = 1",
    "update core.observation set printed = '1' where false",
    "update core.observation set recorded_at = now()",
    "update core.observation set source_id = source_id",
]
RECORDS = "select reason, observations, erased_by = session_user from core.erasure"

engine = clone_of("reference_template")


@pytest.fixture
def loaded(engine, tmp_path):
    know_tables(engine, tmp_path, SOURCE)
    for printed in ("1,234", "1,235"):
        load_figures(engine, tmp_path, [FIGURE | {"printed": printed}])
    return engine


@pytest.mark.parametrize("role", ["origin", "replica"])
def test_no_figure_is_changed_or_deleted(loaded, role):
    for statement in CHANGES:
        with loaded.connect() as connection:
            connection.execute(text(f"set session_replication_role = {role}"))
            with pytest.raises(ProgrammingError, match="is only added to"):
                connection.execute(text(statement))
    assert query(loaded, "select count(*) from core.observation") == [(2,)]


def test_what_is_erased_is_gone_and_leaves_a_record(loaded, tmp_path):
    [(old,)] = query(loaded, "select observation_id from core.observation where value = 1234")
    with loaded.begin() as connection:
        erase = text("select core.erase_observations(array[cast(:old as int)], 'personal data')")
        assert connection.execute(erase, {"old": old}).scalar() == 1
        kept.refresh_all(connection)
    assert query(loaded, "select value from core.observation") == [(1235,)]
    assert query(loaded, RECORDS) == [("personal data", 1, True)]
    with loaded.connect() as connection:
        assert kept.differences(connection) == {}
    # The record allows nothing more, and stays.
    for statement in ("delete from core.observation", "delete from core.erasure"):
        with loaded.connect() as connection, pytest.raises(ProgrammingError, match="only added to"):
            connection.execute(text(statement))
    assert load_figures(loaded, tmp_path, [FIGURE | {"printed": "1,236"}]).revised == 1


def test_nothing_is_erased_without_a_reason(loaded):
    with loaded.connect() as connection, pytest.raises(Exception, match="say why"):
        connection.execute(text("select core.erase_observations(array[1], ' ')"))
