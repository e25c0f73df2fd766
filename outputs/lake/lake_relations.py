"""What a lake holds of a database: figures, definitions, and the kept answers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from psycopg import Connection, sql

from ...database.kept import kept_tables
from ...views.columns import meaning
from .lake_manifest import FIGURES

# All numbers are decimals of so many digits, so many of them after the point.
DIGITS, PLACES = 38, 16
# Files have no first and last day of all time, which the database calls infinity.
FIRST_DAY, LAST_DAY = "0001-01-01", "9999-12-31"

ANSWERS, DERIVED = "answers", "derived"
# What was loaded into the lake itself: the loads, and what they rejected; and how the files of
# figures are called that they wrote, beside those of the database.
LOADS, REJECTS, LOADED = "loads", "rejects", "loaded"
# Numbers of figures, which are more in a lake than a database counts.
FIGURE_NUMBER = re.compile(r"observation_id$|^(previous|first|follows)_id$")
# Computed as it is asked for, from series, and what most readers of files look for first.
GROWTH, GROWTH_KEY = "calc.growth", ("indicator_id", "breakdown_id", "admin_unit_id")
# A file takes longer to open than so many rows to read: programmes that have fewer in a year, on
# average, are in one file.
ROWS_WORTH_A_FILE = 1 << 14
YEARS = ("year",)
YEARS_AND_PROGRAMS = ("year", "program_code")
PARTITIONS = """
    select
        coalesce(sum(partition.figures), 0),
        count(*)
    from (
        select count(*) as figures
        from core.observation
        inner join core.indicator using (indicator_id)
        group by extract(year from observation.period_end), indicator.program_code
    ) as partition
"""
# Within a file by indicator and area, so that readers skip most of it.
FIGURE_ROWS = """
    select
        cast(extract(year from observation.period_end) as int) as year,
        indicator.program_code,
        indicator.code as indicator_code,
        area_label.area_code,
        area_label.area_level,
        breakdown.key as breakdown,
        source.code as source_code,
        observation.*
    from core.observation
    inner join core.indicator using (indicator_id)
    inner join core.breakdown using (breakdown_id)
    inner join core.source using (source_id)
    inner join core.area_label using (admin_unit_id)
"""
FIGURE_ORDER = (
    "indicator_code",
    "area_code",
    "breakdown",
    "period_end",
    "period_start",
    "observation_id",
)
DEFINITIONS = (
    "program",
    "unit",
    "indicator",
    "metric",
    "rule",
    "rule_term",
    "dimension",
    "member",
    "breakdown",
    "breakdown_member",
    "analysis",
    "alert_rule",
    "acceptance_criterion",
    "admin_unit",
    "admin_unit_event",
    "admin_unit_event_link",
    "admin_unit_set",
    "admin_unit_set_member",
    "area_label",
    "source",
    "decision",
    "comparison",
)
# Where the stored columns are not those that people read.
VERSION_ROWS = """
    select
        admin_unit_id, area_code, area_name, area_name_en, area_level, parent_id, valid_from,
        valid_from_precision, valid_to, iso_3166_2
    from calc.area_version
"""

COLUMNS = """
    select
        attname,
        format_type(atttypid, null),
        coalesce(col_description(attrelid, attnum), '')
    from pg_attribute
    where attrelid = cast(%s as regclass) and attnum > 0 and not attisdropped
    order by attnum
"""


@dataclass(frozen=True)
class LakeColumn:
    """A column: its type in the database, and what it means, in Chinese and English."""

    name: str
    type: str
    meaning: str

    @property
    def expression(self) -> sql.Composable:
        """The value as files can hold it."""
        name = sql.Identifier("row", self.name)
        template = {
            "numeric": "round({0}, {places})",
            "date": "case when {0} > {last} then {last} when {0} < {first} then {first}"
            " else {0} end",
            "text[]": "cast(array_to_json({0}) as text)",
        }.get(self.type, "{0}")
        return sql.SQL(template + " as {1}").format(
            name,
            sql.Identifier(self.name),
            places=sql.Literal(PLACES),
            first=sql.SQL(f"date '{FIRST_DAY}'"),
            last=sql.SQL(f"date '{LAST_DAY}'"),
        )


@dataclass(frozen=True)
class LakeRelation:
    """A relation as it is written: its rows, what they are partitioned and sorted by."""

    name: str
    rows: str
    columns: tuple[LakeColumn, ...]
    partitioned_by: tuple[str, ...] = ()
    sorted_by: tuple[str, ...] = ()

    @property
    def query(self) -> sql.Composable:
        return sql.SQL("select {} from ({}) as row").format(
            sql.SQL(", ").join(column.expression for column in self.columns), sql.SQL(self.rows)
        )


def lake_relations(
    connection: Connection[Any], figures_by: tuple[str, ...] = ()
) -> list[LakeRelation]:
    """All relations of a lake, as the database has them.

    ``figures_by`` is what figures are partitioned by where that is settled already.
    """
    return [
        _figures(connection, figures_by),
        *(_definition(connection, name) for name in DEFINITIONS),
        LakeRelation(
            "definitions/area_version",
            VERSION_ROWS,
            _columns(connection, "calc.area_version", VERSION_ROWS),
            sorted_by=("admin_unit_id", "valid_from"),
        ),
        *_answers(connection),
    ]


def _figures(connection: Connection[Any], partitioned_by: tuple[str, ...]) -> LakeRelation:
    columns = _columns(connection, "core.observation", FIGURE_ROWS)
    figures, partitions = connection.execute(PARTITIONS).fetchone() or (0, 0)
    are_large = figures >= partitions * ROWS_WORTH_A_FILE
    partitioned_by = partitioned_by or (YEARS_AND_PROGRAMS if are_large else YEARS)
    return LakeRelation(FIGURES, FIGURE_ROWS, columns, partitioned_by, FIGURE_ORDER)


def _definition(connection: Connection[Any], name: str) -> LakeRelation:
    rows = f"select * from core.{name}"
    columns = _columns(connection, f"core.{name}", rows)
    return LakeRelation(f"definitions/{name}", rows, columns, sorted_by=(columns[0].name,))


def _answers(connection: Connection[Any]) -> Iterator[LakeRelation]:
    """The kept tables and growth; those that are of periods by the year of their last day."""
    keys = {kept.name: kept.definition.key for kept in kept_tables()} | {GROWTH: GROWTH_KEY}
    for name, key in keys.items():
        rows, partitioned_by = f"select * from {name}", tuple[str, ...]()
        columns = _columns(connection, name, rows)
        if "period_end" in {column.name for column in columns}:
            rows = f"select cast(extract(year from period_end) as int) as year, * from {name}"
            columns = (LakeColumn("year", "integer", ""), *columns)
            partitioned_by = YEARS
        short = name.partition(".")[2]
        yield LakeRelation(f"{ANSWERS}/{short}", rows, columns, partitioned_by, key)


def _columns(connection: Connection[Any], table: str, rows: str) -> tuple[LakeColumn, ...]:
    """The columns of a query, with what the comments of a table or the dictionary say of them."""
    comments = {
        name: (kind, comment) for name, kind, comment in connection.execute(COLUMNS, [table])
    }
    cursor = connection.execute(f"select * from ({rows}) as row limit 0")
    types = dict(connection.execute("select oid, format_type(oid, null) from pg_type"))
    columns = []
    for column in cursor.description or ():
        comment = comments.get(column.name, ("", ""))[1]
        if not comment and (meant := meaning(table.partition(".")[2], column.name)):
            comment = f"{meant.zh} / {meant.en}"
        kind = "bigint" if FIGURE_NUMBER.search(column.name) else types[column.type_code]
        columns.append(LakeColumn(column.name, kind, comment))
    return tuple(columns)
