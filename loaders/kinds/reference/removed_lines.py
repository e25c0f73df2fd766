"""Lines of reference lists that a file has no longer: removed, unless something refers to them.

Only what the same file has brought is removed, and only if no other file lists it. What is still
referred to stays and is said; every load of a list tries it again.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol

import psycopg
from psycopg import sql
from sqlalchemy import Connection, text

from ...files import File, Rejection
from .merging import Mirror, Upsert, listed, table

MARK_GONE = """
    update ops.listed set is_gone = true
    where
        list_name = :list_name and origin = :origin and not is_gone
        and key not in (select {key} from staged)
"""
REMEMBER = """
    insert into ops.listed (list_name, origin, key)
    select distinct :list_name, :origin, {key} from staged
    on conflict (list_name, origin, key) do update set is_gone = false where listed.is_gone
"""
GONE = """
    select list_name, origin, key,
        exists (
            select from ops.listed as other
            where
                (other.list_name, other.key) = (listed.list_name, listed.key) and not other.is_gone
        )
    from ops.listed
    where is_gone
    order by list_name, key
"""
FORGET = "delete from ops.listed where (list_name, origin, key) = (:list_name, :origin, :key)"
REMOVE = """
    delete from {table} where ({columns}) = (select {values} from (select {given}) as {alias})
"""


class List(Protocol):
    """A reference list, as far as its lines are told apart and taken away."""

    @property
    def identity(self) -> tuple[str, ...]: ...

    @property
    def parts(self) -> tuple[Upsert | Mirror, ...]: ...


def remember(connection: Connection, name: str, known_by: Iterable[str], file: File) -> None:
    """Which lines the file has, and which it has no longer."""
    columns = ", ".join(f"coalesce({column}, '')" for column in known_by)
    key = f"array[{columns}]"
    names = {"list_name": name, "origin": file.address}
    for statement in (MARK_GONE, REMEMBER):
        connection.execute(text(statement.format(key=key)), names)


def remove(connection: Connection, lists: Mapping[str, List]) -> tuple[int, list[Rejection]]:
    """Take away every line that is gone: how many, and what stays since it is referred to."""
    removed, kept = 0, []
    while True:
        found = list(_removals(connection, lists))
        removed += sum(reject is None for reject in found)
        kept = [reject for reject in found if reject is not None]
        # What was removed may have been all that referred to something else.
        if None not in found or not kept:
            return removed, kept


def _removals(connection: Connection, lists: Mapping[str, List]) -> Iterator[Rejection | None]:
    """For each line that is gone: why it stays, or nothing if it does not."""
    for name, origin, key, is_elsewhere in connection.execute(text(GONE)).all():
        reject = None if is_elsewhere else _removed(connection, name, lists[name], key)
        if reject is None:
            names = {"list_name": name, "origin": origin, "key": key}
            connection.execute(text(FORGET), names)
        if not is_elsewhere:
            yield reject


def _removed(connection: Connection, name: str, of: List, key: list[str]) -> Rejection | None:
    try:
        with connection.begin_nested():
            for part in reversed(of.parts):
                _delete(connection, part, dict(zip(of.identity, key, strict=True)))
    except psycopg.errors.ForeignKeyViolation as error:
        user = f"{error.diag.schema_name}.{error.diag.table_name}"
        what = " ".join(filter(None, key))
        message = f"{what} is no longer in the file, but {user} refers to it: it stays"
        return Rejection(0, of.identity[0], what, "still_used", message)
    return None


def _delete(connection: Connection, part: Upsert | Mirror, given: Mapping[str, str]) -> None:
    columns = part.key if isinstance(part, Upsert) else (part.owner,)
    values = [part.values[column] for column in columns]
    query = sql.SQL(REMOVE).format(
        table=table(part.model),
        columns=listed(columns),
        values=sql.SQL(", ").join(map(sql.SQL, values)),
        given=sql.SQL(", ").join(
            sql.SQL("{}::text as {}").format(sql.Literal(value), sql.Identifier(name))
            for name, value in given.items()
        ),
        alias=sql.Identifier(part.source.rpartition(" as ")[2].strip()),
    )
    connection.connection.cursor().execute(query)
