"""The rule that chooses among reports, and curators' decisions."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "acceptance_criterion",
        sa.Column(
            "criterion",
            sa.Text(),
            nullable=False,
            comment="所比 / source_kind, status, precision (the narrower interval first) or published (the later first)",
        ),
        sa.Column(
            "position",
            sa.Integer(),
            nullable=False,
            comment="次序 / Order, the least decides first",
        ),
        sa.Column("name", sa.Text(), nullable=False, comment="名称 / Name in Chinese"),
        sa.Column("name_en", sa.Text(), nullable=False, comment="英文名称 / Name in English"),
        sa.Column("definition", sa.Text(), nullable=False, comment="定义 / Definition in Chinese"),
        sa.Column(
            "definition_en", sa.Text(), nullable=False, comment="英文定义 / Definition in English"
        ),
        sa.Column(
            "preference",
            sa.ARRAY(sa.Text()),
            nullable=True,
            comment="优先次序,未列者最后 / The preferred first, what is not listed last",
        ),
        sa.CheckConstraint(
            "(criterion in ('source_kind', 'status')) = (preference is not null)",
            name=op.f("acceptance_criterion_preference_check"),
        ),
        sa.CheckConstraint(
            "criterion in ('source_kind', 'status', 'precision', 'published')",
            name=op.f("acceptance_criterion_criterion_check"),
        ),
        sa.PrimaryKeyConstraint("criterion", name=op.f("acceptance_criterion_pkey")),
        sa.UniqueConstraint("position", name=op.f("acceptance_criterion_position_key")),
        schema="core",
        comment="取舍规则的各步 / Steps of the rule that chooses among reports of a cell",
    )
    op.create_table(
        "decision",
        sa.Column(
            "decision_id",
            sa.Integer(),
            sa.Identity(always=True),
            nullable=False,
            comment="主键 / Key",
        ),
        sa.Column("indicator_id", sa.Integer(), nullable=False, comment="指标 / Indicator"),
        sa.Column(
            "admin_unit_id", sa.Integer(), nullable=False, comment="地区 / Administrative unit"
        ),
        sa.Column("breakdown_id", sa.Integer(), nullable=False, comment="分组 / Breakdown"),
        sa.Column("period_start", sa.Date(), nullable=False, comment="时期首日 / First day"),
        sa.Column(
            "period_end", sa.Date(), nullable=False, comment="时期末日(含) / Last day, inclusive"
        ),
        sa.Column("basis", sa.Text(), nullable=False, comment="时期口径 / Basis"),
        sa.Column(
            "source_id", sa.Integer(), nullable=False, comment="采用的来源 / Source to accept"
        ),
        sa.Column("reason", sa.Text(), nullable=False, comment="理由 / Why"),
        sa.Column("decided_on", sa.Date(), nullable=False, comment="裁定日 / When it was decided"),
        sa.Column("decided_by", sa.Text(), nullable=False, comment="裁定人 / By whom"),
        sa.CheckConstraint(
            "basis in ('point', 'during', 'effective', 'target')", name=op.f("decision_basis_check")
        ),
        sa.CheckConstraint("period_start <= period_end", name=op.f("decision_period_check")),
        sa.ForeignKeyConstraint(
            ["admin_unit_id"],
            ["core.admin_unit.admin_unit_id"],
            name=op.f("decision_admin_unit_id_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["breakdown_id"],
            ["core.breakdown.breakdown_id"],
            name=op.f("decision_breakdown_id_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["indicator_id"],
            ["core.indicator.indicator_id"],
            name=op.f("decision_indicator_id_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["source_id"], ["core.source.source_id"], name=op.f("decision_source_id_fkey")
        ),
        sa.PrimaryKeyConstraint("decision_id", name=op.f("decision_pkey")),
        sa.UniqueConstraint(
            "indicator_id",
            "admin_unit_id",
            "breakdown_id",
            "period_start",
            "period_end",
            "basis",
            name="decision_cell_key",
        ),
        schema="core",
        comment="人工裁定 / Curators' decisions on cells",
    )
    op.create_index(
        op.f("decision_admin_unit_id_idx"),
        "decision",
        ["admin_unit_id"],
        unique=False,
        schema="core",
    )
    op.create_index(
        op.f("decision_breakdown_id_idx"), "decision", ["breakdown_id"], unique=False, schema="core"
    )
    op.create_index(
        op.f("decision_source_id_idx"), "decision", ["source_id"], unique=False, schema="core"
    )


def downgrade() -> None:
    op.drop_table("decision", schema="core")
    op.drop_table("acceptance_criterion", schema="core")
