"""Files of sources that are not released yet: held as they are, apart from all that is released."""

from datetime import date
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, now, surrogate


class HeldFile(Base):
    """The last version of a file whose source is under embargo; it is loaded at its release."""

    __tablename__ = "held_file"
    __table_args__ = (
        CheckConstraint("length(sha256) = 64", name="sha256"),
        {
            "schema": "ops",
            "comment": "待发布的文件，到发布时间即装载 / Files of sources that are not released"
            " yet, which are loaded at their release",
        },
    )

    held_file_id: Mapped[surrogate] = mapped_column(comment="主键 / Key")
    name: Mapped[str] = mapped_column(
        unique=True, comment="文件标识，同 load_file.name / The file, as in load_file.name"
    )
    source_id: Mapped[int] = mapped_column(
        ForeignKey("core.source.source_id"), index=True, comment="来源 / Source"
    )
    load_file_id: Mapped[int] = mapped_column(
        ForeignKey("ops.load_file.load_file_id"), index=True, comment="装载文件 / Load that held it"
    )
    file_name: Mapped[str] = mapped_column(comment="文件名 / Its name without the folder")
    sha256: Mapped[str] = mapped_column(comment="校验和 / SHA-256 of its bytes")
    content: Mapped[bytes] = mapped_column(comment="文件内容 / Its bytes")
    recorded_at: Mapped[now] = mapped_column(comment="入库时间 / When it was recorded")


class HeldFigure(Base):
    """One figure of a held file, as it will be loaded: for curators to look at."""

    __tablename__ = "held_figure"
    __table_args__ = (
        {
            "schema": "ops",
            "comment": "待发布文件中的数字，供审定者查看 / Figures of files that are not released"
            " yet, for curators",
        },
    )

    held_file_id: Mapped[int] = mapped_column(
        ForeignKey("ops.held_file.held_file_id", ondelete="CASCADE"),
        primary_key=True,
        comment="文件 / File",
    )
    position: Mapped[int] = mapped_column(primary_key=True, comment="次序 / Order in the file")
    source_code: Mapped[str] = mapped_column(comment="来源代码 / Code of the source")
    locator: Mapped[str] = mapped_column(comment="位置 / Where it is printed")
    printed: Mapped[str] = mapped_column(comment="印刷形式 / The characters as printed")
    indicator_code: Mapped[str] = mapped_column(comment="指标代码 / Code of the indicator")
    area_code: Mapped[str] = mapped_column(comment="地区代码 / Code of the area")
    breakdown: Mapped[str] = mapped_column(comment="分组 / Breakdown")
    period_start: Mapped[date] = mapped_column(comment="时期首日 / First day")
    period_end: Mapped[date] = mapped_column(comment="时期末日（含） / Last day, inclusive")
    basis: Mapped[str] = mapped_column(comment="时期口径 / Basis")
    value: Mapped[Decimal] = mapped_column(
        comment="数值（指标单位） / Value in the indicator's unit"
    )
    low: Mapped[Decimal | None] = mapped_column(comment="下界 / Least value the print allows")
    high: Mapped[Decimal | None] = mapped_column(comment="上界 / Greatest value the print allows")
    unit: Mapped[str] = mapped_column(comment="计量单位 / Unit of the value")
