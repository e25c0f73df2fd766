"""What was loaded, and what was rejected."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "load_run",
        sa.Column(
            "load_run_id",
            sa.Integer(),
            sa.Identity(always=True),
            nullable=False,
            comment="主键 / Key",
        ),
        sa.Column("command", sa.Text(), nullable=False, comment="命令 / Command"),
        sa.Column(
            "version", sa.Text(), nullable=False, comment="软件版本 / Version of the package"
        ),
        sa.Column("host", sa.Text(), nullable=False, comment="主机 / Host that ran it"),
        sa.Column(
            "started_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
            comment="开始时间 / When it started",
        ),
        sa.PrimaryKeyConstraint("load_run_id", name=op.f("load_run_pkey")),
        schema="ops",
        comment="装载批次 / Calls of a loading command",
    )
    op.create_table(
        "load_file",
        sa.Column(
            "load_file_id",
            sa.Integer(),
            sa.Identity(always=True),
            nullable=False,
            comment="主键 / Key",
        ),
        sa.Column("load_run_id", sa.Integer(), nullable=False, comment="批次 / Run"),
        sa.Column("name", sa.Text(), nullable=False, comment="文件名 / Name of the file"),
        sa.Column("sha256", sa.Text(), nullable=False, comment="文件校验和 / SHA-256 of its bytes"),
        sa.Column(
            "outcome",
            sa.Text(),
            nullable=False,
            comment="结果:装载、部分装载、拒绝 / Whether it was loaded, loaded in part, or refused",
        ),
        sa.Column("read", sa.Integer(), nullable=False, comment="读入行数 / Rows read"),
        sa.Column("added", sa.Integer(), nullable=False, comment="新增行数 / Rows added"),
        sa.Column(
            "revised",
            sa.Integer(),
            nullable=False,
            comment="修订行数 / Rows that follow a withdrawn one",
        ),
        sa.Column(
            "withdrawn",
            sa.Integer(),
            nullable=False,
            comment="撤回行数 / Rows withdrawn and not followed",
        ),
        sa.Column(
            "unchanged", sa.Integer(), nullable=False, comment="未变行数 / Rows already there"
        ),
        sa.Column("rejected", sa.Integer(), nullable=False, comment="拒绝行数 / Rows rejected"),
        sa.Column(
            "seconds", sa.Numeric(), nullable=False, comment="用时(秒) / Duration in seconds"
        ),
        sa.Column(
            "finished_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
            comment="完成时间 / When it was finished",
        ),
        sa.CheckConstraint(
            "outcome in ('loaded', 'partly', 'refused')", name=op.f("load_file_outcome_check")
        ),
        sa.ForeignKeyConstraint(
            ["load_run_id"], ["ops.load_run.load_run_id"], name=op.f("load_file_load_run_id_fkey")
        ),
        sa.PrimaryKeyConstraint("load_file_id", name=op.f("load_file_pkey")),
        schema="ops",
        comment="装载的文件及其结果 / Files of each run and what they changed",
    )
    op.create_index(
        op.f("load_file_load_run_id_idx"), "load_file", ["load_run_id"], unique=False, schema="ops"
    )
    op.create_index(op.f("load_file_name_idx"), "load_file", ["name"], unique=False, schema="ops")
    op.create_table(
        "reject",
        sa.Column(
            "reject_id",
            sa.Integer(),
            sa.Identity(always=True),
            nullable=False,
            comment="主键 / Key",
        ),
        sa.Column("load_file_id", sa.Integer(), nullable=False, comment="文件 / File"),
        sa.Column("line", sa.Integer(), nullable=False, comment="行号 / Line of the file, from 1"),
        sa.Column("column_name", sa.Text(), nullable=False, comment="列 / Column"),
        sa.Column("value", sa.Text(), nullable=True, comment="值 / Value as read"),
        sa.Column(
            "reason", sa.Text(), nullable=False, comment="原因代码 / Reason, a code to group by"
        ),
        sa.Column("message", sa.Text(), nullable=False, comment="说明 / What is wrong, in words"),
        sa.Column(
            "row",
            postgresql.JSONB(astext_type=sa.Text()),
            nullable=False,
            comment="整行原文 / The whole row as read",
        ),
        sa.ForeignKeyConstraint(
            ["load_file_id"], ["ops.load_file.load_file_id"], name=op.f("reject_load_file_id_fkey")
        ),
        sa.PrimaryKeyConstraint("reject_id", name=op.f("reject_pkey")),
        schema="ops",
        comment="被拒绝的行及原因 / Rows that were not loaded, and why",
    )
    op.create_index(
        op.f("reject_load_file_id_idx"), "reject", ["load_file_id"], unique=False, schema="ops"
    )


def downgrade() -> None:
    op.drop_index(op.f("reject_load_file_id_idx"), table_name="reject", schema="ops")
    op.drop_table("reject", schema="ops")
    op.drop_index(op.f("load_file_name_idx"), table_name="load_file", schema="ops")
    op.drop_index(op.f("load_file_load_run_id_idx"), table_name="load_file", schema="ops")
    op.drop_table("load_file", schema="ops")
    op.drop_table("load_run", schema="ops")
