from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, OfProgramMixin, coded
from .codes import codes
from .references import breakdown_reference, indicator_reference, reference

METHODS = codes("method")


class Analysis(OfProgramMixin, Base):
    """A statistical analysis defined as data: a method for an indicator or a metric."""

    __tablename__ = "analysis"
    __table_args__ = (
        *coded("analysis", "method"),
        CheckConstraint("num_nonnulls(indicator_id, metric_code) = 1", name="subject"),
        CheckConstraint("(indicator_id is null) = (breakdown_id is null)", name="breakdown"),
        CheckConstraint("least_points > 1", name="least_points"),
        {"comment": "统计分析的定义 / Definitions of statistical analyses"},
    )

    method: Mapped[str] = mapped_column(
        comment="方法 / ranking, trend, dispersion, contribution, outlier or gap"
    )
    indicator_id: Mapped[int | None] = indicator_reference("所析指标 / Indicator analysed")
    breakdown_id: Mapped[int | None] = breakdown_reference("其分组 / Its breakdown")
    metric_code: Mapped[str | None] = reference("metric.code", "所析派生指标 / Metric analysed")
    least_points: Mapped[int] = mapped_column(
        comment="至少几个值才作分析 / Fewest values, of areas or periods, that are analysed"
    )
