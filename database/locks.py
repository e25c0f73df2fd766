"""Advisory locks: what only one transaction at a time may do to a database, and who does it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread

import psycopg
from sqlalchemy import Connection, text
from sqlalchemy.exc import OperationalError

from ..errors import MinzhengError

# The definitions and figures, which a load changes.
CONTENT = "minzheng content"
# The tables and views, which a migration changes.
SCHEMA = "minzheng schema"

# Called with who holds a lock, before waiting for it.
OnWait = Callable[[str], None]
# Asked whether to wait any longer.
IsStopped = Callable[[], bool]
# Seconds between two looks at whether to stop.
LOOK = 0.1

TRY = text("select pg_try_advisory_xact_lock(hashtext(:lock))")
WAIT = text("select pg_advisory_xact_lock(hashtext(:lock))")
# An advisory lock of one bigint is shown as its two halves, with objsubid 1.
HOLDER = text("""
    select concat_ws(
        ', ', nullif(application_name, ''), 'from ' || coalesce(client_hostname, host(client_addr)),
        'process ' || pid || ' of the server', 'since ' || to_char(xact_start, 'HH24:MI:SS')
    )
    from pg_locks
    inner join pg_stat_activity using (pid)
    where
        locktype = 'advisory' and granted and objsubid = 1
        and pg_locks.database = (select oid from pg_database where datname = current_database())
        and classid::bigint << 32 | objid::bigint = hashtext(:lock)::bigint
""")


def of_feed(name: str) -> str:
    """The lock of a feed, which one reload at a time brings up to date."""
    return f"minzheng feed {name}"


class WaitStopped(MinzhengError):
    """A lock was waited for, and is not any more."""


def acquire(
    connection: Connection,
    lock: str,
    on_wait: OnWait | None = None,
    is_stopped: IsStopped | None = None,
) -> None:
    """Hold a lock until the transaction ends; wait for it where another transaction holds it.

    Raises WaitStopped as soon as ``is_stopped`` says so.
    """
    name = {"lock": lock}
    if connection.execute(TRY, name).scalar_one():
        return
    if on_wait:
        on_wait(connection.execute(HOLDER, name).scalar() or "a transaction that is just ending")
    with stoppable(connection, is_stopped):
        connection.execute(WAIT, name)


@contextmanager
def stoppable(connection: Connection, is_stopped: IsStopped | None) -> Iterator[None]:
    """Cancel what is executed on a connection where it is to stop; raises WaitStopped then."""
    if is_stopped is None:
        yield
        return
    is_done = Event()
    driver: psycopg.Connection = connection.connection.driver_connection  # type: ignore[assignment]

    # A signal that only sets a flag ends no wait for the server: another thread looks at the flag.
    def watch() -> None:
        while not is_done.wait(LOOK):
            if is_stopped():
                driver.cancel_safe()
                return

    watcher = Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    except OperationalError as error:
        if is_stopped() and isinstance(error.orig, psycopg.errors.QueryCanceled):
            raise WaitStopped("stopped while it waited for a lock") from error
        raise
    finally:
        is_done.set()
        watcher.join()
