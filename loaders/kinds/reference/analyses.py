"""The list of statistical analyses."""

from .... import schema
from ....schema.analysis import METHODS
from ..csv_columns import CsvColumn
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
    name="analyses",
    meaning="统计分析",
    meaning_en="analyses",
    columns=(
        CsvColumn("code"),
        CsvColumn("program", refers=PROGRAM),
        *texts(*DEFINED),
        CsvColumn("method", one_of=METHODS),
        CsvColumn("indicator", required=False, refers=INDICATOR),
        CsvColumn("breakdown", required=False),
        CsvColumn("metric", required=False, refers=(("core.metric", "code"),)),
        CsvColumn("least_points", "integer"),
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
