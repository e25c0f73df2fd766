"""The list of early warnings."""

from .... import schema
from ....schema.alert import COMPANIONS, DIRECTIONS, MEASURES, SEVERITIES
from ..csv_columns import CsvColumn
from .definition import (
    DEFINED,
    INDICATOR,
    RULE,
    SUBJECT,
    SUBJECT_KEYS,
    Definition,
    breakdown_id,
    in_program,
    indicator_id,
    same,
    texts,
)
from .merging import Upsert

ALERTS = Definition(
    name="alerts",
    meaning="预警规则",
    meaning_en="alert rules",
    columns=(
        *in_program(CsvColumn("severity", one_of=SEVERITIES)),
        *SUBJECT,
        CsvColumn("rule", required=False, refers=RULE),
        CsvColumn("measure", one_of=MEASURES),
        CsvColumn("direction", required=False, one_of=DIRECTIONS),
        CsvColumn("threshold", "numeric", required=False),
        CsvColumn("least_base", "numeric", required=False),
        CsvColumn("companion", required=False, refers=INDICATOR),
        CsvColumn("companion_breakdown", required=False),
        CsvColumn("companion_direction", required=False, one_of=COMPANIONS),
        *texts("message", "message_en"),
    ),
    parts=(
        Upsert(
            schema.AlertRule,
            ("code",),
            same("code", "severity", *DEFINED, "measure", "direction", "message", "message_en")
            | SUBJECT_KEYS
            | {
                "program_code": "program",
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
