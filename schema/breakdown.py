from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, DefinitionMixin, surrogate


class Dimension(DefinitionMixin, Base):
    """A way to break a quantity down, such as residence."""

    __tablename__ = "dimension"
    __table_args__ = ({"comment": "分组维度 / Ways to break a quantity down"},)

    code: Mapped[str] = mapped_column(primary_key=True, comment="维度代码 / Code")


class Member(DefinitionMixin, Base):
    """One value of a dimension, such as urban."""

    __tablename__ = "member"
    __table_args__ = ({"comment": "维度的取值 / Values of a dimension"},)

    dimension_code: Mapped[str] = mapped_column(
        ForeignKey("dimension.code"), primary_key=True, comment="维度 / Dimension"
    )
    code: Mapped[str] = mapped_column(primary_key=True, comment="取值代码 / Code")


class Breakdown(Base):
    """A set of members, one per dimension; the empty set is written total."""

    __tablename__ = "breakdown"
    __table_args__ = (
        CheckConstraint("key = 'total' or key ~ '^[a-z_]+=[^=;]+(;[a-z_]+=[^=;]+)*$'", name="key"),
        {"comment": "分组（维度取值的组合） / Sets of members, one per dimension"},
    )

    breakdown_id: Mapped[surrogate] = mapped_column(comment="主键 / Key")
    key: Mapped[str] = mapped_column(
        unique=True, comment="如 total、residence=urban / Members joined by ; in order of dimension"
    )


class BreakdownMember(Base):
    """One member of a breakdown."""

    __tablename__ = "breakdown_member"
    __table_args__ = (
        ForeignKeyConstraint(
            ["dimension_code", "member_code"], ["member.dimension_code", "member.code"]
        ),
        {"comment": "分组所含的取值 / The members of each breakdown"},
    )

    breakdown_id: Mapped[int] = mapped_column(
        ForeignKey("breakdown.breakdown_id"), primary_key=True, comment="分组 / Breakdown"
    )
    dimension_code: Mapped[str] = mapped_column(primary_key=True, comment="维度 / Dimension")
    member_code: Mapped[str] = mapped_column(comment="取值 / Member")
