"""Erasures: what was taken out of the history of figures, by whom and why."""

from sqlalchemy import text
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, now, surrogate


class Erasure(Base):
    """One call of core.erase_observations. The rows are gone; this stays."""

    __tablename__ = "erasure"
    __table_args__ = (
        {
            "comment": "从历史中删除的观测 / What was taken out of the history of figures",
        },
    )

    erasure_id: Mapped[surrogate] = mapped_column(comment="主键 / Key")
    erased_at: Mapped[now] = mapped_column(comment="删除时间 / When")
    erased_by: Mapped[str] = mapped_column(
        server_default=text("session_user"), comment="删除者（数据库角色） / By which role"
    )
    reason: Mapped[str] = mapped_column(comment="删除的理由 / Why")
    observations: Mapped[int] = mapped_column(
        comment="删除的观测数 / How many observations were erased"
    )
