"""Early-warning rules."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "alert_rule",
        sa.Column("code", sa.Text(), nullable=False, comment="代码 / Code"),
        sa.Column("program_code", sa.Text(), nullable=False, comment="所属门类 / Programme"),
        sa.Column(
            "severity", sa.Text(), nullable=False, comment="严重程度 / info, warning or critical"
        ),
        sa.Column("name", sa.Text(), nullable=False, comment="名称 / Name in Chinese"),
        sa.Column("name_en", sa.Text(), nullable=False, comment="英文名称 / Name in English"),
        sa.Column("definition", sa.Text(), nullable=False, comment="定义 / Definition in Chinese"),
        sa.Column(
            "definition_en", sa.Text(), nullable=False, comment="英文定义 / Definition in English"
        ),
        sa.Column(
            "indicator_id", sa.Integer(), nullable=True, comment="所看指标 / Indicator watched"
        ),
        sa.Column("breakdown_id", sa.Integer(), nullable=True, comment="其分组 / Its breakdown"),
        sa.Column("metric_code", sa.Text(), nullable=True, comment="所看派生指标 / Metric watched"),
        sa.Column(
            "rule_code",
            sa.Text(),
            nullable=True,
            comment="所看核算规则,空为全部 / Rule watched; null: all",
        ),
        sa.Column(
            "measure",
            sa.Text(),
            nullable=False,
            comment="度量 / value, growth (%), change since the value before, share_of_province (%),"
            " silence (days behind the others), failure of a rule, contradiction of a comparison",
        ),
        sa.Column("direction", sa.Text(), nullable=True, comment="低于或高于 / below or above"),
        sa.Column("threshold", sa.Numeric(), nullable=True, comment="阈值 / Threshold"),
        sa.Column(
            "least_base",
            sa.Numeric(),
            nullable=True,
            comment="小数保护:基数低于此值不报 / Small-number guard: no alert on a smaller base",
        ),
        sa.Column(
            "companion_indicator_id",
            sa.Integer(),
            nullable=True,
            comment="同时变动的指标 / Indicator that must move at the same time",
        ),
        sa.Column(
            "companion_breakdown_id", sa.Integer(), nullable=True, comment="其分组 / Its breakdown"
        ),
        sa.Column(
            "companion_direction",
            sa.Text(),
            nullable=True,
            comment="其变动方向 / Whether it must be falling or rising",
        ),
        sa.Column(
            "message",
            sa.Text(),
            nullable=False,
            comment="消息模板 / Message in Chinese; {area} {period} {value} {base} {threshold} {unit}",
        ),
        sa.Column(
            "message_en", sa.Text(), nullable=False, comment="英文消息模板 / Message in English"
        ),
        sa.CheckConstraint(
            "(measure in ('failure', 'contradiction')) = (threshold is null) and (threshold is null) = (direction is null)",
            name=op.f("alert_rule_threshold_check"),
        ),
        sa.CheckConstraint(
            "companion_direction in ('falling', 'rising')",
            name=op.f("alert_rule_companion_direction_check"),
        ),
        sa.CheckConstraint(
            "direction in ('below', 'above')", name=op.f("alert_rule_direction_check")
        ),
        sa.CheckConstraint(
            "measure in ('value', 'growth', 'change', 'share_of_province', 'silence', 'failure', 'contradiction')",
            name=op.f("alert_rule_measure_check"),
        ),
        sa.CheckConstraint(
            "num_nonnulls(indicator_id, metric_code) = 1 or measure in ('failure', 'contradiction')",
            name=op.f("alert_rule_subject_check"),
        ),
        sa.CheckConstraint(
            "rule_code is null or measure = 'failure'", name=op.f("alert_rule_rule_check")
        ),
        sa.CheckConstraint(
            "severity in ('info', 'warning', 'critical')", name=op.f("alert_rule_severity_check")
        ),
        sa.CheckConstraint(
            "(indicator_id is null) = (breakdown_id is null)",
            name=op.f("alert_rule_breakdown_check"),
        ),
        sa.CheckConstraint(
            "num_nonnulls(companion_indicator_id, companion_breakdown_id, companion_direction) in (0, 3)",
            name=op.f("alert_rule_companion_check"),
        ),
        sa.ForeignKeyConstraint(
            ["breakdown_id"],
            ["core.breakdown.breakdown_id"],
            name=op.f("alert_rule_breakdown_id_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["companion_breakdown_id"],
            ["core.breakdown.breakdown_id"],
            name=op.f("alert_rule_companion_breakdown_id_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["companion_indicator_id"],
            ["core.indicator.indicator_id"],
            name=op.f("alert_rule_companion_indicator_id_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["indicator_id"],
            ["core.indicator.indicator_id"],
            name=op.f("alert_rule_indicator_id_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["metric_code"], ["core.metric.code"], name=op.f("alert_rule_metric_code_fkey")
        ),
        sa.ForeignKeyConstraint(
            ["program_code"], ["core.program.code"], name=op.f("alert_rule_program_code_fkey")
        ),
        sa.ForeignKeyConstraint(
            ["rule_code"], ["core.rule.code"], name=op.f("alert_rule_rule_code_fkey")
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("alert_rule_pkey")),
        schema="core",
        comment="预警规则 / Early-warning rules",
    )
    op.create_index(
        op.f("alert_rule_breakdown_id_idx"),
        "alert_rule",
        ["breakdown_id"],
        unique=False,
        schema="core",
    )
    op.create_index(
        op.f("alert_rule_companion_breakdown_id_idx"),
        "alert_rule",
        ["companion_breakdown_id"],
        unique=False,
        schema="core",
    )
    op.create_index(
        op.f("alert_rule_companion_indicator_id_idx"),
        "alert_rule",
        ["companion_indicator_id"],
        unique=False,
        schema="core",
    )
    op.create_index(
        op.f("alert_rule_indicator_id_idx"),
        "alert_rule",
        ["indicator_id"],
        unique=False,
        schema="core",
    )
    op.create_index(
        op.f("alert_rule_metric_code_idx"),
        "alert_rule",
        ["metric_code"],
        unique=False,
        schema="core",
    )
    op.create_index(
        op.f("alert_rule_program_code_idx"),
        "alert_rule",
        ["program_code"],
        unique=False,
        schema="core",
    )
    op.create_index(
        op.f("alert_rule_rule_code_idx"), "alert_rule", ["rule_code"], unique=False, schema="core"
    )


def downgrade() -> None:
    op.drop_table("alert_rule", schema="core")
