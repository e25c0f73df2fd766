"""Reasons of rejects for what words and units around a figure say."""

from alembic import op

revision = "r0004"
down_revision = "r0003"

NEW = [
    "cumulative_stock",
    "not_whole",
    "other_meaning",
    "other_value",
    "unit_contradiction",
    "withdrawals",
]
REASONS = [
    "bad_date",
    "beyond_header",
    "constraint",
    "differs_from_print",
    "duplicate",
    "field_count",
    "gone",
    "growth_does_not_follow",
    "ill_formed",
    "known_otherwise",
    "marker",
    "masked",
    "merged_figure",
    "missing",
    "no_area",
    "no_first_print",
    "no_header",
    "no_label",
    "no_period",
    "no_table",
    "no_unit",
    "not_a_number",
    "not_allowed",
    "not_calculated",
    "number_format",
    "other_area",
    "other_period",
    "out_of_bounds",
    "overlap",
    "repeated",
    "restated",
    "scaled_by_format",
    "section_unknown",
    "several_labels",
    "several_periods",
    "slid",
    "still_used",
    "superfluous",
    "too_many_digits",
    "two_scales",
    "two_values",
    "unaccounted",
    "unknown_area",
    "unknown_breakdown",
    "unknown_code",
    "unknown_column",
    "unknown_form",
    "unknown_label",
    "unknown_source",
    "unknown_unit",
    "unreadable",
    "unseen",
    "wrong_length",
    "wrong_period",
    "wrong_unit",
]


def upgrade() -> None:
    restrict([*REASONS, *NEW])


def downgrade() -> None:
    op.execute("delete from ops.reject where reason in (" + listed(NEW) + ")")
    restrict(REASONS)


def restrict(reasons: list[str]) -> None:
    op.drop_constraint(op.f("reject_reason_check"), "reject", schema="ops", type_="check")
    condition = "reason in (" + listed(sorted(reasons)) + ")"
    op.create_check_constraint(op.f("reject_reason_check"), "reject", condition, schema="ops")


def listed(reasons: list[str]) -> str:
    return ", ".join(f"'{reason}'" for reason in reasons)
