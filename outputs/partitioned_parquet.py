"""Parquet files of rows that come sorted: a folder for each value of some columns, as Hive has it.

A batch of rows and one group of a file are in memory at a time.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pyarrow
import pyarrow.compute
import pyarrow.parquet

# The values that the rows of a file have in common, as texts; null as None.
Partition = tuple[str | None, ...]
# The folder of null.
NULL = "__HIVE_DEFAULT_PARTITION__"
FILE = "part-0.parquet"


def by_partition(
    reader: pyarrow.RecordBatchReader, names: Sequence[str]
) -> Iterator[tuple[Partition, Iterator[pyarrow.RecordBatch]]]:
    """The rows of each partition; those of one must be read before the next one is asked for."""
    runs = ((_partition(run, names), run) for batch in reader for run in _runs(batch, names))
    for partition, of_one in groupby(runs, itemgetter(0)):
        yield partition, (run for _partition, run in of_one)


def _runs(batch: pyarrow.RecordBatch, names: Sequence[str]) -> Iterator[pyarrow.RecordBatch]:
    """The parts of a batch in which all rows are of one partition."""
    ends = {batch.num_rows}
    for name in names:
        ends.update(pyarrow.compute.run_end_encode(batch[name]).run_ends.to_pylist())
    start = 0
    for end in sorted(ends - {0}):
        yield batch.slice(start, end - start)
        start = end


def _partition(run: pyarrow.RecordBatch, names: Sequence[str]) -> Partition:
    return tuple(run[name][0].cast(pyarrow.string()).as_py() for name in names)


def folder_of(names: Sequence[str], partition: Partition) -> Path:
    """The folders of a partition, one within the other."""
    return Path(
        *(
            f"{quote(name, safe='')}={NULL if value is None else quote(value, safe='')}"
            for name, value in zip(names, partition, strict=True)
        )
    )


def write_file(
    path: Path,
    schema: pyarrow.Schema,
    parts: Iterable[pyarrow.RecordBatch],
    rows_per_group: int,
    **options: Any,
) -> int:
    """Write a file in full row groups, so that the same rows give the same bytes; its rows.

    Of the columns of the parts it has those of the schema.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    written = 0
    with pyarrow.parquet.ParquetWriter(path, schema, compression="zstd", **options) as file:
        for group in _row_groups(schema, parts, rows_per_group):
            file.write_table(group, row_group_size=rows_per_group)
            written += len(group)
    return written


def _row_groups(
    schema: pyarrow.Schema, parts: Iterable[pyarrow.RecordBatch], rows_per_group: int
) -> Iterator[pyarrow.Table]:
    waiting = schema.empty_table()
    for part in parts:
        added = pyarrow.Table.from_batches([part.select(schema.names)], schema)
        waiting = pyarrow.concat_tables([waiting, added])
        while len(waiting) >= rows_per_group:
            yield waiting.slice(0, rows_per_group)
            waiting = waiting.slice(rows_per_group)
    if len(waiting):
        yield waiting
