"""Sources say whether an office stands behind them, on which terms, and how to cite them."""

import sqlalchemy as sa
from alembic import op

revision = "r0003"
down_revision = "r0002"


def upgrade() -> None:
    op.alter_column(
        "acceptance_criterion",
        "criterion",
        existing_type=sa.TEXT(),
        comment="所比 / authority, source_kind, status, precision (the narrower interval first) or published (the later first)",
        existing_comment="所比 / source_kind, status, precision (the narrower interval first) or published (the later first)",
        existing_nullable=False,
        schema="core",
    )
    op.drop_constraint(
        op.f("acceptance_criterion_criterion_check"),
        "acceptance_criterion",
        schema="core",
        type_="check",
    )
    op.create_check_constraint(
        op.f("acceptance_criterion_criterion_check"),
        "acceptance_criterion",
        "criterion in ('authority', 'precision', 'published', 'source_kind', 'status')",
        schema="core",
    )
    op.drop_constraint(
        op.f("acceptance_criterion_preference_check"),
        "acceptance_criterion",
        schema="core",
        type_="check",
    )
    op.create_check_constraint(
        op.f("acceptance_criterion_preference_check"),
        "acceptance_criterion",
        "(criterion in ('authority', 'source_kind', 'status')) = (preference is not null)",
        schema="core",
    )
    op.add_column(
        "source",
        sa.Column(
            "authority",
            sa.Text(),
            server_default="official",
            nullable=False,
            comment="权威性 / Whether an office published it, someone quotes an office, or neither",
        ),
        schema="core",
    )
    op.add_column(
        "source",
        sa.Column(
            "terms",
            sa.Text(),
            nullable=True,
            comment="许可或使用条款 / Licence or terms, as far as known",
        ),
        schema="core",
    )
    op.add_column(
        "source",
        sa.Column("citation", sa.Text(), nullable=True, comment="引用格式 / How to cite it"),
        schema="core",
    )
    # What a list loaded before this column says by the kind: articles quote offices.
    op.execute("update core.source set authority = 'quoted' where kind = 'article'")
    op.create_check_constraint(
        op.f("source_authority_check"),
        "source",
        "authority in ('official', 'quoted', 'unofficial')",
        schema="core",
    )


def downgrade() -> None:
    op.drop_constraint(op.f("source_authority_check"), "source", schema="core", type_="check")
    op.drop_column("source", "citation", schema="core")
    op.drop_column("source", "terms", schema="core")
    op.drop_column("source", "authority", schema="core")
    op.execute("delete from core.acceptance_criterion where criterion = 'authority'")
    op.drop_constraint(
        op.f("acceptance_criterion_preference_check"),
        "acceptance_criterion",
        schema="core",
        type_="check",
    )
    op.create_check_constraint(
        op.f("acceptance_criterion_preference_check"),
        "acceptance_criterion",
        "(criterion in ('source_kind', 'status')) = (preference is not null)",
        schema="core",
    )
    op.drop_constraint(
        op.f("acceptance_criterion_criterion_check"),
        "acceptance_criterion",
        schema="core",
        type_="check",
    )
    op.create_check_constraint(
        op.f("acceptance_criterion_criterion_check"),
        "acceptance_criterion",
        "criterion in ('precision', 'published', 'source_kind', 'status')",
        schema="core",
    )
    op.alter_column(
        "acceptance_criterion",
        "criterion",
        existing_type=sa.TEXT(),
        comment="所比 / source_kind, status, precision (the narrower interval first) or published (the later first)",
        existing_comment="所比 / authority, source_kind, status, precision (the narrower interval first) or published (the later first)",
        existing_nullable=False,
        schema="core",
    )
