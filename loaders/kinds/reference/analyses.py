"""The list of statistical analyses."""

from .... import schema
from ....schema.analysis import METHODS
from ..csv_columns import Column
from .definition import (
    DEFINED,
    INDICATOR,
    PROGRAM,
    Definition,
    breakdown_id,
    indicator_id,
    same,
    texts,
)
from .merging import Upsert

ANALYSES = Definition(
    columns=(
        Column("code"),
        Column("program", refers=PROGRAM),
        *texts(*DEFINED),
        Column("method", one_of=METHODS),
        Column("indicator", required=False, refers=INDICATOR),
        Column("breakdown", required=False),
        Column("metric", required=False, refers=(("core.metric", "code"),)),
        Column("least_points", "integer"),
    ),
    parts=(
        Upsert(
            schema.Analysis,
            ("code",),
            same("code", *DEFINED, "method")
            | {
                "program_code": "program",
                "indicator_id": indicator_id("indicator"),
                "breakdown_id": breakdown_id("breakdown"),
                "metric_code": "metric",
                "least_points": "least_points::int",
            },
        ),
    ),
    breakdowns=("breakdown",),
)
