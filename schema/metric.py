from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, definition, definition_en, name, name_en, one_of

ALIGNMENTS = ("same_period", "same_year", "latest_before")


class Metric(Base):
    """A derived quantity defined as data: factor × numerator / denominator."""

    __tablename__ = "metric"
    __table_args__ = (
        one_of("alignment", ALIGNMENTS),
        CheckConstraint("factor > 0", name="factor"),
        {"comment": "派生指标的定义 / Definitions of derived quantities"},
    )

    code: Mapped[str] = mapped_column(primary_key=True, comment="代码 / Code")
    program_code: Mapped[str] = mapped_column(
        ForeignKey("program.code"), index=True, comment="所属门类 / Programme"
    )
    name: Mapped[name]
    name_en: Mapped[name_en]
    definition: Mapped[definition]
    definition_en: Mapped[definition_en]
    numerator_indicator_id: Mapped[int] = mapped_column(
        ForeignKey("indicator.indicator_id"), index=True, comment="分子指标 / Numerator"
    )
    numerator_breakdown_id: Mapped[int] = mapped_column(
        ForeignKey("breakdown.breakdown_id"), index=True, comment="分子分组 / Its breakdown"
    )
    denominator_indicator_id: Mapped[int] = mapped_column(
        ForeignKey("indicator.indicator_id"), index=True, comment="分母指标 / Denominator"
    )
    denominator_breakdown_id: Mapped[int] = mapped_column(
        ForeignKey("breakdown.breakdown_id"), index=True, comment="分母分组 / Its breakdown"
    )
    factor: Mapped[Decimal] = mapped_column(comment="乘数 / Factor, such as 100 for percent")
    unit_code: Mapped[str] = mapped_column(ForeignKey("unit.code"), comment="单位 / Unit")
    alignment: Mapped[str] = mapped_column(
        comment="时期对齐方式 / Which denominator goes with a numerator"
    )
