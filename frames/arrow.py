"""The answer to a query as an Arrow table: by ADBC where it is installed, else by psycopg."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from typing import Any

import pyarrow
import pyarrow.csv
from psycopg import Connection, Copy, sql
from sqlalchemy import URL

from ..questions import Column, Query
from ..questions.types import family

TYPES = {
    "integer": pyarrow.int64(),
    "float": pyarrow.float64(),
    "boolean": pyarrow.bool_(),
    "date": pyarrow.date32(),
    "instant": pyarrow.timestamp("us", "UTC"),
    "moment": pyarrow.timestamp("us"),
    "text": pyarrow.string(),
}


def table(connection: Connection[Any], query: Query, url: URL, *, decimals: bool) -> pyarrow.Table:
    """All rows, in the transaction of the connection; numerics as float, or as text."""
    kept = {column.name: kept_as(column, decimals) for column in query.columns}
    read = by_adbc if find_spec("adbc_driver_postgresql") else by_psycopg
    schema = pyarrow.schema([(name, TYPES[kind]) for name, kind in kept.items()])
    selected = "select {columns} from ({asked}) as asked"
    return read(connection, query.literal(connection, selected, columns=casts(kept)), url, schema)


def kept_as(column: Column, decimals: bool) -> str:
    kind = family(column.type)
    return {"decimal": "text" if decimals else "float"}.get(kind, kind)


def casts(kept: dict[str, str]) -> sql.Composable:
    """The columns as the types that they are kept as."""
    to = {"integer": "{}::int8 as {}", "float": "{}::float8 as {}", "text": "{}::text as {}"}
    columns = [
        sql.SQL(to.get(kind, "{} as {}")).format(sql.Identifier(name), sql.Identifier(name))
        for name, kind in kept.items()
    ]
    return sql.SQL(", ").join(columns)


def by_adbc(
    connection: Connection[Any], statement: str, url: URL, schema: pyarrow.Schema
) -> pyarrow.Table:
    from adbc_driver_postgresql import dbapi

    (state,) = connection.execute("select pg_export_snapshot()").fetchone() or ("",)
    address = url.set(drivername="postgresql").render_as_string(hide_password=False)
    with dbapi.connect(address) as other, other.cursor() as cursor:
        cursor.execute("set transaction isolation level repeatable read read only")
        cursor.execute(f"set transaction snapshot '{state}'")
        cursor.execute(statement)
        return cursor.fetch_arrow_table().cast(schema)


def by_psycopg(
    connection: Connection[Any], statement: str, _url: URL, schema: pyarrow.Schema
) -> pyarrow.Table:
    with batches(connection, statement, schema) as reader:
        return reader.read_all()


@contextmanager
def batches(
    connection: Connection[Any], statement: str, schema: pyarrow.Schema
) -> Iterator[pyarrow.RecordBatchReader]:
    """The rows as COPY writes them, read batch by batch; null and the empty text stay apart."""
    command = f"copy ({statement}) to stdout (format csv)"
    convert = pyarrow.csv.ConvertOptions(
        column_types=schema,
        null_values=[""],
        true_values=["t"],
        false_values=["f"],
        strings_can_be_null=True,
        quoted_strings_can_be_null=False,
    )
    # A single column that is null is an empty line.
    parse = pyarrow.csv.ParseOptions(newlines_in_values=True, ignore_empty_lines=False)
    read = pyarrow.csv.ReadOptions(column_names=schema.names, block_size=BLOCK)
    with connection.cursor().copy(command) as copy:
        lines = io.BufferedReader(Stream(copy), BLOCK)
        if lines.peek(1):
            yield pyarrow.csv.open_csv(lines, read, parse, convert)
        else:
            yield pyarrow.RecordBatchReader.from_batches(schema, [])


BLOCK = 1 << 22


class Stream(io.RawIOBase):
    """The bytes of a COPY as a file to read from."""

    def __init__(self, copy: Copy) -> None:
        self.copy = copy
        self.rest = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self.rest = self.rest or memoryview(self.copy.read())
        size = min(len(buffer), len(self.rest))
        buffer[:size] = self.rest[:size]
        self.rest = self.rest[size:]
        return size
