from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, DefinitionMixin, coded
from .codes import codes
from .references import breakdown_reference, indicator_reference

RULE_KINDS = codes("kind", "rule")


class Rule(DefinitionMixin, Base):
    """An accounting identity or bound between cells of one area and period, or of two periods."""

    __tablename__ = "rule"
    __table_args__ = (
        *coded("rule", "kind"),
        {"comment": "核算恒等式与界限 / Accounting identities and bounds"},
    )

    code: Mapped[str] = mapped_column(primary_key=True, comment="代码 / Code")
    kind: Mapped[str] = mapped_column(
        comment="左边等于或不大于右边，或累计数不下降 / Left equals or is at most right;"
        " or a figure that accumulates from one first day does not fall"
    )
    example: Mapped[str] = mapped_column(
        server_default="", comment="算例 / An example, as AREA DAY: FORMULA = VALUE"
    )


class RuleTerm(Base):
    """One cell of a rule. A side is the sum of its terms, divided by the sum of its divisors."""

    __tablename__ = "rule_term"
    __table_args__ = (
        *coded("rule_term", "side"),
        CheckConstraint("coefficient <> 0", name="coefficient"),
        CheckConstraint("within_days >= 0", name="within_days"),
        {"comment": "规则的各项 / The terms of each rule"},
    )

    rule_code: Mapped[str] = mapped_column(
        ForeignKey("rule.code"), primary_key=True, comment="规则 / Rule"
    )
    position: Mapped[int] = mapped_column(primary_key=True, comment="次序 / Order within the rule")
    side: Mapped[str] = mapped_column(comment="左边或右边 / left or right")
    divisor: Mapped[bool] = mapped_column(comment="是否为除数 / Whether the side is divided by it")
    coefficient: Mapped[Decimal] = mapped_column(comment="系数 / Coefficient")
    indicator_id: Mapped[int] = indicator_reference("指标 / Indicator")
    breakdown_id: Mapped[int] = breakdown_reference("分组 / Breakdown")
    within_days: Mapped[int] = mapped_column(
        server_default="0",
        comment="日期容差（天） / Days that a figure may be away where there is none of the day",
    )
