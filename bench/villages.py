"""Figures of villages: real definitions and counties, invented villages and values.

A lake gives definitions and areas. Each county, from the first code on, gets villages below it
until they are enough; each village has sixteen cells of dibao and population in each year, and each
county their sums. Of the last year another source reports one figure in a hundred otherwise. Values
follow from a hash of the code of a village, so that the same call gives the same files.

The figures are tidy files, for `minzheng lake load` and `minzheng load` alike; the villages are
written into a lake (write_village_lake), or as a list that a database loads (write_lists).
"""

import csv
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import duckdb
import pyarrow
import pyarrow.csv
import pyarrow.parquet

from minzheng.outputs.lake.lake_folder import LakeFolder, link
from minzheng.outputs.lake.lake_loader import completed, stored_file
from minzheng.outputs.lake.lake_manifest import LakeManifest, StoredRelation, read_manifest
from minzheng.outputs.lake.lake_writer import ROWS_PER_GROUP
from minzheng.outputs.partitioned_parquet import write_file

LAST_YEAR, YEARS = 2024, 10
FIRST_VILLAGE = 10_000_000
# As in China: 620,000 villages in 2,900 counties.
VILLAGES_A_COUNTY = 213


@dataclass(frozen=True)
class VillageCell:
    """An indicator and a breakdown, and the value of a village: SQL of its hash and the year."""

    indicator: str
    breakdown: str
    value: str


# Writes batches of rows: of CSV or of Parquet.
Writer = Any

# Parts come before their sums, which name them.
with Path(__file__).with_name("village_cells.csv").open(encoding="utf-8", newline="") as rows:
    CELLS = tuple(VillageCell(**row) for row in csv.DictReader(rows))
# A county has one standard, not the sum of those of its villages.
NOT_SUMMED = "dibao_standard"
BASIS = {"stock": "point", "flow": "during", "standard": "effective"}
# The areas of a lake with the villages, in the columns that areas have.
VILLAGES = """
    create table village as
    with county as (
        select
            *,
            row_number() over (order by area_code) - 1 as place
        from read_parquet('{base}/answers/area_location/*.parquet')
        where area_level = 'county' and in_force
    )

    select
        {first} + county.place * {each} + n as admin_unit_id,
        county.area_code || lpad(cast(n as varchar), 6, '0') as area_code,
        county.area_name || '第' || n || '村' as area_name,
        'Village ' || n as area_name_en,
        'village' as area_level,
        county.admin_unit_id as parent_id,
        county.area_code as parent_code,
        county.* exclude (
            admin_unit_id, area_code, area_name, area_name_en, area_level, parent_id, parent_code,
            place
        )
    from county
    cross join range({each}) as number (n)
    where county.place * {each} + n < {villages}
"""
# Who reports the figures, and who reports some of them otherwise.
SOURCE, OTHER_SOURCE = "villages", "villages-other"
SOURCES = f"""
    select
        2000000 + n as source_id,
        ['{SOURCE}', '{OTHER_SOURCE}'][n] as code,
        ['村级数据', '村级数据（另一来源）'][n] as title,
        'table' as kind,
        ['official', 'quoted'][n] as authority,
        'zh' as language,
        date '2025-06-30' as published_on,
        'day' as published_precision
    from range(1, 3) as number (n)
"""
# Relations that get the villages, with their rows by the columns of the base.
AREAS = {
    "definitions/source": SOURCES,
    "definitions/admin_unit": "select admin_unit_id, area_code as key, 'unit' as kind from village",
    "definitions/area_label": "select * from village",
    "definitions/area_version": "select * from village",
    "answers/area_location": "select * from village",
    "answers/unit_within": """
        select
            admin_unit_id,
            unnest(['same', 'parent', 'province']) as relation,
            unnest([admin_unit_id, parent_id, province_id]) as unit_id,
            date '0001-01-01' as since,
            date '9999-12-31' as until
        from village
    """,
}
PLACES = """
    create table place as
    select admin_unit_id, area_code, area_level from village
    union all
    select admin_unit_id, area_code, area_level
    from read_parquet('{base}/answers/area_location/*.parquet')
    where admin_unit_id in (select parent_id from village)
"""
VALUES = """
    create or replace temp table drawn as
    with village_value as (
        select
            admin_unit_id,
            parent_id as county_id,
            cast(hash(area_code) % 1000000 as bigint) as h,
            {t} as t,
            {values}
        from village
    )

    select admin_unit_id, {names} from village_value
    union all
    select county_id, {sums} from village_value group by county_id
"""
# A row per cell and place.
FIGURES_OF_CELL = """
    select
        '{cell.indicator}' as indicator,
        place.area_code as area,
        '{start}' as period_start,
        '{year}-12-31' as period_end,
        cast(drawn.{name} as varchar) as printed,
        '{cell.breakdown}' as breakdown,
        '{basis}' as basis
    from drawn
    inner join place using (admin_unit_id)
"""
# One per cent less.
CONTESTING = """
    select * replace (cast(cast(printed as bigint) * 99 // 100 as varchar) as printed)
    from ({figures})
    where hash(area || indicator || breakdown) % 100 = 0
"""
COLUMNS = ("indicator", "area", "period_start", "period_end", "printed", "breakdown", "basis")
LISTS = {
    "admin_unit_versions": """
        select
            area_code as unit, area_code as code, area_name as name, area_name_en as name_en,
            'village' as level, parent.key as parent, valid_from, null as valid_to,
            'day' as precision, null as iso_3166_2
        from village
        inner join read_parquet('{base}/definitions/admin_unit/*.parquet') as parent
            on parent.admin_unit_id = village.parent_id
    """,
    "sources": f"""
        select
            code, title, null as publisher, null as authors, published_on, published_precision,
            kind, authority, language, null as address, null as terms, null as citation,
            null as sha256, null as number_count, null as note
        from ({SOURCES})
    """,
}


class Villages:
    """The villages that so many figures need, drawn from the counties of a lake."""

    def __init__(self, base: Path, figures: int, spill: Path) -> None:
        self.base = LakeFolder(base).require_current()
        self.connection = duckdb.connect(
            config={"temp_directory": str(spill), "memory_limit": "4GB"}
        )
        villages = max(1, figures // (len(CELLS) * YEARS))
        self.connection.execute(
            VILLAGES.format(
                base=self.base, first=FIRST_VILLAGE, each=VILLAGES_A_COUNTY, villages=villages
            )
        )
        self.connection.execute(PLACES.format(base=self.base))
        query = (
            f"select code, kind from read_parquet('{self.base}/definitions/indicator/*.parquet')"
        )
        self.kinds = dict(self.connection.sql(query).fetchall())

    def write_lake(self, root: Path) -> LakeManifest:
        """Write the lake with the villages, and the sources of their figures, beside all it has."""
        known = read_manifest(self.base)
        with LakeFolder(root).new_version() as (place, number):
            written = LakeManifest(number, known.as_of, {"generator": "villages"})
            for relation in known.relations:
                if relation.name in AREAS:
                    written.relations.append(self._with_villages(place, relation))
                else:
                    for file in relation.files:
                        link(self.base / file.path, place / file.path)
                    written.relations.append(relation)
            written.write(place)
        return written

    def _with_villages(self, place: Path, relation: StoredRelation) -> StoredRelation:
        (file,) = relation.files
        schema = pyarrow.parquet.read_schema(self.base / file.path)
        known = self.connection.sql(f"from read_parquet('{self.base / file.path}')")
        added = self.connection.sql(AREAS[relation.name])
        names = ", ".join(name for name in schema.names if name in added.columns)
        query = f"from known union all by name select {names} from added"
        reader = self.connection.sql(query).to_arrow_reader(ROWS_PER_GROUP)
        path = place / file.path
        parts = (completed(batch, schema) for batch in reader)
        write_file(path, schema, parts, ROWS_PER_GROUP)
        del known, added
        return replace(relation, files=[stored_file(place, path, {})])

    def write_lists(self, folder: Path) -> list[Path]:
        """Write the sources and villages as lists that a database loads."""
        paths = []
        for name, query in reversed(LISTS.items()):
            paths.append(folder / f"{name}-of-villages.csv")
            rows = query.format(base=self.base)
            self.connection.execute(f"copy ({rows}) to '{paths[-1]}' (format csv, header)")
        return paths

    def write_figures(self, folder: Path, suffix: str = ".parquet") -> list[Path]:
        """Write the tidy file of each source, CSV or Parquet; the contested figures in the last."""
        paths = [folder / f"{source}{suffix}" for source in (SOURCE, OTHER_SOURCE)]
        columns = pyarrow.schema([(name, pyarrow.string()) for name in COLUMNS])
        with (
            open_writer(paths[0], columns) as writer,
            open_writer(paths[1], columns) as other,
        ):
            for year in range(LAST_YEAR - YEARS + 1, LAST_YEAR + 1):
                self.connection.execute(values_of(year))
                for cell in CELLS:
                    query = self._figures_of(cell, year)
                    self._copy(query, writer)
                    if year == LAST_YEAR:
                        self._copy(CONTESTING.format(figures=query), other)
        return paths

    def _figures_of(self, cell: VillageCell, year: int) -> str:
        kind = self.kinds[cell.indicator]
        return FIGURES_OF_CELL.format(
            cell=cell,
            name=name_of(cell),
            year=year,
            start=f"{year}-01-01" if kind == "flow" else f"{year}-12-31",
            basis=BASIS[kind],
        )

    def _copy(self, query: str, writer: Writer) -> None:
        for batch in self.connection.sql(query).to_arrow_reader(ROWS_PER_GROUP):
            writer.write_batch(batch)


def open_writer(path: Path, schema: pyarrow.Schema) -> Writer:
    if path.suffix == ".csv":
        return pyarrow.csv.CSVWriter(path, schema)
    return pyarrow.parquet.ParquetWriter(path, schema, compression="zstd")


def values_of(year: int) -> str:
    """SQL that draws the values of all places in a year."""
    names = [name_of(cell) for cell in CELLS]
    return VALUES.format(
        t=year - LAST_YEAR + YEARS - 1,
        values=", ".join(
            f"cast({cell.value} as bigint) as {name}"
            for cell, name in zip(CELLS, names, strict=True)
        ),
        names=", ".join(names),
        sums=", ".join(
            f"max({name})" if cell.indicator == NOT_SUMMED else f"cast(sum({name}) as bigint)"
            for cell, name in zip(CELLS, names, strict=True)
        ),
    )


def name_of(cell: VillageCell) -> str:
    return f"{cell.indicator}_{cell.breakdown.removeprefix('residence=')}"
