"""The lists of what is measured: units, programmes, breakdowns, indicators and their labels."""

from .... import schema
from ....schema.codes import codes
from ..csv_columns import CsvColumn
from .definition import (
    DEFINED,
    INDICATOR,
    NAMED,
    PROGRAM,
    UNIT,
    Definition,
    breakdown_id,
    indicator_id,
    same,
    texts,
)
from .merging import Upsert

UNITS = Definition(
    name="units",
    meaning="计量单位",
    meaning_en="units of measure",
    resolves_figures=True,
    columns=(
        *texts("code", *NAMED, "dimension"),
        CsvColumn("factor_numerator", "numeric"),
        CsvColumn("factor_denominator", "numeric"),
        CsvColumn("printed"),
    ),
    parts=(
        Upsert(
            schema.Unit,
            ("code",),
            same("code", *NAMED, "dimension")
            | {
                "factor_numerator": "factor_numerator::numeric",
                "factor_denominator": "factor_denominator::numeric",
                "printed": "string_to_array(printed, '|')",
            },
        ),
    ),
)

PROGRAMS = Definition(
    name="programs",
    meaning="民政业务",
    meaning_en="programmes of civil affairs",
    resolves_figures=True,
    columns=(
        CsvColumn("code"),
        # Without it a list of programmes would look like one of dimensions.
        CsvColumn("parent", required=False, tells_kind=True, refers=(*PROGRAM, ("staged", "code"))),
        *texts(*DEFINED),
    ),
    parts=(Upsert(schema.Program, ("code",), same("code", *DEFINED) | {"parent_code": "parent"}),),
)

DIMENSIONS = Definition(
    name="dimensions",
    meaning="分组维度",
    meaning_en="dimensions of breakdowns",
    resolves_figures=True,
    columns=texts("code", *DEFINED),
    parts=(Upsert(schema.Dimension, ("code",), same("code", *DEFINED)),),
)

MEMBERS = Definition(
    name="members",
    meaning="维度成员",
    meaning_en="members of dimensions",
    resolves_figures=True,
    columns=(
        CsvColumn("dimension", refers=(("core.dimension", "code"),)),
        *texts("code", *DEFINED),
    ),
    identity=("dimension", "code"),
    parts=(
        Upsert(
            schema.Member,
            ("dimension_code", "code"),
            {"dimension_code": "dimension"} | same("code", *DEFINED),
        ),
    ),
)

INDICATORS = Definition(
    name="indicators",
    meaning="指标",
    meaning_en="indicators",
    resolves_figures=True,
    columns=(
        CsvColumn("code"),
        CsvColumn("program", refers=PROGRAM),
        *texts(*DEFINED),
        CsvColumn("unit", refers=UNIT),
        CsvColumn("kind", one_of=("stock", "flow", "standard", "ratio")),
        CsvColumn("over_areas", one_of=("sum", "weighted", "none")),
        CsvColumn("over_time", one_of=("sum", "last", "none")),
        CsvColumn("low", "numeric", required=False),
        CsvColumn("high", "numeric", required=False),
    ),
    parts=(
        Upsert(
            schema.Indicator,
            ("code",),
            same("code", *DEFINED, "kind", "over_areas", "over_time")
            | {
                "program_code": "program",
                "unit_code": "unit",
                "low": "low::numeric",
                "high": "high::numeric",
            },
        ),
    ),
)

RESIDUAL_REASONS = Definition(
    name="residual_reasons",
    meaning="合计不等于各地之和的原因",
    meaning_en="reasons why totals are not the sum of their areas",
    identity=("indicator", "level"),
    columns=(
        CsvColumn("indicator", refers=INDICATOR),
        CsvColumn("level", one_of=codes("level")),
        *texts("reason", "reason_en"),
    ),
    parts=(
        Upsert(
            schema.ResidualReason,
            ("indicator_id", "level"),
            {"indicator_id": indicator_id("indicator")} | same("level", "reason", "reason_en"),
        ),
    ),
)

INDICATOR_ALIASES = Definition(
    name="indicator_aliases",
    meaning="报表所印的指标名称",
    meaning_en="labels by which published tables name indicators",
    resolves_figures=True,
    identity=("label_path", "printed_unit"),
    columns=(
        CsvColumn("label_path"),
        CsvColumn("printed_unit", required=False),
        CsvColumn("indicator", refers=INDICATOR),
        CsvColumn("breakdown", usual="total"),
        CsvColumn("basis", one_of=("point", "during", "effective")),
    ),
    parts=(
        Upsert(
            schema.IndicatorAlias,
            ("label_path", "printed_unit"),
            {
                "label_path": "label_path",
                "printed_unit": "coalesce(printed_unit, '')",
                "indicator_id": indicator_id("indicator"),
                "breakdown_id": breakdown_id("breakdown"),
                "basis": "basis",
            },
        ),
    ),
    breakdowns=("breakdown",),
)
