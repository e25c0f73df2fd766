from decimal import Decimal

from sqlalchemy import CheckConstraint, Text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, name, name_en


class Unit(Base):
    """A unit of measure; two units of one dimension convert by their exact factors."""

    __tablename__ = "unit"
    __table_args__ = (
        CheckConstraint("factor_numerator > 0 and factor_denominator > 0", name="factor"),
        {"comment": "计量单位及其精确换算系数 / Units of measure with exact factors"},
    )

    code: Mapped[str] = mapped_column(primary_key=True, comment="单位代码 / Code, such as CNY")
    name: Mapped[name]
    name_en: Mapped[name_en]
    dimension: Mapped[str] = mapped_column(
        comment="量纲，如 money/person/time / What it measures; only units of one dimension convert"
    )
    factor_numerator: Mapped[Decimal] = mapped_column(
        comment="换算系数分子 / Numerator of the factor to the dimension's base unit"
    )
    factor_denominator: Mapped[Decimal] = mapped_column(
        comment="换算系数分母 / Denominator of the factor to the dimension's base unit"
    )
    printed: Mapped[list[str]] = mapped_column(
        ARRAY(Text), comment="印刷写法 / The forms in which sources print the unit"
    )
