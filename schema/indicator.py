from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, DefinitionMixin, coded, surrogate
from .references import breakdown_reference, indicator_reference, reference


class Indicator(DefinitionMixin, Base):
    """What is measured, in which unit, and how it adds up."""

    __tablename__ = "indicator"
    __table_args__ = (
        *coded("indicator", "kind", "over_areas", "over_time"),
        CheckConstraint("low <= high", name="bounds"),
        CheckConstraint("code ~ '^[a-z][a-z0-9_]*$'", name="code"),
        {"comment": "指标 / Indicators"},
    )

    indicator_id: Mapped[surrogate] = mapped_column(comment="主键 / Key")
    code: Mapped[str] = mapped_column(unique=True, comment="指标代码 / Code")
    program_code: Mapped[str] = reference("program.code", "所属门类 / Programme")
    unit_code: Mapped[str] = reference("unit.code", "计量单位 / Unit of its values", index=False)
    kind: Mapped[str] = mapped_column(
        comment="时点数、时期数、标准或比率 / stock, flow, standard (set by policy) or ratio"
    )
    over_areas: Mapped[str] = mapped_column(
        comment="跨地区汇总方式 / How areas add up: sum, weighted mean, or not at all"
    )
    over_time: Mapped[str] = mapped_column(
        comment="跨时期汇总方式 / How periods add up: sum, the last one, or not at all"
    )
    low: Mapped[Decimal | None] = mapped_column(
        comment="合理下限 / Lowest plausible value, in its unit"
    )
    high: Mapped[Decimal | None] = mapped_column(
        comment="合理上限 / Highest plausible value, in its unit"
    )


class ResidualReason(Base):
    """Why the figure of an area is known not to be the sum of those of the areas within it."""

    __tablename__ = "residual_reason"
    __table_args__ = (
        *coded("residual_reason", "level"),
        {"comment": "合计何以不等于各地之和 / Why totals of an indicator are not the sum of areas"},
    )

    indicator_id: Mapped[int] = mapped_column(
        ForeignKey("indicator.indicator_id"), primary_key=True, comment="指标 / Indicator"
    )
    level: Mapped[str] = mapped_column(
        primary_key=True, comment="合计所属级别 / Level of the areas whose totals are meant"
    )
    reason: Mapped[str] = mapped_column(comment="原因 / The reason, in Chinese")
    reason_en: Mapped[str] = mapped_column(comment="原因，英文 / The reason, in English")


class IndicatorAlias(Base):
    """What a label of an official form means: the path from its section down, without numbering."""

    __tablename__ = "indicator_alias"
    __table_args__ = (
        *coded("indicator_alias", "basis"),
        {"comment": "官方报表栏目与指标的对应 / What the labels of official forms mean"},
    )

    label_path: Mapped[str] = mapped_column(
        primary_key=True,
        comment="栏目路径，如 综合|行政区划|镇 / Labels from the section down, joined by |",
    )
    printed_unit: Mapped[str] = mapped_column(
        primary_key=True, comment="印刷单位，无则为空串 / Unit as printed; empty if none"
    )
    indicator_id: Mapped[int] = indicator_reference("指标 / Indicator")
    breakdown_id: Mapped[int] = breakdown_reference("分组 / Breakdown")
    basis: Mapped[str] = mapped_column(
        comment="时期口径 / point (as of the end) or during (cumulative since 1 January)"
    )
