"""The list of metrics, whose factors follow from units."""

from .... import schema
from ....schema import metric
from ..csv_columns import CsvColumn
from . import unit_algebra
from .definition import (
    DEFINED,
    INDICATOR,
    UNIT,
    Definition,
    breakdown_id,
    in_program,
    indicator_id,
    same,
)
from .merging import Upsert


def unit_factor(unit: str) -> str:
    """How many of its dimension's base units the unit with a code is."""
    return f"(select factor_numerator / factor_denominator from core.unit where code = {unit})"


def unit_of(column: str) -> str:
    return f"(select unit_code from core.indicator where code = staged.{column})"


NUMERATOR, DENOMINATOR, WANTED = map(
    unit_factor, (unit_of("numerator"), unit_of("denominator"), "staged.unit")
)

METRICS = Definition(
    name="metrics",
    meaning="派生指标",
    meaning_en="metrics",
    columns=(
        *in_program(),
        CsvColumn("kind", one_of=metric.KINDS),
        CsvColumn("numerator", refers=INDICATOR),
        CsvColumn("numerator_breakdown", usual="total"),
        CsvColumn("denominator", refers=INDICATOR),
        CsvColumn("denominator_breakdown", usual="total"),
        CsvColumn("denominator_area", usual="same", one_of=metric.DENOMINATOR_AREAS),
        CsvColumn("alignment", one_of=metric.ALIGNMENTS),
        CsvColumn("base_year", "integer", required=False),
        CsvColumn("unit", refers=UNIT),
        CsvColumn("unit_declared", "boolean", usual="false"),
        CsvColumn("part_of_whole", "boolean", usual="false"),
        CsvColumn("base_population", required=False, one_of=metric.BASE_POPULATIONS),
        CsvColumn("example", required=False),
    ),
    parts=(
        Upsert(
            schema.Metric,
            ("code",),
            same("code", *DEFINED, "kind", "denominator_area", "alignment", "base_population")
            | {
                "program_code": "program",
                "numerator_indicator_id": indicator_id("numerator"),
                "numerator_breakdown_id": breakdown_id("numerator_breakdown"),
                "denominator_indicator_id": indicator_id("denominator"),
                "denominator_breakdown_id": breakdown_id("denominator_breakdown"),
                "base_year": "base_year::int",
                "unit_code": "unit",
                # A kind that is not known here has no factor, and is refused by the table.
                "factor": f"trim_scale(round({NUMERATOR} / {WANTED} / case kind when 'gap' then 1"
                f" when 'ratio' then {DENOMINATOR} when 'annual_growth' then {DENOMINATOR} end,"
                " 12))",
                "denominator_factor": f"case kind when 'gap' then"
                f" trim_scale(round({DENOMINATOR} / {WANTED}, 12)) else 1 end",
                "unit_declared": "unit_declared::boolean",
                "part_of_whole": "part_of_whole::boolean",
                "example": "coalesce(example, '')",
            },
        ),
    ),
    breakdowns=("numerator_breakdown", "denominator_breakdown"),
    checks=(unit_algebra.find_wrong,),
)
