"""What was taken out of the history of figures, by whom and why."""

import sqlalchemy as sa
from alembic import op

revision = "r0007"
down_revision = "r0006"


def upgrade() -> None:
    op.create_table(
        "erasure",
        sa.Column(
            "erasure_id",
            sa.Integer(),
            sa.Identity(always=True),
            nullable=False,
            comment="主键 / Key",
        ),
        sa.Column(
            "erased_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
            comment="删除时间 / When",
        ),
        sa.Column(
            "erased_by",
            sa.Text(),
            server_default=sa.text("session_user"),
            nullable=False,
            comment="删除者（数据库角色） / By which role",
        ),
        sa.Column("reason", sa.Text(), nullable=False, comment="删除的理由 / Why"),
        sa.Column(
            "observations",
            sa.Integer(),
            nullable=False,
            comment="删除的观测数 / How many observations were erased",
        ),
        sa.PrimaryKeyConstraint("erasure_id", name=op.f("erasure_pkey")),
        schema="core",
        comment="从历史中删除的观测 / What was taken out of the history of figures",
    )


def downgrade() -> None:
    op.drop_table("erasure", schema="core")
