"""What the columns of a CSV file must hold, and which rows do not hold it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from psycopg import sql
from sqlalchemy import Connection

from ..files import Record, Rejection


@dataclass(frozen=True)
class CsvColumn:
    """A column of a CSV file.

    ``refers`` names the table and column that must hold its values; the table ``staged``
    stands for the file itself.
    """

    name: str
    kind: str = "text"
    required: bool = True
    one_of: tuple[str, ...] = ()
    refers: tuple[tuple[str, str], ...] = ()


def well_formed(columns: Iterable[CsvColumn], rows: Iterable[Record]) -> Iterator[Rejection]:
    """A reject for each field that is empty, not of its kind, or not one of its values."""
    for row in rows:
        for column in columns:
            if fault := fault_of(column, row.fields[column.name]):
                reason, words = fault
                value = row.fields[column.name]
                message = f"{column.name} {value or ''} {words}".replace("  ", " ")
                yield Rejection(row.line, column.name, value, reason, message)


def fault_of(column: CsvColumn, value: str | None) -> tuple[str, str] | None:
    if value is None:
        return ("missing", "must not be empty") if column.required else None
    if column.one_of and value not in column.one_of:
        return "not_allowed", f"is none of {', '.join(column.one_of)}"
    if column.kind in KINDS and not KINDS[column.kind](value):
        return "ill_formed", f"is not written as {column.kind}"
    return None


def is_date(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def is_numeric(value: str) -> bool:
    try:
        return Decimal(value).is_finite()
    except InvalidOperation:
        return False


KINDS: dict[str, Callable[[str], bool]] = {
    "date": is_date,
    "numeric": is_numeric,
    "integer": str.isdecimal,
    "boolean": ("true", "false").__contains__,
}


def unknown(connection: Connection, columns: Iterable[CsvColumn]) -> list[Rejection]:
    """A reject for each staged value that none of the tables it refers to holds."""
    cursor = connection.connection.cursor()
    queries = [unknown_in(column) for column in columns if column.refers]
    return [Rejection(*row) for query in queries for row in cursor.execute(query)]


def unknown_in(column: CsvColumn) -> sql.Composed:
    known = sql.SQL(" union all ").join(
        sql.SQL("select {} from {}").format(sql.Identifier(key), sql.SQL(table))
        for table, key in column.refers
    )
    tables = " or ".join(table for table, _key in column.refers).replace("staged", "the file")
    return sql.SQL(
        "select line, {column}, listed.item, 'unknown_code', listed.item || {words}"
        " from staged, regexp_split_to_table(staged.{name}, '[|]') as listed(item)"
        " where listed.item not in ({known}) order by line"
    ).format(
        column=sql.Literal(column.name),
        name=sql.Identifier(column.name),
        words=sql.Literal(f" is not in {tables}"),
        known=known,
    )
