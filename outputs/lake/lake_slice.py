"""A part of a lake as files that minzheng load takes: a province, some indicators.

For each source a tidy file of its current figures, before them lists of what the database lacks of
the sources and the areas of these.
"""

import hashlib
from collections.abc import Sequence
from pathlib import Path

import duckdb
from sqlalchemy import Engine, text

from ...loaders.files import File, Origin
from ...loaders.options import LoadOptions
from .duckdb_engine import files_of, quoted
from .lake_error import LakeError
from .lake_folder import LakeFolder
from .lake_manifest import FIGURES

AREAS = """
    create temp table area as
    with recursive within as (
        select admin_unit_id from area_label where area_code = $area or cast($area as text) is null
        union
        select area_label.admin_unit_id
        from area_label
        inner join within on area_label.parent_id = within.admin_unit_id
    )

    select admin_unit_id from within
"""
# By the code that the area had on that day.
SLICE = """
    create temp table slice as
    select
        figure.source_code,
        figure.admin_unit_id,
        figure.indicator_code as indicator,
        coalesce(version.area_code, figure.area_code) as area,
        figure.period_start,
        figure.period_end,
        figure.printed,
        figure.locator,
        figure.breakdown,
        figure.basis,
        figure.unit_code as unit,
        figure.carried,
        figure.status,
        figure.period_note,
        figure.note
    from {figures} as figure
    inner join area on area.admin_unit_id = figure.admin_unit_id
    left join area_version as version
        on
            version.admin_unit_id = figure.admin_unit_id
            and version.valid_from <= figure.period_end
            and (version.valid_to is null or version.valid_to >= figure.period_end)
    where
        figure.withdrawn_at is null
        and (cast($indicators as text[]) is null or figure.indicator_code = any($indicators))
        and figure.source_code not in (select code from held)
"""
# What the database lacks, in the columns of its lists; an area after those that it lies in.
UNITS = """
    with recursive missing as (
        select area_label.admin_unit_id, area_label.parent_id
        from area_label
        inner join admin_unit on admin_unit.admin_unit_id = area_label.admin_unit_id
        where
            admin_unit.kind = 'unit'
            and admin_unit.key not in (select key from known)
            and area_label.admin_unit_id in (select admin_unit_id from slice)
        union
        select area_label.admin_unit_id, area_label.parent_id
        from missing
        inner join area_label on area_label.admin_unit_id = missing.parent_id
        inner join admin_unit on admin_unit.admin_unit_id = area_label.admin_unit_id
        where admin_unit.key not in (select key from known)
    )

    select
        admin_unit.key as unit,
        version.area_code as code,
        version.area_name as name,
        version.area_name_en as name_en,
        version.area_level as level,
        parent.key as parent,
        version.valid_from,
        version.valid_to + 1 as valid_to,
        version.valid_from_precision as precision,
        version.iso_3166_2
    from missing
    inner join area_version as version using (admin_unit_id)
    inner join admin_unit using (admin_unit_id)
    left join admin_unit as parent on parent.admin_unit_id = version.parent_id
    order by version.area_code, version.valid_from
"""
SOURCES = """
    select
        source.code, source.title, source.publisher, source.authors, source.published_on,
        source.published_precision, source.kind, source.authority, source.language,
        source.address, source.terms, source.citation, source.sha256, null as number_count,
        source.note
    from source
    where
        source.code in (select source_code from slice)
        and source.code not in (select code from known_source)
    order by source.code
"""
LISTS = {"sources": SOURCES, "admin_unit_versions": UNITS}
DEFINITIONS = ("area_label", "area_version", "admin_unit", "source")
# Sources whose figures were not loaded from a lake: what a slice lacks of them is not gone.
HELD = """
    select distinct source.code
    from core.source
    inner join core.observation using (source_id)
    inner join ops.load_file using (load_file_id)
    where observation.withdrawn_at is null and load_file.name not like :of_lakes
"""
OF_LAKES = "lake "


def write_slice(
    engine: Engine, root: Path, area: str | None, indicators: Sequence[str], folder: Path
) -> list[File]:
    """Write a slice into a folder, as files in the order in which they are loaded.

    ``area`` is the code of a unit, with all that lies in it. Sources of which the database has
    figures from elsewhere are left out. Raises LakeError where there is no such figure.
    """
    place = LakeFolder(root).require_current()
    connection = duckdb.connect()
    for name in DEFINITIONS:
        stored = files_of(place / "definitions" / name)
        connection.execute(f"create view {name} as select * from {stored}")
    held = text(HELD).bindparams(of_lakes=f"{OF_LAKES}%")
    with engine.connect() as database:
        for table, column, wanted in (
            ("held", "code", held),
            ("known", "key", text("select key from core.admin_unit")),
            ("known_source", "code", text("select code from core.source")),
        ):
            values = [[value] for value in database.execute(wanted).scalars()]
            connection.execute(f"create temp table {table} ({column} text)")
            if values:
                connection.executemany(f"insert into {table} values (?)", values)
    connection.execute(AREAS, {"area": area})
    figures = files_of(place / FIGURES)
    connection.execute(SLICE.format(figures=figures), {"indicators": list(indicators) or None})
    files = [
        _write(connection, query, folder / f"{name}.csv", _slice_name(root, area, indicators, name))
        for name, query in LISTS.items()
        if connection.execute(f"select count(*) from ({query})").fetchone() != (0,)
    ]
    sources = connection.execute("select distinct source_code from slice order by 1").fetchall()
    if not sources:
        raise LakeError(f"{root} has no such figures that the database lacks")
    for (code,) in sources:
        query = (
            "select * exclude (source_code, admin_unit_id) from slice"
            f" where source_code = '{quoted(code)}' order by all"
        )
        name = _slice_name(root, area, indicators, code)
        files.append(_write(connection, query, folder / f"{code}.csv", name))
    return files


def _slice_name(root: Path, area: str | None, indicators: Sequence[str], what: str) -> str:
    """What a file of a slice is known by, whenever the slice is loaded."""
    parts = (root.absolute(), area or "all", ",".join(sorted(indicators)) or "all", what)
    return OF_LAKES + "!".join(map(str, parts))


def _write(connection: duckdb.DuckDBPyConnection, query: str, path: Path, name: str) -> File:
    connection.execute(f"copy ({query}) to '{quoted(path)}' (format csv, header)")
    with path.open("rb") as content:
        sha256 = hashlib.file_digest(content, "sha256").hexdigest()
    options = LoadOptions(source=path.name.removesuffix(".csv"))
    return File(path, name, name, sha256, options, origin=Origin(name))
