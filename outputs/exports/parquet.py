"""Parquet: one file, or a folder for each value of some columns; numerics become exact decimals."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow
from psycopg import Connection, sql

from ...views.columns import EVERYWHERE, meaning
from ..partitioned_parquet import FILE, Partition, by_partition, folder_of, write_file
from ..queries import ResultColumn
from ..queries.batches import TYPES, batches
from ..queries.column_types import family
from ..queries.relations import candidates
from .export_error import ExportError
from .extract import Expressions, Extract

AS_TEXT: Expressions = {"text": "{0}::text"}
# The most digits that a decimal of 128 bits has.
DIGITS = 38
# So many rows of the file that is being written are in memory.
ROWS_PER_GROUP = 1 << 15


def write(
    connection: Connection[Any], extract: Extract, folder: Path, *, partition_by: Sequence[str] = ()
) -> dict[str, int]:
    """Write the files with one row group at a time in memory; return the rows of each."""
    _check(extract, partition_by)
    schema = _schema(connection, extract)
    kept = pyarrow.schema([field for field in schema if field.name not in partition_by])
    select = extract.select(connection, AS_TEXT, partition_by)
    rows: dict[str, int] = {}
    with batches(connection, select, schema) as reader:
        for partition, parts in by_partition(reader, partition_by):
            name = _file_name(extract.name, partition_by, partition)
            rows[name] = write_file(folder / name, kept, parts, ROWS_PER_GROUP)
    if not rows:
        # So that readers find the columns.
        name = f"{extract.name}/{FILE}" if partition_by else _file_name(extract.name, (), ())
        rows[name] = write_file(folder / name, kept, (), ROWS_PER_GROUP)
    return rows


def _file_name(name: str, partition_by: Sequence[str], partition: Partition) -> str:
    """One file of all rows, or one in the folders of a partition."""
    if not partition_by:
        return f"{name}.parquet"
    return (Path(name) / folder_of(partition_by, partition) / FILE).as_posix()


def _check(extract: Extract, partition_by: Sequence[str]) -> None:
    known = [column.name for column in extract.columns]
    for name in partition_by:
        if name not in known:
            raise ExportError(f"There is no column {name}. {candidates(name, known)}")
    if {*known} == {*partition_by}:
        raise ExportError("No column is left for the files: partition by fewer of them")


def _schema(connection: Connection[Any], extract: Extract) -> pyarrow.Schema:
    """The types of the columns; a decimal has as many places as its values need."""
    digits = _digits(connection, extract)
    fields = []
    for column in extract.columns:
        kind = family(column.type)
        type_ = _decimal(*digits[column.name]) if kind == "decimal" else TYPES[kind]
        fields.append(pyarrow.field(column.name, type_, metadata=_metadata(extract, column)))
    return pyarrow.schema(fields)


def _metadata(extract: Extract, column: ResultColumn) -> dict[str, str]:
    """What the column means, in Chinese and English, as the file says it of its field."""
    meant = meaning(extract.query.relation or EVERYWHERE, column.name)
    return {"description": f"{meant.zh} / {meant.en}"} if meant else {}


def _digits(connection: Connection[Any], extract: Extract) -> dict[str, tuple[int, int]]:
    """The most digits before and after the decimal point, for each numeric column."""
    names = [column.name for column in extract.columns if family(column.type) == "decimal"]
    if not names:
        return {}
    template = "length(max(trunc(abs({0})))::text), max(scale({0}))"
    row = connection.execute(
        extract.prepared.literal(
            connection,
            "select {columns} from ({query}) as query",
            columns=sql.SQL(", ").join(
                sql.SQL(template).format(sql.Identifier("query", name)) for name in names
            ),
        )
    ).fetchone()
    counts = [count or 0 for count in row or ()]
    return dict(zip(names, zip(counts[::2], counts[1::2], strict=True), strict=True))


def _decimal(before: int, after: int) -> pyarrow.DataType:
    if before + after > DIGITS:
        return pyarrow.float64()
    return pyarrow.decimal128(DIGITS, after)
