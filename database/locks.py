"""Advisory locks: what only one transaction at a time may do to a database, and who does it."""

from collections.abc import Callable

from sqlalchemy import Connection, text

# The definitions and figures, which a load changes.
CONTENT = "minzheng content"
# The tables and views, which a migration changes.
SCHEMA = "minzheng schema"

# Called with who holds a lock, before waiting for it.
OnWait = Callable[[str], None]

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


def acquire(connection: Connection, lock: str, on_wait: OnWait | None = None) -> None:
    """Hold a lock until the transaction ends; wait for it where another transaction holds it."""
    name = {"lock": lock}
    if connection.execute(TRY, name).scalar_one():
        return
    if on_wait:
        on_wait(connection.execute(HOLDER, name).scalar() or "a transaction that is just ending")
    connection.execute(WAIT, name)
