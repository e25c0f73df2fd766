"""Semantic models and metrics for MetricFlow, on tables that dbt makes of the relations of mart."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import URL

from .aggregation import AGGREGATES, AGGREGATIONS, NEVER, Aggregation, aggregation_of, explained
from .dbt_project import NAME, dbt_files, described
from .metadata import Column, Metadata, Quantity, meta
from .star import CONDITIONS, DERIVED, DIMENSIONS, FIGURES, SERIES, StarRelation
from .yaml_text import yaml_text

# The name of a model is that of the relation after this.
MODEL = "mart_"
CALENDAR = "calendar"


# What cannot be grouped by, or is an entity; MetricFlow has years of its own.
NOT_TYPES = ("numeric", "double precision", "timestamp with time zone")
NOT_NAMES = {subject.key for subject in (*DIMENSIONS, FIGURES)} | {"year"}
# Figures have their labels by joins.
LABELS = ("_name", "_name_en", "_title")


def metricflow_files(metadata: Metadata, address: URL) -> dict[str, str]:
    """The files of a dbt project with models, semantic models and metrics, by name."""
    relations = [subject.relation for subject in (*DIMENSIONS, *SERIES)] + [CALENDAR]
    models = {
        f"models/{MODEL}{relation}.sql": _query(metadata.columns[relation])
        for relation in relations
    }
    documents = {
        "models/models.yml": _models(metadata, relations),
        "models/semantic_models.yml": {
            "semantic_models": [_semantic_model(metadata, one) for one in (*DIMENSIONS, *SERIES)]
        },
        "models/metrics.yml": {"metrics": [_metric(one) for one in metadata.quantities]},
    }
    texts = {name: yaml_text(document) for name, document in documents.items()}
    return dbt_files(metadata, address) | models | texts


def _query(columns: list[Column]) -> str:
    relation = columns[0].relation_name
    names = ",\n".join(f"    {column.column_name}" for column in columns)
    where = f"\nwhere {CONDITIONS[relation]}" if relation in CONDITIONS else ""
    return f"select\n{names}\nfrom {{{{ source('{NAME}', '{relation}') }}}}{where}\n"


def _models(metadata: Metadata, relations: list[str]) -> dict[str, Any]:
    described_models = [_model(metadata, relation) for relation in relations]
    return {"version": 2, "models": described_models}


def _model(metadata: Metadata, relation: str) -> dict[str, Any]:
    (about,) = (one for one in metadata.relations if one.relation_name == relation)
    model: dict[str, Any] = {
        "name": f"{MODEL}{relation}",
        "description": described(about.title, about.description_en),
    }
    if relation == CALENDAR:
        model["time_spine"] = {"standard_granularity_column": "day"}
    columns = []
    for column in metadata.columns[relation]:
        text = described(column.description)
        columns.append({"name": column.column_name, "description": text})
        if (relation, column.column_name) == (CALENDAR, "day"):
            columns[-1]["granularity"] = "day"
    return {**model, "columns": columns}


def _semantic_model(metadata: Metadata, subject: StarRelation) -> dict[str, Any]:
    (about,) = (one for one in metadata.relations if one.relation_name == subject.relation)
    columns = metadata.columns[subject.relation]
    model: dict[str, Any] = {
        "name": subject.name,
        "model": f"ref('{MODEL}{subject.relation}')",
        "description": described(about.title, about.description_en),
    }
    if subject in SERIES:
        model["defaults"] = {"agg_time_dimension": "period_end"}
    if subject.key is None:
        model["primary_entity"] = subject.entity
    model["entities"] = list(_entities(subject, columns))
    model["dimensions"] = [_dimension(one) for one in columns if _is_dimension(one, subject)]
    if subject in SERIES:
        model["measures"] = list(_measures(subject))
    return model


def _entities(subject: StarRelation, columns: list[Column]) -> Iterator[dict[str, str]]:
    if subject.key is not None:
        yield {"name": subject.entity, "type": "primary", "expr": subject.key}
    if subject in SERIES:
        names = {column.column_name for column in columns}
        for other in DIMENSIONS:
            if other.key in names:
                yield {"name": other.entity, "type": "foreign", "expr": other.key}


def _is_dimension(column: Column, subject: StarRelation) -> bool:
    name = column.column_name
    if name in NOT_NAMES or (subject in SERIES and name.endswith(LABELS)):
        return False
    return column.data_type not in NOT_TYPES and not column.data_type.endswith("[]")


def _dimension(column: Column) -> dict[str, Any]:
    dimension: dict[str, Any] = {
        "name": column.column_name,
        "description": described(column.description),
    }
    if column.data_type == "date":
        return {**dimension, "type": "time", "type_params": {"time_granularity": "day"}}
    return {**dimension, "type": "categorical"}


def _measures(subject: StarRelation) -> Iterator[dict[str, Any]]:
    """The aggregates that metrics are made of, each also a metric of its name."""
    # What is derived from figures never adds up.
    aggregations = [NEVER] if subject is DERIVED else AGGREGATIONS
    measures = {
        measure["name"]: measure
        for aggregation in aggregations
        for measure in (_measure(subject, aggregation, name) for name in aggregation.aggregates)
    }
    yield from measures.values()


def _measure(subject: StarRelation, aggregation: Aggregation, name: str) -> dict[str, Any]:
    aggregate = AGGREGATES[name]
    measure: dict[str, Any] = {
        "name": _measure_name(aggregation, name, subject is DERIVED),
        "description": described(aggregate.label, aggregate.label_en),
        "agg": aggregate.function,
        "expr": aggregate.expression,
        "create_metric": True,
    }
    if aggregation.is_latest:
        measure["non_additive_dimension"] = {
            "name": "period_end",
            "window_choice": "max",
            "window_groupings": list(SERIES[subject]),
        }
    return measure


def _measure_name(aggregation: Aggregation, name: str, is_derived: bool) -> str:
    words = ("derived", is_derived), ("latest", aggregation.is_latest), (name, True)
    return "_".join(word for word, is_said in words if is_said)


def _metric(quantity: Quantity) -> dict[str, Any]:
    aggregation = aggregation_of(quantity)
    entity = "derived_metric" if quantity.is_derived else "indicator"
    measures = {
        name: _measure_name(aggregation, name, quantity.is_derived)
        for name in aggregation.aggregates
    }
    return {
        "name": quantity.code,
        "label": described(quantity.name, quantity.name_en),
        "description": described(*explained(quantity)),
        "type": "derived",
        "type_params": {
            "expr": aggregation.guarded(measures),
            "metrics": [{"name": name} for name in measures.values()],
        },
        "filter": f"{{{{ Entity('{entity}') }}}} = '{quantity.code}'",
        "config": {"meta": meta(quantity)},
    }
