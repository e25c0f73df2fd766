"""Sources, and the figures that they print."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "source",
        sa.Column(
            "source_id",
            sa.Integer(),
            sa.Identity(always=True),
            nullable=False,
            comment="主键 / Key",
        ),
        sa.Column("code", sa.Text(), nullable=False, comment="来源代码 / Code"),
        sa.Column("title", sa.Text(), nullable=False, comment="标题 / Title as published"),
        sa.Column("publisher", sa.Text(), nullable=True, comment="发布者 / Publisher, where known"),
        sa.Column("authors", sa.Text(), nullable=True, comment="作者 / Authors, joined by 、"),
        sa.Column(
            "published_on",
            sa.Date(),
            nullable=True,
            comment="发布日期,不确知时为最可能的一天 / Day published; the likeliest where not known",
        ),
        sa.Column(
            "published_precision",
            sa.Text(),
            nullable=True,
            comment="发布日期精度 / How exactly the day is known",
        ),
        sa.Column("kind", sa.Text(), nullable=False, comment="文献类型 / Kind of document"),
        sa.Column("language", sa.Text(), nullable=False, comment="语言(BCP 47) / Language"),
        sa.Column("address", sa.Text(), nullable=True, comment="网址 / Web address"),
        sa.Column(
            "sha256",
            sa.Text(),
            nullable=True,
            comment="文本或文件字节的 SHA-256 / Of the bytes of its text or file",
        ),
        sa.Column(
            "number_count",
            sa.Integer(),
            nullable=True,
            comment="文本中数字串的个数 / How many numbers its text prints in digits",
        ),
        sa.Column("note", sa.Text(), nullable=True, comment="说明 / Note"),
        sa.Column(
            "recorded_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
            comment="入库时间 / When it was recorded",
        ),
        sa.CheckConstraint(
            "kind in ('article', 'table', 'yearbook', 'census', 'code_list')",
            name=op.f("source_kind_check"),
        ),
        sa.CheckConstraint(
            "published_precision in ('day', 'month', 'year', 'estimated')",
            name=op.f("source_published_precision_check"),
        ),
        sa.CheckConstraint("sha256 ~ '^[0-9a-f]{64}$'", name=op.f("source_sha256_check")),
        sa.CheckConstraint(
            "(published_on is null) = (published_precision is null)",
            name=op.f("source_published_check"),
        ),
        sa.CheckConstraint("number_count >= 0", name=op.f("source_number_count_check")),
        sa.PrimaryKeyConstraint("source_id", name=op.f("source_pkey")),
        sa.UniqueConstraint("code", name=op.f("source_code_key")),
        schema="core",
        comment="来源文献 / Published documents",
    )
    op.create_table(
        "comparison",
        sa.Column(
            "comparison_id",
            sa.Integer(),
            sa.Identity(always=True),
            nullable=False,
            comment="主键 / Key",
        ),
        sa.Column("source_id", sa.Integer(), nullable=False, comment="来源 / Source"),
        sa.Column(
            "kind",
            sa.Text(),
            nullable=False,
            comment="类型 / growth (%), difference, multiple, share (%)",
        ),
        sa.Column(
            "indicator_id", sa.Integer(), nullable=False, comment="指标 / Indicator spoken of"
        ),
        sa.Column(
            "admin_unit_id", sa.Integer(), nullable=False, comment="地区 / Administrative unit"
        ),
        sa.Column("breakdown_id", sa.Integer(), nullable=False, comment="分组 / Breakdown"),
        sa.Column("period_start", sa.Date(), nullable=False, comment="时期首日 / First day"),
        sa.Column(
            "period_end", sa.Date(), nullable=False, comment="时期末日 / Last day, inclusive"
        ),
        sa.Column("basis", sa.Text(), nullable=False, comment="时期口径 / Basis of the period"),
        sa.Column(
            "base_indicator_id",
            sa.Integer(),
            nullable=False,
            comment="基准指标 / Indicator of the base",
        ),
        sa.Column(
            "base_admin_unit_id",
            sa.Integer(),
            nullable=False,
            comment="基准地区 / Area of the base",
        ),
        sa.Column(
            "base_breakdown_id",
            sa.Integer(),
            nullable=False,
            comment="基准分组 / Breakdown of the base",
        ),
        sa.Column(
            "base_period_start",
            sa.Date(),
            nullable=False,
            comment="基期首日 / First day of the base",
        ),
        sa.Column(
            "base_period_end", sa.Date(), nullable=False, comment="基期末日 / Last day of the base"
        ),
        sa.Column(
            "base_basis", sa.Text(), nullable=False, comment="基期口径 / Basis of the base period"
        ),
        sa.Column("value", sa.Numeric(), nullable=False, comment="陈述值 / The stated figure"),
        sa.Column(
            "low", sa.Numeric(), nullable=True, comment="下界 / Least value the print allows"
        ),
        sa.Column(
            "high", sa.Numeric(), nullable=True, comment="上界 / Greatest value the print allows"
        ),
        sa.Column("qualifier", sa.Text(), nullable=False, comment="限定词 / How the source hedges"),
        sa.Column(
            "unit_code",
            sa.Text(),
            nullable=False,
            comment="单位 / percent, percentage-point, multiple, …",
        ),
        sa.Column(
            "printed", sa.Text(), nullable=False, comment="印刷形式 / The characters as printed"
        ),
        sa.Column(
            "carried",
            sa.Text(),
            nullable=True,
            comment="承前的限定词或数量级 / A qualifier or scale printed once for several figures",
        ),
        sa.Column("locator", sa.Text(), nullable=False, comment="位置 / Where it is printed"),
        sa.Column(
            "period_note",
            sa.Text(),
            nullable=True,
            comment="时期的推断说明 / How the period was inferred where it is not printed",
        ),
        sa.Column(
            "note", sa.Text(), nullable=True, comment="存疑说明 / What is doubtful about the print"
        ),
        sa.Column(
            "load_file_id", sa.Integer(), nullable=False, comment="装载文件 / File that brought it"
        ),
        sa.Column(
            "recorded_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
            comment="入库时间 / When it was recorded",
        ),
        sa.Column(
            "withdrawn_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="撤回时间 / When it was withdrawn",
        ),
        sa.Column(
            "follows_id",
            sa.Integer(),
            nullable=True,
            comment="所接替的比较 / The withdrawn comparison it follows",
        ),
        sa.CheckConstraint(
            "base_basis in ('point', 'during', 'effective', 'target')",
            name=op.f("comparison_base_basis_check"),
        ),
        sa.CheckConstraint(
            "basis in ('point', 'during', 'effective', 'target')",
            name=op.f("comparison_basis_check"),
        ),
        sa.CheckConstraint(
            "kind in ('growth', 'difference', 'multiple', 'share')",
            name=op.f("comparison_kind_check"),
        ),
        sa.CheckConstraint(
            "qualifier in ('exact', 'approx', 'at_least', 'at_most', 'more_than', 'less_than', 'nearly')",
            name=op.f("comparison_qualifier_check"),
        ),
        sa.CheckConstraint(
            "low <= value and value <= high", name=op.f("comparison_interval_check")
        ),
        sa.CheckConstraint(
            "period_start <= period_end and base_period_start <= base_period_end",
            name=op.f("comparison_period_check"),
        ),
        sa.ForeignKeyConstraint(
            ["admin_unit_id"],
            ["core.admin_unit.admin_unit_id"],
            name=op.f("comparison_admin_unit_id_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["base_admin_unit_id"],
            ["core.admin_unit.admin_unit_id"],
            name=op.f("comparison_base_admin_unit_id_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["base_breakdown_id"],
            ["core.breakdown.breakdown_id"],
            name=op.f("comparison_base_breakdown_id_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["base_indicator_id"],
            ["core.indicator.indicator_id"],
            name=op.f("comparison_base_indicator_id_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["breakdown_id"],
            ["core.breakdown.breakdown_id"],
            name=op.f("comparison_breakdown_id_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["follows_id"],
            ["core.comparison.comparison_id"],
            name=op.f("comparison_follows_id_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["indicator_id"],
            ["core.indicator.indicator_id"],
            name=op.f("comparison_indicator_id_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["load_file_id"],
            ["ops.load_file.load_file_id"],
            name=op.f("comparison_load_file_id_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["source_id"], ["core.source.source_id"], name=op.f("comparison_source_id_fkey")
        ),
        sa.ForeignKeyConstraint(
            ["unit_code"], ["core.unit.code"], name=op.f("comparison_unit_code_fkey")
        ),
        sa.PrimaryKeyConstraint("comparison_id", name=op.f("comparison_pkey")),
        schema="core",
        comment="来源陈述的比较:增长、差额、倍数、占比 / Comparisons that sources state",
    )
    op.create_index(
        op.f("comparison_admin_unit_id_idx"),
        "comparison",
        ["admin_unit_id"],
        unique=False,
        schema="core",
    )
    op.create_index(
        op.f("comparison_base_admin_unit_id_idx"),
        "comparison",
        ["base_admin_unit_id"],
        unique=False,
        schema="core",
    )
    op.create_index(
        op.f("comparison_base_breakdown_id_idx"),
        "comparison",
        ["base_breakdown_id"],
        unique=False,
        schema="core",
    )
    op.create_index(
        op.f("comparison_base_indicator_id_idx"),
        "comparison",
        ["base_indicator_id"],
        unique=False,
        schema="core",
    )
    op.create_index(
        op.f("comparison_breakdown_id_idx"),
        "comparison",
        ["breakdown_id"],
        unique=False,
        schema="core",
    )
    op.create_index(
        "comparison_current_key",
        "comparison",
        ["source_id", "locator"],
        unique=True,
        schema="core",
        postgresql_where=sa.text("withdrawn_at is null"),
    )
    op.create_index(
        op.f("comparison_follows_id_idx"), "comparison", ["follows_id"], unique=False, schema="core"
    )
    op.create_index(
        op.f("comparison_indicator_id_idx"),
        "comparison",
        ["indicator_id"],
        unique=False,
        schema="core",
    )
    op.create_index(
        op.f("comparison_load_file_id_idx"),
        "comparison",
        ["load_file_id"],
        unique=False,
        schema="core",
    )
    op.create_index(
        op.f("comparison_unit_code_idx"), "comparison", ["unit_code"], unique=False, schema="core"
    )
    op.create_table(
        "observation",
        sa.Column(
            "observation_id",
            sa.Integer(),
            sa.Identity(always=True),
            nullable=False,
            comment="主键 / Key",
        ),
        sa.Column("source_id", sa.Integer(), nullable=False, comment="来源 / Source"),
        sa.Column("indicator_id", sa.Integer(), nullable=False, comment="指标 / Indicator"),
        sa.Column(
            "admin_unit_id",
            sa.Integer(),
            nullable=False,
            comment="地区 / Administrative unit or set",
        ),
        sa.Column("breakdown_id", sa.Integer(), nullable=False, comment="分组 / Breakdown"),
        sa.Column("period_start", sa.Date(), nullable=False, comment="时期首日 / First day"),
        sa.Column(
            "period_end", sa.Date(), nullable=False, comment="时期末日(含) / Last day, inclusive"
        ),
        sa.Column(
            "basis",
            sa.Text(),
            nullable=False,
            comment="时期口径 / point (as of), during, effective (in force from), target",
        ),
        sa.Column(
            "value",
            sa.Numeric(),
            nullable=False,
            comment="数值(指标单位) / Value in the indicator's unit",
        ),
        sa.Column(
            "low",
            sa.Numeric(),
            nullable=True,
            comment="下界,空为无下界 / Least value the print allows; null: no bound",
        ),
        sa.Column(
            "high",
            sa.Numeric(),
            nullable=True,
            comment="上界,空为无上界 / Greatest value the print allows; null: no bound",
        ),
        sa.Column("qualifier", sa.Text(), nullable=False, comment="限定词 / How the source hedges"),
        sa.Column("status", sa.Text(), nullable=False, comment="SDMX 观测状态 / SDMX OBS_STATUS"),
        sa.Column(
            "unit_code", sa.Text(), nullable=False, comment="印刷单位 / The unit it was printed in"
        ),
        sa.Column(
            "printed", sa.Text(), nullable=False, comment="印刷形式 / The characters as printed"
        ),
        sa.Column(
            "carried",
            sa.Text(),
            nullable=True,
            comment="承前的限定词或数量级 / A qualifier or scale printed once for several figures",
        ),
        sa.Column(
            "locator",
            sa.Text(),
            nullable=False,
            comment="位置(RFC 5147、RFC 7111) / Where: char=152,160 or cell=12,4",
        ),
        sa.Column(
            "period_note",
            sa.Text(),
            nullable=True,
            comment="时期的推断说明 / How the period was inferred where it is not printed",
        ),
        sa.Column(
            "note", sa.Text(), nullable=True, comment="存疑说明 / What is doubtful about the print"
        ),
        sa.Column(
            "accepted",
            sa.Boolean(),
            server_default=sa.text("false"),
            nullable=False,
            comment="是否为采用值 / Whether the views use it for its cell",
        ),
        sa.Column(
            "load_file_id", sa.Integer(), nullable=False, comment="装载文件 / File that brought it"
        ),
        sa.Column(
            "recorded_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
            comment="入库时间 / When it was recorded",
        ),
        sa.Column(
            "withdrawn_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="撤回时间 / When it was withdrawn",
        ),
        sa.Column(
            "follows_id",
            sa.Integer(),
            nullable=True,
            comment="所接替的观测 / The withdrawn observation it follows",
        ),
        sa.CheckConstraint(
            "basis in ('point', 'during', 'effective', 'target')",
            name=op.f("observation_basis_check"),
        ),
        sa.CheckConstraint(
            "basis not in ('point', 'effective') or period_start = period_end",
            name=op.f("observation_day_check"),
        ),
        sa.CheckConstraint(
            "qualifier in ('exact', 'approx', 'at_least', 'at_most', 'more_than', 'less_than', 'nearly')",
            name=op.f("observation_qualifier_check"),
        ),
        sa.CheckConstraint(
            "status in ('A', 'B', 'D', 'E', 'F', 'I', 'J', 'K', 'L', 'M', 'N', 'O', 'P', 'Q', 'U', 'V', 'W')",
            name=op.f("observation_status_check"),
        ),
        sa.CheckConstraint(
            "low <= value and value <= high", name=op.f("observation_interval_check")
        ),
        sa.CheckConstraint(
            "not accepted or withdrawn_at is null", name=op.f("observation_accepted_check")
        ),
        sa.CheckConstraint("period_start <= period_end", name=op.f("observation_period_check")),
        sa.ForeignKeyConstraint(
            ["admin_unit_id"],
            ["core.admin_unit.admin_unit_id"],
            name=op.f("observation_admin_unit_id_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["breakdown_id"],
            ["core.breakdown.breakdown_id"],
            name=op.f("observation_breakdown_id_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["follows_id"],
            ["core.observation.observation_id"],
            name=op.f("observation_follows_id_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["indicator_id"],
            ["core.indicator.indicator_id"],
            name=op.f("observation_indicator_id_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["load_file_id"],
            ["ops.load_file.load_file_id"],
            name=op.f("observation_load_file_id_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["source_id"], ["core.source.source_id"], name=op.f("observation_source_id_fkey")
        ),
        sa.ForeignKeyConstraint(
            ["unit_code"], ["core.unit.code"], name=op.f("observation_unit_code_fkey")
        ),
        sa.PrimaryKeyConstraint("observation_id", name=op.f("observation_pkey")),
        schema="core",
        comment="观测值:一个来源报告的一个数字 / Figures, each as one source reports it",
    )
    op.create_index(
        "observation_accepted_key",
        "observation",
        ["indicator_id", "admin_unit_id", "breakdown_id", "period_start", "period_end", "basis"],
        unique=True,
        schema="core",
        postgresql_where=sa.text("accepted"),
    )
    op.create_index(
        "observation_admin_unit_id_indicator_id_idx",
        "observation",
        ["admin_unit_id", "indicator_id"],
        unique=False,
        schema="core",
        postgresql_where=sa.text("withdrawn_at is null"),
    )
    op.create_index(
        "observation_current_key",
        "observation",
        [
            "indicator_id",
            "admin_unit_id",
            "breakdown_id",
            "period_start",
            "period_end",
            "basis",
            "source_id",
            "locator",
        ],
        unique=True,
        schema="core",
        postgresql_where=sa.text("withdrawn_at is null"),
    )
    op.create_index(
        "observation_load_file_id_idx", "observation", ["load_file_id"], unique=False, schema="core"
    )
    op.create_index(
        "observation_source_id_idx",
        "observation",
        ["source_id"],
        unique=False,
        schema="core",
        postgresql_where=sa.text("withdrawn_at is null"),
    )
    op.create_table(
        "mention",
        sa.Column("source_id", sa.Integer(), nullable=False, comment="来源 / Source"),
        sa.Column(
            "char_start",
            sa.Integer(),
            nullable=False,
            comment="起始位置(码点) / First character, counted in code points from 0",
        ),
        sa.Column(
            "char_end",
            sa.Integer(),
            nullable=False,
            comment="结束位置(不含) / Behind its last character",
        ),
        sa.Column(
            "printed", sa.Text(), nullable=False, comment="印刷形式 / The characters as printed"
        ),
        sa.Column(
            "disposition",
            sa.Text(),
            nullable=False,
            comment="归类:观测、比较或两者皆非 / observation, comparison or neither",
        ),
        sa.Column(
            "reason",
            sa.Text(),
            nullable=True,
            comment="两者皆非的原因 / Why it is neither: date, name, story, …",
        ),
        sa.Column("observation_id", sa.Integer(), nullable=True, comment="观测 / The observation"),
        sa.Column("comparison_id", sa.Integer(), nullable=True, comment="比较 / The comparison"),
        postgresql.ExcludeConstraint(
            (sa.text("int8range(source_id, source_id, '[]')"), "&&"),
            (sa.text("int8range(char_start, char_end)"), "&&"),
            using="gist",
            name="mention_source_id_chars_excl",
        ),
        sa.CheckConstraint(
            "(disposition = 'observation') = (observation_id is not null) and (disposition = 'comparison') = (comparison_id is not null) and (disposition = 'neither') = (reason is not null)",
            name=op.f("mention_meaning_check"),
        ),
        sa.CheckConstraint(
            "disposition in ('observation', 'comparison', 'neither')",
            name=op.f("mention_disposition_check"),
        ),
        sa.CheckConstraint(
            "reason in ('date', 'duration', 'criterion', 'ordinal', 'name', 'story', 'enumeration', 'rule')",
            name=op.f("mention_reason_check"),
        ),
        sa.CheckConstraint(
            "char_start >= 0 and char_start < char_end", name=op.f("mention_chars_check")
        ),
        sa.ForeignKeyConstraint(
            ["comparison_id"],
            ["core.comparison.comparison_id"],
            name=op.f("mention_comparison_id_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["observation_id"],
            ["core.observation.observation_id"],
            name=op.f("mention_observation_id_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["source_id"], ["core.source.source_id"], name=op.f("mention_source_id_fkey")
        ),
        sa.PrimaryKeyConstraint("source_id", "char_start", name=op.f("mention_pkey")),
        schema="core",
        comment="文本中印出的每个数字及其含义 / Every number printed in a text",
    )
    op.create_index(
        op.f("mention_comparison_id_idx"), "mention", ["comparison_id"], unique=False, schema="core"
    )
    op.create_index(
        op.f("mention_observation_id_idx"),
        "mention",
        ["observation_id"],
        unique=False,
        schema="core",
    )


def downgrade() -> None:
    op.drop_index(op.f("mention_observation_id_idx"), table_name="mention", schema="core")
    op.drop_index(op.f("mention_comparison_id_idx"), table_name="mention", schema="core")
    op.drop_table("mention", schema="core")
    op.drop_index(
        "observation_source_id_idx",
        table_name="observation",
        schema="core",
        postgresql_where=sa.text("withdrawn_at is null"),
    )
    op.drop_index("observation_load_file_id_idx", table_name="observation", schema="core")
    op.drop_index(
        "observation_current_key",
        table_name="observation",
        schema="core",
        postgresql_where=sa.text("withdrawn_at is null"),
    )
    op.drop_index(
        "observation_admin_unit_id_indicator_id_idx",
        table_name="observation",
        schema="core",
        postgresql_where=sa.text("withdrawn_at is null"),
    )
    op.drop_index(
        "observation_accepted_key",
        table_name="observation",
        schema="core",
        postgresql_where=sa.text("accepted"),
    )
    op.drop_table("observation", schema="core")
    op.drop_index(op.f("comparison_unit_code_idx"), table_name="comparison", schema="core")
    op.drop_index(op.f("comparison_load_file_id_idx"), table_name="comparison", schema="core")
    op.drop_index(op.f("comparison_indicator_id_idx"), table_name="comparison", schema="core")
    op.drop_index(op.f("comparison_follows_id_idx"), table_name="comparison", schema="core")
    op.drop_index(
        "comparison_current_key",
        table_name="comparison",
        schema="core",
        postgresql_where=sa.text("withdrawn_at is null"),
    )
    op.drop_index(op.f("comparison_breakdown_id_idx"), table_name="comparison", schema="core")
    op.drop_index(op.f("comparison_base_indicator_id_idx"), table_name="comparison", schema="core")
    op.drop_index(op.f("comparison_base_breakdown_id_idx"), table_name="comparison", schema="core")
    op.drop_index(op.f("comparison_base_admin_unit_id_idx"), table_name="comparison", schema="core")
    op.drop_index(op.f("comparison_admin_unit_id_idx"), table_name="comparison", schema="core")
    op.drop_table("comparison", schema="core")
    op.drop_table("source", schema="core")
