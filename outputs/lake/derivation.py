"""Derives answers from the figures and definitions of a lake, by another engine than PostgreSQL.

The answers become relations of the next version, in ``derived``, beside those that PostgreSQL kept.
"""

from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

from ...database.definitions import definitions
from ..extras import install_command
from .lake_error import LakeError
from .lake_folder import LakeFolder, link
from .lake_manifest import FIGURES, LakeFile, LakeManifest, StoredRelation, checksum
from .lake_relations import ANSWERS, DERIVED, DIGITS, PLACES
from .portable_sql import query_for, relation_name, sources

# Each engine: the module that runs it, and the extra with its packages.
ENGINES = {"duckdb": ("duckdb_engine", "lake"), "spark": ("spark_engine", "spark")}
# What is derived, each after what it is made of.
CONTENDER = "calc.contender"
ANSWERS_DERIVED = (
    CONTENDER,
    "calc.contest",
    "calc.series",
    "calc.growth",
    "calc.population_span",
    "calc.children_span",
    "calc.metric_value",
    "calc.rule_occasion",
    "calc.rule_result",
    "calc.rollup",
    "calc.analysis_point",
    "calc.ranking",
    "calc.spread",
    "calc.trend",
    "calc.contribution",
)
# What the lake accepts, whoever wrote the figures: of one report of a cell that one, of several the
# first by the rule.
OBSERVATION = """
    select
        {columns},
        figure.withdrawn_at is null and lost.observation_id is null as accepted
    from core_figure as figure
    left join (
        select observation_id from calc_contender where place > 1
    ) as lost on lost.observation_id = figure.observation_id
"""
# The types of Arrow that both engines are told, so that files have those that PostgreSQL's have.
SQL_TYPES = {
    "int32": "int",
    "int64": "bigint",
    f"decimal128({DIGITS}, {PLACES})": f"decimal({DIGITS}, {PLACES})",
    "date32[day]": "date",
}
# Of areas alone: the database resolves them, however many figures there are.
RESOLVED = ("calc.area_location", "calc.unit_within")


class Engine(Protocol):
    """What an engine of a lake can do."""

    dialect: str
    version: str

    def read(self, name: str, folder: Path) -> list[str]:
        """Give files a name; their columns."""

    def define(self, name: str, query: str) -> list[str]:
        """Give a query a name; its columns."""

    def write(self, name: str, query: str, folder: Path, by_year: bool) -> None:
        """Write the rows of a query; those that have a year into a folder for each."""

    def close(self) -> None:
        """Release what the engine holds."""


def derive(root: Path, engine_name: str, **settings: Any) -> LakeManifest:
    """Derive all answers, and make a version of the lake that has them. Raises LakeError."""
    folder = LakeFolder(root)
    current = folder.require_current()
    open_engine = _opened(engine_name)
    with folder.new_version() as (place, number):
        old = folder.manifest()
        assert old is not None
        kept = [one for one in old.relations if not one.name.startswith(f"{DERIVED}/")]
        for relation in kept:
            for file in relation.files:
                link(current / file.path, place / file.path)
        engine = open_engine(place, **settings)
        try:
            derived = [*Derivation(engine, place, old).derive_all()]
            made_by = {**old.made_by, engine_name: engine.version}
        finally:
            engine.close()
        written = LakeManifest(number, old.as_of, made_by, kept + derived, engine_name)
        written.write(place)
    return written


def _opened(name: str) -> Callable[..., Engine]:
    module, extra = ENGINES[name]
    try:
        opened: Callable[..., Engine] = import_module(f".{module}", __package__).open_engine
    except ModuleNotFoundError as error:
        raise LakeError(f"{name} needs {error.name}: {install_command(extra)}") from error
    return opened


class Derivation:
    """Derives relations one after another; those that have been are read by the next ones."""

    def __init__(self, engine: Engine, place: Path, manifest: LakeManifest) -> None:
        self.engine = engine
        self.place = place
        self.manifest = manifest
        self.columns: dict[str, list[str]] = {}
        for relation in manifest.relations:
            self._read_stored(relation.name)

    def _read_stored(self, stored: str) -> None:
        folder, _slash, short = stored.rpartition("/")
        name = {
            FIGURES: "core.figure",
            "definitions/area_version": "calc.area_version",
        }.get(stored, f"core.{short}" if folder == "definitions" else f"calc.{short}")
        if stored == FIGURES or folder == "definitions" or name in RESOLVED:
            self.columns[name] = self.engine.read(name, self.place / stored)

    def derive_all(self) -> Iterator[StoredRelation]:
        for name in ANSWERS_DERIVED:
            self._define_sources(name)
            query = query_for(name, self.engine.dialect, self.columns)
            short = name.partition(".")[2]
            folder = self.place / DERIVED / short
            columns = self.engine.define(name, query)
            kept = self.manifest.relation(f"{ANSWERS}/{short}")
            types = {one["name"]: one["type"] for one in kept.columns} if kept else {}
            values = [
                f"cast({column} as {SQL_TYPES[types[column]]}) as {column}"
                if types.get(column) in SQL_TYPES
                else column
                for column in columns
            ]
            if "period_end" in columns:
                values.append("cast(year(period_end) as int) as year")
            selected = f"select {', '.join(values)} from {relation_name(name)}"
            self.engine.write(name, selected, folder, "period_end" in columns)
            self.columns[name] = self.engine.read(name, folder)
            if name == CONTENDER:
                self._define_observations()
            yield self._stored(short, folder)

    def _define_sources(self, name: str) -> None:
        """Define the views that a query reads, each after those that it reads."""
        for source in sorted(sources(name) - self.columns.keys()):
            if source not in definitions():
                raise LakeError(f"{name} reads {source}, which the lake does not have")
            self._define_sources(source)
            query = query_for(source, self.engine.dialect, self.columns)
            self.columns[source] = self.engine.define(source, query)

    def _define_observations(self) -> None:
        names = [name for name in self.columns["core.figure"] if name != "accepted"]
        columns = ", ".join(f"figure.{name}" for name in names)
        query = OBSERVATION.format(columns=columns)
        self.columns["core.observation"] = self.engine.define("core.observation", query)

    def _stored(self, short: str, folder: Path) -> StoredRelation:
        """What was written, with the meanings of the columns that PostgreSQL keeps."""
        import pyarrow.parquet

        files = []
        for path in sorted(folder.rglob("*.parquet")):
            parts = path.relative_to(folder).parts[:-1]
            partition = dict(part.split("=", 1) for part in parts)
            rows = pyarrow.parquet.read_metadata(path).num_rows
            stored = path.relative_to(self.place).as_posix()
            files.append(
                LakeFile(stored, partition, rows, None, path.stat().st_size, checksum(path))
            )
        kept = self.manifest.relation(f"{ANSWERS}/{short}")
        return StoredRelation(f"{DERIVED}/{short}", kept.columns if kept else [], files)
