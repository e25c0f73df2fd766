"""Early warnings on conflicts of sources and on members that stop reporting."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

BEFORE = (
    "value",
    "growth",
    "change",
    "share_of_province",
    "silence",
    "failure",
    "contradiction",
)
COMMENT = (
    "度量 / value, growth (%), change since the value before, share_of_province (%),"
    " silence (days behind the others), failure of a rule, contradiction of a comparison"
)
MORE = ", conflict of sources, member_loss (children that no longer report while the sum shrinks)"


def upgrade() -> None:
    _constrain((*BEFORE, "conflict", "member_loss"), ("failure", "contradiction", "conflict"))
    _comment(COMMENT, COMMENT + MORE)


def downgrade() -> None:
    op.execute("delete from core.alert_rule where measure in ('conflict', 'member_loss')")
    _constrain(BEFORE, ("failure", "contradiction"))
    _comment(COMMENT + MORE, COMMENT)


def _constrain(measures: tuple[str, ...], judged: tuple[str, ...]) -> None:
    """``judged`` are the measures that have no threshold and need no subject."""
    conditions = {
        "measure": f"measure in ({_listed(measures)})",
        "threshold": f"(measure in ({_listed(judged)})) = (threshold is null)"
        " and (threshold is null) = (direction is null)",
        "subject": f"num_nonnulls(indicator_id, metric_code) = 1 or measure in ({_listed(judged)})",
    }
    for name, condition in conditions.items():
        constraint = op.f(f"alert_rule_{name}_check")
        op.drop_constraint(constraint, "alert_rule", schema="core")
        op.create_check_constraint(constraint, "alert_rule", condition, schema="core")


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(f"'{name}'" for name in names)


def _comment(before: str, after: str) -> None:
    op.alter_column(
        "alert_rule",
        "measure",
        existing_type=sa.Text(),
        existing_nullable=False,
        existing_comment=before,
        comment=after,
        schema="core",
    )
