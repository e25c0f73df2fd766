"""The lists of what is measured: units, programmes, breakdowns, indicators and their labels."""

from .... import schema
from ..csv_columns import Column
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
    columns=(
        *texts("code", *NAMED, "dimension"),
        Column("factor_numerator", "numeric"),
        Column("factor_denominator", "numeric"),
        Column("printed"),
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
    columns=(
        Column("code"),
        Column("parent", required=False, refers=(*PROGRAM, ("staged", "code"))),
        *texts(*DEFINED),
    ),
    parts=(Upsert(schema.Program, ("code",), same("code", *DEFINED) | {"parent_code": "parent"}),),
)

DIMENSIONS = Definition(
    columns=texts("code", *DEFINED),
    parts=(Upsert(schema.Dimension, ("code",), same("code", *DEFINED)),),
)

MEMBERS = Definition(
    columns=(
        Column("dimension", refers=(("core.dimension", "code"),)),
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
    columns=(
        Column("code"),
        Column("program", refers=PROGRAM),
        *texts(*DEFINED),
        Column("unit", refers=UNIT),
        Column("kind", one_of=("stock", "flow", "standard", "ratio")),
        Column("over_areas", one_of=("sum", "weighted", "none")),
        Column("over_time", one_of=("sum", "last", "none")),
        Column("low", "numeric", required=False),
        Column("high", "numeric", required=False),
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

INDICATOR_ALIASES = Definition(
    identity=("label_path", "printed_unit"),
    columns=(
        Column("label_path"),
        Column("printed_unit", required=False),
        Column("indicator", refers=INDICATOR),
        Column("breakdown"),
        Column("basis", one_of=("point", "during", "effective")),
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
