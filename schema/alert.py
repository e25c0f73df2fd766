from decimal import Decimal

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, OfProgramMixin, coded, listed
from .codes import codes
from .references import breakdown_reference, indicator_reference, reference

SEVERITIES = codes("severity")
MEASURES = codes("measure")
# What holds or not, with no threshold.
JUDGED = (
    "failure",
    "contradiction",
    "conflict",
    "unit_slip",
    "stale",
    "swapped",
    "jump",
    "dropped",
)
DIRECTIONS = codes("direction")
COMPANIONS = codes("companion_direction")


class AlertRule(OfProgramMixin, Base):
    """An early warning defined as data: a measure of an indicator, a metric or a rule."""

    __tablename__ = "alert_rule"
    __table_args__ = (
        *coded("alert_rule", "severity", "measure", "direction", "companion_direction"),
        CheckConstraint(
            f"(measure in ({listed(JUDGED)})) = (threshold is null)"
            " and (threshold is null) = (direction is null)",
            name="threshold",
        ),
        CheckConstraint(
            f"num_nonnulls(indicator_id, metric_code) = 1 or measure in ({listed(JUDGED)})",
            name="subject",
        ),
        CheckConstraint("rule_code is null or measure = 'failure'", name="rule"),
        CheckConstraint("(indicator_id is null) = (breakdown_id is null)", name="breakdown"),
        CheckConstraint(
            "num_nonnulls("
            "companion_indicator_id, companion_breakdown_id, companion_direction) in (0, 3)",
            name="companion",
        ),
        {"comment": "预警规则 / Early-warning rules"},
    )

    severity: Mapped[str] = mapped_column(comment="严重程度 / info, warning or critical")
    indicator_id: Mapped[int | None] = indicator_reference("所看指标 / Indicator watched")
    breakdown_id: Mapped[int | None] = breakdown_reference("其分组 / Its breakdown")
    metric_code: Mapped[str | None] = reference("metric.code", "所看派生指标 / Metric watched")
    rule_code: Mapped[str | None] = reference(
        "rule.code", "所看核算规则，空为全部 / Rule watched; null: all"
    )
    measure: Mapped[str] = mapped_column(
        comment="度量 / value, growth (%), change since the value before, share_of_province (%),"
        " silence (days behind the others), failure of a rule, contradiction of a comparison,"
        " conflict of sources, member_loss (children that no longer report while the sum shrinks),"
        " delay (days to publication), or a kind of suspect: unit_slip, stale, swapped, jump,"
        " dropped"
    )
    direction: Mapped[str | None] = mapped_column(comment="低于或高于 / below or above")
    threshold: Mapped[Decimal | None] = mapped_column(comment="阈值 / Threshold")
    least_base: Mapped[Decimal | None] = mapped_column(
        comment="小数保护：基数低于此值不报 / Small-number guard: no alert on a smaller base"
    )
    companion_indicator_id: Mapped[int | None] = indicator_reference(
        "同时变动的指标 / Indicator that must move at the same time"
    )
    companion_breakdown_id: Mapped[int | None] = breakdown_reference("其分组 / Its breakdown")
    companion_direction: Mapped[str | None] = mapped_column(
        comment="其变动方向 / Whether it must be falling or rising"
    )
    message: Mapped[str] = mapped_column(
        comment="消息模板 / Message in Chinese; {area} {period} {value} {base} {threshold} {unit}"
    )
    message_en: Mapped[str] = mapped_column(comment="英文消息模板 / Message in English")
