"""Notes of the data have their wording in Chinese, by which they are shown to readers of it."""

import sqlalchemy as sa
from alembic import op

revision = "r0010"
down_revision = "r0009"


def upgrade() -> None:
    op.create_table(
        "note_wording",
        sa.Column(
            "note",
            sa.Text(),
            nullable=False,
            comment="英文说明，数字和位置写作 {} / The note, with {} for each number and locator in it",
        ),
        sa.Column(
            "note_zh",
            sa.Text(),
            nullable=False,
            comment="中文说法，{1} 为第一个数字 / The same in Chinese, with {1} for the first of them",
        ),
        sa.CheckConstraint("note !~ '[0-9]'", name=op.f("note_wording_note_check")),
        sa.PrimaryKeyConstraint("note", name=op.f("note_wording_pkey")),
        schema="core",
        comment="数据说明的中文说法 / What notes of the data say in Chinese",
    )


def downgrade() -> None:
    op.drop_table("note_wording", schema="core")
