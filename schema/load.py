from decimal import Decimal
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, now, one_of, surrogate


class LoadRun(Base):
    """One call of a loading command."""

    __tablename__ = "load_run"
    __table_args__ = ({"schema": "ops", "comment": "装载批次 / Calls of a loading command"},)

    load_run_id: Mapped[surrogate] = mapped_column(comment="主键 / Key")
    command: Mapped[str] = mapped_column(comment="命令 / Command")
    version: Mapped[str] = mapped_column(comment="软件版本 / Version of the package")
    host: Mapped[str] = mapped_column(comment="主机 / Host that ran it")
    started_at: Mapped[now] = mapped_column(comment="开始时间 / When it started")


class LoadFile(Base):
    """One file of a run: what it held and what it changed."""

    __tablename__ = "load_file"
    __table_args__ = (
        one_of("outcome", ("loaded", "partly", "refused")),
        {
            "schema": "ops",
            "comment": "装载的文件及其结果 / Files of each run and what they changed",
        },
    )

    load_file_id: Mapped[surrogate] = mapped_column(comment="主键 / Key")
    load_run_id: Mapped[int] = mapped_column(
        ForeignKey("ops.load_run.load_run_id"), index=True, comment="批次 / Run"
    )
    name: Mapped[str] = mapped_column(index=True, comment="文件名 / Name of the file")
    path: Mapped[str | None] = mapped_column(comment="文件所在路径 / Where on the host it was")
    sha256: Mapped[str] = mapped_column(comment="文件校验和 / SHA-256 of its bytes")
    given: Mapped[dict[str, Any]] = mapped_column(
        JSONB,
        server_default="{}",
        comment="装载时给出的选项 / What the user said of it: source, area, period, …",
    )
    keep_going: Mapped[bool] = mapped_column(
        server_default="false", comment="是否装载其余好行 / Whether good rows were to be loaded"
    )
    outcome: Mapped[str] = mapped_column(
        comment="结果:装载、部分装载、拒绝 / Whether it was loaded, loaded in part, or refused"
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
    seconds: Mapped[Decimal] = mapped_column(comment="用时(秒) / Duration in seconds")
    finished_at: Mapped[now] = mapped_column(comment="完成时间 / When it was finished")


class Reject(Base):
    """One row that was not loaded, as it was read, and why."""

    __tablename__ = "reject"
    __table_args__ = (
        {"schema": "ops", "comment": "被拒绝的行及原因 / Rows that were not loaded, and why"},
    )

    reject_id: Mapped[surrogate] = mapped_column(comment="主键 / Key")
    load_file_id: Mapped[int] = mapped_column(
        ForeignKey("ops.load_file.load_file_id"), index=True, comment="文件 / File"
    )
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
            "comment": "大文件最近一次完整装载的内容,压缩分块,供逐行比对 / Last loaded version of"
            " large files, compressed in parts, for the next one to be compared with line by line",
        },
    )

    source_code: Mapped[str] = mapped_column(primary_key=True, comment="来源代码 / Code of source")
    part: Mapped[int] = mapped_column(primary_key=True, comment="次序,从 0 起 / Order, from 0")
    version: Mapped[str] = mapped_column(comment="软件版本 / Version of the package")
    content: Mapped[bytes] = mapped_column(comment="压缩后的若干整行 / Whole lines, compressed")
