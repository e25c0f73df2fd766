"""Metrics and rules."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "rule",
        sa.Column("code", sa.Text(), nullable=False, comment="代码 / Code"),
        sa.Column(
            "kind",
            sa.Text(),
            nullable=False,
            comment="左边等于或不大于右边 / Left equals or is at most right",
        ),
        sa.Column("name", sa.Text(), nullable=False, comment="名称 / Name in Chinese"),
        sa.Column("name_en", sa.Text(), nullable=False, comment="英文名称 / Name in English"),
        sa.Column("definition", sa.Text(), nullable=False, comment="定义 / Definition in Chinese"),
        sa.Column(
            "definition_en", sa.Text(), nullable=False, comment="英文定义 / Definition in English"
        ),
        sa.CheckConstraint("kind in ('equal', 'at_most')", name=op.f("rule_kind_check")),
        sa.PrimaryKeyConstraint("code", name=op.f("rule_pkey")),
        schema="core",
        comment="核算恒等式与界限 / Accounting identities and bounds",
    )
    op.create_table(
        "metric",
        sa.Column("code", sa.Text(), nullable=False, comment="代码 / Code"),
        sa.Column("program_code", sa.Text(), nullable=False, comment="所属门类 / Programme"),
        sa.Column("name", sa.Text(), nullable=False, comment="名称 / Name in Chinese"),
        sa.Column("name_en", sa.Text(), nullable=False, comment="英文名称 / Name in English"),
        sa.Column("definition", sa.Text(), nullable=False, comment="定义 / Definition in Chinese"),
        sa.Column(
            "definition_en", sa.Text(), nullable=False, comment="英文定义 / Definition in English"
        ),
        sa.Column(
            "numerator_indicator_id", sa.Integer(), nullable=False, comment="分子指标 / Numerator"
        ),
        sa.Column(
            "numerator_breakdown_id",
            sa.Integer(),
            nullable=False,
            comment="分子分组 / Its breakdown",
        ),
        sa.Column(
            "denominator_indicator_id",
            sa.Integer(),
            nullable=False,
            comment="分母指标 / Denominator",
        ),
        sa.Column(
            "denominator_breakdown_id",
            sa.Integer(),
            nullable=False,
            comment="分母分组 / Its breakdown",
        ),
        sa.Column(
            "factor", sa.Numeric(), nullable=False, comment="乘数 / Factor, such as 100 for percent"
        ),
        sa.Column("unit_code", sa.Text(), nullable=False, comment="单位 / Unit"),
        sa.Column(
            "alignment",
            sa.Text(),
            nullable=False,
            comment="时期对齐方式 / Which denominator goes with a numerator",
        ),
        sa.CheckConstraint(
            "alignment in ('same_period', 'same_year', 'latest_before')",
            name=op.f("metric_alignment_check"),
        ),
        sa.CheckConstraint("factor > 0", name=op.f("metric_factor_check")),
        sa.ForeignKeyConstraint(
            ["denominator_breakdown_id"],
            ["core.breakdown.breakdown_id"],
            name=op.f("metric_denominator_breakdown_id_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["denominator_indicator_id"],
            ["core.indicator.indicator_id"],
            name=op.f("metric_denominator_indicator_id_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["numerator_breakdown_id"],
            ["core.breakdown.breakdown_id"],
            name=op.f("metric_numerator_breakdown_id_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["numerator_indicator_id"],
            ["core.indicator.indicator_id"],
            name=op.f("metric_numerator_indicator_id_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["program_code"], ["core.program.code"], name=op.f("metric_program_code_fkey")
        ),
        sa.ForeignKeyConstraint(
            ["unit_code"], ["core.unit.code"], name=op.f("metric_unit_code_fkey")
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("metric_pkey")),
        schema="core",
        comment="派生指标的定义 / Definitions of derived quantities",
    )
    op.create_index(
        op.f("metric_denominator_breakdown_id_idx"),
        "metric",
        ["denominator_breakdown_id"],
        unique=False,
        schema="core",
    )
    op.create_index(
        op.f("metric_denominator_indicator_id_idx"),
        "metric",
        ["denominator_indicator_id"],
        unique=False,
        schema="core",
    )
    op.create_index(
        op.f("metric_numerator_breakdown_id_idx"),
        "metric",
        ["numerator_breakdown_id"],
        unique=False,
        schema="core",
    )
    op.create_index(
        op.f("metric_numerator_indicator_id_idx"),
        "metric",
        ["numerator_indicator_id"],
        unique=False,
        schema="core",
    )
    op.create_index(
        op.f("metric_program_code_idx"), "metric", ["program_code"], unique=False, schema="core"
    )
    op.create_table(
        "rule_term",
        sa.Column("rule_code", sa.Text(), nullable=False, comment="规则 / Rule"),
        sa.Column("position", sa.Integer(), nullable=False, comment="次序 / Order within the rule"),
        sa.Column("side", sa.Text(), nullable=False, comment="左边或右边 / left or right"),
        sa.Column(
            "divisor",
            sa.Boolean(),
            nullable=False,
            comment="是否为除数 / Whether the side is divided by it",
        ),
        sa.Column("coefficient", sa.Numeric(), nullable=False, comment="系数 / Coefficient"),
        sa.Column("indicator_id", sa.Integer(), nullable=False, comment="指标 / Indicator"),
        sa.Column("breakdown_id", sa.Integer(), nullable=False, comment="分组 / Breakdown"),
        sa.CheckConstraint("side in ('left', 'right')", name=op.f("rule_term_side_check")),
        sa.CheckConstraint("coefficient <> 0", name=op.f("rule_term_coefficient_check")),
        sa.ForeignKeyConstraint(
            ["breakdown_id"],
            ["core.breakdown.breakdown_id"],
            name=op.f("rule_term_breakdown_id_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["indicator_id"],
            ["core.indicator.indicator_id"],
            name=op.f("rule_term_indicator_id_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["rule_code"], ["core.rule.code"], name=op.f("rule_term_rule_code_fkey")
        ),
        sa.PrimaryKeyConstraint("rule_code", "position", name=op.f("rule_term_pkey")),
        schema="core",
        comment="规则的各项 / The terms of each rule",
    )
    op.create_index(
        op.f("rule_term_breakdown_id_idx"),
        "rule_term",
        ["breakdown_id"],
        unique=False,
        schema="core",
    )
    op.create_index(
        op.f("rule_term_indicator_id_idx"),
        "rule_term",
        ["indicator_id"],
        unique=False,
        schema="core",
    )


def downgrade() -> None:
    op.drop_index(op.f("rule_term_indicator_id_idx"), table_name="rule_term", schema="core")
    op.drop_index(op.f("rule_term_breakdown_id_idx"), table_name="rule_term", schema="core")
    op.drop_table("rule_term", schema="core")
    op.drop_index(op.f("metric_program_code_idx"), table_name="metric", schema="core")
    op.drop_index(op.f("metric_numerator_indicator_id_idx"), table_name="metric", schema="core")
    op.drop_index(op.f("metric_numerator_breakdown_id_idx"), table_name="metric", schema="core")
    op.drop_index(op.f("metric_denominator_indicator_id_idx"), table_name="metric", schema="core")
    op.drop_index(op.f("metric_denominator_breakdown_id_idx"), table_name="metric", schema="core")
    op.drop_table("metric", schema="core")
    op.drop_table("rule", schema="core")
