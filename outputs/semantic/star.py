"""The star that semantic models are about: figures, what is derived from them, and their labels."""

from typing import NamedTuple


class StarRelation(NamedTuple):
    """A semantic model: its name, its relation, and the entity that one row of it is."""

    name: str
    relation: str
    entity: str
    key: str | None


DIMENSIONS = (
    StarRelation("areas", "area", "area", "area_code"),
    StarRelation("indicators", "indicator", "indicator", "indicator_code"),
    StarRelation("derived_metrics", "metric", "derived_metric", "metric_code"),
    StarRelation("programs", "program", "program", "program_code"),
    StarRelation("breakdowns", "breakdown", "breakdown", "breakdown"),
    StarRelation("units", "unit", "unit", "unit"),
    StarRelation("sources", "source", "source", "source_code"),
)
# What each series of figures is about: the last period is that of each.
FIGURES = StarRelation("figures", "observation_wide", "figure", "observation_id")
DERIVED = StarRelation("derived_figures", "metric_wide", "derived_figure", None)
SERIES = {FIGURES: ("indicator", "area", "breakdown"), DERIVED: ("derived_metric", "area")}

# A plan is no figure.
CONDITIONS = {"observation_wide": "basis <> 'target'"}
