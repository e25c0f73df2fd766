"""Sources that are not released yet, and their files, which are held."""

import sqlalchemy as sa
from alembic import op

revision = "r0008"
down_revision = "r0007"


def upgrade() -> None:
    op.create_table(
        "held_file",
        sa.Column(
            "held_file_id",
            sa.Integer(),
            sa.Identity(always=True),
            nullable=False,
            comment="主键 / Key",
        ),
        sa.Column(
            "name",
            sa.Text(),
            nullable=False,
            comment="文件标识，同 load_file.name / The file, as in load_file.name",
        ),
        sa.Column("source_id", sa.Integer(), nullable=False, comment="来源 / Source"),
        sa.Column(
            "load_file_id", sa.Integer(), nullable=False, comment="装载文件 / Load that held it"
        ),
        sa.Column(
            "file_name", sa.Text(), nullable=False, comment="文件名 / Its name without the folder"
        ),
        sa.Column("sha256", sa.Text(), nullable=False, comment="校验和 / SHA-256 of its bytes"),
        sa.Column("content", sa.LargeBinary(), nullable=False, comment="文件内容 / Its bytes"),
        sa.Column(
            "recorded_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
            comment="入库时间 / When it was recorded",
        ),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("held_file_sha256_check")),
        sa.ForeignKeyConstraint(
            ["load_file_id"],
            ["ops.load_file.load_file_id"],
            name=op.f("held_file_load_file_id_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["source_id"], ["core.source.source_id"], name=op.f("held_file_source_id_fkey")
        ),
        sa.PrimaryKeyConstraint("held_file_id", name=op.f("held_file_pkey")),
        sa.UniqueConstraint("name", name=op.f("held_file_name_key")),
        schema="ops",
        comment="待发布的文件，到发布时间即装载 / Files of sources that are not released yet, which are loaded at their release",
    )
    op.create_index(
        op.f("held_file_load_file_id_idx"),
        "held_file",
        ["load_file_id"],
        unique=False,
        schema="ops",
    )
    op.create_index(
        op.f("held_file_source_id_idx"), "held_file", ["source_id"], unique=False, schema="ops"
    )
    op.create_table(
        "held_figure",
        sa.Column("held_file_id", sa.Integer(), nullable=False, comment="文件 / File"),
        sa.Column("position", sa.Integer(), nullable=False, comment="次序 / Order in the file"),
        sa.Column(
            "source_code", sa.Text(), nullable=False, comment="来源代码 / Code of the source"
        ),
        sa.Column("locator", sa.Text(), nullable=False, comment="位置 / Where it is printed"),
        sa.Column(
            "printed", sa.Text(), nullable=False, comment="印刷形式 / The characters as printed"
        ),
        sa.Column(
            "indicator_code", sa.Text(), nullable=False, comment="指标代码 / Code of the indicator"
        ),
        sa.Column("area_code", sa.Text(), nullable=False, comment="地区代码 / Code of the area"),
        sa.Column("breakdown", sa.Text(), nullable=False, comment="分组 / Breakdown"),
        sa.Column("period_start", sa.Date(), nullable=False, comment="时期首日 / First day"),
        sa.Column(
            "period_end", sa.Date(), nullable=False, comment="时期末日（含） / Last day, inclusive"
        ),
        sa.Column("basis", sa.Text(), nullable=False, comment="时期口径 / Basis"),
        sa.Column(
            "value",
            sa.Numeric(),
            nullable=False,
            comment="数值（指标单位） / Value in the indicator's unit",
        ),
        sa.Column(
            "low", sa.Numeric(), nullable=True, comment="下界 / Least value the print allows"
        ),
        sa.Column(
            "high", sa.Numeric(), nullable=True, comment="上界 / Greatest value the print allows"
        ),
        sa.Column("unit", sa.Text(), nullable=False, comment="计量单位 / Unit of the value"),
        sa.ForeignKeyConstraint(
            ["held_file_id"],
            ["ops.held_file.held_file_id"],
            name=op.f("held_figure_held_file_id_fkey"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("held_file_id", "position", name=op.f("held_figure_pkey")),
        schema="ops",
        comment="待发布文件中的数字，供审定者查看 / Figures of files that are not released yet, for curators",
    )
    op.add_column(
        "source",
        sa.Column(
            "release_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="发布时间，此前仅审定者可见，为空则已发布 / When others may see what it reports; null: at once",
        ),
        schema="core",
    )
    op.drop_constraint(op.f("load_file_outcome_check"), "load_file", schema="ops", type_="check")
    op.create_check_constraint(
        op.f("load_file_outcome_check"),
        "load_file",
        "outcome in ('failed', 'held', 'loaded', 'partly', 'refused')",
        schema="ops",
    )


def downgrade() -> None:
    # What was held is where it came from; it is loaded, or held again, from there.
    op.execute("update ops.load_file set outcome = 'failed' where outcome = 'held'")
    op.drop_constraint(op.f("load_file_outcome_check"), "load_file", schema="ops", type_="check")
    op.create_check_constraint(
        op.f("load_file_outcome_check"),
        "load_file",
        "outcome in ('failed', 'loaded', 'partly', 'refused')",
        schema="ops",
    )
    op.execute("drop trigger if exists source_stays_released on core.source")
    op.drop_column("source", "release_at", schema="core")
    op.drop_table("held_figure", schema="ops")
    op.drop_index(op.f("held_file_source_id_idx"), table_name="held_file", schema="ops")
    op.drop_index(op.f("held_file_load_file_id_idx"), table_name="held_file", schema="ops")
    op.drop_table("held_file", schema="ops")
