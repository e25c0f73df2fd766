from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, DefinitionMixin
from .references import reference


class Program(DefinitionMixin, Base):
    """A programme of civil affairs, a node of a tree."""

    __tablename__ = "program"
    __table_args__ = ({"comment": "民政业务门类（树） / Programmes of civil affairs, a tree"},)

    code: Mapped[str] = mapped_column(primary_key=True, comment="门类代码 / Code")
    parent_code: Mapped[str | None] = reference(
        "program.code", "上级门类 / The programme it belongs to"
    )
