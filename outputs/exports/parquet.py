"""Parquet: one file, or a folder for each value of some columns; numerics become exact decimals."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pyarrow
import pyarrow.compute
import pyarrow.parquet
from psycopg import Connection, sql

from ...views.columns import EVERYWHERE, meaning
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
# The folder of null, as Hive names it.
NULL = "__HIVE_DEFAULT_PARTITION__"


def write(
    connection: Connection[Any], extract: Extract, folder: Path, *, partition_by: Sequence[str] = ()
) -> dict[str, int]:
    """Write the files with one row group at a time in memory; return the rows of each."""
    _check(extract, partition_by)
    schema = _schema(connection, extract)
    layout = _Layout(extract.name, schema, partition_by)
    select = extract.select(connection, AS_TEXT, partition_by)
    rows: dict[str, int] = {}
    with batches(connection, select, schema) as reader:
        runs = (run for batch in reader for run in layout.runs(batch))
        for name, rows_of_file in groupby(map(layout.place, runs), itemgetter(0)):
            parts = (part for _name, part in rows_of_file)
            rows[name] = _write_file(folder / name, layout.kept, parts)
    return rows or {layout.only: _write_file(folder / layout.only, layout.kept, ())}


def _check(extract: Extract, partition_by: Sequence[str]) -> None:
    known = [column.name for column in extract.columns]
    for name in partition_by:
        if name not in known:
            raise ExportError(f"There is no column {name}. {candidates(name, known)}")
    if {*known} == {*partition_by}:
        raise ExportError("No column is left for the files: partition by fewer of them")


class _Layout:
    """Which rows go to which file; the columns that name its folders are not in it."""

    def __init__(self, name: str, schema: pyarrow.Schema, partition_by: Sequence[str]) -> None:
        self.name = name
        self.folders = partition_by
        self.kept = pyarrow.schema([field for field in schema if field.name not in partition_by])
        # The file of all rows; where folders are asked for, that of an answer without rows.
        self.only = f"{name}/part-0.parquet" if partition_by else f"{name}.parquet"

    def runs(self, batch: pyarrow.RecordBatch) -> Iterator[pyarrow.RecordBatch]:
        """The parts of a batch that go to one file each."""
        ends = {batch.num_rows}
        for name in self.folders:
            ends.update(pyarrow.compute.run_end_encode(batch[name]).run_ends.to_pylist())
        start = 0
        for end in sorted(ends - {0}):
            yield batch.slice(start, end - start)
            start = end

    def place(self, run: pyarrow.RecordBatch) -> tuple[str, pyarrow.RecordBatch]:
        """The file of rows that go to one, and what it has of them."""
        if not self.folders:
            return self.only, run
        values = [run[name][0].cast(pyarrow.string()).as_py() for name in self.folders]
        folders = [
            f"{quote(name, safe='')}={NULL if value is None else quote(value, safe='')}"
            for name, value in zip(self.folders, values, strict=True)
        ]
        return "/".join([self.name, *folders, "part-0.parquet"]), run.select(self.kept.names)


def _write_file(path: Path, schema: pyarrow.Schema, parts: Iterable[pyarrow.RecordBatch]) -> int:
    """Write a file in full row groups, so that the same rows give the same bytes; its rows."""
    path.parent.mkdir(parents=True, exist_ok=True)
    written = 0
    with pyarrow.parquet.ParquetWriter(path, schema, compression="zstd") as file:
        for group in _row_groups(schema, parts):
            file.write_table(group, row_group_size=ROWS_PER_GROUP)
            written += len(group)
    return written


def _row_groups(
    schema: pyarrow.Schema, parts: Iterable[pyarrow.RecordBatch]
) -> Iterator[pyarrow.Table]:
    waiting = schema.empty_table()
    for part in parts:
        waiting = pyarrow.concat_tables([waiting, pyarrow.Table.from_batches([part], schema)])
        while len(waiting) >= ROWS_PER_GROUP:
            yield waiting.slice(0, ROWS_PER_GROUP)
            waiting = waiting.slice(ROWS_PER_GROUP)
    if len(waiting):
        yield waiting


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
