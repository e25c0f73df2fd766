"""Writes a lake: partitions that changed, in the order of their rows, some row groups at a time."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet
from psycopg import Connection, sql
from sqlalchemy import Engine

from ..partitioned_parquet import FILE, Partition, by_partition, folder_of, write_file
from ..queries import last_change, snapshot
from ..queries.batches import batches
from .lake_error import LakeError
from .lake_folder import LakeFolder, link
from .lake_manifest import FIGURES, LAYOUT, LakeFile, LakeManifest, StoredRelation, checksum
from .lake_relations import (
    DIGITS,
    LOADS,
    PLACES,
    REJECTS,
    LakeColumn,
    LakeRelation,
    lake_relations,
)

# A reader skips groups of rows by their least and greatest values.
ROWS_PER_GROUP = 1 << 17
TYPES = {
    "integer": pyarrow.int32(),
    "bigint": pyarrow.int64(),
    "numeric": pyarrow.decimal128(DIGITS, PLACES),
    "double precision": pyarrow.float64(),
    "boolean": pyarrow.bool_(),
    "date": pyarrow.date32(),
    "timestamp with time zone": pyarrow.timestamp("us", "UTC"),
}
# The sum of hashes of rows does not depend on their order.
CHECKSUMS = """
    select
        {partition} as partition,
        count(*),
        cast(sum(cast(hash_record_extended(row, 0) as numeric)) as text)
    from ({query}) as row
    group by 1
"""


@dataclass(frozen=True)
class Rows:
    """How many rows a partition has in the database, and their checksum."""

    count: int
    checksum: str


NONE = Rows(0, "")
# What figures name by numbers, and what these stand for.
NUMBERED = {
    "indicator": ("indicator_id", "code"),
    "breakdown": ("breakdown_id", "key"),
    "admin_unit": ("admin_unit_id", "key"),
    "source": ("source_id", "code"),
}


def write_lake(engine: Engine, root: Path) -> LakeManifest:
    """Write the state of the database as the next version of a lake. Raises LakeError.

    What was loaded into the lake itself stays, and is partitioned as it was.
    """
    folder = LakeFolder(root)
    with snapshot(engine) as connection, folder.new_version() as (place, number):
        old = folder.manifest()
        made_by = {"minzheng": version("minzheng"), "pyarrow": version("pyarrow")}
        changed_at = last_change(connection)
        written = LakeManifest(number, changed_at.isoformat() if changed_at else None, made_by)
        loaded = old.loaded_figures if old else []
        if old and loaded and old.layout != LAYOUT:
            raise LakeError(f"{root} has figures that another release loaded: name a new folder")
        figures_by = tuple(loaded[0].partition) if loaded else ()
        for relation in lake_relations(connection, figures_by):
            known = old.relation(relation.name) if old and old.layout == LAYOUT else None
            writer = RelationWriter(connection, relation, place, folder.current, known)
            written.relations.append(writer.write())
        if old and folder.current:
            written.relations += _keep_loaded(place, folder.current, old, written)
        written.write(place)
    return written


def _keep_loaded(
    place: Path, old_place: Path, old: LakeManifest, written: LakeManifest
) -> Iterator[StoredRelation]:
    """Take over what was loaded into the lake; figures become part of those of the database."""
    if old.loaded_figures:
        _require_same_numbers(place, old_place)
    figures = written.relation(FIGURES)
    assert figures is not None
    for file in old.loaded_figures:
        link(old_place / file.path, place / file.path)
    figures.files += old.loaded_figures
    figures.files.sort(key=lambda file: file.path)
    for name in (LOADS, REJECTS):
        if relation := old.relation(name):
            for file in relation.files:
                link(old_place / file.path, place / file.path)
            yield relation


def _require_same_numbers(place: Path, old_place: Path) -> None:
    """Raises LakeError where a number that loaded figures may have means something else by now."""
    for name, (key, code) in NUMBERED.items():
        columns = [key, code]
        now, before = (
            {
                tuple(row.values())
                for row in pyarrow.parquet.read_table(
                    one / "definitions" / name, columns=columns
                ).to_pylist()
            }
            for one in (place, old_place)
        )
        if gone := before - now:
            words = ", ".join(sorted(str(one[1]) for one in gone)[:3])
            raise LakeError(
                f"the lake has figures that were loaded with other definitions ({name}: {words}):"
                " name a new folder"
            )


class RelationWriter:
    """Writes one relation: links the partitions that did not change, and reads the others."""

    def __init__(
        self,
        connection: Connection[Any],
        relation: LakeRelation,
        place: Path,
        old_place: Path | None,
        old: StoredRelation | None,
    ) -> None:
        self.connection = connection
        self.relation = relation
        self.place = place
        self.old_place = old_place
        self.old = old
        self.columns = described(relation.columns)

    def write(self) -> StoredRelation:
        there = self._checksums()
        linked = list(self._link(there))
        changed = there.keys() - {tuple(file.partition.values()) for file in linked}
        files = [*linked, *self._write(there, changed)]
        if not files:
            files = [self._file((), NONE, ())]
        files.sort(key=lambda file: file.path)
        return StoredRelation(self.relation.name, self.columns, files, self._rounded())

    def _checksums(self) -> dict[Partition, Rows]:
        statement = sql.SQL(CHECKSUMS).format(
            partition=self._partition_sql("row"), query=self.relation.query
        )
        return {
            tuple(partition): Rows(count, of_rows)
            for partition, count, of_rows in self.connection.execute(statement)
        }

    def _partition_sql(self, alias: str) -> sql.Composable:
        """SQL for the values of a partition as an array of texts."""
        names = [sql.Identifier(alias, name) for name in self.relation.partitioned_by]
        texts = sql.SQL(", ").join(sql.SQL("cast({} as text)").format(name) for name in names)
        return sql.SQL("cast(array[{}] as text[])").format(texts)

    def _link(self, there: dict[Partition, Rows]) -> Iterator[LakeFile]:
        """Take over the files whose rows are as they were."""
        if self.old is None or self.old_place is None or self.old.columns != self.columns:
            return
        for file in self.old.files:
            if file.is_loaded:
                continue
            # A relation without rows has one file all the same.
            rows = there.get(tuple(file.partition.values())) if there else NONE
            source = self.old_place / file.path
            if rows and rows.checksum == file.rows_checksum and source.exists():
                link(source, self.place / file.path)
                yield file

    def _write(self, there: dict[Partition, Rows], changed: set[Partition]) -> Iterator[LakeFile]:
        if not changed:
            return
        order = [*self.relation.partitioned_by, *self.relation.sorted_by]
        order += [column.name for column in self.relation.columns if column.name not in order]
        kinds = {column.name: column.type for column in self.relation.columns}
        statement = sql.SQL("select * from ({}) as row where {} in ({}) order by {}").format(
            self.relation.query,
            self._partition_sql("row"),
            sql.SQL(", ").join(
                sql.SQL("cast({} as text[])").format(sql.Literal([*one])) for one in sorted(changed)
            ),
            # By code point, so that readers agree on what the least and the greatest are.
            sql.SQL(", ").join(
                sql.SQL("{} collate {}").format(sql.Identifier(name), sql.Identifier("C"))
                if kinds[name] == "text"
                else sql.Identifier(name)
                for name in order
            ),
        )
        try:
            with batches(
                self.connection, statement.as_string(self.connection), self._schema()
            ) as reader:
                for partition, parts in by_partition(reader, self.relation.partitioned_by):
                    yield self._file(partition, there[partition], parts)
        except pyarrow.ArrowInvalid as error:
            raise LakeError(f"{self.relation.name} does not fit into a lake: {error}") from error

    def _schema(self) -> pyarrow.Schema:
        return arrow_schema(self.columns)

    def _file(
        self, partition: Partition, rows: Rows, parts: Iterable[pyarrow.RecordBatch]
    ) -> LakeFile:
        """Write the file of a partition; its folders say what the rows have in common."""
        # A file of a relation without rows has all columns: no folder says any.
        names = self.relation.partitioned_by[: len(partition)]
        path = Path(self.relation.name) / folder_of(names, partition) / FILE
        full = self.place / path
        schema = self._schema()
        for name in names:
            schema = schema.remove(schema.get_field_index(name))
        keys = [name for name in self.relation.sorted_by if name in schema.names]
        sorting = [pyarrow.parquet.SortingColumn(schema.get_field_index(name)) for name in keys]
        write_file(full, schema, parts, ROWS_PER_GROUP, sorting_columns=sorting or None)
        named = {name: str(value) for name, value in zip(names, partition, strict=True)}
        return LakeFile(
            path.as_posix(), named, rows.count, rows.checksum, full.stat().st_size, checksum(full)
        )

    def _rounded(self) -> int:
        """How many rows have a number with more places than the lake has."""
        names = [column.name for column in self.relation.columns if column.type == "numeric"]
        if not names:
            return 0
        longer = sql.SQL(" or ").join(
            sql.SQL("scale(trim_scale({})) > {}").format(sql.Identifier(name), PLACES)
            for name in names
        )
        statement = sql.SQL("select count(*) from ({}) as row where {}")
        (count,) = self.connection.execute(
            statement.format(sql.SQL(self.relation.rows), longer)
        ).fetchone() or (0,)
        return int(count)


def arrow_type(kind: str) -> pyarrow.DataType:
    return TYPES.get(kind, pyarrow.string())


def described(columns: Iterable[LakeColumn]) -> list[dict[str, str]]:
    """Columns as the manifest has them."""
    return [
        {"name": column.name, "type": str(arrow_type(column.type)), "meaning": column.meaning}
        for column in columns
    ]


def arrow_schema(columns: Iterable[dict[str, str]]) -> pyarrow.Schema:
    """The schema of files with the columns of a manifest."""
    types = {str(kind): kind for kind in (*TYPES.values(), pyarrow.string())}
    return pyarrow.schema(
        [
            pyarrow.field(
                column["name"],
                types[column["type"]],
                metadata={"comment": column["meaning"]} if column["meaning"] else None,
            )
            for column in columns
        ]
    )
