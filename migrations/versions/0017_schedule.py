"""Feeds: when they are due, how they are, and what somebody has been told."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


OUTCOMES = ("running", "loaded", "unchanged", "failed")


def upgrade() -> None:
    _outcomes((*OUTCOMES, "stopped"), "结果 / running, loaded, unchanged, failed, stopped")
    op.create_table(
        "alert_told",
        sa.Column("alert_code", sa.Text(), nullable=False, comment="预警代码 / Code of the rule"),
        sa.Column("area_code", sa.Text(), nullable=False, comment="地区代码 / Code of the area"),
        sa.Column("breakdown", sa.Text(), nullable=False, comment="分组 / Breakdown"),
        sa.Column(
            "since",
            sa.Date(),
            nullable=False,
            comment="起始时期 / End of the period since when it fires",
        ),
        sa.Column(
            "told_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
            comment="通知时间 / When they were told",
        ),
        sa.PrimaryKeyConstraint(
            "alert_code", "area_code", "breakdown", "since", name=op.f("alert_told_pkey")
        ),
        schema="ops",
        comment="已通知的预警 / Early warnings of which hooks were told",
    )
    op.create_table(
        "schedule",
        sa.Column("feed", sa.Text(), nullable=False, comment="数据源名称 / Name of the feed"),
        sa.Column("host", sa.Text(), nullable=False, comment="主机 / Host on which it is reloaded"),
        sa.Column(
            "file", sa.Text(), nullable=False, comment="配置文件 / The feeds.toml that describes it"
        ),
        sa.Column(
            "place",
            sa.Integer(),
            nullable=False,
            comment="装载次序 / Its place in the order of loading",
        ),
        sa.Column("owner", sa.Text(), nullable=False, comment="负责人 / Who is responsible"),
        sa.Column(
            "cadence",
            sa.Text(),
            nullable=True,
            comment="周期(cron 表达式),为空则不自动更新 / Cron expression; none: only by hand",
        ),
        sa.Column("timezone", sa.Text(), nullable=True, comment="时区 / Time zone of the cadence"),
        sa.Column(
            "grace",
            sa.Interval(),
            nullable=False,
            comment="宽限期 / How late a run may be before somebody is told",
        ),
        sa.Column(
            "known_since",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
            comment="登记时间 / When it was first seen",
        ),
        sa.Column(
            "due_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="应成功更新的时间 / When a run is due that succeeds: the first after the last such",
        ),
        sa.Column(
            "next_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="下次尝试的时间 / When it is tried next, by its cadence or since waiting can help",
        ),
        sa.Column(
            "load_run_id", sa.Integer(), nullable=True, comment="最近一次装载批次 / Its last run"
        ),
        sa.Column(
            "succeeded_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="最近一次成功更新的开始时间 / When the last run began that left it up to date",
        ),
        sa.Column(
            "changed_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="最近一次有变化的时间 / When it last changed something",
        ),
        sa.Column(
            "failing_since",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="开始失败的时间 / Since when every run has failed",
        ),
        sa.Column(
            "failures",
            sa.Integer(),
            server_default="0",
            nullable=False,
            comment="连续失败次数 / Runs that failed since then",
        ),
        sa.Column("error", sa.Text(), nullable=True, comment="失败原因 / Why the last run failed"),
        sa.Column(
            "failure_told",
            sa.Boolean(),
            server_default="false",
            nullable=False,
            comment="失败是否已通知 / Whether hooks were told that it fails",
        ),
        sa.Column(
            "lateness_told",
            sa.Boolean(),
            server_default="false",
            nullable=False,
            comment="逾期是否已通知 / Whether hooks were told that it is late",
        ),
        sa.ForeignKeyConstraint(
            ["load_run_id"], ["ops.load_run.load_run_id"], name=op.f("schedule_load_run_id_fkey")
        ),
        sa.PrimaryKeyConstraint("feed", name=op.f("schedule_pkey")),
        schema="ops",
        comment="数据源的更新计划与状态 / When feeds are due, and how they are",
    )


def downgrade() -> None:
    op.execute("update ops.load_run set outcome = 'failed' where outcome = 'stopped'")
    _outcomes(OUTCOMES, "结果 / running, loaded, unchanged or failed")
    op.drop_table("schedule", schema="ops")
    op.drop_table("alert_told", schema="ops")


def _outcomes(outcomes: tuple[str, ...], comment: str) -> None:
    name = op.f("load_run_outcome_check")
    listed = ", ".join(f"'{outcome}'" for outcome in outcomes)
    op.drop_constraint(name, "load_run", schema="ops")
    op.create_check_constraint(name, "load_run", f"outcome in ({listed})", schema="ops")
    op.alter_column("load_run", "outcome", comment=comment, schema="ops")
