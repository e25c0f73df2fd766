"""Which lines the files of reference lists have brought, so that one that is gone can be removed."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    op.create_table(
        "listed",
        sa.Column("list_name", sa.Text(), nullable=False, comment="参考表 / Reference list"),
        sa.Column("origin", sa.Text(), nullable=False, comment="文件所在 / Where the file is"),
        sa.Column(
            "key",
            postgresql.ARRAY(sa.Text()),
            nullable=False,
            comment="行的标识 / What the line is known by",
        ),
        sa.Column(
            "is_gone",
            sa.Boolean(),
            server_default="false",
            nullable=False,
            comment="文件是否已无此行 / Whether the file has it no longer",
        ),
        sa.PrimaryKeyConstraint("list_name", "origin", "key", name=op.f("listed_pkey")),
        schema="ops",
        comment="参考表各文件带来的行 / Lines that files of reference lists have brought: a"
        " line that its file has no longer is removed unless something refers to it",
    )


def downgrade() -> None:
    op.drop_table("listed", schema="ops")
