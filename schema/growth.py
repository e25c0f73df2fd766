from datetime import date
from decimal import Decimal

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base


class Growth(Base):
    """An accepted value beside the one before it and the earliest one of its series.

    Computed from core.observation, whose keys are checked; complete for the indicators with
    growth_settled, and read by mart.growth for these alone.
    """

    __tablename__ = "growth"
    __table_args__ = (
        Index("growth_admin_unit_id_indicator_id_idx", "admin_unit_id", "indicator_id"),
        {
            "comment": "采用值及其序列中的前一值和最早值，由装载维护 / Accepted values beside"
            " the one before and the earliest one of their series, kept by the loaders"
        },
    )

    indicator_id: Mapped[int] = mapped_column(primary_key=True, comment="指标 / Indicator")
    admin_unit_id: Mapped[int] = mapped_column(
        primary_key=True, comment="地区 / Administrative unit or set"
    )
    breakdown_id: Mapped[int] = mapped_column(primary_key=True, comment="分组 / Breakdown")
    observation_id: Mapped[int] = mapped_column(primary_key=True, comment="观测 / Observation")
    period_start: Mapped[date] = mapped_column(comment="时期首日 / First day")
    period_end: Mapped[date] = mapped_column(comment="时期末日（含） / Last day, inclusive")
    basis: Mapped[str] = mapped_column(comment="时期口径 / point, during or effective")
    value: Mapped[Decimal] = mapped_column(comment="数值 / Value")
    low: Mapped[Decimal | None] = mapped_column(comment="下界 / Least value the print allows")
    high: Mapped[Decimal | None] = mapped_column(comment="上界 / Greatest value the print allows")
    calc_low: Mapped[Decimal | None] = mapped_column(comment="推算下界 / Low for derivation")
    calc_high: Mapped[Decimal | None] = mapped_column(comment="推算上界 / High for derivation")
    previous_id: Mapped[int | None] = mapped_column(
        comment="前一值的观测，空为不可比 / Observation before; null where not comparable"
    )
    previous_start: Mapped[date | None] = mapped_column(comment="前一值的首日 / Its first day")
    previous_end: Mapped[date | None] = mapped_column(comment="前一值的末日 / Its last day")
    previous_basis: Mapped[str | None] = mapped_column(comment="前一值的口径 / Its basis")
    previous_value: Mapped[Decimal | None] = mapped_column(comment="前一值 / Its value")
    previous_low: Mapped[Decimal | None] = mapped_column(comment="前一值推算下界 / Its calc_low")
    previous_high: Mapped[Decimal | None] = mapped_column(comment="前一值推算上界 / Its calc_high")
    first_id: Mapped[int | None] = mapped_column(
        comment="最早值的观测，空为不可比 / Earliest observation; null where not comparable"
    )
    first_start: Mapped[date | None] = mapped_column(comment="最早值的首日 / Its first day")
    first_end: Mapped[date | None] = mapped_column(comment="最早值的末日 / Its last day")
    first_basis: Mapped[str | None] = mapped_column(comment="最早值的口径 / Its basis")
    first_value: Mapped[Decimal | None] = mapped_column(comment="最早值 / Its value")
    first_low: Mapped[Decimal | None] = mapped_column(comment="最早值推算下界 / Its calc_low")
    first_high: Mapped[Decimal | None] = mapped_column(comment="最早值推算上界 / Its calc_high")
