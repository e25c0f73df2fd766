from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, DefinitionMixin, one_of
from .codes import codes

METHODS = codes("method")


class Analysis(DefinitionMixin, Base):
    """A statistical analysis defined as data: a method for an indicator or a metric."""

    __tablename__ = "analysis"
    __table_args__ = (
        one_of("method", METHODS),
        CheckConstraint("num_nonnulls(indicator_id, metric_code) = 1", name="subject"),
        CheckConstraint("(indicator_id is null) = (breakdown_id is null)", name="breakdown"),
        CheckConstraint("least_points > 1", name="least_points"),
        {"comment": "统计分析的定义 / Definitions of statistical analyses"},
    )

    code: Mapped[str] = mapped_column(primary_key=True, comment="代码 / Code")
    program_code: Mapped[str] = mapped_column(
        ForeignKey("program.code"), index=True, comment="所属门类 / Programme"
    )
    method: Mapped[str] = mapped_column(
        comment="方法 / ranking, trend, dispersion, contribution, outlier or gap"
    )
    indicator_id: Mapped[int | None] = mapped_column(
        ForeignKey("indicator.indicator_id"), index=True, comment="所析指标 / Indicator analysed"
    )
    breakdown_id: Mapped[int | None] = mapped_column(
        ForeignKey("breakdown.breakdown_id"), index=True, comment="其分组 / Its breakdown"
    )
    metric_code: Mapped[str | None] = mapped_column(
        ForeignKey("metric.code"), index=True, comment="所析派生指标 / Metric analysed"
    )
    least_points: Mapped[int] = mapped_column(
        comment="至少几个值才作分析 / Fewest values, of areas or periods, that are analysed"
    )
