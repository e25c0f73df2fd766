"""A set says whether what the unit it lies in reports leaves its members out."""

import sqlalchemy as sa
from alembic import op

revision = "r0005"
down_revision = "r0004"


def upgrade() -> None:
    op.add_column(
        "admin_unit_set",
        sa.Column(
            "is_apart",
            sa.Boolean(),
            server_default="false",
            nullable=False,
            comment="所在地区的统计数是否不含其成员 / Whether what the unit it lies in reports leaves its members out",
        ),
        schema="core",
    )


def downgrade() -> None:
    op.drop_column("admin_unit_set", "is_apart", schema="core")
