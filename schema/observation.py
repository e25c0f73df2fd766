from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, coded, now, surrogate
from .codes import codes
from .references import area_reference, breakdown_reference, indicator_reference, reference

BASES = codes("basis")
QUALIFIERS = codes("qualifier")
# SDMX CL_OBS_STATUS 2.2
STATUSES = codes("status")
CURRENT = text("withdrawn_at is null")
SIDE_BY_SIDE: dict[str, Any] = {
    "postgresql_using": "brin",
    "postgresql_with": {"pages_per_range": 32, "autosummarize": True},
}
CELL = (
    "indicator_id",
    "admin_unit_id",
    "breakdown_id",
    "period_start",
    "period_end",
    "basis",
)


class Observation(Base):
    """One figure as one source reports it; never updated, only withdrawn and followed."""

    __tablename__ = "observation"
    __table_args__ = (
        *coded("observation", "basis", "qualifier", "status"),
        CheckConstraint("period_start <= period_end", name="period"),
        CheckConstraint(
            "basis not in ('point', 'effective') or period_start = period_end", name="day"
        ),
        CheckConstraint("low <= value and value <= high", name="interval"),
        CheckConstraint("not accepted or withdrawn_at is null", name="accepted"),
        Index("observation_accepted_key", *CELL, unique=True, postgresql_where=text("accepted")),
        Index(
            "observation_contested_key",
            *CELL,
            "source_id",
            "locator",
            unique=True,
            postgresql_where=text("withdrawn_at is null and not accepted"),
        ),
        # The rivals of a report, withdrawn ones too, but for the accepted one.
        Index("observation_unaccepted_idx", *CELL, postgresql_where=text("not accepted")),
        # Withdrawn ones too, which mart.as_of and mart.known_on ask for.
        Index("observation_admin_unit_id_indicator_id_idx", "admin_unit_id", "indicator_id"),
        # A load writes the figures of a source side by side.
        Index("observation_source_id_idx", "source_id", **SIDE_BY_SIDE),
        Index("observation_load_file_id_idx", "load_file_id", **SIDE_BY_SIDE),
        Index(
            "observation_withdrawn_at_idx",
            "withdrawn_at",
            postgresql_where=text("withdrawn_at is not null"),
        ),
        {"comment": "观测值：一个来源报告的一个数字 / Figures, each as one source reports it"},
    )

    observation_id: Mapped[surrogate] = mapped_column(comment="主键 / Key")
    source_id: Mapped[int] = reference("source.source_id", "来源 / Source", index=False)
    indicator_id: Mapped[int] = indicator_reference("指标 / Indicator", index=False)
    admin_unit_id: Mapped[int] = area_reference("地区 / Administrative unit or set", index=False)
    breakdown_id: Mapped[int] = breakdown_reference("分组 / Breakdown", index=False)
    period_start: Mapped[date] = mapped_column(comment="时期首日 / First day")
    period_end: Mapped[date] = mapped_column(comment="时期末日（含） / Last day, inclusive")
    basis: Mapped[str] = mapped_column(
        comment="时期口径 / point (as of), during, effective (in force from), target"
    )
    value: Mapped[Decimal] = mapped_column(
        comment="数值（指标单位） / Value in the indicator's unit"
    )
    low: Mapped[Decimal | None] = mapped_column(
        comment="下界，空为无下界 / Least value the print allows; null: no bound"
    )
    high: Mapped[Decimal | None] = mapped_column(
        comment="上界，空为无上界 / Greatest value the print allows; null: no bound"
    )
    qualifier: Mapped[str] = mapped_column(comment="限定词 / How the source hedges")
    status: Mapped[str] = mapped_column(comment="SDMX 观测状态 / SDMX OBS_STATUS")
    unit_code: Mapped[str] = reference(
        "unit.code", "印刷单位 / The unit it was printed in", index=False
    )
    printed: Mapped[str] = mapped_column(comment="印刷形式 / The characters as printed")
    carried: Mapped[str | None] = mapped_column(
        comment="承前的限定词或数量级 / A qualifier or scale printed once for several figures"
    )
    locator: Mapped[str] = mapped_column(
        comment="位置（RFC 5147、RFC 7111） / Where: char=152,160 or cell=12,4"
    )
    period_note: Mapped[str | None] = mapped_column(
        comment="时期的推断说明 / How the period was inferred where it is not printed"
    )
    note: Mapped[str | None] = mapped_column(comment="存疑说明 / What is doubtful about the print")
    accepted: Mapped[bool] = mapped_column(
        server_default=text("false"), comment="是否为采用值 / Whether the views use it for its cell"
    )
    load_file_id: Mapped[int] = reference(
        "ops.load_file.load_file_id", "装载文件 / File that brought it", index=False
    )
    recorded_at: Mapped[now] = mapped_column(comment="入库时间 / When it was recorded")
    withdrawn_at: Mapped[datetime | None] = mapped_column(
        comment="撤回时间 / When it was withdrawn"
    )
    follows_id: Mapped[int | None] = reference(
        "observation.observation_id",
        "所接替的观测 / The withdrawn observation it follows",
        index=False,
    )
