from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, text
from sqlalchemy.dialects.postgresql import DATERANGE, ExcludeConstraint, Range
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, DefinitionMixin, coded, name, name_en, surrogate
from .codes import codes
from .references import area_reference

LEVELS = codes("level")
EVENTS = codes("kind", "admin_unit_event")


class AdminUnit(Base):
    """The identity of a place, or of a set of places, through all changes of name and code."""

    __tablename__ = "admin_unit"
    __table_args__ = (
        *coded("admin_unit", "kind"),
        CheckConstraint("(kind = 'set') = (key ~ '^set:')", name="key"),
        {
            "comment": "行政区划单位（或单位集合）的身份 / "
            "Identities of places and of sets of places"
        },
    )

    admin_unit_id: Mapped[surrogate] = mapped_column(comment="主键 / Key")
    key: Mapped[str] = mapped_column(
        unique=True,
        comment="稳定标识：最早的代码，或 set:名称 / Stable key: its first code, or set:name",
    )
    kind: Mapped[str] = mapped_column(comment="单位或集合 / unit or set")


class AdminUnitVersion(Base):
    """The code, name, level and parent of a unit while they did not change."""

    __tablename__ = "admin_unit_version"
    __table_args__ = (
        *coded("admin_unit_version", "level", "precision"),
        CheckConstraint("code ~ '^([0-9]{6}|[0-9]{9}|[0-9]{12})$'", name="code"),
        CheckConstraint("iso_3166_2 ~ '^[A-Z]{2}-[A-Z0-9]{1,3}$'", name="iso_3166_2"),
        CheckConstraint("not isempty(valid) and not lower_inf(valid)", name="valid"),
        # Ranges of one number stand for equality, which GiST has only with btree_gist.
        ExcludeConstraint(
            (text("int8range(admin_unit_id, admin_unit_id, '[]')"), "&&"),
            ("valid", "&&"),
            name="admin_unit_version_admin_unit_id_valid_excl",
        ),
        ExcludeConstraint(
            (text("int8range(cast(code as bigint), cast(code as bigint), '[]')"), "&&"),
            ("valid", "&&"),
            name="admin_unit_version_code_valid_excl",
        ),
        {"comment": "行政区划版本 / Dated versions of administrative units"},
    )

    admin_unit_version_id: Mapped[surrogate] = mapped_column(comment="主键 / Key")
    admin_unit_id: Mapped[int] = area_reference("单位 / Unit")
    code: Mapped[str] = mapped_column(
        index=True, comment="区划代码 / GB/T 2260 code: 6 digits, 9 for townships, 12 for villages"
    )
    name: Mapped[name]
    name_en: Mapped[name_en]
    level: Mapped[str] = mapped_column(comment="行政层级 / Level")
    parent_id: Mapped[int | None] = area_reference("上级单位 / Parent")
    valid: Mapped[Range[date]] = mapped_column(
        DATERANGE, comment="有效期（左闭右开） / In force, half-open"
    )
    precision: Mapped[str] = mapped_column(
        comment="起始日精度 / Whether the first day of validity is known to the day or the year"
    )
    iso_3166_2: Mapped[str | None] = mapped_column(
        comment="ISO 3166-2 代码，如 CN-YN，省级单位才有 / "
        "Code of ISO 3166-2 such as CN-YN, of provinces"
    )


class AdminUnitEvent(Base):
    """A change of administrative units, with the document that ordered it."""

    __tablename__ = "admin_unit_event"
    __table_args__ = (
        *coded("admin_unit_event", "kind", "precision"),
        {"comment": "行政区划变更事件 / Changes of administrative units"},
    )

    code: Mapped[str] = mapped_column(primary_key=True, comment="事件代码 / Code")
    happened_on: Mapped[date] = mapped_column(comment="生效日 / Day it took effect")
    precision: Mapped[str] = mapped_column(comment="日期精度 / day or year")
    kind: Mapped[str] = mapped_column(comment="变更类型 / Kind of change")
    what: Mapped[str] = mapped_column(comment="变更内容 / What changed")
    document: Mapped[str | None] = mapped_column(comment="批准文件 / Document that ordered it")


class AdminUnitEventLink(Base):
    """A unit that an event changed, or that came out of it."""

    __tablename__ = "admin_unit_event_link"
    __table_args__ = (
        *coded("admin_unit_event_link", "role"),
        {"comment": "事件涉及的单位 / The units before and after an event"},
    )

    event_code: Mapped[str] = mapped_column(
        ForeignKey("admin_unit_event.code"), primary_key=True, comment="事件 / Event"
    )
    admin_unit_id: Mapped[int] = mapped_column(
        ForeignKey("admin_unit.admin_unit_id"), primary_key=True, index=True, comment="单位 / Unit"
    )
    role: Mapped[str] = mapped_column(primary_key=True, comment="变更前或变更后 / from or to")


class AdminUnitSet(DefinitionMixin, Base):
    """A named set of units, for figures about several places at once."""

    __tablename__ = "admin_unit_set"
    __table_args__ = (
        CheckConstraint("member_count > 0", name="member_count"),
        {"comment": "单位集合 / Named sets of administrative units"},
    )

    admin_unit_id: Mapped[int] = mapped_column(
        ForeignKey("admin_unit.admin_unit_id"), primary_key=True, comment="集合的身份 / Identity"
    )
    within_id: Mapped[int | None] = area_reference("所在地区 / The unit it lies in")
    member_count: Mapped[int] = mapped_column(
        comment="成员数（成员未必都已知） / How many members it has, known or not"
    )
    is_apart: Mapped[bool] = mapped_column(
        server_default="false",
        comment="所在地区的统计数是否不含其成员 / "
        "Whether what the unit it lies in reports leaves its members out",
    )


class AdminUnitSetMember(Base):
    """A known member of a set."""

    __tablename__ = "admin_unit_set_member"
    __table_args__ = ({"comment": "集合的已知成员 / Known members of each set"},)

    set_id: Mapped[int] = mapped_column(
        ForeignKey("admin_unit_set.admin_unit_id"), primary_key=True, comment="集合 / Set"
    )
    admin_unit_id: Mapped[int] = mapped_column(
        ForeignKey("admin_unit.admin_unit_id"), primary_key=True, index=True, comment="单位 / Unit"
    )
