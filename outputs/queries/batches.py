"""Rows as Arrow record batches, read by COPY: a block of them at a time is in memory."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pyarrow
import pyarrow.csv
from psycopg import Connection, Copy

BLOCK = 1 << 20
TYPES = {
    "integer": pyarrow.int64(),
    "float": pyarrow.float64(),
    "boolean": pyarrow.bool_(),
    "date": pyarrow.date32(),
    "timestamptz": pyarrow.timestamp("us", "UTC"),
    "timestamp": pyarrow.timestamp("us"),
    "text": pyarrow.string(),
}


@contextmanager
def batches(
    connection: Connection[Any], statement: str, schema: pyarrow.Schema
) -> Iterator[pyarrow.RecordBatchReader]:
    """The rows of a statement; null and the empty text remain distinct."""
    command = f"copy ({statement}) to stdout (format csv)"
    convert = pyarrow.csv.ConvertOptions(
        column_types=schema,
        null_values=[""],
        true_values=["t"],
        false_values=["f"],
        strings_can_be_null=True,
        quoted_strings_can_be_null=False,
    )
    # A null in a result of one column is an empty line.
    parse = pyarrow.csv.ParseOptions(newlines_in_values=True, ignore_empty_lines=False)
    read = pyarrow.csv.ReadOptions(column_names=schema.names, block_size=BLOCK)
    with connection.cursor().copy(command) as copy:
        lines = io.BufferedReader(CopyStream(copy), BLOCK)
        if lines.peek(1):
            yield pyarrow.csv.open_csv(lines, read, parse, convert)
        else:
            yield pyarrow.RecordBatchReader.from_batches(schema, [])


class CopyStream(io.RawIOBase):
    """The bytes of a COPY as a file to read."""

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
