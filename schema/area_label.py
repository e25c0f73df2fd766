from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, name, name_en
from .references import area_reference


class AreaLabel(Base):
    """The latest code and name of an administrative unit or set, kept by triggers of both."""

    __tablename__ = "area_label"
    __table_args__ = (
        {
            "comment": "地区的最新代码和名称，由触发器维护 / "
            "Latest codes and names, kept by triggers"
        },
    )

    admin_unit_id: Mapped[int] = mapped_column(
        ForeignKey("admin_unit.admin_unit_id", ondelete="cascade"),
        primary_key=True,
        comment="行政单位或单位集合 / Administrative unit or set",
    )
    area_code: Mapped[str] = mapped_column(
        index=True, comment="代码，集合为其键 / Code; of a set its key"
    )
    area_name: Mapped[name]
    area_name_en: Mapped[name_en]
    area_level: Mapped[str] = mapped_column(comment="级别，集合为 set / Level; set for a set")
    parent_id: Mapped[int | None] = area_reference("上级单位 / Unit right above", index=False)
