import os
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from psycopg.conninfo import conninfo_to_dict
from sqlalchemy import URL, make_url, text
from support import peculiar

from minzheng import database
from minzheng.database.connection import SETTINGS, as_libpq


def settings(engine):
    with engine.connect() as connection:
        shown = {name: connection.execute(text(f"show {name}")).scalar_one() for name in SETTINGS}
    engine.dispose()
    return shown


def test_a_session_has_its_own_settings_whatever_the_database_says(engine):
    assert settings(database.connect(engine.url)) == SETTINGS
    with peculiar.peculiar(engine, engine.url.database):
        assert settings(database.connect(engine.url)) == SETTINGS


def test_values_are_the_same_whatever_the_database_says(engine):
    query = text("""
        select date '2024-02-03', timestamptz '2024-02-03 00:00+08', interval '1 day', null = null,
            '\\', '1e15'::float8 / 3, '\\x61'::bytea, '昭通', '2024-02-03'::date::text
    """)

    def answer():
        anew = database.connect(engine.url)
        with anew.connect() as connection:
            row = tuple(connection.execute(query).one())
        anew.dispose()
        return row

    want = answer()
    assert want[:2] == (date(2024, 2, 3), datetime(2024, 2, 2, 16, tzinfo=UTC))
    assert want[-2:] == ("昭通", "2024-02-03")
    with peculiar.peculiar(engine, engine.url.database):
        assert answer() == want


@pytest.mark.parametrize("variables", peculiar.OF_SESSIONS, ids=str)
def test_variables_do_not_change_a_session(engine, monkeypatch, variables):
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    before = dict(os.environ)
    assert settings(database.connect(engine.url)) == SETTINGS
    assert dict(os.environ) == before


def test_variables_may_say_where_a_named_database_is_and_who_connects(engine, monkeypatch):
    monkeypatch.setenv("PGHOST", engine.url.host)
    monkeypatch.setenv("PGPORT", str(engine.url.port))
    monkeypatch.setenv("PGPASSWORD", engine.url.password)
    url = URL.create("postgresql", engine.url.username, database=engine.url.database)
    anew = database.connect(url)
    with anew.connect() as connection:
        assert connection.execute(text("select 1")).scalar_one() == 1
    anew.dispose()


TEXTS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1)


@given(user=TEXTS, password=TEXTS, name=TEXTS, file=TEXTS)
def test_an_address_is_the_same_to_libpq_and_to_sqlalchemy(user, password, name, file):
    query = {"passfile": f"/{file}", "sslmode": "disable"}
    url = URL.create("postgresql", user, password, "127.0.0.1", 15432, name, query)
    assert make_url(as_libpq(url)) == url
    read = conninfo_to_dict(as_libpq(url))
    assert (read["user"], read["password"], read["dbname"]) == (user, password, name)
    assert (read["passfile"], read["host"], read["port"]) == (f"/{file}", "127.0.0.1", "15432")


@pytest.mark.parametrize(
    "address",
    [
        "postgresql:///figures",
        "postgresql://me@/figures?host=/run/postgresql",
        "postgresql://[::1]:5432/figures",
        "postgresql://a,b/figures?target_session_attrs=read-write",
    ],
)
def test_addresses_of_all_kinds_stay_what_they_are(address):
    assert conninfo_to_dict(as_libpq(make_url(address))) == conninfo_to_dict(address)
