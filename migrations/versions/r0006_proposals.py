"""What the numbers of texts may be, that nobody has decided yet."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "r0006"
down_revision = "r0005"


def upgrade() -> None:
    op.create_table(
        "proposal",
        sa.Column("source_id", sa.Integer(), nullable=False, comment="来源 / Source"),
        sa.Column(
            "char_start",
            sa.Integer(),
            nullable=False,
            comment="起始位置（码点） / First character, counted in code points from 0",
        ),
        sa.Column(
            "char_end",
            sa.Integer(),
            nullable=False,
            comment="结束位置（不含） / Character after the last",
        ),
        sa.Column(
            "printed", sa.Text(), nullable=False, comment="印出的文字 / Characters as printed"
        ),
        sa.Column(
            "confidence",
            sa.Numeric(),
            nullable=False,
            comment="把握，0至1 / How sure it is, 0 to 1",
        ),
        sa.Column("reasons", sa.Text(), nullable=False, comment="理由与疑点 / Reasons and doubts"),
        sa.Column(
            "row",
            postgresql.JSONB(astext_type=sa.Text()),
            nullable=False,
            comment="建议的台账行 / The row of a ledger that is proposed",
        ),
        sa.Column("load_file_id", sa.Integer(), nullable=False, comment="文件 / File"),
        sa.Column(
            "recorded_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
            comment="入库时间 / When it was recorded",
        ),
        sa.ForeignKeyConstraint(
            ["load_file_id"],
            ["ops.load_file.load_file_id"],
            name=op.f("proposal_load_file_id_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["source_id"], ["core.source.source_id"], name=op.f("proposal_source_id_fkey")
        ),
        sa.PrimaryKeyConstraint("source_id", "char_start", name=op.f("proposal_pkey")),
        schema="ops",
        comment="待复核的数字及建议的台账行 / Numbers of texts to look at, and the rows that are proposed for them",
    )
    op.create_index(
        op.f("proposal_load_file_id_idx"), "proposal", ["load_file_id"], unique=False, schema="ops"
    )


def downgrade() -> None:
    op.drop_index(op.f("proposal_load_file_id_idx"), table_name="proposal", schema="ops")
    op.drop_table("proposal", schema="ops")
