"""Parquet, with a folder for each value of some columns; numerics are decimals, not floats."""

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
from .answer import Answer, Expressions
from .errors import ExportError

AS_TEXT: Expressions = {"text": "{0}::text"}
# The most digits that a decimal of 128 bits has.
DIGITS = 38
ROWS_PER_GROUP = 1 << 17


def write(
    connection: Connection[Any], answer: Answer, folder: Path, *, partition_by: Sequence[str] = ()
) -> dict[str, int]:
    """Write the files of a folder, as many rows in memory as a row group has; the rows of each."""
    groups = partitions(answer, partition_by)
    schema = typed(connection, answer)
    rows: dict[str, int] = {}

    def note(file: Any) -> None:
        rows[Path(file.path).relative_to(folder).as_posix()] = file.metadata.num_rows

    with batches(connection, answer.select(connection, AS_TEXT, groups), schema) as reader:
        pyarrow.dataset.write_dataset(
            reader,
            folder / answer.name,
            basename_template="part-{i}.parquet",
            format="parquet",
            partitioning=pyarrow.dataset.partitioning(
                pyarrow.schema([schema.field(name) for name in groups]), flavor="hive"
            ),
            file_options=pyarrow.dataset.ParquetFileFormat().make_write_options(compression="zstd"),
            # One thread and full groups: the same rows make the same bytes.
            use_threads=False,
            preserve_order=True,
            min_rows_per_group=ROWS_PER_GROUP,
            max_rows_per_group=ROWS_PER_GROUP,
            file_visitor=note,
        )
    return rows or empty(schema, folder, answer)


def empty(schema: pyarrow.Schema, folder: Path, answer: Answer) -> dict[str, int]:
    """A file that has the columns, so that what has no rows is not nothing."""
    path = folder / answer.name / "part-0.parquet"
    path.parent.mkdir()
    pyarrow.parquet.write_table(schema.empty_table(), path)
    return {path.relative_to(folder).as_posix(): 0}


def partitions(answer: Answer, wanted: Sequence[str]) -> list[str]:
    """The columns that make folders: program_code if there is one and nothing else is wanted."""
    known = [column.name for column in answer.columns]
    for name in wanted:
        if name not in known:
            raise ExportError(f"There is no column {name}. {candidates(name, known)}")
    return list(wanted) or [name for name in known if name == "program_code"]


def typed(connection: Connection[Any], answer: Answer) -> pyarrow.Schema:
    """The types of the columns; a decimal has the places that its values have."""
    places = scales(connection, answer)
    fields = []
    for column in answer.columns:
        kind = family(column.type)
        type_ = decimal(*places[column.name]) if kind == "decimal" else TYPES[kind]
        fields.append(pyarrow.field(column.name, type_))
    return pyarrow.schema(fields)


def scales(connection: Connection[Any], answer: Answer) -> dict[str, tuple[int, int]]:
    """For each numeric column how many digits stand before and behind its point, at most."""
    names = [column.name for column in answer.columns if family(column.type) == "decimal"]
    if not names:
        return {}
    each = "length(max(trunc(abs({0})))::text), max(scale({0}))"
    found = connection.execute(
        answer.query.literal(
            connection,
            "select {columns} from ({asked}) as asked",
            columns=sql.SQL(", ").join(
                sql.SQL(each).format(sql.Identifier("asked", name)) for name in names
            ),
        )
    ).fetchone()
    counts = [count or 0 for count in found or ()]
    return dict(zip(names, zip(counts[::2], counts[1::2], strict=True), strict=True))


def decimal(before: int, behind: int) -> pyarrow.DataType:
    if before + behind > DIGITS:
        return pyarrow.float64()
    return pyarrow.decimal128(DIGITS, behind)
