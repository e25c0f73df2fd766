from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base


class NoteWording(Base):
    """A note of the data in Chinese: sources and figures have their notes in English."""

    __tablename__ = "note_wording"
    __table_args__ = (
        CheckConstraint("note !~ '[0-9]'", name="note"),
        {"comment": "数据说明的中文说法 / What notes of the data say in Chinese"},
    )

    note: Mapped[str] = mapped_column(
        primary_key=True,
        comment="英文说明，数字和位置写作 {} / The note, with {} for each number and locator in it",
    )
    note_zh: Mapped[str] = mapped_column(
        comment="中文说法，{1} 为第一个数字 / The same in Chinese, with {1} for the first of them"
    )
