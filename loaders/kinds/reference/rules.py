"""The list of rules, whose sides are formulas."""

from .... import schema
from ....schema.rule import RULE_KINDS
from ..csv_columns import CsvColumn
from . import formulas
from .definition import DEFINED, Definition, breakdown_id, indicator_id, same, texts
from .merging import Mirror, Upsert

RULES = Definition(
    name="rules",
    meaning="校验规则",
    meaning_en="rules",
    columns=(
        CsvColumn("code"),
        CsvColumn("kind", one_of=RULE_KINDS),
        *texts(*DEFINED, "left"),
        CsvColumn("right", required=False),
        CsvColumn("example", required=False),
    ),
    parts=(
        Upsert(
            schema.Rule,
            ("code",),
            same("code", "kind", *DEFINED) | {"example": "coalesce(example, '')"},
        ),
        Mirror(
            schema.RuleTerm,
            "rule_code",
            {
                "rule_code": "code",
                "indicator_id": indicator_id("indicator"),
                "breakdown_id": breakdown_id("breakdown"),
            }
            | same("position", "side", "divisor", "coefficient", "within_days"),
            source="formula_term as staged",
        ),
    ),
    breakdowns=("breakdown",),
    taken_apart="formula_term",
    checks=(formulas.take_apart,),
)
