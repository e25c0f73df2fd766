"""A data model for Cube: a cube for each relation of the star, with measures that add up."""

import re
from collections.abc import Iterator
from typing import Any

from sqlalchemy import URL

from .aggregation import AGGREGATES, Aggregate, aggregation_of, explained
from .dbt_project import described
from .metadata import Column, Metadata, Quantity, meta
from .star import CONDITIONS, DERIVED, DIMENSIONS, FIGURES, SERIES, StarRelation
from .yaml_text import yaml_text

TYPES = {
    "text": "string",
    "date": "time",
    "timestamp with time zone": "time",
    "boolean": "boolean",
    "integer": "number",
    "bigint": "number",
    "numeric": "number",
    "double precision": "number",
}
FUNCTIONS = {
    "sum": "sum({})",
    "min": "min({})",
    "max": "max({})",
    "count_distinct": "count(distinct {})",
}
# What tells the rows of the derived figures apart.
DERIVED_KEY = "concat_ws(' ', {CUBE}.metric_code, {CUBE}.numerator_observation_id)"
# Cube has no measure that takes the last period of each series: whoever asks for one chooses it.
LATEST = {
    "latest": ("各序列最近时期", "The latest period of each series", ""),
    "latest_of_year": (
        "各序列每年最近时期",
        "The latest period of each series in a year",
        ", year",
    ),
}


def cube_files(metadata: Metadata, address: URL) -> dict[str, str]:
    """The files of a Cube project, by name; ``address`` is that of the role by which Cube reads."""
    cubes = {
        f"model/cubes/{subject.name}.yml": yaml_text({"cubes": [_cube(metadata, subject)]})
        for subject in (*DIMENSIONS, *SERIES)
    }
    return {".env.example": _environment(address), **cubes}


def _environment(address: URL) -> str:
    values = {
        "CUBEJS_DB_TYPE": "postgres",
        "CUBEJS_DB_HOST": address.host or "localhost",
        "CUBEJS_DB_PORT": address.port or 5432,
        "CUBEJS_DB_NAME": address.database,
        "CUBEJS_DB_USER": address.username,
        "CUBEJS_DB_PASS": "",
    }
    return "".join(f"{name}={value}\n" for name, value in values.items())


def _cube(metadata: Metadata, subject: StarRelation) -> dict[str, Any]:
    (about,) = (one for one in metadata.relations if one.relation_name == subject.relation)
    columns = metadata.columns[subject.relation]
    cube: dict[str, Any] = {
        "name": subject.name,
        "title": about.title,
        "description": described(about.title, about.description_en),
        "sql": _query(subject),
        "dimensions": list(_dimensions(subject, columns)),
    }
    if subject not in SERIES:
        return cube
    names = {column.column_name for column in columns}
    cube["joins"] = _joins(metadata, subject)
    cube["segments"] = [_segment(name) for name in LATEST]
    cube["measures"] = [
        _measure(quantity, names)
        for quantity in metadata.quantities
        if quantity.is_derived == (subject is DERIVED)
    ]
    cube["measures"] += [_count("figures", names)]
    if subject is FIGURES:
        cube["measures"] += [_count("areas", names)]
    return cube


def _query(subject: StarRelation) -> str:
    columns = f"{subject.relation}.*"
    if subject in SERIES:
        series = ", ".join(
            str(other.key) for other in DIMENSIONS if other.entity in SERIES[subject]
        )
        for name, (_zh, _en, more) in LATEST.items():
            window = f"max(period_end) over (partition by {series}{more})"
            columns += f", period_end = {window} as is_{name}"
    condition = CONDITIONS.get(subject.relation)
    return f"select {columns} from mart.{subject.relation}" + (
        f" where {condition}" if condition else ""
    )


def _dimensions(subject: StarRelation, columns: list[Column]) -> Iterator[dict[str, Any]]:
    if subject.key is None:
        yield {
            "name": f"{subject.entity}_key",
            "sql": DERIVED_KEY,
            "type": "string",
            "primary_key": True,
        }
    for column in columns:
        if column.data_type not in TYPES:
            continue
        name, kind = column.column_name, TYPES[column.data_type]
        # Cube asks for moments where a period is a day.
        cast = "::timestamp" if column.data_type == "date" else ""
        dimension: dict[str, Any] = {
            "name": name,
            "description": described(column.description),
            "sql": f"{{CUBE}}.{name}{cast}",
            "type": kind,
        }
        if name == subject.key:
            dimension |= {"primary_key": True, "public": True}
        yield dimension


def _joins(metadata: Metadata, subject: StarRelation) -> list[dict[str, str]]:
    to = {other.relation: other.name for other in DIMENSIONS}
    return [
        {
            "name": to[join.to_relation],
            "sql": f"{{CUBE}}.{join.from_column} = {{{to[join.to_relation]}}}.{join.to_column}",
            "relationship": join.cardinality,
        }
        for join in metadata.joins
        if join.from_relation == subject.relation and join.is_active and join.to_relation in to
    ]


def _segment(name: str) -> dict[str, str]:
    zh, en, _more = LATEST[name]
    return {
        "name": name,
        "title": zh,
        "description": described(zh, en),
        "sql": f"{{CUBE}}.is_{name}",
    }


def _measure(quantity: Quantity, columns: set[str]) -> dict[str, Any]:
    aggregation = aggregation_of(quantity)
    code = "metric_code" if quantity.is_derived else "indicator_code"
    only = f" filter (where {{CUBE}}.{code} = '{quantity.code}')"
    return {
        "name": quantity.code,
        "title": quantity.name,
        "description": described(*explained(quantity)),
        "type": "number",
        "sql": aggregation.guarded(
            {name: _sql(AGGREGATES[name], columns) + only for name in aggregation.aggregates}
        ),
        "meta": meta(quantity),
    }


def _count(name: str, columns: set[str]) -> dict[str, Any]:
    aggregate = AGGREGATES[name]
    return {
        "name": name,
        "title": aggregate.label,
        "description": described(aggregate.label, aggregate.label_en),
        "type": "number",
        "sql": _sql(aggregate, columns),
    }


def _sql(aggregate: Aggregate, columns: set[str]) -> str:
    """The aggregate with its columns named as Cube asks, since joins bring more of the name."""
    expression = re.sub(
        r"\w+",
        lambda word: f"{{CUBE}}.{word[0]}" if word[0] in columns else word[0],
        aggregate.expression,
    )
    return FUNCTIONS[aggregate.function].format(expression)
