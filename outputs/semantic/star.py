"""The star that semantic models are about: figures, what is derived from them, and their labels."""

from typing import NamedTuple


class Subject(NamedTuple):
    """A semantic model: its name, its relation, and the entity that one row of it is."""

    name: str
    relation: str
    entity: str
    key: str | None


DIMENSIONS = (
    Subject("areas", "area", "area", "area_code"),
    Subject("indicators", "indicator", "indicator", "indicator_code"),
    Subject("derived_metrics", "metric", "derived_metric", "metric_code"),
    Subject("programs", "program", "program", "program_code"),
    Subject("breakdowns", "breakdown", "breakdown", "breakdown"),
    Subject("units", "unit", "unit", "unit"),
    Subject("sources", "source", "source", "source_code"),
)
# What each series of figures is about: the last period is that of each.
FIGURES = Subject("figures", "observation_wide", "figure", "observation_id")
DERIVED = Subject("derived_figures", "metric_wide", "derived_figure", None)
SERIES = {FIGURES: ("indicator", "area", "breakdown"), DERIVED: ("derived_metric", "area")}

# A plan is no figure.
CONDITIONS = {"observation_wide": "basis <> 'target'"}
