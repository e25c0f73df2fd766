"""What a load was told of a file, and how many cells it found in conflict."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.add_column(
        "load_file",
        sa.Column(
            "path", sa.Text(), nullable=True, comment="文件所在路径 / Where on the host it was"
        ),
        schema="ops",
    )
    op.add_column(
        "load_file",
        sa.Column(
            "given",
            postgresql.JSONB(),
            server_default="{}",
            nullable=False,
            comment="装载时给出的选项 / What the user said of it: source, area, period, …",
        ),
        schema="ops",
    )
    op.add_column(
        "load_file",
        sa.Column(
            "keep_going",
            sa.Boolean(),
            server_default="false",
            nullable=False,
            comment="是否装载其余好行 / Whether good rows were to be loaded",
        ),
        schema="ops",
    )
    op.add_column(
        "load_file",
        sa.Column(
            "conflicts",
            sa.Integer(),
            server_default="0",
            nullable=False,
            comment="与其他来源冲突的单元格 / Cells on which sources contradict each other",
        ),
        schema="ops",
    )


def downgrade() -> None:
    op.drop_column("load_file", "conflicts", schema="ops")
    op.drop_column("load_file", "keep_going", schema="ops")
    op.drop_column("load_file", "given", schema="ops")
    op.drop_column("load_file", "path", schema="ops")
