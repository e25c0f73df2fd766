"""Parquet, with a folder for each value of some columns; numerics become exact decimals."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.dataset
import pyarrow.parquet
from psycopg import Connection, sql

from ..queries.batches import TYPES, batches
from ..queries.column_types import family
from ..queries.relations import candidates
from .export_error import ExportError
from .extract import Expressions, Extract

AS_TEXT: Expressions = {"text": "{0}::text"}
# The most digits that a decimal of 128 bits has.
DIGITS = 38
ROWS_PER_GROUP = 1 << 17


def write(
    connection: Connection[Any], extract: Extract, folder: Path, *, partition_by: Sequence[str] = ()
) -> dict[str, int]:
    """Write the files with one row group at a time in memory; return the rows of each."""
    partitions = _partition_columns(extract, partition_by)
    schema = _schema(connection, extract)
    rows: dict[str, int] = {}

    def count(file: Any) -> None:
        rows[Path(file.path).relative_to(folder).as_posix()] = file.metadata.num_rows

    with batches(connection, extract.select(connection, AS_TEXT, partitions), schema) as reader:
        pyarrow.dataset.write_dataset(
            reader,
            folder / extract.name,
            basename_template="part-{i}.parquet",
            format="parquet",
            partitioning=pyarrow.dataset.partitioning(
                pyarrow.schema([schema.field(name) for name in partitions]), flavor="hive"
            ),
            file_options=pyarrow.dataset.ParquetFileFormat().make_write_options(compression="zstd"),
            # With one thread and full groups the same rows give the same bytes.
            use_threads=False,
            preserve_order=True,
            min_rows_per_group=ROWS_PER_GROUP,
            max_rows_per_group=ROWS_PER_GROUP,
            file_visitor=count,
        )
    return rows or _write_empty(schema, folder, extract)


def _write_empty(schema: pyarrow.Schema, folder: Path, extract: Extract) -> dict[str, int]:
    """Write a file with the columns and no rows, so that readers find the columns."""
    path = folder / extract.name / "part-0.parquet"
    path.parent.mkdir()
    pyarrow.parquet.write_table(schema.empty_table(), path)
    return {path.relative_to(folder).as_posix(): 0}


def _partition_columns(extract: Extract, requested: Sequence[str]) -> list[str]:
    """The columns to partition by: those requested, else program_code if there is one."""
    known = [column.name for column in extract.columns]
    for name in requested:
        if name not in known:
            raise ExportError(f"There is no column {name}. {candidates(name, known)}")
    return list(requested) or [name for name in known if name == "program_code"]


def _schema(connection: Connection[Any], extract: Extract) -> pyarrow.Schema:
    """The types of the columns; a decimal has as many places as its values need."""
    digits = _digits(connection, extract)
    fields = []
    for column in extract.columns:
        kind = family(column.type)
        type_ = _decimal(*digits[column.name]) if kind == "decimal" else TYPES[kind]
        fields.append(pyarrow.field(column.name, type_))
    return pyarrow.schema(fields)


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
