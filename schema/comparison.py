from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, coded, now, surrogate
from .codes import codes
from .observation import CURRENT
from .references import area_reference, breakdown_reference, indicator_reference, reference

COMPARISONS = codes("kind", "comparison")


class Comparison(Base):
    """A figure that a source states about two values, such as growth against a base period."""

    __tablename__ = "comparison"
    __table_args__ = (
        *coded("comparison", "kind", "basis", "base_basis", "qualifier"),
        CheckConstraint(
            "period_start <= period_end and base_period_start <= base_period_end", name="period"
        ),
        CheckConstraint("low <= value and value <= high", name="interval"),
        Index(
            "comparison_current_key",
            "source_id",
            "locator",
            unique=True,
            postgresql_where=CURRENT,
        ),
        {"comment": "来源陈述的比较：增长、差额、倍数、占比 / Comparisons that sources state"},
    )

    comparison_id: Mapped[surrogate] = mapped_column(comment="主键 / Key")
    source_id: Mapped[int] = reference("source.source_id", "来源 / Source", index=False)
    kind: Mapped[str] = mapped_column(comment="类型 / growth (%), difference, multiple, share (%)")
    indicator_id: Mapped[int] = indicator_reference("指标 / Indicator spoken of")
    admin_unit_id: Mapped[int] = area_reference("地区 / Administrative unit")
    breakdown_id: Mapped[int] = breakdown_reference("分组 / Breakdown")
    period_start: Mapped[date] = mapped_column(comment="时期首日 / First day")
    period_end: Mapped[date] = mapped_column(comment="时期末日 / Last day, inclusive")
    basis: Mapped[str] = mapped_column(comment="时期口径 / Basis of the period")
    base_indicator_id: Mapped[int] = indicator_reference("基准指标 / Indicator of the base")
    base_admin_unit_id: Mapped[int] = area_reference("基准地区 / Area of the base")
    base_breakdown_id: Mapped[int] = breakdown_reference("基准分组 / Breakdown of the base")
    base_period_start: Mapped[date] = mapped_column(comment="基期首日 / First day of the base")
    base_period_end: Mapped[date] = mapped_column(comment="基期末日 / Last day of the base")
    base_basis: Mapped[str] = mapped_column(comment="基期口径 / Basis of the base period")
    value: Mapped[Decimal] = mapped_column(comment="陈述值 / The stated figure")
    low: Mapped[Decimal | None] = mapped_column(comment="下界 / Least value the print allows")
    high: Mapped[Decimal | None] = mapped_column(comment="上界 / Greatest value the print allows")
    qualifier: Mapped[str] = mapped_column(comment="限定词 / How the source hedges")
    unit_code: Mapped[str] = reference("unit.code", "单位 / percent, percentage-point, multiple, …")
    printed: Mapped[str] = mapped_column(comment="印刷形式 / The characters as printed")
    carried: Mapped[str | None] = mapped_column(
        comment="承前的限定词或数量级 / A qualifier or scale printed once for several figures"
    )
    locator: Mapped[str] = mapped_column(comment="位置 / Where it is printed")
    period_note: Mapped[str | None] = mapped_column(
        comment="时期的推断说明 / How the period was inferred where it is not printed"
    )
    note: Mapped[str | None] = mapped_column(comment="存疑说明 / What is doubtful about the print")
    load_file_id: Mapped[int] = reference(
        "ops.load_file.load_file_id", "装载文件 / File that brought it"
    )
    recorded_at: Mapped[now] = mapped_column(comment="入库时间 / When it was recorded")
    withdrawn_at: Mapped[datetime | None] = mapped_column(
        comment="撤回时间 / When it was withdrawn"
    )
    follows_id: Mapped[int | None] = reference(
        "comparison.comparison_id", "所接替的比较 / The withdrawn comparison it follows"
    )
