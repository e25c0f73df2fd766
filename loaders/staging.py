"""A temporary table that holds a file's rows as they were read, for SQL to check and merge."""

from collections.abc import Iterable, Mapping, Sequence

from psycopg import sql
from sqlalchemy import Connection, text

from .rows import Row


def stage(
    connection: Connection, columns: Mapping[str, str], rows: Iterable[Sequence[object]]
) -> None:
    """Fill the temporary table ``staged`` (line, and ``columns`` with their types) with COPY."""
    cursor = connection.connection.cursor()
    fields = {"line": "int", **columns}
    definition = [
        sql.SQL("{} {}").format(sql.Identifier(name), sql.SQL(kind))
        for name, kind in fields.items()
    ]
    cursor.execute("drop table if exists pg_temp.staged")
    cursor.execute(
        sql.SQL("create temp table staged ({}) on commit drop").format(
            sql.SQL(", ").join(definition)
        )
    )
    with cursor.copy("copy staged from stdin") as copy:
        for row in rows:
            copy.write_row(row)
    cursor.execute("analyze staged")


def texts(columns: Iterable[str], rows: Iterable[Row]) -> Iterable[list[object]]:
    """The rows as ``stage`` takes them: line, then the text of each column."""
    return ([row.line, *(row.fields[column] for column in columns)] for row in rows)


def discard(connection: Connection, lines: Iterable[int]) -> None:
    """Take rejected rows out of the staged ones."""
    connection.execute(
        text("delete from staged where line = any(cast(:lines as int[]))"), {"lines": list(lines)}
    )
