"""Loads: their runs, the files of each, what they rejected, and what is kept of large files."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Index, desc
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, coded, now, surrogate
from .references import reference


class LoadRun(Base):
    """One call of a loading command, or for a feed one attempt to bring it up to date.

    The counts are those of its files, and are there once it has ended.
    """

    __tablename__ = "load_run"
    __table_args__ = (
        *coded("load_run", "outcome"),
        Index("load_run_feed_load_run_id_idx", "feed", desc("load_run_id")),
        {"schema": "ops", "comment": "装载批次 / Calls of a loading command"},
    )

    load_run_id: Mapped[surrogate] = mapped_column(comment="主键 / Key")
    command: Mapped[str] = mapped_column(comment="命令 / Command")
    feed: Mapped[str | None] = mapped_column(
        comment="数据源名称，用户指定的文件则为空 / Feed; none for files that the user named"
    )
    version: Mapped[str] = mapped_column(comment="软件版本 / Version of the package")
    server_version: Mapped[str | None] = mapped_column(
        comment="数据库版本 / Version of PostgreSQL",
    )
    host: Mapped[str] = mapped_column(comment="主机 / Host that ran it")
    started_at: Mapped[now] = mapped_column(comment="开始时间 / When it started")
    finished_at: Mapped[datetime | None] = mapped_column(
        comment="结束时间，为空则进行中或已中断 / When it ended; none: at work or interrupted"
    )
    outcome: Mapped[str] = mapped_column(
        server_default="running", comment="结果 / running, loaded, unchanged, failed, stopped"
    )
    files: Mapped[int] = mapped_column(server_default="0", comment="查看的文件 / Files looked at")
    read: Mapped[int] = mapped_column(server_default="0", comment="读入行数 / Rows read")
    added: Mapped[int] = mapped_column(server_default="0", comment="新增行数 / Rows added")
    revised: Mapped[int] = mapped_column(
        server_default="0", comment="修订行数 / Rows that follow a withdrawn one"
    )
    withdrawn: Mapped[int] = mapped_column(
        server_default="0", comment="撤回行数 / Rows withdrawn and not followed"
    )
    rejected: Mapped[int] = mapped_column(server_default="0", comment="拒绝行数 / Rows rejected")
    seconds: Mapped[Decimal | None] = mapped_column(comment="用时（秒） / Duration in seconds")
    rows_per_second: Mapped[Decimal | None] = mapped_column(
        comment="每秒读入行数 / Rows read in a second"
    )
    error: Mapped[str | None] = mapped_column(comment="失败原因 / Why it failed")


class LoadFile(Base):
    """One file of a run: what it held and what it changed."""

    __tablename__ = "load_file"
    __table_args__ = (
        *coded("load_file", "outcome"),
        {
            "schema": "ops",
            "comment": "装载的文件及其结果 / Files of each run and what they changed",
        },
    )

    load_file_id: Mapped[surrogate] = mapped_column(comment="主键 / Key")
    load_run_id: Mapped[int] = reference("ops.load_run.load_run_id", "批次 / Run")
    name: Mapped[str] = mapped_column(
        index=True,
        comment="文件标识：数据目录或数据源（冒号前）内的路径，或绝对路径 / What the file is"
        " known by: its path among the bundled data, within its feed (before the colon), or its"
        " absolute path",
    )
    path: Mapped[str | None] = mapped_column(
        comment="文件所在路径或网址 / Where on the host it was, or its address"
    )
    kind: Mapped[str | None] = mapped_column(
        comment="文件种类 / Kind of file: a reference list, ledger, figures, published, mapped"
    )
    source_code: Mapped[str | None] = mapped_column(
        index=True, comment="来源代码，参考表则为空 / Source that it reports; none for a list"
    )
    sha256: Mapped[str | None] = mapped_column(
        comment="文件校验和，未取得则为空 / SHA-256 of its bytes; none: it could not be had"
    )
    etag: Mapped[str | None] = mapped_column(comment="HTTP 版本标识 / ETag of the address")
    last_modified: Mapped[str | None] = mapped_column(
        comment="HTTP 修改时间 / Last-Modified of the address"
    )
    options: Mapped[dict[str, Any]] = mapped_column(
        JSONB,
        server_default="{}",
        comment="装载时给出的选项 / What the user said of it: source, area, period, …",
    )
    keep_going: Mapped[bool] = mapped_column(
        server_default="false", comment="是否装载其余好行 / Whether good rows were to be loaded"
    )
    outcome: Mapped[str] = mapped_column(
        comment="结果：装载、部分装载、拒绝、失败 / Whether it was loaded, loaded in part, refused,"
        " or failed before that"
    )
    read: Mapped[int] = mapped_column(comment="读入行数 / Rows read")
    added: Mapped[int] = mapped_column(comment="新增行数 / Rows added")
    revised: Mapped[int] = mapped_column(comment="修订行数 / Rows that follow a withdrawn one")
    withdrawn: Mapped[int] = mapped_column(comment="撤回行数 / Rows withdrawn and not followed")
    unchanged: Mapped[int] = mapped_column(comment="未变行数 / Rows already there")
    rejected: Mapped[int] = mapped_column(comment="拒绝行数 / Rows rejected")
    conflicts: Mapped[int] = mapped_column(
        server_default="0",
        comment="与其他来源冲突的单元格 / Cells on which sources contradict each other",
    )
    seconds: Mapped[Decimal] = mapped_column(comment="用时（秒） / Duration in seconds")
    rows_per_second: Mapped[Decimal | None] = mapped_column(
        comment="每秒读入行数 / Rows read in a second"
    )
    error: Mapped[str | None] = mapped_column(
        comment="未全部装载的原因 / Why not all of it was loaded"
    )
    finished_at: Mapped[now] = mapped_column(comment="完成时间 / When it was finished")


class Reject(Base):
    """One row that was not loaded, as it was read, and why."""

    __tablename__ = "reject"
    __table_args__ = (
        *coded("reject", "reason"),
        {"schema": "ops", "comment": "被拒绝的行及原因 / Rows that were not loaded, and why"},
    )

    reject_id: Mapped[surrogate] = mapped_column(comment="主键 / Key")
    load_file_id: Mapped[int] = reference("ops.load_file.load_file_id", "文件 / File")
    line: Mapped[int] = mapped_column(comment="行号 / Line of the file, from 1")
    column_name: Mapped[str] = mapped_column(comment="列 / Column")
    value: Mapped[str | None] = mapped_column(comment="值 / Value as read")
    reason: Mapped[str] = mapped_column(comment="原因代码 / Reason, a code to group by")
    message: Mapped[str] = mapped_column(comment="说明 / What is wrong, in words")
    row: Mapped[dict[str, Any]] = mapped_column(JSONB, comment="整行原文 / The whole row as read")


class LoadedPart(Base):
    """A part of the last version of a large file that was loaded whole."""

    __tablename__ = "loaded_part"
    __table_args__ = (
        {
            "schema": "ops",
            "comment": "大文件最近一次完整装载的内容，压缩分块，供逐行比对 / Last loaded version of"
            " large files, compressed in parts, for the next one to be compared with line by line",
        },
    )

    source_code: Mapped[str] = mapped_column(primary_key=True, comment="来源代码 / Code of source")
    part: Mapped[int] = mapped_column(primary_key=True, comment="次序，从 0 起 / Order, from 0")
    version: Mapped[str] = mapped_column(comment="软件版本 / Version of the package")
    content: Mapped[bytes] = mapped_column(comment="压缩后的若干整行 / Whole lines, compressed")
