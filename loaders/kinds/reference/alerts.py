"""The list of early warnings."""

from .... import schema
from ....schema.alert import COMPANIONS, DIRECTIONS, MEASURES, SEVERITIES
from ..csv_columns import Column
from .definition import (
    DEFINED,
    INDICATOR,
    PROGRAM,
    RULE,
    Definition,
    breakdown_id,
    indicator_id,
    same,
    texts,
)
from .merging import Upsert

ALERTS = Definition(
    columns=(
        Column("code"),
        Column("program", refers=PROGRAM),
        Column("severity", one_of=SEVERITIES),
        *texts(*DEFINED),
        Column("indicator", required=False, refers=INDICATOR),
        Column("breakdown", required=False),
        Column("metric", required=False, refers=(("core.metric", "code"),)),
        Column("rule", required=False, refers=RULE),
        Column("measure", one_of=MEASURES),
        Column("direction", required=False, one_of=DIRECTIONS),
        Column("threshold", "numeric", required=False),
        Column("least_base", "numeric", required=False),
        Column("companion", required=False, refers=INDICATOR),
        Column("companion_breakdown", required=False),
        Column("companion_direction", required=False, one_of=COMPANIONS),
        *texts("message", "message_en"),
    ),
    parts=(
        Upsert(
            schema.AlertRule,
            ("code",),
            same("code", "severity", *DEFINED, "measure", "direction", "message", "message_en")
            | {
                "program_code": "program",
                "indicator_id": indicator_id("indicator"),
                "breakdown_id": breakdown_id("breakdown"),
                "metric_code": "metric",
                "rule_code": "rule",
                "threshold": "threshold::numeric",
                "least_base": "least_base::numeric",
                "companion_indicator_id": indicator_id("companion"),
                "companion_breakdown_id": breakdown_id("companion_breakdown"),
                "companion_direction": "companion_direction",
            },
        ),
    ),
    breakdowns=("breakdown", "companion_breakdown"),
)
