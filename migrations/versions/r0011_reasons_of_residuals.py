"""Why totals of an indicator are known not to be the sum of their areas."""

import sqlalchemy as sa
from alembic import op

revision = "r0011"
down_revision = "r0010"


def upgrade() -> None:
    op.create_table(
        "residual_reason",
        sa.Column("indicator_id", sa.Integer(), nullable=False, comment="指标 / Indicator"),
        sa.Column(
            "level",
            sa.Text(),
            nullable=False,
            comment="合计所属级别 / Level of the areas whose totals are meant",
        ),
        sa.Column("reason", sa.Text(), nullable=False, comment="原因 / The reason, in Chinese"),
        sa.Column(
            "reason_en", sa.Text(), nullable=False, comment="原因，英文 / The reason, in English"
        ),
        sa.CheckConstraint(
            "level in ('county', 'nation', 'prefecture', 'province', 'township', 'village')",
            name=op.f("residual_reason_level_check"),
        ),
        sa.ForeignKeyConstraint(
            ["indicator_id"],
            ["core.indicator.indicator_id"],
            name=op.f("residual_reason_indicator_id_fkey"),
        ),
        sa.PrimaryKeyConstraint("indicator_id", "level", name=op.f("residual_reason_pkey")),
        schema="core",
        comment="合计何以不等于各地之和 / Why totals of an indicator are not the sum of areas",
    )


def downgrade() -> None:
    op.drop_table("residual_reason", schema="core")
