"""What the columns of a CSV file must hold, and which rows do not hold it."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from psycopg import sql
from sqlalchemy import Connection

from ...printable import COMMAND
from ...web_address import is_public_address
from ..files import Record, Rejection


@dataclass(frozen=True)
class CsvColumn:
    """A column of a CSV file.

    A ``required`` one must have a value in every row; ``usual`` is what an empty field says.
    ``refers`` names the tables and columns one of which must hold its values, several of them
    joined by |; the table ``staged`` stands for the file itself.
    """

    name: str
    kind: str = "text"
    required: bool = True
    usual: str | None = None
    # Whether the kind of file is recognised by it, though its fields may be empty.
    tells_kind: bool = False
    one_of: tuple[str, ...] = ()
    refers: tuple[tuple[str, str], ...] = ()

    @property
    def optional(self) -> bool:
        """Whether a file may leave the column out, so that a new one breaks nobody's file."""
        return not self.tells_kind and (self.usual is not None or not self.required)


def complete(columns: Iterable[CsvColumn], records: Iterable[Record]) -> list[Record]:
    """The records with every column: what is empty or left out is what is usual."""
    usual = {column.name: column.usual for column in columns}
    return [
        Record(line, {name: fields.get(name) or otherwise for name, otherwise in usual.items()})
        for line, fields in records
    ]


def find_ill_formed(columns: Iterable[CsvColumn], records: Iterable[Record]) -> Iterator[Rejection]:
    """A reject for each field that is empty, not of its kind, or not one of its values."""
    known = tuple(columns)
    for line, fields in records:
        for column in known:
            value = fields.get(column.name)
            if fault := find_fault(column, value):
                reason, words = fault
                message = " ".join(filter(None, (column.name, value, words)))
                yield Rejection(line, column.name, value, reason, message)


def find_fault(column: CsvColumn, value: str | None) -> tuple[str, str] | None:
    """A reason and what is wrong with a value; None if nothing is."""
    if value is None:
        return ("missing", "must not be empty") if column.required else None
    if column.one_of and value not in column.one_of:
        return "not_allowed", f"is not one of {', '.join(column.one_of)}"
    if found := COMMAND.search(value):
        return "ill_formed", f"has the control character {found[0]!r}"
    if column.kind in FORMS and not FORMS[column.kind](value):
        return "ill_formed", f"is not written as {column.kind}"
    return None


def is_date(value: str) -> bool:
    """Whether it is an ISO date as ``date.isoformat`` writes it."""
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def is_moment(value: str) -> bool:
    """Whether it is a date and a time with its offset from UTC, without which it is a guess."""
    try:
        return datetime.fromisoformat(value).tzinfo is not None
    except ValueError:
        return False


def is_numeric(value: str) -> bool:
    """Whether Python and PostgreSQL both read it as a number, and as the same."""
    try:
        return value.isascii() and "_" not in value and Decimal(value).is_finite()
    except InvalidOperation:
        return False


def is_integer(value: str) -> bool:
    return value.isascii() and value.isdecimal()


def is_iso_3166_2(value: str) -> bool:
    """Whether it has the form of a code of a subdivision, such as CN-YN."""
    return re.fullmatch(r"[A-Z]{2}-[A-Z0-9]{1,3}", value) is not None


# How the values of a column of each kind are written.
FORMS: dict[str, Callable[[str], bool]] = {
    "date": is_date,
    "moment with its time zone": is_moment,
    "web address without user or secret": is_public_address,
    "numeric": is_numeric,
    "integer": is_integer,
    "boolean": ("true", "false").__contains__,
    "code of ISO 3166-2": is_iso_3166_2,
}


def find_unknown(connection: Connection, columns: Iterable[CsvColumn]) -> list[Rejection]:
    """A reject for each staged value that none of the tables it refers to holds."""
    cursor = connection.connection.cursor()
    queries = [select_unknown(column) for column in columns if column.refers]
    return [Rejection(*row) for query in queries for row in cursor.execute(query)]


def select_unknown(column: CsvColumn) -> sql.Composed:
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
