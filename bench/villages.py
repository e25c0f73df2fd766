"""Figures of villages, as a lake: real definitions and counties, invented villages and values.

A lake of a database gives definitions and areas. Each county, from the first code on, gets villages
below it until they are enough; each village has sixteen cells of dibao and population in each year,
and each county their sums. Of the last year one figure in a hundred has a report that contests it.
Values follow from a hash of the code of a village, so that the same call gives the same files.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import duckdb
import pyarrow
import pyarrow.parquet

from minzheng.outputs.lake.lake_folder import LakeFolder, link
from minzheng.outputs.lake.lake_manifest import (
    LakeFile,
    LakeManifest,
    StoredRelation,
    checksum,
    read_manifest,
)
from minzheng.outputs.lake.lake_relations import FIGURES, YEARS_AND_PROGRAMS
from minzheng.outputs.lake.lake_writer import ROWS_PER_GROUP
from minzheng.outputs.partitioned_parquet import FILE, folder_of, write_file

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
# Relations that get the villages, with their rows by the columns of the base.
AREAS = {
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
# A row per cell and place; the reports that contest others of the last year follow all of them.
FIGURES_OF_CELL = """
    select
        indicator.code as indicator_code,
        place.area_code,
        place.area_level,
        '{cell.breakdown}' as breakdown,
        source.code as source_code,
        {first} + row_number() over (order by place.area_code) as observation_id,
        source.source_id,
        indicator.indicator_id,
        place.admin_unit_id,
        breakdown.breakdown_id,
        {start} as period_start,
        date '{year}-12-31' as period_end,
        '{basis}' as basis,
        drawn.{name} as value,
        'exact' as qualifier,
        'A' as status,
        indicator.unit_code,
        cast(drawn.{name} as varchar) as printed,
        'row=' || place.area_code || ';year={year}' as locator,
        timestamptz '{next_year}-06-30 00:00:00Z' as recorded_at
    from drawn
    inner join place using (admin_unit_id)
    cross join (select * from source order by source_id limit 1) as source
    inner join indicator on indicator.code = '{cell.indicator}'
    inner join breakdown on breakdown.key = '{cell.breakdown}'
"""
# Another source prints one per cent less; who reads the lake takes the first one.
CONTESTING = """
    select
        * replace (
            (select code from source order by source_id limit 1 offset 1) as source_code,
            (select source_id from source order by source_id limit 1 offset 1) as source_id,
            observation_id + {places} as observation_id,
            value * 99 // 100 as value,
            cast(value * 99 // 100 as varchar) as printed
        ),
        false as accepted
    from ({figures})
    where hash(area_code || indicator_code || breakdown) % 100 = 0
"""


def write_villages(base: Path, root: Path, figures: int) -> LakeManifest:
    """Write a lake with about so many figures, from the definitions of another lake."""
    place_of_base = LakeFolder(base).require_current()
    known = read_manifest(place_of_base)
    villages = max(1, figures // (len(CELLS) * YEARS))
    connection = duckdb.connect(
        config={"temp_directory": str(root.parent / ".spill"), "memory_limit": "4GB"}
    )
    connection.execute(
        VILLAGES.format(
            base=place_of_base, first=FIRST_VILLAGE, each=VILLAGES_A_COUNTY, villages=villages
        )
    )
    connection.execute(PLACES.format(base=place_of_base))
    for name in ("indicator", "breakdown", "source"):
        connection.execute(
            f"create table {name} as"
            f" select * from read_parquet('{place_of_base}/definitions/{name}/*.parquet')"
        )
    with LakeFolder(root).new_version() as (place, number):
        written = LakeManifest(number, known.as_of, {"generator": "villages"})
        for relation in known.relations:
            if relation.name == FIGURES:
                files = list(write_figures(connection, place_of_base, place, relation))
                written.relations.append(StoredRelation(FIGURES, relation.columns, files))
            elif relation.name in AREAS:
                written.relations.append(write_areas(connection, place_of_base, place, relation))
            elif relation.name.startswith("definitions/"):
                for file in relation.files:
                    link(place_of_base / file.path, place / file.path)
                written.relations.append(relation)
            else:
                # Of the answers there are the columns, which derived ones have as well.
                written.relations.append(StoredRelation(relation.name, relation.columns, []))
        written.write(place)
    return written


def write_areas(
    connection: duckdb.DuckDBPyConnection, base: Path, place: Path, relation: StoredRelation
) -> StoredRelation:
    """Write areas of the base and villages."""
    (file,) = relation.files
    schema = pyarrow.parquet.read_schema(base / file.path)
    names = ", ".join(schema.names)
    query = (
        f"select {names} from read_parquet('{base / file.path}')"
        f" union all select {names} from ({AREAS[relation.name]})"
    )
    reader = connection.sql(query).to_arrow_reader(ROWS_PER_GROUP)
    path = place / file.path
    rows = write_file(path, schema, cast_batches(reader, schema), ROWS_PER_GROUP)
    stored = LakeFile(file.path, {}, rows, None, path.stat().st_size, checksum(path))
    return StoredRelation(relation.name, relation.columns, [stored])


def write_figures(
    connection: duckdb.DuckDBPyConnection, base: Path, place: Path, relation: StoredRelation
) -> Iterator[LakeFile]:
    """Write the figures, a file for each year and programme."""
    query = "select code, program_code, kind from indicator"
    kinds = {code: (program, kind) for code, program, kind in connection.sql(query).fetchall()}
    schema = pyarrow.parquet.read_schema(base / relation.files[0].path)
    for column in YEARS_AND_PROGRAMS:
        if column in schema.names:
            schema = schema.remove(schema.get_field_index(column))
    (places,) = connection.execute("select count(*) from place").fetchone() or (0,)
    cells = sorted(CELLS, key=lambda cell: (kinds[cell.indicator][0], cell.indicator))
    count = 0
    for year in range(LAST_YEAR - YEARS + 1, LAST_YEAR + 1):
        connection.execute(values_of(year))
        for program, of_program in groupby(cells, lambda cell: kinds[cell.indicator][0]):
            queries = []
            for cell in of_program:
                queries += figures_of(cell, year, kinds[cell.indicator][1], count, places)
                count += 2 * places
            path = Path(FIGURES) / folder_of(YEARS_AND_PROGRAMS, (str(year), program)) / FILE
            ordered = (
                f"select * from ({' union all '.join(queries)}) order by indicator_code, area_code,"
                " breakdown, period_end, period_start, observation_id"
            )
            reader = connection.sql(ordered).to_arrow_reader(ROWS_PER_GROUP)
            rows = write_file(place / path, schema, cast_batches(reader, schema), ROWS_PER_GROUP)
            partition = {"year": str(year), "program_code": program}
            size = (place / path).stat().st_size
            yield LakeFile(path.as_posix(), partition, rows, None, size, checksum(place / path))


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


def figures_of(cell: VillageCell, year: int, kind: str, first: int, places: int) -> list[str]:
    """SQL for the figures of a cell in a year, and for those that contest them in the last one."""
    start = f"date '{year}-01-01'" if kind == "flow" else f"date '{year}-12-31'"
    figures = FIGURES_OF_CELL.format(
        cell=cell,
        name=name_of(cell),
        year=year,
        next_year=year + 1,
        start=start,
        basis=BASIS[kind],
        first=first,
    )
    queries = [f"select *, true as accepted from ({figures})"]
    if year == LAST_YEAR:
        queries.append(CONTESTING.format(places=places, figures=figures))
    return queries


def cast_batches(
    reader: pyarrow.RecordBatchReader, schema: pyarrow.Schema
) -> Iterator[pyarrow.RecordBatch]:
    """The batches in the types of a schema: bounds are the value, what is not given is null."""
    for batch in reader:
        given = {name: batch.column(name) for name in batch.schema.names}
        if "value" in given:
            given |= {"low": given["value"], "high": given["value"]}
        yield pyarrow.RecordBatch.from_arrays(
            [
                given[field.name].cast(field.type)
                if field.name in given
                else pyarrow.nulls(batch.num_rows, field.type)
                for field in schema
            ],
            schema=schema,
        )
