"""An index for the versions of a unit: the hierarchy of a day is walked by it."""

from alembic import op

revision = "0012"
down_revision = "0011"

INDEX = "admin_unit_version_admin_unit_id_idx"


def upgrade() -> None:
    op.create_index(INDEX, "admin_unit_version", ["admin_unit_id"], schema="core")


def downgrade() -> None:
    op.drop_index(INDEX, "admin_unit_version", schema="core")
