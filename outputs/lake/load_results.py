"""What became of files that were to be loaded into a lake, and what was wrong with their rows."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

import pyarrow
import pyarrow.parquet

from ...loaders.files import Rejection, count_rows, find_faults
from ...loaders.load import Changes
from ...loaders.results import Result
from .lake_relations import LakeColumn
from .lake_writer import arrow_schema, described

# Of more kinds of rejects nobody reads each; all of them are in the file.
MOST_KINDS = 1000
REJECT_COLUMNS = (
    LakeColumn("load_file_id", "integer", "装载编号 / Number of the load"),
    LakeColumn("file", "text", "文件名 / Name of the file"),
    LakeColumn("line", "bigint", "行号 / Line"),
    LakeColumn("column", "text", "列 / Column"),
    LakeColumn("value", "text", "读到的值 / The value that was read"),
    LakeColumn("reason", "text", "原因代码 / Code of the reason"),
    LakeColumn("message", "text", "说明 / What is wrong"),
    LakeColumn("row", "text", "整行（JSON） / The whole row, as JSON"),
)


@dataclass
class LakeResult(Result):
    """What became of a file; of its rejects it has one of each kind, with their number."""

    kinds: list[tuple[Rejection, int]] = field(default_factory=list)
    rejected_rows: int = 0

    @property
    def alike(self) -> list[tuple[Rejection, int]]:
        return self.kinds

    @property
    def rejected(self) -> int:
        return self.rejected_rows

    @property
    def faults(self) -> list[Rejection]:
        return find_faults(reject for reject, _count in self.kinds)

    def note(self, rejects: "RejectFile", changes: Changes | None) -> None:
        """Take in what was rejected, and what the file changed; None if it was refused."""
        self.kinds = [(first, count) for first, count in rejects.kinds.values()]
        self.rejected_rows = rejects.rows
        if changes is None:
            self.outcome = "refused"
            return
        self.outcome = "partly" if rejects.are_faults else "loaded"
        self.added, self.revised = changes.added, changes.revised
        self.withdrawn = changes.withdrawn


class RejectFile:
    """The rejects of a load, written as they are found; without any there is no file."""

    def __init__(self, path: Path, load_file_id: int, name: str) -> None:
        self.path = path
        self.load_file_id = load_file_id
        self.name = name
        self.schema = arrow_schema(described(REJECT_COLUMNS))
        self.writer: pyarrow.parquet.ParquetWriter | None = None
        self.kinds: dict[tuple[str, str], tuple[Rejection, int]] = {}
        self.rows = 0
        self.are_faults = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        if self.writer:
            self.writer.close()

    def add(self, rejects: Iterable[Rejection], rows: dict[int, str] | None = None) -> None:
        """Keep rejects, with the rows that they are of."""
        found = list(rejects)
        if not found:
            return
        self.rows += count_rows(found)
        self.are_faults |= bool(find_faults(found))
        for reject in found:
            kind = reject.reason, reject.message
            if kind in self.kinds or len(self.kinds) < MOST_KINDS:
                first, count = self.kinds.get(kind, (reject, 0))
                self.kinds[kind] = first, count + 1
        if self.writer is None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self.writer = pyarrow.parquet.ParquetWriter(self.path, self.schema, compression="zstd")
        values = [
            (self.load_file_id, self.name, *reject, (rows or {}).get(reject.line))
            for reject in found
        ]
        columns = [
            pyarrow.array(column, field.type)
            for column, field in zip(zip(*values, strict=True), self.schema, strict=True)
        ]
        self.writer.write_table(pyarrow.table(columns, schema=self.schema))
