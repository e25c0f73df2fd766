from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, text
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, coded, now, surrogate
from .codes import codes
from .references import reference

KINDS = codes("kind", "source")
PRECISIONS = codes("published_precision")
AUTHORITIES = codes("authority")
REASONS = codes("reason", "mention")


class Source(Base):
    """One published document."""

    __tablename__ = "source"
    __table_args__ = (
        *coded("source", "kind", "published_precision", "authority"),
        CheckConstraint("sha256 ~ '^[0-9a-f]{64}$'", name="sha256"),
        CheckConstraint("(published_on is null) = (published_precision is null)", name="published"),
        CheckConstraint("number_count >= 0", name="number_count"),
        {"comment": "来源文献 / Published documents"},
    )

    source_id: Mapped[surrogate] = mapped_column(comment="主键 / Key")
    code: Mapped[str] = mapped_column(unique=True, comment="来源代码 / Code")
    title: Mapped[str] = mapped_column(comment="标题 / Title as published")
    publisher: Mapped[str | None] = mapped_column(comment="发布者 / Publisher, where known")
    authors: Mapped[str | None] = mapped_column(comment="作者 / Authors, joined by 、")
    published_on: Mapped[date | None] = mapped_column(
        comment="发布日期，不确知时为最可能的一天 / Day published; the likeliest where not known"
    )
    published_precision: Mapped[str | None] = mapped_column(
        comment="发布日期精度 / How exactly the day is known"
    )
    kind: Mapped[str] = mapped_column(comment="文献类型 / Kind of document")
    authority: Mapped[str] = mapped_column(
        server_default="official",
        comment="权威性 / Whether an office published it, someone quotes an office, or neither",
    )
    language: Mapped[str] = mapped_column(comment="语言（BCP 47） / Language")
    address: Mapped[str | None] = mapped_column(comment="网址 / Web address")
    terms: Mapped[str | None] = mapped_column(
        comment="许可或使用条款 / Licence or terms, as far as known"
    )
    citation: Mapped[str | None] = mapped_column(comment="引用格式 / How to cite it")
    sha256: Mapped[str | None] = mapped_column(
        comment="文本或文件字节的 SHA-256 / Of the bytes of its text or file"
    )
    number_count: Mapped[int | None] = mapped_column(
        comment="文本中数字串的个数 / How many numbers its text prints in digits"
    )
    note: Mapped[str | None] = mapped_column(comment="说明 / Note")
    release_at: Mapped[datetime | None] = mapped_column(
        comment="发布时间，此前仅审定者可见，为空则已发布 / When others may see what it"
        " reports; null: at once"
    )
    recorded_at: Mapped[now] = mapped_column(comment="入库时间 / When it was recorded")


class Mention(Base):
    """One number printed in a text source, and what it is."""

    __tablename__ = "mention"
    __table_args__ = (
        *coded("mention", "disposition", "reason"),
        CheckConstraint("char_start >= 0 and char_start < char_end", name="chars"),
        CheckConstraint(
            "(disposition = 'observation') = (observation_id is not null)"
            " and (disposition = 'comparison') = (comparison_id is not null)"
            " and (disposition = 'neither') = (reason is not null)",
            name="meaning",
        ),
        ExcludeConstraint(
            (text("int8range(source_id, source_id, '[]')"), "&&"),
            (text("int8range(char_start, char_end)"), "&&"),
            name="mention_source_id_chars_excl",
        ),
        {"comment": "文本中印出的每个数字及其含义 / Every number printed in a text"},
    )

    source_id: Mapped[int] = mapped_column(
        ForeignKey("source.source_id"), primary_key=True, comment="来源 / Source"
    )
    char_start: Mapped[int] = mapped_column(
        primary_key=True,
        comment="起始位置（码点） / First character, counted in code points from 0",
    )
    char_end: Mapped[int] = mapped_column(comment="结束位置（不含） / Behind its last character")
    printed: Mapped[str] = mapped_column(comment="印刷形式 / The characters as printed")
    disposition: Mapped[str] = mapped_column(
        comment="归类：观测、比较或两者皆非 / observation, comparison or neither"
    )
    reason: Mapped[str | None] = mapped_column(
        comment="两者皆非的原因 / Why it is neither: date, name, story, …"
    )
    observation_id: Mapped[int | None] = reference(
        "observation.observation_id", "观测 / The observation"
    )
    comparison_id: Mapped[int | None] = reference(
        "comparison.comparison_id", "比较 / The comparison"
    )
