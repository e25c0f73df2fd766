"""Statistical analyses."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "analysis",
        sa.Column("code", sa.Text(), nullable=False, comment="代码 / Code"),
        sa.Column("program_code", sa.Text(), nullable=False, comment="所属门类 / Programme"),
        sa.Column("name", sa.Text(), nullable=False, comment="名称 / Name in Chinese"),
        sa.Column("name_en", sa.Text(), nullable=False, comment="英文名称 / Name in English"),
        sa.Column("definition", sa.Text(), nullable=False, comment="定义 / Definition in Chinese"),
        sa.Column(
            "definition_en", sa.Text(), nullable=False, comment="英文定义 / Definition in English"
        ),
        sa.Column(
            "method",
            sa.Text(),
            nullable=False,
            comment="方法 / ranking, trend, dispersion, contribution, outlier or gap",
        ),
        sa.Column(
            "indicator_id", sa.Integer(), nullable=True, comment="所析指标 / Indicator analysed"
        ),
        sa.Column("breakdown_id", sa.Integer(), nullable=True, comment="其分组 / Its breakdown"),
        sa.Column(
            "metric_code", sa.Text(), nullable=True, comment="所析派生指标 / Metric analysed"
        ),
        sa.Column(
            "least_points",
            sa.Integer(),
            nullable=False,
            comment="至少几个值才作分析 / Fewest values, of areas or periods, that are analysed",
        ),
        sa.CheckConstraint(
            "method in ('ranking', 'trend', 'dispersion', 'contribution', 'outlier', 'gap')",
            name=op.f("analysis_method_check"),
        ),
        sa.CheckConstraint(
            "(indicator_id is null) = (breakdown_id is null)", name=op.f("analysis_breakdown_check")
        ),
        sa.CheckConstraint("least_points > 1", name=op.f("analysis_least_points_check")),
        sa.CheckConstraint(
            "num_nonnulls(indicator_id, metric_code) = 1", name=op.f("analysis_subject_check")
        ),
        sa.ForeignKeyConstraint(
            ["breakdown_id"],
            ["core.breakdown.breakdown_id"],
            name=op.f("analysis_breakdown_id_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["indicator_id"],
            ["core.indicator.indicator_id"],
            name=op.f("analysis_indicator_id_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["metric_code"], ["core.metric.code"], name=op.f("analysis_metric_code_fkey")
        ),
        sa.ForeignKeyConstraint(
            ["program_code"], ["core.program.code"], name=op.f("analysis_program_code_fkey")
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("analysis_pkey")),
        schema="core",
        comment="统计分析的定义 / Definitions of statistical analyses",
    )
    op.create_index(
        op.f("analysis_breakdown_id_idx"), "analysis", ["breakdown_id"], unique=False, schema="core"
    )
    op.create_index(
        op.f("analysis_indicator_id_idx"), "analysis", ["indicator_id"], unique=False, schema="core"
    )
    op.create_index(
        op.f("analysis_metric_code_idx"), "analysis", ["metric_code"], unique=False, schema="core"
    )
    op.create_index(
        op.f("analysis_program_code_idx"), "analysis", ["program_code"], unique=False, schema="core"
    )


def downgrade() -> None:
    op.drop_table("analysis", schema="core")
