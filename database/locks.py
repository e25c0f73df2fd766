"""Advisory locks: what only one transaction at a time may do to a database, and who does it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread

import psycopg
from sqlalchemy import Connection, text
from sqlalchemy.exc import OperationalError

from ..errors import MinzhengError
from .connection import driver_of

# The definitions and figures, which a load changes.
CONTENT = "minzheng content"
# The tables and views, which a migration changes.
SCHEMA = "minzheng schema"

# How long, unless it is said otherwise, a lock is waited for before whoever holds it is named and
# nothing is done: a load may take its time, and a migration makes readers wait as well.
PATIENCE = {CONTENT: "10min", SCHEMA: "10s"}

# Called with who holds a lock, before waiting for it.
OnWait = Callable[[str], None]
# Asked whether to wait any longer.
IsStopped = Callable[[], bool]
# Seconds between two looks at whether to stop.
LOOK = 0.1

# Of a database that has no functions of ours yet.
TRY_SCHEMA = text("select pg_try_advisory_xact_lock(hashtext(:lock))")
WAIT_FOR_SCHEMA = text("select pg_advisory_xact_lock(hashtext(:lock))")
# A loader may hold these locks, and no others.
TRY = text("select core.hold_lock(:lock, false)")
WAIT = text("select core.hold_lock(:lock, true)")
SET_PATIENCE = text("select set_config('lock_timeout', :patience, true)")
# An advisory lock of one bigint is shown as its two halves, with objsubid 1.
WHO = """
    concat_ws(
        ', ', nullif(application_name, ''), 'the role ' || usename,
        'from ' || coalesce(client_hostname, host(client_addr)),
        'process ' || pid || ' of the server', 'since ' || to_char(xact_start, 'HH24:MI:SS')
    )
"""
HOLDER = text(f"""
    select {WHO}
    from pg_locks
    inner join pg_stat_activity using (pid)
    where
        locktype = 'advisory' and granted and objsubid = 1
        and pg_locks.database = (select oid from pg_database where datname = current_database())
        and classid::bigint << 32 | objid::bigint = hashtext(:lock)::bigint
""")
# Who reads or writes what is ours, the longest at work first. To see what others execute takes a
# right that an owner need not have.
USERS = text(f"""
    select {WHO} || coalesce(': ' || nullif(left(query, 80), '<insufficient privilege>'), '')
    from pg_locks
    inner join pg_stat_activity using (pid)
    inner join pg_class on pg_class.oid = relation
    where
        pid <> pg_backend_pid()
        and granted
        and pg_locks.database = (select oid from pg_database where datname = current_database())
        and relnamespace::regnamespace::text in ('core', 'ops', 'calc', 'mart')
    order by xact_start
    limit 1
""")


def of_feed(name: str) -> str:
    """The lock of a feed, which one reload at a time brings up to date."""
    return f"minzheng feed {name}"


class WaitStopped(MinzhengError):
    """A lock was waited for, and is not any more."""


class Blocked(MinzhengError):
    """Another transaction held a lock for longer than is waited; the message says which."""


def acquire(
    connection: Connection,
    lock: str,
    on_wait: OnWait | None = None,
    is_stopped: IsStopped | None = None,
) -> None:
    """Hold a lock until the transaction ends; wait for it where another transaction holds it.

    Raises WaitStopped as soon as ``is_stopped`` says so; where nothing can say so, Blocked after
    PATIENCE.
    """
    name = {"lock": lock}
    attempt, wait = (TRY_SCHEMA, WAIT_FOR_SCHEMA) if lock == SCHEMA else (TRY, WAIT)
    if connection.execute(attempt, name).scalar_one():
        return
    if on_wait:
        on_wait(_holder(connection, lock))
    patience = None if is_stopped else PATIENCE.get(lock)
    with stoppable(connection, is_stopped), _patient(connection, patience, lock):
        connection.execute(wait, name)


def _holder(connection: Connection, lock: str) -> str:
    return (
        connection.execute(HOLDER, {"lock": lock}).scalar() or "a transaction that is just ending"
    )


@contextmanager
def patient_with_users(connection: Connection) -> Iterator[None]:
    """Wait for tables and views only as long as for SCHEMA; raises Blocked then.

    What the block did is undone, as it is after every other error.
    """
    with _patient(connection, PATIENCE[SCHEMA], None):
        yield


@contextmanager
def _patient(connection: Connection, patience: str | None, lock: str | None) -> Iterator[None]:
    if patience is None:
        yield
        return
    try:
        with connection.begin_nested():
            connection.execute(SET_PATIENCE, {"patience": patience})
            yield
    except OperationalError as error:
        if not isinstance(error.orig, psycopg.errors.LockNotAvailable):
            raise
        holder = _holder(connection, lock) if lock else connection.execute(USERS).scalar()
        told = holder or "a transaction that is just ending"
        raise Blocked(f"Gave up after {patience}: it is blocked by {told}") from error
    connection.execute(SET_PATIENCE, {"patience": "0"})


@contextmanager
def stoppable(connection: Connection, is_stopped: IsStopped | None) -> Iterator[None]:
    """Cancel what is executed on a connection where it is to stop; raises WaitStopped then."""
    if is_stopped is None:
        yield
        return
    is_done = Event()
    driver = driver_of(connection)

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
