"""Feeds between their runs: when each is due, how it is, and what somebody has been told."""

from datetime import date, datetime, timedelta

from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, now
from .references import reference


class Schedule(Base):
    """A feed, as feeds.toml described it when it was last read."""

    __tablename__ = "schedule"
    __table_args__ = (
        {
            "schema": "ops",
            "comment": "数据源的更新计划与状态 / When feeds are due, and how they are",
        },
    )

    feed: Mapped[str] = mapped_column(primary_key=True, comment="数据源名称 / Name of the feed")
    host: Mapped[str] = mapped_column(comment="主机 / Host on which it is reloaded")
    file: Mapped[str] = mapped_column(comment="配置文件 / The feeds.toml that describes it")
    place: Mapped[int] = mapped_column(comment="装载次序 / Its place in the order of loading")
    owner: Mapped[str] = mapped_column(comment="负责人 / Who is responsible")
    cadence: Mapped[str | None] = mapped_column(
        comment="周期（cron 表达式），为空则不自动更新 / Cron expression; none: only by hand"
    )
    timezone: Mapped[str | None] = mapped_column(comment="时区 / Time zone of the cadence")
    grace: Mapped[timedelta] = mapped_column(
        comment="宽限期 / How late a run may be before somebody is told"
    )
    known_since: Mapped[now] = mapped_column(comment="登记时间 / When it was first seen")
    due_at: Mapped[datetime | None] = mapped_column(
        comment="应成功更新的时间 / When a run is due that succeeds: the first after the last such"
    )
    next_at: Mapped[datetime | None] = mapped_column(
        comment="下次尝试的时间 / When it is tried next, by its cadence or since waiting can help"
    )
    load_run_id: Mapped[int | None] = reference(
        "ops.load_run.load_run_id", "最近一次装载批次 / Its last run", index=False
    )
    succeeded_at: Mapped[datetime | None] = mapped_column(
        comment="最近一次成功更新的开始时间 / When the last run began that left it up to date"
    )
    changed_at: Mapped[datetime | None] = mapped_column(
        comment="最近一次有变化的时间 / When it last changed something"
    )
    failing_since: Mapped[datetime | None] = mapped_column(
        comment="开始失败的时间 / Since when every run has failed"
    )
    failures: Mapped[int] = mapped_column(
        server_default="0", comment="连续失败次数 / Runs that failed since then"
    )
    error: Mapped[str | None] = mapped_column(comment="失败原因 / Why the last run failed")
    failure_told: Mapped[bool] = mapped_column(
        server_default="false", comment="失败是否已通知 / Whether hooks were told that it fails"
    )
    lateness_told: Mapped[bool] = mapped_column(
        server_default="false", comment="逾期是否已通知 / Whether hooks were told that it is late"
    )


class AlertTold(Base):
    """A spell of an early warning of which hooks were told."""

    __tablename__ = "alert_told"
    __table_args__ = (
        {"schema": "ops", "comment": "已通知的预警 / Early warnings of which hooks were told"},
    )

    alert_code: Mapped[str] = mapped_column(primary_key=True, comment="预警代码 / Code of the rule")
    area_code: Mapped[str] = mapped_column(primary_key=True, comment="地区代码 / Code of the area")
    breakdown: Mapped[str] = mapped_column(primary_key=True, comment="分组 / Breakdown")
    since: Mapped[date] = mapped_column(
        primary_key=True, comment="起始时期 / End of the period since when it fires"
    )
    told_at: Mapped[now] = mapped_column(comment="通知时间 / When they were told")
