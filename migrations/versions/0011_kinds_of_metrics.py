"""Kinds of metrics: gaps, growth, other areas, base years; worked examples of metrics and rules."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

ALIGNMENTS = "'same_period', 'same_year', 'latest_before'"
MORE = f"{ALIGNMENTS}, 'average_of_year_ends', 'base_year'"
CONDITIONS = {
    "kind": "kind in ('ratio', 'gap', 'annual_growth')",
    "denominator_area": "denominator_area in ('same', 'parent', 'province')",
    "base_population": "base_population in ('resident', 'registered')",
    "base_year": "(alignment = 'base_year') = (base_year is not null)",
    "annual_growth": "kind <> 'annual_growth' or alignment = 'base_year'",
    "part_of_whole": "not part_of_whole or kind = 'ratio'",
}
RULE = ("左边等于或不大于右边 / Left equals or is at most right",)
MORE_RULES = (
    "左边等于或不大于右边,或累计数不下降 / Left equals or is at most right; or a figure that"
    " accumulates from one first day does not fall",
)
FACTOR = ("乘数 / Factor, such as 100 for percent",)
DERIVED = ("乘数,由单位算出 / Factor, as the units of numerator, denominator and metric decide",)


def upgrade() -> None:
    for column in _columns():
        op.add_column("metric", column, schema="core")
    for name, condition in CONDITIONS.items():
        _check(name, condition)
    _checked_anew("alignment", f"alignment in ({MORE})")
    _checked_anew("factor", "factor > 0 and denominator_factor > 0")
    _comment(*FACTOR, *DERIVED)
    op.add_column("rule", _example(), schema="core")
    _rules("'equal', 'at_most', 'not_falling'", *RULE, *MORE_RULES)


def downgrade() -> None:
    for table, column in (("rule_term", "rule_code"), ("rule", "code")):
        op.execute(
            f"delete from core.{table} where {column} in"
            " (select code from core.rule where kind = 'not_falling')"
        )
    _rules("'equal', 'at_most'", *MORE_RULES, *RULE)
    op.drop_column("rule", "example", schema="core")
    op.execute(
        "delete from core.alert_rule where metric_code in"
        f" (select code from core.metric where alignment not in ({ALIGNMENTS}))"
    )
    op.execute(
        "delete from core.analysis where metric_code in"
        f" (select code from core.metric where alignment not in ({ALIGNMENTS}))"
    )
    op.execute(f"delete from core.metric where alignment not in ({ALIGNMENTS})")
    _comment(*DERIVED, *FACTOR)
    _checked_anew("factor", "factor > 0")
    _checked_anew("alignment", f"alignment in ({ALIGNMENTS})")
    for column in reversed(_columns()):
        op.drop_column("metric", column.name, schema="core")


def _example() -> sa.Column[str]:
    return sa.Column(
        "example",
        sa.Text(),
        server_default="",
        nullable=False,
        comment="算例 / An example, as AREA DAY: FORMULA = VALUE",
    )


def _columns() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column(
            "kind",
            sa.Text(),
            server_default="ratio",
            nullable=False,
            comment="种类 / ratio: factor × numerator / denominator; gap: numerator less denominator;"
            " annual_growth: compound rate from the denominator to the numerator",
        ),
        sa.Column(
            "denominator_area",
            sa.Text(),
            server_default="same",
            nullable=False,
            comment="分母的地区 / The denominator is of the same area, of its parent or its province",
        ),
        sa.Column("base_year", sa.Integer(), comment="基年 / Year of the denominator"),
        sa.Column(
            "denominator_factor",
            sa.Numeric(),
            server_default="1",
            nullable=False,
            comment="差值中分母的乘数 / Factor of what a gap subtracts",
        ),
        sa.Column(
            "part_of_whole",
            sa.Boolean(),
            server_default="false",
            nullable=False,
            comment="分子是否为分母的一部分 / Whether it is a share of a whole",
        ),
        sa.Column(
            "unit_declared",
            sa.Boolean(),
            server_default="false",
            nullable=False,
            comment="单位是否另行规定 / Whether the unit is declared though it does not follow",
        ),
        sa.Column(
            "base_population",
            sa.Text(),
            comment="人口口径 / Whether a population is of residents or by registration",
        ),
        _example(),
    )


def _rules(kinds: str, before: str, after: str) -> None:
    op.drop_constraint(op.f("rule_kind_check"), "rule", schema="core")
    condition = f"kind in ({kinds})"
    op.create_check_constraint(op.f("rule_kind_check"), "rule", condition, schema="core")
    op.alter_column(
        "rule",
        "kind",
        existing_type=sa.Text(),
        existing_nullable=False,
        existing_comment=before,
        comment=after,
        schema="core",
    )


def _check(name: str, condition: str) -> None:
    op.create_check_constraint(op.f(f"metric_{name}_check"), "metric", condition, schema="core")


def _checked_anew(name: str, condition: str) -> None:
    op.drop_constraint(op.f(f"metric_{name}_check"), "metric", schema="core")
    _check(name, condition)


def _comment(before: str, after: str) -> None:
    op.alter_column(
        "metric",
        "factor",
        existing_type=sa.Numeric(),
        existing_nullable=False,
        existing_comment=before,
        comment=after,
        schema="core",
    )
