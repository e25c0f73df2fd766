"""A term of a rule may be of another day near by: bulletins count at different month ends."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    column = sa.Column(
        "within_days",
        sa.Integer(),
        server_default="0",
        nullable=False,
        comment="日期容差(天) / Days that a figure may be away where there is none of the day",
    )
    op.add_column("rule_term", column, schema="core")
    op.create_check_constraint(
        op.f("rule_term_within_days_check"), "rule_term", "within_days >= 0", schema="core"
    )


def downgrade() -> None:
    op.drop_column("rule_term", "within_days", schema="core")
