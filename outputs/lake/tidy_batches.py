"""Tidy files for a lake, read some rows at a time, so that their size does not matter."""

from collections.abc import Iterator
from itertools import count, islice

import pyarrow
import pyarrow.compute
import pyarrow.csv
import pyarrow.parquet

from ...loaders.files import File, Rejection, UnreadableFile, misfit
from ...loaders.kinds.registry import describe_difference, kind_of
from ...loaders.kinds.tidy import FIGURES, HEADER

# Bytes of a CSV file, and rows of a Parquet file, that are read at a time.
BLOCK, ROWS = 1 << 26, 1 << 20
PARQUET = ".parquet"
SCHEMA = pyarrow.schema([("line", pyarrow.int64()), *((name, pyarrow.string()) for name in HEADER)])


class TidyBatches:
    """The rows of a file with the number of each one's line, every column as text.

    Rows with too many or too few fields are among the rejects once the rows after them are read.
    """

    def __init__(self, file: File) -> None:
        """Raises UnreadableFile for what is not a tidy file."""
        self.file = file
        self.misfits: list[Rejection] = []
        self.is_parquet = file.path.suffix.lower() == PARQUET
        if file.error:
            raise UnreadableFile(file.error)
        if self.is_parquet:
            self._check_parquet()
        elif kind_of(file) is not FIGURES:
            raise UnreadableFile("it is not a tidy file, which a lake takes alone")

    def __iter__(self) -> Iterator[pyarrow.Table]:
        try:
            yield from self._parquet() if self.is_parquet else self._csv()
        except pyarrow.ArrowInvalid as error:
            raise UnreadableFile(" ".join(str(error).split())) from error

    def take_misfits(self) -> list[Rejection]:
        """The rows that had too many or too few fields since this was asked for."""
        taken, self.misfits = self.misfits, []
        return taken

    def _check_parquet(self) -> None:
        try:
            schema = pyarrow.parquet.read_schema(self.file.path)
        except pyarrow.ArrowInvalid as error:
            raise UnreadableFile(f"it is not a Parquet file: {error}") from error
        if not FIGURES.fits(tuple(schema.names)):
            raise UnreadableFile(describe_difference(tuple(schema.names)))
        for field in schema:
            # What was printed is not known of a number that was rounded to a power of two.
            if pyarrow.types.is_floating(field.type):
                raise UnreadableFile(f"{field.name} is of type {field.type}: write texts")

    def _parquet(self) -> Iterator[pyarrow.Table]:
        line = 1
        for batch in pyarrow.parquet.ParquetFile(self.file.path).iter_batches(ROWS):
            yield _table(count_from(line, batch.num_rows), batch)
            line += batch.num_rows

    def _csv(self) -> Iterator[pyarrow.Table]:
        skipped: set[int] = set()
        width = len(self.file.columns)

        def skip(row: pyarrow.csv.InvalidRow) -> str:
            skipped.add(row.number)
            self.misfits.append(misfit(row.number, row.actual_columns, width, row.text))
            return "skip"

        reader = pyarrow.csv.open_csv(
            self.file.path,
            # By one thread alone rows are counted.
            pyarrow.csv.ReadOptions(use_threads=False, block_size=BLOCK),
            pyarrow.csv.ParseOptions(newlines_in_values=True, invalid_row_handler=skip),
            pyarrow.csv.ConvertOptions(
                column_types=dict.fromkeys(self.file.columns, pyarrow.string()),
                strings_can_be_null=True,
                quoted_strings_can_be_null=True,
                null_values=[""],
            ),
        )
        lines = (line for line in count(2) if line not in skipped)
        for batch in reader:
            if skipped:
                numbers = list(islice(lines, batch.num_rows))
                yield _table(pyarrow.array(numbers, pyarrow.int64()), batch)
            else:
                start = next(lines)
                lines = (line for line in count(start + batch.num_rows) if line not in skipped)
                yield _table(count_from(start, batch.num_rows), batch)


def count_from(first: int, rows: int) -> pyarrow.Array:
    """Whole numbers in a row."""
    ones = pyarrow.repeat(pyarrow.scalar(1, pyarrow.int64()), rows)
    return pyarrow.compute.cumulative_sum(ones, start=first - 1)


def _table(lines: pyarrow.Array, batch: pyarrow.RecordBatch) -> pyarrow.Table:
    columns = [
        batch.column(name).cast(pyarrow.string())
        if name in batch.schema.names
        else pyarrow.nulls(batch.num_rows, pyarrow.string())
        for name in HEADER
    ]
    return pyarrow.table([lines, *columns], schema=SCHEMA)
