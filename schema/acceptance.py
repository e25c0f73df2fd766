from datetime import date

from sqlalchemy import CheckConstraint, Text, UniqueConstraint
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, DefinitionMixin, coded, surrogate
from .codes import codes
from .observation import CELL
from .references import area_reference, breakdown_reference, indicator_reference, reference

CRITERIA = codes("criterion")


class AcceptanceCriterion(DefinitionMixin, Base):
    """One step of the rule that chooses among several reports of a cell."""

    __tablename__ = "acceptance_criterion"
    __table_args__ = (
        *coded("acceptance_criterion", "criterion"),
        CheckConstraint(
            "(criterion in ('authority', 'source_kind', 'status')) = (preference is not null)",
            name="preference",
        ),
        UniqueConstraint("position"),
        {"comment": "取舍规则的各步 / Steps of the rule that chooses among reports of a cell"},
    )

    criterion: Mapped[str] = mapped_column(
        primary_key=True,
        comment="所比 / authority, source_kind, status, precision (the narrower interval first) or"
        " published (the later first)",
    )
    position: Mapped[int] = mapped_column(comment="次序 / Order, the least decides first")
    preference: Mapped[list[str] | None] = mapped_column(
        ARRAY(Text), comment="优先次序，未列者最后 / The preferred first, what is not listed last"
    )


class Decision(Base):
    """What a curator decided: which source's report of a cell the views use, and why."""

    __tablename__ = "decision"
    __table_args__ = (
        *coded("decision", "basis"),
        UniqueConstraint(*CELL, name="decision_cell_key"),
        CheckConstraint("period_start <= period_end", name="period"),
        {"comment": "人工裁定 / Curators' decisions on cells"},
    )

    decision_id: Mapped[surrogate] = mapped_column(comment="主键 / Key")
    indicator_id: Mapped[int] = indicator_reference("指标 / Indicator", index=False)
    admin_unit_id: Mapped[int] = area_reference("地区 / Administrative unit")
    breakdown_id: Mapped[int] = breakdown_reference("分组 / Breakdown")
    period_start: Mapped[date] = mapped_column(comment="时期首日 / First day")
    period_end: Mapped[date] = mapped_column(comment="时期末日（含） / Last day, inclusive")
    basis: Mapped[str] = mapped_column(comment="时期口径 / Basis")
    source_id: Mapped[int] = reference("source.source_id", "采用的来源 / Source to accept")
    reason: Mapped[str] = mapped_column(comment="理由 / Why")
    decided_on: Mapped[date] = mapped_column(comment="裁定日 / When it was decided")
    decided_by: Mapped[str] = mapped_column(comment="裁定人 / By whom")
