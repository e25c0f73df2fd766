"""Loads take turns: an advisory lock for what only one may do, and who holds it."""

from collections.abc import Callable

from sqlalchemy import Connection, text

LOADING = "minzheng load"

# Is told who is at work while another waits for its turn.
Waiting = Callable[[str], None]

HOLDER = """
    select concat_ws(
        ', ', nullif(application_name, ''), 'from ' || coalesce(client_hostname, host(client_addr)),
        'process ' || pid || ' of the server', 'since ' || to_char(xact_start, 'HH24:MI:SS')
    )
    from pg_locks
    inner join pg_stat_activity using (pid)
    where
        locktype = 'advisory' and granted and objsubid = 1
        and pg_locks.database = (select oid from pg_database where datname = current_database())
        and classid::bigint << 32 | objid::bigint = hashtext(:turn)::bigint
"""


def silent(_holder: str) -> None:
    """Tell nobody."""


def take_turns(connection: Connection, waiting: Waiting = silent, turn: str = LOADING) -> None:
    """Wait for one's turn, and keep others waiting while this transaction is at work."""
    name = {"turn": turn}
    lock = text("select pg_try_advisory_xact_lock(hashtext(:turn))")
    if connection.execute(lock, name).scalar_one():
        return
    waiting(connection.execute(text(HOLDER), name).scalar() or "another, which is just ending")
    connection.execute(text("select pg_advisory_xact_lock(hashtext(:turn))"), name)
