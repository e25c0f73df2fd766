"""Connecting to a PostgreSQL database, so that nothing around the process changes a result.

Variables of the environment, the role, the database and the server all have something to say about
a session: how dates are written, which schema is looked at first, in which encoding text comes.
"""

import os
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast
from urllib.parse import quote

import psycopg
from psycopg import sql
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url

# What decides how a value is read or written; every session of ours sets it for itself.
SETTINGS = {
    "client_encoding": "UTF8",
    "timezone": "UTC",
    "datestyle": "ISO, MDY",
    "intervalstyle": "postgres",
    "extra_float_digits": "1",
    "bytea_output": "hex",
    "lc_numeric": "C",
    "lc_monetary": "C",
    "lc_time": "C",
    # Our statements name schemas. What others put into public takes the place of nothing.
    "search_path": "",
    # Where loops over all are ruled out, every plan looks dear enough for it, which takes minutes.
    "jit": "off",
    "standard_conforming_strings": "on",
    "quote_all_identifiers": "off",
    "transform_null_equals": "off",
    "array_nulls": "on",
    "default_transaction_isolation": "read committed",
    "default_transaction_deferrable": "off",
}

# Variables that libpq passes on to the session, rather than to find the server and to log in. A
# value that the server does not know would even keep us out, so SETTINGS alone are not enough.
OF_SESSIONS = ("PGCLIENTENCODING", "PGDATESTYLE", "PGGEQO", "PGOPTIONS", "PGTZ")

LIBPQ_VARIABLE = re.compile("PG[A-Z]+|PGCONNECT_TIMEOUT")

_environment = threading.Lock()


def connect(url: str | URL, *, is_complete: bool = False) -> Engine:
    """An engine for ``url``; plain postgresql:// means psycopg.

    What ``url`` leaves open, such as the host or the password, the variables of libpq may say,
    unless it ``is_complete``.
    """
    parsed = make_url(url)
    if parsed.drivername in ("postgresql", "postgres"):
        parsed = parsed.set(drivername="postgresql+psycopg")
    arguments = {"fallback_application_name": "minzheng", "client_encoding": "utf8"}
    engine = create_engine(parsed, connect_args=arguments)

    @event.listens_for(engine, "do_connect")
    def log_in(dialect: Any, _record: Any, positional: Any, named: Any) -> Any:
        with variables_ignored(*(() if is_complete else OF_SESSIONS)):
            return dialect.connect(*positional, **named)

    @event.listens_for(engine, "connect")
    def set_up(driver_connection: Any, _record: Any) -> None:
        was = driver_connection.autocommit
        driver_connection.autocommit = True
        driver_connection.execute(settings_query())
        driver_connection.autocommit = was

    return engine


def driver_of(connection: Connection) -> psycopg.Connection[Any]:
    """The connection of the driver, for what SQLAlchemy has no words for."""
    return cast(psycopg.Connection[Any], connection.connection.driver_connection)


def settings_query() -> str:
    """SQL that sets SETTINGS for the session."""
    call = sql.SQL("set_config({}, {}, false)")
    calls = [call.format(name, value) for name, value in SETTINGS.items()]
    return sql.SQL("select {}").format(sql.SQL(", ").join(calls)).as_string()


def settings_options() -> str:
    """SETTINGS as libpq's parameter ``options``, for drivers that look around as they connect."""
    values = {name: value.replace(" ", "\\ ") for name, value in SETTINGS.items()}
    return " ".join(f"-c {name}={value}" for name, value in values.items())


@contextmanager
def variables_ignored(*names: str) -> Iterator[None]:
    """Connect as if these variables of libpq were not set; if none is named, as if none were.

    Most have a parameter that would overrule them, but not PGSERVICE, PGDATESTYLE and PGTZ.
    """
    with _environment:
        kept = {name: os.environ.pop(name) for name in list(os.environ) if _is_of(name, names)}
        try:
            yield
        finally:
            os.environ.update(kept)


def environment() -> dict[str, str]:
    """The environment for other programs, also while another thread connects."""
    with _environment:
        return dict(os.environ)


def environment_without(*names: str) -> dict[str, str]:
    """The environment without these variables of libpq; if none is named, without any."""
    return {name: value for name, value in environment().items() if not _is_of(name, names)}


def _is_of(name: str, names: tuple[str, ...]) -> bool:
    return name in names if names else LIBPQ_VARIABLE.fullmatch(name) is not None


def as_libpq(url: URL) -> str:
    """The address as psql and other clients with libpq take it.

    They know no ``+psycopg`` in the scheme, and to them a ``+`` is not a blank, as it is to
    SQLAlchemy, which takes %20 as well.
    """
    user = quote(url.username or "", safe="")
    if url.password is not None:
        user += f":{quote(str(url.password), safe='')}"
    host = f"[{url.host}]" if ":" in (url.host or "") else quote(url.host or "", safe=",")
    place = f"{user}@{host}" if user else host
    if url.port:
        place += f":{url.port}"
    pairs = [(name, value) for name, values in url.normalized_query.items() for value in values]
    query = "&".join(f"{quote(name, safe='')}={quote(value, safe='/')}" for name, value in pairs)
    database = quote(url.database or "", safe="")
    return f"postgresql://{place}/{database}" + (f"?{query}" if query else "")
