"""Proposals: what the numbers of a text may be, that nobody has decided yet."""

from decimal import Decimal
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, now
from .references import reference


class ProposedMention(Base):
    """One number of a text whose meaning is not certain, and the row of a ledger proposed for it.

    It goes when a ledger that decides it is loaded for the source.
    """

    __tablename__ = "proposal"
    __table_args__ = (
        {
            "schema": "ops",
            "comment": "待复核的数字及建议的台账行 / Numbers of texts to look at, and the rows that"
            " are proposed for them",
        },
    )

    source_id: Mapped[int] = mapped_column(
        ForeignKey("core.source.source_id"), primary_key=True, comment="来源 / Source"
    )
    char_start: Mapped[int] = mapped_column(
        primary_key=True,
        comment="起始位置（码点） / First character, counted in code points from 0",
    )
    char_end: Mapped[int] = mapped_column(comment="结束位置（不含） / Character after the last")
    printed: Mapped[str] = mapped_column(comment="印出的文字 / Characters as printed")
    confidence: Mapped[Decimal] = mapped_column(comment="把握，0至1 / How sure it is, 0 to 1")
    reasons: Mapped[str] = mapped_column(comment="理由与疑点 / Reasons and doubts")
    row: Mapped[dict[str, Any]] = mapped_column(
        JSONB, comment="建议的台账行 / The row of a ledger that is proposed"
    )
    load_file_id: Mapped[int] = reference("ops.load_file.load_file_id", "文件 / File")
    recorded_at: Mapped[now] = mapped_column(comment="入库时间 / When it was recorded")
