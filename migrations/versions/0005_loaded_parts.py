"""The last loaded version of large files."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "loaded_part",
        sa.Column("source_code", sa.Text(), nullable=False, comment="来源代码 / Code of source"),
        sa.Column("part", sa.Integer(), nullable=False, comment="次序,从 0 起 / Order, from 0"),
        sa.Column(
            "version", sa.Text(), nullable=False, comment="软件版本 / Version of the package"
        ),
        sa.Column(
            "content",
            sa.LargeBinary(),
            nullable=False,
            comment="压缩后的若干整行 / Whole lines, compressed",
        ),
        sa.PrimaryKeyConstraint("source_code", "part", name=op.f("loaded_part_pkey")),
        schema="ops",
        comment="大文件最近一次完整装载的内容,压缩分块,供逐行比对 / Last loaded version of"
        " large files, compressed in parts, for the next one to be compared with line by line",
    )
    # It is compressed already.
    op.execute("alter table ops.loaded_part alter content set storage external")


def downgrade() -> None:
    op.drop_table("loaded_part", schema="ops")
