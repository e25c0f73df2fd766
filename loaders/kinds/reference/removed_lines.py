"""Lines of reference lists that their file no longer has: removed, unless something refers to them.

Only what the same file has brought is removed, and only if no other file lists it. What is still
referred to stays and is reported; every load of a list tries again to remove it.
"""

from collections.abc import Iterator, Mapping

import psycopg
from psycopg import sql
from sqlalchemy import Connection, text

from ....database import statements
from ...files import Rejection
from ...load import Load
from .definition import Definition
from .merging import Mirror, Upsert, listed, table

FORGET = "delete from ops.listed where (list_name, origin, key) = (:list_name, :origin, :key)"
REMOVE = """
    delete from {table} where ({columns}) = (select {values} from (select {given}) as {alias})
"""


def remember(load: Load, definition: Definition) -> None:
    """Record which lines the file has, and which it no longer has."""
    values: dict[str, object] = {
        "list_name": definition.name,
        "origin": load.file.name,
        "identity": list(definition.identity),
    }
    for statement in ("mark_gone", "list_lines"):
        statements.execute(load.connection, __package__, statement, values)


def remove(connection: Connection, lists: Mapping[str, Definition]) -> tuple[int, list[Rejection]]:
    """Remove every line that is gone: how many, and which stay since something refers to them."""
    removed = 0
    while True:
        found = list(_remove_once(connection, lists))
        removed += sum(reject is None for reject in found)
        kept = [reject for reject in found if reject is not None]
        # What was removed may have been all that referred to something else.
        if None not in found or not kept:
            return removed, kept


def _remove_once(
    connection: Connection, lists: Mapping[str, Definition]
) -> Iterator[Rejection | None]:
    """For each line that is gone: None if it could be removed, else why it stays."""
    gone_lines = statements.execute(connection, __package__, "gone_lines").all()
    for name, origin, key, is_elsewhere in gone_lines:
        reject = None if is_elsewhere else _remove_line(connection, lists[name], key)
        if reject is None:
            names = {"list_name": name, "origin": origin, "key": key}
            connection.execute(text(FORGET), names)
        if not is_elsewhere:
            yield reject


def _remove_line(
    connection: Connection, definition: Definition, key: list[str]
) -> Rejection | None:
    named = dict(zip(definition.identity, key, strict=True))
    try:
        with connection.begin_nested():
            # What belongs to a row is deleted before the row.
            for part in reversed(definition.parts):
                _delete(connection, part, named)
    except psycopg.errors.ForeignKeyViolation as error:
        user = f"{error.diag.schema_name}.{error.diag.table_name}"
        what = " ".join(filter(None, key))
        message = f"{what} is no longer in the file, but stays, since {user} refers to it"
        return Rejection(0, definition.identity[0], what, "still_used", message)
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
