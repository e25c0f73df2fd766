"""The list of statistical analyses."""

from .... import schema
from ....schema.analysis import METHODS
from ..csv_columns import CsvColumn
from .definition import DEFINED, SUBJECT, SUBJECT_KEYS, Definition, in_program, same
from .merging import Upsert

ANALYSES = Definition(
    name="analyses",
    meaning="统计分析",
    meaning_en="analyses",
    columns=(
        *in_program(),
        CsvColumn("method", one_of=METHODS),
        *SUBJECT,
        CsvColumn("least_points", "integer"),
    ),
    parts=(
        Upsert(
            schema.Analysis,
            ("code",),
            same("code", *DEFINED, "method")
            | SUBJECT_KEYS
            | {"program_code": "program", "least_points": "least_points::int"},
        ),
    ),
    breakdowns=("breakdown",),
)
