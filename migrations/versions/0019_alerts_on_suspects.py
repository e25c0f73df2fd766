"""Early warnings on figures that are probably wrong, and on figures that are published late."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"

SUSPECTS = ("unit_slip", "stale", "swapped", "jump", "dropped")
BEFORE = (
    "value",
    "growth",
    "change",
    "share_of_province",
    "silence",
    "failure",
    "contradiction",
    "conflict",
    "member_loss",
)
JUDGED = ("failure", "contradiction", "conflict")
COMMENT = (
    "度量 / value, growth (%), change since the value before, share_of_province (%),"
    " silence (days behind the others), failure of a rule, contradiction of a comparison,"
    " conflict of sources, member_loss (children that no longer report while the sum shrinks)"
)
MORE = (
    ", delay (days to publication), or a kind of suspect: unit_slip, stale, swapped, jump, dropped"
)


def upgrade() -> None:
    _constrain((*BEFORE, "delay", *SUSPECTS), (*JUDGED, *SUSPECTS))
    _comment(COMMENT, COMMENT + MORE)


def downgrade() -> None:
    op.execute(f"delete from core.alert_rule where measure in ({_listed(('delay', *SUSPECTS))})")
    _constrain(BEFORE, JUDGED)
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
