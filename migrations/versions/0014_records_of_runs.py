"""What became of each run of the loaders, and what each file was."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

RUN_COUNTS = {
    "files": "查看的文件 / Files looked at",
    "read": "读入行数 / Rows read",
    "added": "新增行数 / Rows added",
    "revised": "修订行数 / Rows that follow a withdrawn one",
    "withdrawn": "撤回行数 / Rows withdrawn and not followed",
    "rejected": "拒绝行数 / Rows rejected",
}
RUN_COLUMNS: dict[str, tuple[sa.types.TypeEngine[Any], str]] = {
    "feed": (
        sa.Text(),
        "数据源名称,用户指定的文件则为空 / Feed; none for files that the user named",
    ),
    "server_version": (sa.Text(), "数据库版本 / Version of PostgreSQL"),
    "finished_at": (
        sa.DateTime(timezone=True),
        "结束时间,为空则进行中或已中断 / When it ended; none: at work or interrupted",
    ),
    "seconds": (sa.Numeric(), "用时(秒) / Duration in seconds"),
    "rows_per_second": (sa.Numeric(), "每秒读入行数 / Rows read in a second"),
    "error": (sa.Text(), "失败原因 / Why it failed"),
}
FILE_COLUMNS: dict[str, tuple[sa.types.TypeEngine[Any], str]] = {
    "kind": (
        sa.Text(),
        "文件种类 / Kind of file: a reference list, ledger, figures, published, mapped",
    ),
    "source_code": (sa.Text(), "来源代码,参考表则为空 / Source that it reports; none for a list"),
    "etag": (sa.Text(), "HTTP 版本标识 / ETag of the address"),
    "last_modified": (sa.Text(), "HTTP 修改时间 / Last-Modified of the address"),
    "rows_per_second": (sa.Numeric(), "每秒读入行数 / Rows read in a second"),
    "error": (sa.Text(), "未全部装载的原因 / Why not all of it was loaded"),
}
OLD_COMMENTS = {
    "path": "文件所在路径 / Where on the host it was",
    "sha256": "文件校验和 / SHA-256 of its bytes",
    "outcome": "结果:装载、部分装载、拒绝 / Whether it was loaded, loaded in part, or refused",
}
NEW_COMMENTS = {
    "path": "文件所在路径或网址 / Where on the host it was, or its address",
    "sha256": "文件校验和,未取得则为空 / SHA-256 of its bytes; none: it could not be had",
    "outcome": "结果:装载、部分装载、拒绝、失败 / Whether it was loaded, loaded in part, refused,"
    " or failed before that",
}
OUTCOME_COMMENT = "结果 / running, loaded, unchanged or failed"

# Runs before this revision ended with their last file.
FINISHED = """
    update ops.load_run
    set
        outcome = case when counts.rejected > 0 then 'failed' else 'loaded' end,
        finished_at = counts.finished_at,
        files = counts.files,
        read = counts.read,
        added = counts.added,
        revised = counts.revised,
        withdrawn = counts.withdrawn,
        rejected = counts.rejected,
        seconds = round(extract(epoch from counts.finished_at - started_at), 3),
        rows_per_second = round(counts.read / nullif(counts.seconds, 0))
    from (
        select
            load_run_id,
            max(finished_at) as finished_at,
            count(*) as files,
            sum(read) as read,
            sum(added) as added,
            sum(revised) as revised,
            sum(withdrawn) as withdrawn,
            sum(rejected) as rejected,
            sum(seconds) as seconds
        from ops.load_file
        group by load_run_id
    ) as counts
    where counts.load_run_id = load_run.load_run_id
"""
SOURCES = """
    update ops.load_file
    set source_code = source.code
    from core.source
    where
        source.code = coalesce(
            load_file.given ->> 'source', regexp_replace(load_file.name, '[.][^.]*$', '')
        )
"""
RATES = "update ops.load_file set rows_per_second = round(read / nullif(seconds, 0))"
FAILED_FILES = "delete from ops.load_file where outcome = 'failed'"


def upgrade() -> None:
    for name, (kind, comment) in RUN_COLUMNS.items():
        op.add_column("load_run", sa.Column(name, kind, comment=comment), schema="ops")
    for name, comment in RUN_COUNTS.items():
        count = sa.Column(name, sa.Integer(), nullable=False, server_default="0", comment=comment)
        op.add_column("load_run", count, schema="ops")
    outcome = sa.Column(
        "outcome", sa.Text(), nullable=False, server_default="running", comment=OUTCOME_COMMENT
    )
    op.add_column("load_run", outcome, schema="ops")
    op.create_check_constraint(
        op.f("load_run_outcome_check"),
        "load_run",
        "outcome in ('running', 'loaded', 'unchanged', 'failed')",
        schema="ops",
    )
    newest = [sa.text("feed"), sa.text("load_run_id desc")]
    op.create_index("load_run_feed_load_run_id_idx", "load_run", newest, schema="ops")
    for name, (kind, comment) in FILE_COLUMNS.items():
        op.add_column("load_file", sa.Column(name, kind, comment=comment), schema="ops")
    index = op.f("load_file_source_code_idx")
    op.create_index(index, "load_file", ["source_code"], schema="ops")
    op.alter_column("load_file", "sha256", nullable=True, schema="ops")
    _outcomes("loaded", "partly", "refused", "failed")
    _comment(NEW_COMMENTS)
    for statement in (FINISHED, SOURCES, RATES):
        op.execute(statement)


def downgrade() -> None:
    op.execute(FAILED_FILES)
    _comment(OLD_COMMENTS)
    _outcomes("loaded", "partly", "refused")
    op.alter_column("load_file", "sha256", nullable=False, schema="ops")
    for name in FILE_COLUMNS:
        op.drop_column("load_file", name, schema="ops")
    for name in ("outcome", *RUN_COUNTS, *RUN_COLUMNS):
        op.drop_column("load_run", name, schema="ops")


def _outcomes(*outcomes: str) -> None:
    name = op.f("load_file_outcome_check")
    listed = ", ".join(f"'{outcome}'" for outcome in outcomes)
    op.drop_constraint(name, "load_file", schema="ops")
    op.create_check_constraint(name, "load_file", f"outcome in ({listed})", schema="ops")


def _comment(comments: dict[str, str]) -> None:
    for name, comment in comments.items():
        op.alter_column("load_file", name, comment=comment, schema="ops")
