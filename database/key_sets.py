"""Sets of keys that one statement finds and others read, in one transaction.

Few keys are handed on as JSON: to make a temporary table takes longer than to compute a few rows.
More of them are put into a temporary table, with statistics.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, CursorResult, text

# So many are handed on at most.
MANY_KEYS = 1000


@dataclass(frozen=True)
class KeySet:
    """Distinct keys, rows of some columns of a table, by the name that statements read them by."""

    name: str
    table: str
    columns: str
    count: int = 0
    json: str | None = None
    # Whether there is a temporary table of this name.
    has_table: bool = False

    @property
    def clause(self) -> str:
        """How a statement knows those that are handed on."""
        keys = f"json_populate_recordset(cast(null as {self.table}), cast(:{self.name} as json))"
        return f"{self.name} as (select {self.columns} from {keys} as one)"


def find(
    connection: Connection,
    keys: KeySet,
    query: str,
    causes: Collection[KeySet] = (),
    values: dict[str, object] | None = None,
) -> KeySet:
    """The keys that a query gives, which reads those of its causes: handed on, or in a table."""
    values = values or {}
    if not any(cause.has_table for cause in causes):
        found = hand_on(connection, keys, f"{query} limit {MANY_KEYS + 1}", causes, values)
        if found.count <= MANY_KEYS:
            return found
    create = f"create temp table {keys.name} on commit drop as"
    count = _execute(connection, create, query, causes, values).rowcount
    return _analyzed(connection, keys, count)


def hand_on(
    connection: Connection,
    keys: KeySet,
    query: str,
    causes: Collection[KeySet],
    values: dict[str, object] | None = None,
    *clauses: str,
) -> KeySet:
    """The keys that a query gives, which reads those of its causes and what the clauses make.

    They must be few.
    """
    found = f"select count(*), cast(json_agg(one) as text) from ({query}) as one"
    count, json = _execute(connection, "", found, causes, values or {}, *clauses).one()
    return replace(keys, count=count, json=json)


def put_into_table(
    connection: Connection, keys: KeySet, query: str, causes: Collection[KeySet], *clauses: str
) -> KeySet:
    """The keys that a query gives, however many; its clauses may write."""
    empty = f"select {keys.columns} from {keys.table} limit 0"
    connection.execute(text(f"create temp table {keys.name} on commit drop as {empty}"))
    insert = f"insert into {keys.name} {query}"
    count = _execute(connection, "", insert, causes, {}, *clauses).rowcount
    return _analyzed(connection, keys, count)


def drop(connection: Connection, *sets: KeySet) -> None:
    """Drop the tables of these sets that have one."""
    tables = [keys.name for keys in sets if keys.has_table]
    if tables:
        connection.execute(text(f"drop table {', '.join(tables)}"))


def _execute(
    connection: Connection,
    head: str,
    query: str,
    causes: Collection[KeySet],
    values: dict[str, object],
    *clauses: str,
) -> CursorResult[*tuple[Any, ...]]:
    handed = [cause for cause in causes if not cause.has_table]
    known = ", ".join((*(cause.clause for cause in handed), *clauses))
    statement = text(f"{head} {'with' if known else ''} {known} {query}")
    return connection.execute(statement, values | {cause.name: cause.json for cause in handed})


def _analyzed(connection: Connection, keys: KeySet, count: int) -> KeySet:
    connection.execute(text(f"analyze {keys.name}"))
    return replace(keys, count=count, has_table=True)
