from decimal import Decimal

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, OfProgramMixin, coded
from .codes import codes
from .references import breakdown_reference, indicator_reference, reference

KINDS = codes("kind", "metric")
ALIGNMENTS = codes("alignment")
DENOMINATOR_AREAS = codes("denominator_area")
BASE_POPULATIONS = codes("base_population")


class Metric(OfProgramMixin, Base):
    """A derived quantity defined as data: how a numerator compares with a denominator."""

    __tablename__ = "metric"
    __table_args__ = (
        *coded("metric", "kind", "alignment", "denominator_area", "base_population"),
        CheckConstraint("factor > 0 and denominator_factor > 0", name="factor"),
        CheckConstraint("(alignment = 'base_year') = (base_year is not null)", name="base_year"),
        CheckConstraint("kind <> 'annual_growth' or alignment = 'base_year'", name="annual_growth"),
        CheckConstraint("not part_of_whole or kind = 'ratio'", name="part_of_whole"),
        {"comment": "派生指标的定义 / Definitions of derived quantities"},
    )

    kind: Mapped[str] = mapped_column(
        server_default="ratio",
        comment="种类 / ratio: factor × numerator / denominator; gap: numerator less denominator;"
        " annual_growth: compound rate from the denominator to the numerator",
    )
    numerator_indicator_id: Mapped[int] = indicator_reference("分子指标 / Numerator")
    numerator_breakdown_id: Mapped[int] = breakdown_reference("分子分组 / Its breakdown")
    denominator_indicator_id: Mapped[int] = indicator_reference("分母指标 / Denominator")
    denominator_breakdown_id: Mapped[int] = breakdown_reference("分母分组 / Its breakdown")
    denominator_area: Mapped[str] = mapped_column(
        server_default="same",
        comment="分母的地区 / The denominator is of the same area, of its parent or its province",
    )
    alignment: Mapped[str] = mapped_column(
        comment="时期对齐方式 / Which denominator goes with a numerator"
    )
    base_year: Mapped[int | None] = mapped_column(comment="基年 / Year of the denominator")
    unit_code: Mapped[str] = reference("unit.code", "单位 / Unit", index=False)
    unit_declared: Mapped[bool] = mapped_column(
        server_default="false",
        comment="单位是否另行规定 / Whether the unit is declared though it does not follow",
    )
    factor: Mapped[Decimal] = mapped_column(
        comment="乘数，由单位算出 / "
        "Factor, as the units of numerator, denominator and metric decide"
    )
    denominator_factor: Mapped[Decimal] = mapped_column(
        server_default="1", comment="差值中分母的乘数 / Factor of what a gap subtracts"
    )
    part_of_whole: Mapped[bool] = mapped_column(
        server_default="false", comment="分子是否为分母的一部分 / Whether it is a share of a whole"
    )
    base_population: Mapped[str | None] = mapped_column(
        comment="人口口径 / Whether a population is of residents or by registration"
    )
    example: Mapped[str] = mapped_column(
        server_default="", comment="算例 / An example, as AREA DAY: FORMULA = VALUE"
    )
