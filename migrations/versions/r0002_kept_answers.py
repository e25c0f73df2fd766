"""Growth is kept with the other answers in calc, which has no migrations."""

import sqlalchemy as sa
from alembic import op

revision = "r0002"
down_revision = "r0001"


def upgrade() -> None:
    op.drop_index("growth_admin_unit_id_indicator_id_idx", table_name="growth", schema="core")
    op.drop_table("growth", schema="core")
    op.drop_column("indicator", "growth_settled", schema="core")
    op.create_index(
        "observation_unaccepted_idx",
        "observation",
        ["indicator_id", "admin_unit_id", "breakdown_id", "period_start", "period_end", "basis"],
        schema="core",
        postgresql_where=sa.text("not accepted"),
    )


def downgrade() -> None:
    op.drop_index("observation_unaccepted_idx", table_name="observation", schema="core")
    op.add_column(
        "indicator",
        sa.Column(
            "growth_settled",
            sa.Boolean(),
            server_default="false",
            nullable=False,
            comment="core.growth 是否齐备，否则由视图计算 / Whether core.growth is complete; if not, views compute its growth",
        ),
        schema="core",
    )
    op.create_table(
        "growth",
        sa.Column("indicator_id", sa.Integer(), nullable=False, comment="指标 / Indicator"),
        sa.Column(
            "admin_unit_id",
            sa.Integer(),
            nullable=False,
            comment="地区 / Administrative unit or set",
        ),
        sa.Column("breakdown_id", sa.Integer(), nullable=False, comment="分组 / Breakdown"),
        sa.Column("observation_id", sa.Integer(), nullable=False, comment="观测 / Observation"),
        sa.Column("period_start", sa.Date(), nullable=False, comment="时期首日 / First day"),
        sa.Column(
            "period_end", sa.Date(), nullable=False, comment="时期末日（含） / Last day, inclusive"
        ),
        sa.Column(
            "basis", sa.Text(), nullable=False, comment="时期口径 / point, during or effective"
        ),
        sa.Column("value", sa.Numeric(), nullable=False, comment="数值 / Value"),
        sa.Column(
            "low", sa.Numeric(), nullable=True, comment="下界 / Least value the print allows"
        ),
        sa.Column(
            "high", sa.Numeric(), nullable=True, comment="上界 / Greatest value the print allows"
        ),
        sa.Column("calc_low", sa.Numeric(), nullable=True, comment="推算下界 / Low for derivation"),
        sa.Column(
            "calc_high", sa.Numeric(), nullable=True, comment="推算上界 / High for derivation"
        ),
        sa.Column(
            "previous_id",
            sa.Integer(),
            nullable=True,
            comment="前一值的观测，空为不可比 / Observation before; null where not comparable",
        ),
        sa.Column(
            "previous_start", sa.Date(), nullable=True, comment="前一值的首日 / Its first day"
        ),
        sa.Column("previous_end", sa.Date(), nullable=True, comment="前一值的末日 / Its last day"),
        sa.Column("previous_basis", sa.Text(), nullable=True, comment="前一值的口径 / Its basis"),
        sa.Column("previous_value", sa.Numeric(), nullable=True, comment="前一值 / Its value"),
        sa.Column(
            "previous_low", sa.Numeric(), nullable=True, comment="前一值推算下界 / Its calc_low"
        ),
        sa.Column(
            "previous_high", sa.Numeric(), nullable=True, comment="前一值推算上界 / Its calc_high"
        ),
        sa.Column(
            "first_id",
            sa.Integer(),
            nullable=True,
            comment="最早值的观测，空为不可比 / Earliest observation; null where not comparable",
        ),
        sa.Column("first_start", sa.Date(), nullable=True, comment="最早值的首日 / Its first day"),
        sa.Column("first_end", sa.Date(), nullable=True, comment="最早值的末日 / Its last day"),
        sa.Column("first_basis", sa.Text(), nullable=True, comment="最早值的口径 / Its basis"),
        sa.Column("first_value", sa.Numeric(), nullable=True, comment="最早值 / Its value"),
        sa.Column(
            "first_low", sa.Numeric(), nullable=True, comment="最早值推算下界 / Its calc_low"
        ),
        sa.Column(
            "first_high", sa.Numeric(), nullable=True, comment="最早值推算上界 / Its calc_high"
        ),
        sa.PrimaryKeyConstraint(
            "indicator_id",
            "admin_unit_id",
            "breakdown_id",
            "observation_id",
            name=op.f("growth_pkey"),
        ),
        schema="core",
        comment="采用值及其序列中的前一值和最早值，由装载维护 / Accepted values beside the one before and the earliest one of their series, kept by the loaders",
    )
    op.create_index(
        "growth_admin_unit_id_indicator_id_idx",
        "growth",
        ["admin_unit_id", "indicator_id"],
        unique=False,
        schema="core",
    )
