"""Provinces have their codes of ISO 3166-2, by which tools draw them on maps of their own."""

import sqlalchemy as sa
from alembic import op

revision = "r0009"
down_revision = "r0008"


def upgrade() -> None:
    op.add_column(
        "admin_unit_version",
        sa.Column(
            "iso_3166_2",
            sa.Text(),
            nullable=True,
            comment="ISO 3166-2 代码，如 CN-YN，省级单位才有 / Code of ISO 3166-2 such as CN-YN, of provinces",
        ),
        schema="core",
    )
    op.create_check_constraint(
        op.f("admin_unit_version_iso_3166_2_check"),
        "admin_unit_version",
        "iso_3166_2 ~ '^[A-Z]{2}-[A-Z0-9]{1,3}$'",
        schema="core",
    )


def downgrade() -> None:
    op.drop_column("admin_unit_version", "iso_3166_2", schema="core")
