"""DuckDB: an engine within this process, which spills to disk what memory does not hold."""

import shutil
from importlib.resources import files
from pathlib import Path

import duckdb
import pyarrow.parquet

from .lake_error import LakeError
from .portable_sql import relation_name

# Rows in any order, so that they need not wait for each other.
SETTINGS = {"preserve_insertion_order": "false"}


def quoted(text: object) -> str:
    """A path, or another text, as it stands between the quotes of SQL."""
    return str(text).replace("'", "''")


def files_of(folder: Path) -> str:
    """SQL for the rows of all files below a folder.

    DuckDB takes each file for as large as the first, which is of the year with the fewest figures,
    and joins a million rows as if they were a thousand. So it is told how many there are.
    """
    pattern = quoted(folder / "**" / "*.parquet")
    rows = sum(pyarrow.parquet.read_metadata(path).num_rows for path in folder.rglob("*.parquet"))
    known = f", explicit_cardinality = {rows}" if rows else ""
    return f"read_parquet('{pattern}', hive_partitioning = true{known})"


class DuckdbEngine:
    """Runs queries on the files of a lake."""

    dialect = "duckdb"
    version = duckdb.__version__

    def __init__(self, place: Path, **settings: str) -> None:
        self.spill = place / ".spill"
        try:
            self.connection = duckdb.connect(
                config={"temp_directory": str(self.spill), **SETTINGS, **settings}
            )
        except duckdb.Error as error:
            raise LakeError(f"DuckDB does not start: {error}") from error
        functions = files(__package__).joinpath("functions", "duckdb.sql")
        self._execute("functions", functions.read_text("utf-8"))

    def read(self, name: str, folder: Path) -> list[str]:
        return self.define(name, f"select * from {files_of(folder)}")

    def define(self, name: str, query: str) -> list[str]:
        view = relation_name(name)
        self._execute(name, f"create or replace view {view} as {query}")
        described = self.connection.execute(f"select * from {view} limit 0").description
        return [column[0] for column in described or ()]

    def write(self, name: str, query: str, folder: Path, by_year: bool) -> None:
        folder.mkdir(parents=True)
        path = quoted(folder)
        options = "format parquet, compression zstd"
        if by_year:
            partitions = "partition_by (year), overwrite_or_ignore"
            self._execute(name, f"copy ({query}) to '{path}' ({options}, {partitions})")
        # Without rows there is no year, and without a file nobody knows the columns.
        if not any(folder.rglob("*.parquet")):
            self._execute(name, f"copy ({query}) to '{path}/part-0.parquet' ({options})")

    def close(self) -> None:
        self.connection.close()
        shutil.rmtree(self.spill, ignore_errors=True)

    def _execute(self, name: str, statement: str) -> None:
        try:
            self.connection.execute(statement)
        except duckdb.Error as error:
            raise LakeError(f"DuckDB cannot derive {name}: {error}") from error


open_engine = DuckdbEngine
