"""Loads tidy files into a lake: resolved, checked and appended by the rules of PostgreSQL.

A load adds a file to each partition (a year, a programme) that it has figures of. What its source
reported before and no longer does is withdrawn: the file that holds it is written anew, its rows
otherwise as they were. Of which report of a cell is accepted a load says nothing: derive does.
"""

import shutil
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote

import duckdb
import pyarrow
import pyarrow.parquet

from ...loaders import withdrawals
from ...loaders.files import File, Rejection, UnreadableFile
from ...loaders.load import Changes, RowsRejected
from ..partitioned_parquet import FILE, write_file
from .duckdb_engine import DuckdbEngine, quoted
from .lake_error import LakeError
from .lake_folder import LakeFolder, link
from .lake_manifest import FIGURES, LAYOUT, LakeFile, LakeManifest, StoredRelation, checksum
from .lake_relations import (
    DERIVED,
    FIGURE_ORDER,
    LOADED,
    LOADS,
    REJECTS,
    YEARS,
    LakeColumn,
)
from .lake_writer import ROWS_PER_GROUP, arrow_schema, described
from .load_results import REJECT_COLUMNS, LakeResult, RejectFile
from .loading_sql import loading_query
from .tidy_batches import TidyBatches, count_from
from .tidy_checks import TidyChecks

# Numbers that the database gives to no figure and no file of its own.
FIRST_OBSERVATION, FIRST_LOAD = 1 << 40, 1 << 30
LOAD_COLUMNS = (
    LakeColumn("load_file_id", "integer", "装载编号 / Number of the load"),
    LakeColumn("name", "text", "文件名 / Name of the file"),
    LakeColumn("source_code", "text", "来源代码 / Code of its source"),
    LakeColumn("sha256", "text", "文件字节的 SHA-256 / SHA-256 of its bytes"),
    LakeColumn("outcome", "text", "结果 / Outcome: loaded, partly or refused"),
    LakeColumn("loaded_at", "timestamp with time zone", "装载时间 / When it was loaded"),
    LakeColumn("read", "bigint", "读取的行数 / Rows read"),
    LakeColumn("added", "bigint", "新增的数字 / Figures added"),
    LakeColumn("revised", "bigint", "修订的数字 / Figures revised"),
    LakeColumn("withdrawn", "bigint", "撤回的数字 / Figures withdrawn"),
    LakeColumn("rejected", "bigint", "被拒的行数 / Rows rejected"),
)
COUNTED = ("outcome", "read", "added", "revised", "withdrawn", "rejected")
SPOOLED = """
    select
        resolved_figure.*,
        year(resolved_figure.period_end) as year,
        indicator.program_code
    from resolved_figure
    inner join core_indicator as indicator using (indicator_id)
"""
FIGURES_OF_PARTITION = """
    select
        resolved_figure.year,
        resolved_figure.program_code,
        indicator.code as indicator_code,
        area_label.area_code,
        area_label.area_level,
        breakdown.key as breakdown,
        source.code as source_code,
        source.source_id,
        resolved_figure.* exclude (line, fault, unit, year, program_code),
        resolved_figure.unit as unit_code,
        {follows} as follows_id
    from {rows} as resolved_figure
    {changes}
    inner join core_indicator as indicator using (indicator_id)
    inner join core_area_label as area_label using (admin_unit_id)
    inner join core_breakdown as breakdown using (breakdown_id)
    inner join core_source as source on source.code = $source
    order by {order}
"""
JOINED_CHANGES = """
    inner join cell_change
        on cell_change.line = resolved_figure.line and cell_change.what in ('added', 'revised')
"""
WITHDRAWN = """
    select
        observation.* exclude (filename) replace (
            case
                when cell_change.current_id is not null then $moment
                else observation.withdrawn_at
            end as withdrawn_at
        )
    from read_parquet('{file}', hive_partitioning = false, filename = true) as observation
    left join (
        select current_id from cell_change where what in ('revised', 'gone')
    ) as cell_change on cell_change.current_id = observation.observation_id
    order by {order}
"""


class Counts(NamedTuple):
    """How many figures a source has in the lake, and what a file does to them."""

    before: int
    revised: int
    withdrawn: int


@dataclass(frozen=True)
class LakeLoad:
    """The load of a file: its number among the loads of the lake, and where its rejects go."""

    file: File
    number: int
    rejects: RejectFile
    accepts_withdrawals: bool


def load_into_lake(
    root: Path,
    files: Iterable[File],
    *,
    keep_going: bool = False,
    accept_withdrawals: bool = False,
    **settings: str,
) -> tuple[LakeManifest, list[LakeResult]]:
    """Load files as the next version of a lake; what became of each. Raises LakeError.

    A file with rejects is refused, unless ``keep_going``; its rejects are kept all the same. Where
    all files are as they were when they were loaded last, the version stays.
    """
    folder = LakeFolder(root)
    current = folder.require_current()
    manifest = folder.manifest()
    assert manifest is not None
    if manifest.layout != LAYOUT:
        raise LakeError(f"{root} is of another release: minzheng lake {root}")
    known = _known_loads(current)
    opened = list(files)
    if all(is_unchanged(file, known) for file in opened):
        return manifest, [LakeResult(file.label, "unchanged") for file in opened]
    with folder.new_version() as (place, number):
        loader = LakeLoader(place, current, manifest, known, settings)
        try:
            results = [
                loader.load(file, keep_going=keep_going, accept_withdrawals=accept_withdrawals)
                for file in opened
            ]
            written = loader.manifest(number)
        finally:
            loader.close()
        written.write(place)
    return written, results


def _known_loads(place: Path) -> list[dict[str, Any]]:
    path = place / LOADS / "part-0.parquet"
    if not path.exists():
        return []
    rows: list[dict[str, Any]] = pyarrow.parquet.read_table(path, partitioning=None).to_pylist()
    return rows


class LakeLoader:
    """Loads files, one after another, into a version that begins as the one before."""

    def __init__(
        self,
        place: Path,
        old_place: Path,
        old: LakeManifest,
        known: list[dict[str, Any]],
        settings: dict[str, str],
    ) -> None:
        self.place = place
        self.old = old
        self.loads = known
        self.moment = datetime.now(UTC)
        # What was derived of other figures is no answer any more.
        self.kept = [one for one in old.relations if not one.name.startswith(f"{DERIVED}/")]
        for relation in self.kept:
            for file in relation.files:
                link(old_place / file.path, place / file.path)
        figures = old.relation(FIGURES)
        assert figures is not None
        self.columns = figures.columns
        self.files = {file.path: file for file in figures.files}
        self.partitioned_by = next(
            (tuple(file.partition) for file in figures.files if file.partition), YEARS
        )
        whole = arrow_schema(self.columns)
        names = [name for name in whole.names if name not in self.partitioned_by]
        self.schema = pyarrow.schema([whole.field(name) for name in names])
        self.engine = DuckdbEngine(place, **settings)
        self.connection = self.engine.connection
        self.spool = place / ".resolved"
        self.checks = TidyChecks(self.engine, place)
        for name in ("source", "area_label"):
            self.engine.read(f"core.{name}", place / "definitions" / name)

    def close(self) -> None:
        self.engine.close()

    def load(self, file: File, *, keep_going: bool, accept_withdrawals: bool) -> LakeResult:
        """Load a file, or refuse it; note what became of it."""
        started = time.monotonic()
        if is_unchanged(file, self.loads):
            return LakeResult(file.label, "unchanged")
        number = FIRST_LOAD + len(self.loads) + 1
        result = LakeResult(file.label)
        with RejectFile(self._rejects_of(number), number, file.name) as rejects:
            load = LakeLoad(file, number, rejects, accept_withdrawals)
            try:
                result.read = self._stage(load)
                is_wanted = keep_going or not rejects.are_faults
                changes = self._merge(load) if is_wanted and rejects.rows < result.read else None
            except (UnreadableFile, duckdb.DataError) as error:
                words = " ".join(str(error).split())
                rejects.add([Rejection(1, "", None, "unreadable", words)])
                changes = None
            except RowsRejected as error:
                rejects.add(error.rejects)
                changes = None
            except duckdb.Error as error:
                raise LakeError(f"DuckDB cannot load {file.label}: {error}") from error
            result.note(rejects, changes)
        shutil.rmtree(self.spool, ignore_errors=True)
        result.seconds = time.monotonic() - started
        self._record(load, result)
        return result

    def manifest(self, number: int) -> LakeManifest:
        """What the version holds by now."""
        written = replace(self.old, version=number, relations=[], engine=None)
        for relation in self.kept:
            if relation.name == FIGURES:
                files = sorted(self.files.values(), key=lambda file: file.path)
                written.relations.append(replace(relation, files=files))
            elif relation.name not in (LOADS, REJECTS):
                written.relations.append(relation)
        schema = arrow_schema(described(LOAD_COLUMNS))
        table = pyarrow.Table.from_pylist(self.loads, schema=schema)
        path = self.place / LOADS / FILE
        path.unlink(missing_ok=True)
        write_file(path, schema, table.to_batches(), ROWS_PER_GROUP)
        rejects = sorted((self.place / REJECTS).glob("*.parquet"))
        for name, columns, paths in (
            (LOADS, LOAD_COLUMNS, [path]),
            (REJECTS, REJECT_COLUMNS, rejects),
        ):
            files = [stored_file(self.place, one, {}) for one in paths]
            written.relations.append(StoredRelation(name, described(columns), files))
        return written

    def _rejects_of(self, number: int) -> Path:
        return self.place / REJECTS / f"{number}.parquet"

    def _record(self, load: LakeLoad, result: LakeResult) -> None:
        """Note a load; of a file the rejects of its last load are kept, and no others."""
        for one in self.loads:
            if one["name"] == load.file.name:
                self._rejects_of(one["load_file_id"]).unlink(missing_ok=True)
        self.loads.append(
            {
                "load_file_id": load.number,
                "name": load.file.name,
                "source_code": load.file.source,
                "sha256": load.file.sha256,
                "loaded_at": self.moment,
                **{name: getattr(result, name) for name in COUNTED},
            }
        )

    def _stage(self, load: LakeLoad) -> int:
        """Write what is right of a file beside the lake, by partitions; how many rows it has."""
        self._require_source(load)
        self.connection.execute("create or replace table dropped_line (line bigint)")
        read = 0
        batches = TidyBatches(load.file)
        for number, batch in enumerate(batches):
            rejects = self.checks.check(batch)
            load.rejects.add(rejects, self.checks.rows(rejects, batch) if rejects else None)
            misfits = batches.take_misfits()
            load.rejects.add(misfits)
            read += len(batch) + len(misfits)
            columns = ", ".join(self.partitioned_by)
            self.connection.execute(
                f"copy ({SPOOLED}) to '{quoted(self.spool)}' (format parquet, partition_by"
                f" ({columns}), overwrite_or_ignore, filename_pattern 'batch-{number}-{{i}}')"
            )
        self.connection.execute("drop table if exists resolved_figure")
        for partition in self._partitions():
            self._reject_duplicates(load, self._staged(partition))
        return read

    def _require_source(self, load: LakeLoad) -> None:
        """Raises UnreadableFile where the figures of the source cannot be in the lake alone."""
        code = load.file.source
        query = "select 1 from core_source where code = ?"
        if not self.connection.execute(query, [code]).fetchone():
            raise UnreadableFile(
                f"the file is named for no source: {code} is not among those of the lake; give"
                " --source CODE"
            )
        of_database = [path for path, file in self.files.items() if not file.is_loaded]
        query = f"select 1 from {self._read(of_database)} where source_code = ? limit 1"
        if of_database and self.connection.execute(query, [code]).fetchone():
            raise UnreadableFile(f"the database has figures of {code}: load the file there")

    def _partitions(self) -> list[Path]:
        """The folders of what is staged, below that of all of it."""
        return sorted({path.parent for path in self.spool.rglob("*.parquet")})

    def _staged(self, folder: Path) -> str:
        files = f"read_parquet('{quoted(folder)}/**/*.parquet', hive_partitioning = true)"
        dropped = "line in (select line from dropped_line)"
        return f"(select * from {files} where not {dropped})"

    def _read(self, paths: Iterable[str]) -> str:
        files = ", ".join(f"'{quoted(self.place / path)}'" for path in paths)
        return f"read_parquet([{files}], hive_partitioning = true, filename = true)"

    def _reject_duplicates(self, load: LakeLoad, rows: str) -> None:
        """Reject the rows of a partition that report a cell which another one reports too."""
        self.connection.execute(f"create or replace temp view new_figure as select * from {rows}")
        if self.connection.execute(loading_query("is_twice")).fetchone() == (False,):
            return
        query = loading_query("duplicates", {"agreeing": "duplicate"})
        query = f"with resolved_figure as (from new_figure) {query}"
        found = [Rejection(*row) for row in self.connection.execute(query).fetchall()]
        load.rejects.add(found)
        lines = [[reject.line] for reject in found]
        self.connection.executemany("insert into dropped_line values (?)", lines)

    def _merge(self, load: LakeLoad) -> Changes:
        """Bring the figures to what is staged. Raises RowsRejected where much is withdrawn."""
        counts = self._compare(load)
        withdrawals.check_part(
            load.file.source, counts.withdrawn, counts.before, load.accepts_withdrawals
        )
        if counts.revised or counts.withdrawn:
            self._withdraw()
        added = 0
        first = self._next_observation()
        for folder in self._partitions():
            added += self._add(load, folder, first + added, has_changes=counts.before > 0)
        return Changes(added - counts.revised, counts.revised, counts.withdrawn)

    def _compare(self, load: LakeLoad) -> Counts:
        """Find what happens to the cells of the source, where it has figures in the lake."""
        loaded = [path for path, file in self.files.items() if file.is_loaded]
        if not loaded:
            return Counts(0, 0, 0)
        rows = self._read(loaded)
        self.connection.execute(
            f"create or replace temp view core_observation as select * from {rows}"
        )
        query = "select source_id from core_source where code = ?"
        (source_id,) = self.connection.execute(query, [load.file.source]).fetchone() or (None,)
        query = "select count(*) from core_observation where source_id = ? and withdrawn_at is null"
        (before,) = self.connection.execute(query, [source_id]).fetchone() or (0,)
        if not before:
            return Counts(0, 0, 0)
        self.connection.execute(
            "create or replace temp table report_in_cell as from core_observation limit 0"
        )
        known = pyarrow.table(
            {
                "load_file_id": [one["load_file_id"] for one in self.loads],
                "name": [one["name"] for one in self.loads],
            }
        )
        self.connection.register("ops_load_file", known)
        staged = self._staged(self.spool)
        self.connection.execute(f"create temp view resolved_figure as from {staged}")
        values: dict[str, object] = {
            "only_differences": False,
            "source_id": source_id,
            "file": load.file.name,
            "is_partial": load.rejects.are_faults,
        }
        change = loading_query("cell_change", values)
        self.connection.execute(f"create or replace table cell_change as {change}")
        self.connection.unregister("ops_load_file")
        self.connection.execute("drop view resolved_figure")
        revised, gone = self.connection.execute(loading_query("revised_and_gone")).fetchone() or (
            0,
            0,
        )
        return Counts(before, revised, gone)

    def _withdraw(self) -> None:
        """Write the files anew that hold what is revised or gone, with the moment it was."""
        query = """
            select distinct observation.filename
            from core_observation as observation
            inner join cell_change on cell_change.current_id = observation.observation_id
            where cell_change.what in ('revised', 'gone')
        """
        for (name,) in self.connection.execute(query).fetchall():
            path = Path(name)
            new = path.with_suffix(".new")
            query = WITHDRAWN.format(file=quoted(path), order=", ".join(FIGURE_ORDER))
            rows = self._rows(query, {"moment": self.moment})
            self._write(new, rows)
            # The file itself is that of the version before too.
            new.replace(path)
            stored = path.relative_to(self.place).as_posix()
            self.files[stored] = stored_file(self.place, path, self.files[stored].partition)

    def _add(self, load: LakeLoad, folder: Path, first: int, *, has_changes: bool) -> int:
        """Write the figures of a partition that are new; how many."""
        order = [name for name in FIGURE_ORDER if name != "observation_id"]
        query = FIGURES_OF_PARTITION.format(
            rows=self._staged(folder),
            follows="cell_change.current_id" if has_changes else "cast(null as bigint)",
            changes=JOINED_CHANGES if has_changes else "",
            order=", ".join(order),
        )
        path = (
            self.place
            / FIGURES
            / folder.relative_to(self.spool)
            / f"{LOADED}-{load.number}.parquet"
        )
        rows = self._rows(query, {"source": load.file.source})
        constants = {"load_file_id": load.number, "recorded_at": self.moment}
        added = self._write(path, numbered(rows, first, constants))
        if not added:
            path.unlink()
            return 0
        partition = dict(part.split("=", 1) for part in path.relative_to(self.place).parts[1:-1])
        stored = path.relative_to(self.place).as_posix()
        self.files[stored] = stored_file(
            self.place, path, {name: unquote(value) for name, value in partition.items()}
        )
        return added

    def _rows(self, query: str, values: dict[str, object]) -> pyarrow.RecordBatchReader:
        rows = self.connection.cursor().sql(query, params=values)
        return rows.to_arrow_reader(ROWS_PER_GROUP)

    def _write(self, path: Path, rows: Iterable[pyarrow.RecordBatch]) -> int:
        keys = [name for name in FIGURE_ORDER if name in self.schema.names]
        sorting = [
            pyarrow.parquet.SortingColumn(self.schema.get_field_index(name)) for name in keys
        ]
        parts = (completed(batch, self.schema) for batch in rows)
        return write_file(path, self.schema, parts, ROWS_PER_GROUP, sorting_columns=sorting)

    def _next_observation(self) -> int:
        loaded = [path for path, file in self.files.items() if file.is_loaded]
        if not loaded:
            return FIRST_OBSERVATION
        query = f"select 1 + max(observation_id) from {self._read(loaded)}"
        (number,) = self.connection.execute(query).fetchone() or (FIRST_OBSERVATION,)
        return int(number)


def is_unchanged(file: File, loads: Iterable[dict[str, Any]]) -> bool:
    """Whether a file was loaded whole the last time, and is as it was then."""
    of_file = [one for one in loads if one["name"] == file.name]
    return bool(of_file) and (
        (of_file[-1]["sha256"], of_file[-1]["source_code"], of_file[-1]["outcome"])
        == (file.sha256, file.source, "loaded")
    )


def numbered(
    rows: Iterable[pyarrow.RecordBatch], first: int, constants: dict[str, Any]
) -> Iterator[pyarrow.RecordBatch]:
    """Rows with their numbers, and with what all of them have in common."""
    for batch in rows:
        added = {name: pyarrow.repeat(value, batch.num_rows) for name, value in constants.items()}
        added["observation_id"] = count_from(first, batch.num_rows)
        first += batch.num_rows
        for name, values in added.items():
            batch = batch.append_column(name, values)
        yield batch


def completed(batch: pyarrow.RecordBatch, schema: pyarrow.Schema) -> pyarrow.RecordBatch:
    """A batch in the columns of a schema; one that it lacks is null."""
    columns = [
        batch.column(field.name).cast(field.type)
        if field.name in batch.schema.names
        else pyarrow.nulls(batch.num_rows, field.type)
        for field in schema
    ]
    return pyarrow.RecordBatch.from_arrays(columns, schema=schema)


def stored_file(place: Path, path: Path, partition: dict[str, str]) -> LakeFile:
    """A file that no database has a checksum of, as the manifest has it."""
    rows = pyarrow.parquet.read_metadata(path).num_rows
    stored = path.relative_to(place).as_posix()
    return LakeFile(stored, partition, rows, None, path.stat().st_size, checksum(path))
