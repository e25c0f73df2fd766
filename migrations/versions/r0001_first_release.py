"""The tables of the first release."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "r0001"
down_revision = None


def upgrade() -> None:
    op.execute("create schema core")
    op.create_table(
        "acceptance_criterion",
        sa.Column(
            "criterion",
            sa.Text(),
            nullable=False,
            comment="所比 / source_kind, status, precision (the narrower interval first) or published (the later first)",
        ),
        sa.Column(
            "position",
            sa.Integer(),
            nullable=False,
            comment="次序 / Order, the least decides first",
        ),
        sa.Column("name", sa.Text(), nullable=False, comment="名称 / Name in Chinese"),
        sa.Column("name_en", sa.Text(), nullable=False, comment="英文名称 / Name in English"),
        sa.Column("definition", sa.Text(), nullable=False, comment="定义 / Definition in Chinese"),
        sa.Column(
            "definition_en", sa.Text(), nullable=False, comment="英文定义 / Definition in English"
        ),
        sa.Column(
            "preference",
            postgresql.ARRAY(sa.Text()),
            nullable=True,
            comment="优先次序，未列者最后 / The preferred first, what is not listed last",
        ),
        sa.CheckConstraint(
            "(criterion in ('source_kind', 'status')) = (preference is not null)",
            name=op.f("acceptance_criterion_preference_check"),
        ),
        sa.CheckConstraint(
            "criterion in ('precision', 'published', 'source_kind', 'status')",
            name=op.f("acceptance_criterion_criterion_check"),
        ),
        sa.PrimaryKeyConstraint("criterion", name=op.f("acceptance_criterion_pkey")),
        sa.UniqueConstraint("position", name=op.f("acceptance_criterion_position_key")),
        schema="core",
        comment="取舍规则的各步 / Steps of the rule that chooses among reports of a cell",
    )
    op.create_table(
        "admin_unit",
        sa.Column(
            "admin_unit_id",
            sa.Integer(),
            sa.Identity(always=True),
            nullable=False,
            comment="主键 / Key",
        ),
        sa.Column(
            "key",
            sa.Text(),
            nullable=False,
            comment="稳定标识：最早的代码，或 set:名称 / Stable key: its first code, or set:name",
        ),
        sa.Column("kind", sa.Text(), nullable=False, comment="单位或集合 / unit or set"),
        sa.CheckConstraint("(kind = 'set') = (key ~ '^set:')", name=op.f("admin_unit_key_check")),
        sa.CheckConstraint("kind in ('set', 'unit')", name=op.f("admin_unit_kind_check")),
        sa.PrimaryKeyConstraint("admin_unit_id", name=op.f("admin_unit_pkey")),
        sa.UniqueConstraint("key", name=op.f("admin_unit_key_key")),
        schema="core",
        comment="行政区划单位（或单位集合）的身份 / Identities of places and of sets of places",
    )
    op.create_table(
        "admin_unit_event",
        sa.Column("code", sa.Text(), nullable=False, comment="事件代码 / Code"),
        sa.Column("happened_on", sa.Date(), nullable=False, comment="生效日 / Day it took effect"),
        sa.Column("precision", sa.Text(), nullable=False, comment="日期精度 / day or year"),
        sa.Column("kind", sa.Text(), nullable=False, comment="变更类型 / Kind of change"),
        sa.Column("what", sa.Text(), nullable=False, comment="变更内容 / What changed"),
        sa.Column(
            "document", sa.Text(), nullable=True, comment="批准文件 / Document that ordered it"
        ),
        sa.CheckConstraint(
            "kind in ('abolished', 'established', 'merged', 'renamed', 'split', 'transferred', 'upgraded')",
            name=op.f("admin_unit_event_kind_check"),
        ),
        sa.CheckConstraint(
            "precision in ('day', 'year')", name=op.f("admin_unit_event_precision_check")
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("admin_unit_event_pkey")),
        schema="core",
        comment="行政区划变更事件 / Changes of administrative units",
    )
    op.create_table(
        "breakdown",
        sa.Column(
            "breakdown_id",
            sa.Integer(),
            sa.Identity(always=True),
            nullable=False,
            comment="主键 / Key",
        ),
        sa.Column(
            "key",
            sa.Text(),
            nullable=False,
            comment="如 total、residence=urban / Members joined by ; in order of dimension",
        ),
        sa.CheckConstraint(
            "key = 'total' or key ~ '^[a-z_]+=[^=;]+(;[a-z_]+=[^=;]+)*$'",
            name=op.f("breakdown_key_check"),
        ),
        sa.PrimaryKeyConstraint("breakdown_id", name=op.f("breakdown_pkey")),
        sa.UniqueConstraint("key", name=op.f("breakdown_key_key")),
        schema="core",
        comment="分组（维度取值的组合） / Sets of members, one per dimension",
    )
    op.create_table(
        "dimension",
        sa.Column("code", sa.Text(), nullable=False, comment="维度代码 / Code"),
        sa.Column("name", sa.Text(), nullable=False, comment="名称 / Name in Chinese"),
        sa.Column("name_en", sa.Text(), nullable=False, comment="英文名称 / Name in English"),
        sa.Column("definition", sa.Text(), nullable=False, comment="定义 / Definition in Chinese"),
        sa.Column(
            "definition_en", sa.Text(), nullable=False, comment="英文定义 / Definition in English"
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("dimension_pkey")),
        schema="core",
        comment="分组维度 / Ways to break a quantity down",
    )
    op.create_table(
        "growth",
        sa.Column("indicator_id", sa.Integer(), nullable=False, comment="指标 / Indicator"),
        sa.Column(
            "admin_unit_id",
            sa.Integer(),
            nullable=False,
            comment="地区 / Administrative unit or set",
        ),
        sa.Column("breakdown_id", sa.Integer(), nullable=False, comment="分组 / Breakdown"),
        sa.Column("observation_id", sa.Integer(), nullable=False, comment="观测 / Observation"),
        sa.Column("period_start", sa.Date(), nullable=False, comment="时期首日 / First day"),
        sa.Column(
            "period_end", sa.Date(), nullable=False, comment="时期末日（含） / Last day, inclusive"
        ),
        sa.Column(
            "basis", sa.Text(), nullable=False, comment="时期口径 / point, during or effective"
        ),
        sa.Column("value", sa.Numeric(), nullable=False, comment="数值 / Value"),
        sa.Column(
            "low", sa.Numeric(), nullable=True, comment="下界 / Least value the print allows"
        ),
        sa.Column(
            "high", sa.Numeric(), nullable=True, comment="上界 / Greatest value the print allows"
        ),
        sa.Column("calc_low", sa.Numeric(), nullable=True, comment="推算下界 / Low for derivation"),
        sa.Column(
            "calc_high", sa.Numeric(), nullable=True, comment="推算上界 / High for derivation"
        ),
        sa.Column(
            "previous_id",
            sa.Integer(),
            nullable=True,
            comment="前一值的观测，空为不可比 / Observation before; null where not comparable",
        ),
        sa.Column(
            "previous_start", sa.Date(), nullable=True, comment="前一值的首日 / Its first day"
        ),
        sa.Column("previous_end", sa.Date(), nullable=True, comment="前一值的末日 / Its last day"),
        sa.Column("previous_basis", sa.Text(), nullable=True, comment="前一值的口径 / Its basis"),
        sa.Column("previous_value", sa.Numeric(), nullable=True, comment="前一值 / Its value"),
        sa.Column(
            "previous_low", sa.Numeric(), nullable=True, comment="前一值推算下界 / Its calc_low"
        ),
        sa.Column(
            "previous_high", sa.Numeric(), nullable=True, comment="前一值推算上界 / Its calc_high"
        ),
        sa.Column(
            "first_id",
            sa.Integer(),
            nullable=True,
            comment="最早值的观测，空为不可比 / Earliest observation; null where not comparable",
        ),
        sa.Column("first_start", sa.Date(), nullable=True, comment="最早值的首日 / Its first day"),
        sa.Column("first_end", sa.Date(), nullable=True, comment="最早值的末日 / Its last day"),
        sa.Column("first_basis", sa.Text(), nullable=True, comment="最早值的口径 / Its basis"),
        sa.Column("first_value", sa.Numeric(), nullable=True, comment="最早值 / Its value"),
        sa.Column(
            "first_low", sa.Numeric(), nullable=True, comment="最早值推算下界 / Its calc_low"
        ),
        sa.Column(
            "first_high", sa.Numeric(), nullable=True, comment="最早值推算上界 / Its calc_high"
        ),
        sa.PrimaryKeyConstraint(
            "indicator_id",
            "admin_unit_id",
            "breakdown_id",
            "observation_id",
            name=op.f("growth_pkey"),
        ),
        schema="core",
        comment="采用值及其序列中的前一值和最早值，由装载维护 / Accepted values beside the one before and the earliest one of their series, kept by the loaders",
    )
    op.create_index(
        "growth_admin_unit_id_indicator_id_idx",
        "growth",
        ["admin_unit_id", "indicator_id"],
        unique=False,
        schema="core",
    )
    op.create_table(
        "program",
        sa.Column("code", sa.Text(), nullable=False, comment="门类代码 / Code"),
        sa.Column(
            "parent_code",
            sa.Text(),
            nullable=True,
            comment="上级门类 / The programme it belongs to",
        ),
        sa.Column("name", sa.Text(), nullable=False, comment="名称 / Name in Chinese"),
        sa.Column("name_en", sa.Text(), nullable=False, comment="英文名称 / Name in English"),
        sa.Column("definition", sa.Text(), nullable=False, comment="定义 / Definition in Chinese"),
        sa.Column(
            "definition_en", sa.Text(), nullable=False, comment="英文定义 / Definition in English"
        ),
        sa.ForeignKeyConstraint(
            ["parent_code"], ["core.program.code"], name=op.f("program_parent_code_fkey")
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("program_pkey")),
        schema="core",
        comment="民政业务门类（树） / Programmes of civil affairs, a tree",
    )
    op.create_index(
        op.f("program_parent_code_idx"), "program", ["parent_code"], unique=False, schema="core"
    )
    op.create_table(
        "rule",
        sa.Column("code", sa.Text(), nullable=False, comment="代码 / Code"),
        sa.Column(
            "kind",
            sa.Text(),
            nullable=False,
            comment="左边等于或不大于右边，或累计数不下降 / Left equals or is at most right; or a figure that accumulates from one first day does not fall",
        ),
        sa.Column("name", sa.Text(), nullable=False, comment="名称 / Name in Chinese"),
        sa.Column("name_en", sa.Text(), nullable=False, comment="英文名称 / Name in English"),
        sa.Column("definition", sa.Text(), nullable=False, comment="定义 / Definition in Chinese"),
        sa.Column(
            "definition_en", sa.Text(), nullable=False, comment="英文定义 / Definition in English"
        ),
        sa.Column(
            "example",
            sa.Text(),
            server_default="",
            nullable=False,
            comment="算例 / An example, as AREA DAY: FORMULA = VALUE",
        ),
        sa.CheckConstraint(
            "kind in ('at_most', 'equal', 'not_falling')", name=op.f("rule_kind_check")
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("rule_pkey")),
        schema="core",
        comment="核算恒等式与界限 / Accounting identities and bounds",
    )
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
            comment="发布日期，不确知时为最可能的一天 / Day published; the likeliest where not known",
        ),
        sa.Column(
            "published_precision",
            sa.Text(),
            nullable=True,
            comment="发布日期精度 / How exactly the day is known",
        ),
        sa.Column("kind", sa.Text(), nullable=False, comment="文献类型 / Kind of document"),
        sa.Column("language", sa.Text(), nullable=False, comment="语言（BCP 47） / Language"),
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
            "kind in ('article', 'census', 'code_list', 'table', 'yearbook')",
            name=op.f("source_kind_check"),
        ),
        sa.CheckConstraint(
            "published_precision in ('day', 'estimated', 'month', 'year')",
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
        "unit",
        sa.Column("code", sa.Text(), nullable=False, comment="单位代码 / Code, such as CNY"),
        sa.Column("name", sa.Text(), nullable=False, comment="名称 / Name in Chinese"),
        sa.Column("name_en", sa.Text(), nullable=False, comment="英文名称 / Name in English"),
        sa.Column(
            "dimension",
            sa.Text(),
            nullable=False,
            comment="量纲，如 money/person/time / What it measures; only units of one dimension convert",
        ),
        sa.Column(
            "factor_numerator",
            sa.Numeric(),
            nullable=False,
            comment="换算系数分子 / Numerator of the factor to the dimension's base unit",
        ),
        sa.Column(
            "factor_denominator",
            sa.Numeric(),
            nullable=False,
            comment="换算系数分母 / Denominator of the factor to the dimension's base unit",
        ),
        sa.Column(
            "printed",
            postgresql.ARRAY(sa.Text()),
            nullable=False,
            comment="印刷写法 / The forms in which sources print the unit",
        ),
        sa.CheckConstraint(
            "factor_numerator > 0 and factor_denominator > 0", name=op.f("unit_factor_check")
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("unit_pkey")),
        schema="core",
        comment="计量单位及其精确换算系数 / Units of measure with exact factors",
    )
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
        "listed",
        sa.Column("list_name", sa.Text(), nullable=False, comment="参考表 / Reference list"),
        sa.Column(
            "origin",
            sa.Text(),
            nullable=False,
            comment="文件标识，同 load_file.name / The file, as in load_file.name",
        ),
        sa.Column(
            "key",
            postgresql.ARRAY(sa.Text()),
            nullable=False,
            comment="行的标识 / What the line is known by",
        ),
        sa.Column(
            "is_gone",
            sa.Boolean(),
            server_default="false",
            nullable=False,
            comment="文件是否已无此行 / Whether the file has it no longer",
        ),
        sa.PrimaryKeyConstraint("list_name", "origin", "key", name=op.f("listed_pkey")),
        schema="ops",
        comment="参考表各文件带来的行 / Lines that files of reference lists have brought: a line that its file has no longer is removed unless something refers to it",
    )
    op.create_table(
        "load_run",
        sa.Column(
            "load_run_id",
            sa.Integer(),
            sa.Identity(always=True),
            nullable=False,
            comment="主键 / Key",
        ),
        sa.Column("command", sa.Text(), nullable=False, comment="命令 / Command"),
        sa.Column(
            "feed",
            sa.Text(),
            nullable=True,
            comment="数据源名称，用户指定的文件则为空 / Feed; none for files that the user named",
        ),
        sa.Column(
            "version", sa.Text(), nullable=False, comment="软件版本 / Version of the package"
        ),
        sa.Column(
            "server_version", sa.Text(), nullable=True, comment="数据库版本 / Version of PostgreSQL"
        ),
        sa.Column("host", sa.Text(), nullable=False, comment="主机 / Host that ran it"),
        sa.Column(
            "started_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
            comment="开始时间 / When it started",
        ),
        sa.Column(
            "finished_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="结束时间，为空则进行中或已中断 / When it ended; none: at work or interrupted",
        ),
        sa.Column(
            "outcome",
            sa.Text(),
            server_default="running",
            nullable=False,
            comment="结果 / running, loaded, unchanged, failed, stopped",
        ),
        sa.Column(
            "files",
            sa.Integer(),
            server_default="0",
            nullable=False,
            comment="查看的文件 / Files looked at",
        ),
        sa.Column(
            "read", sa.Integer(), server_default="0", nullable=False, comment="读入行数 / Rows read"
        ),
        sa.Column(
            "added",
            sa.Integer(),
            server_default="0",
            nullable=False,
            comment="新增行数 / Rows added",
        ),
        sa.Column(
            "revised",
            sa.Integer(),
            server_default="0",
            nullable=False,
            comment="修订行数 / Rows that follow a withdrawn one",
        ),
        sa.Column(
            "withdrawn",
            sa.Integer(),
            server_default="0",
            nullable=False,
            comment="撤回行数 / Rows withdrawn and not followed",
        ),
        sa.Column(
            "rejected",
            sa.Integer(),
            server_default="0",
            nullable=False,
            comment="拒绝行数 / Rows rejected",
        ),
        sa.Column(
            "seconds", sa.Numeric(), nullable=True, comment="用时（秒） / Duration in seconds"
        ),
        sa.Column(
            "rows_per_second",
            sa.Numeric(),
            nullable=True,
            comment="每秒读入行数 / Rows read in a second",
        ),
        sa.Column("error", sa.Text(), nullable=True, comment="失败原因 / Why it failed"),
        sa.CheckConstraint(
            "outcome in ('failed', 'loaded', 'running', 'stopped', 'unchanged')",
            name=op.f("load_run_outcome_check"),
        ),
        sa.PrimaryKeyConstraint("load_run_id", name=op.f("load_run_pkey")),
        schema="ops",
        comment="装载批次 / Calls of a loading command",
    )
    op.create_index(
        "load_run_feed_load_run_id_idx",
        "load_run",
        ["feed", sa.literal_column("load_run_id DESC")],
        unique=False,
        schema="ops",
    )
    op.create_table(
        "loaded_part",
        sa.Column("source_code", sa.Text(), nullable=False, comment="来源代码 / Code of source"),
        sa.Column("part", sa.Integer(), nullable=False, comment="次序，从 0 起 / Order, from 0"),
        sa.Column(
            "version", sa.Text(), nullable=False, comment="软件版本 / Version of the package"
        ),
        sa.Column(
            "content",
            sa.LargeBinary(),
            nullable=False,
            comment="压缩后的若干整行 / Whole lines, compressed",
        ),
        sa.PrimaryKeyConstraint("source_code", "part", name=op.f("loaded_part_pkey")),
        schema="ops",
        comment="大文件最近一次完整装载的内容，压缩分块，供逐行比对 / Last loaded version of large files, compressed in parts, for the next one to be compared with line by line",
    )
    op.create_table(
        "admin_unit_event_link",
        sa.Column("event_code", sa.Text(), nullable=False, comment="事件 / Event"),
        sa.Column("admin_unit_id", sa.Integer(), nullable=False, comment="单位 / Unit"),
        sa.Column("role", sa.Text(), nullable=False, comment="变更前或变更后 / from or to"),
        sa.CheckConstraint("role in ('from', 'to')", name=op.f("admin_unit_event_link_role_check")),
        sa.ForeignKeyConstraint(
            ["admin_unit_id"],
            ["core.admin_unit.admin_unit_id"],
            name=op.f("admin_unit_event_link_admin_unit_id_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["event_code"],
            ["core.admin_unit_event.code"],
            name=op.f("admin_unit_event_link_event_code_fkey"),
        ),
        sa.PrimaryKeyConstraint(
            "event_code", "admin_unit_id", "role", name=op.f("admin_unit_event_link_pkey")
        ),
        schema="core",
        comment="事件涉及的单位 / The units before and after an event",
    )
    op.create_index(
        op.f("admin_unit_event_link_admin_unit_id_idx"),
        "admin_unit_event_link",
        ["admin_unit_id"],
        unique=False,
        schema="core",
    )
    op.create_table(
        "admin_unit_set",
        sa.Column("admin_unit_id", sa.Integer(), nullable=False, comment="集合的身份 / Identity"),
        sa.Column("name", sa.Text(), nullable=False, comment="名称 / Name in Chinese"),
        sa.Column("name_en", sa.Text(), nullable=False, comment="英文名称 / Name in English"),
        sa.Column("definition", sa.Text(), nullable=False, comment="定义 / Definition in Chinese"),
        sa.Column(
            "definition_en", sa.Text(), nullable=False, comment="英文定义 / Definition in English"
        ),
        sa.Column(
            "within_id", sa.Integer(), nullable=True, comment="所在地区 / The unit it lies in"
        ),
        sa.Column(
            "member_count",
            sa.Integer(),
            nullable=False,
            comment="成员数（成员未必都已知） / How many members it has, known or not",
        ),
        sa.CheckConstraint("member_count > 0", name=op.f("admin_unit_set_member_count_check")),
        sa.ForeignKeyConstraint(
            ["admin_unit_id"],
            ["core.admin_unit.admin_unit_id"],
            name=op.f("admin_unit_set_admin_unit_id_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["within_id"],
            ["core.admin_unit.admin_unit_id"],
            name=op.f("admin_unit_set_within_id_fkey"),
        ),
        sa.PrimaryKeyConstraint("admin_unit_id", name=op.f("admin_unit_set_pkey")),
        schema="core",
        comment="单位集合 / Named sets of administrative units",
    )
    op.create_index(
        op.f("admin_unit_set_within_id_idx"),
        "admin_unit_set",
        ["within_id"],
        unique=False,
        schema="core",
    )
    op.create_table(
        "admin_unit_version",
        sa.Column(
            "admin_unit_version_id",
            sa.Integer(),
            sa.Identity(always=True),
            nullable=False,
            comment="主键 / Key",
        ),
        sa.Column("admin_unit_id", sa.Integer(), nullable=False, comment="单位 / Unit"),
        sa.Column(
            "code",
            sa.Text(),
            nullable=False,
            comment="区划代码 / GB/T 2260 code: 6 digits, 9 for townships, 12 for villages",
        ),
        sa.Column("name", sa.Text(), nullable=False, comment="名称 / Name in Chinese"),
        sa.Column("name_en", sa.Text(), nullable=False, comment="英文名称 / Name in English"),
        sa.Column("level", sa.Text(), nullable=False, comment="行政层级 / Level"),
        sa.Column("parent_id", sa.Integer(), nullable=True, comment="上级单位 / Parent"),
        sa.Column(
            "valid",
            postgresql.DATERANGE(),
            nullable=False,
            comment="有效期（左闭右开） / In force, half-open",
        ),
        sa.Column(
            "precision",
            sa.Text(),
            nullable=False,
            comment="起始日精度 / Whether the first day of validity is known to the day or the year",
        ),
        postgresql.ExcludeConstraint(
            (sa.text("int8range(admin_unit_id, admin_unit_id, '[]')"), "&&"),
            (sa.column("valid"), "&&"),
            using="gist",
            name="admin_unit_version_admin_unit_id_valid_excl",
        ),
        postgresql.ExcludeConstraint(
            (sa.text("int8range(cast(code as bigint), cast(code as bigint), '[]')"), "&&"),
            (sa.column("valid"), "&&"),
            using="gist",
            name="admin_unit_version_code_valid_excl",
        ),
        sa.CheckConstraint(
            "code ~ '^([0-9]{6}|[0-9]{9}|[0-9]{12})$'", name=op.f("admin_unit_version_code_check")
        ),
        sa.CheckConstraint(
            "level in ('county', 'nation', 'prefecture', 'province', 'township', 'village')",
            name=op.f("admin_unit_version_level_check"),
        ),
        sa.CheckConstraint(
            "precision in ('day', 'year')", name=op.f("admin_unit_version_precision_check")
        ),
        sa.CheckConstraint(
            "not isempty(valid) and not lower_inf(valid)",
            name=op.f("admin_unit_version_valid_check"),
        ),
        sa.ForeignKeyConstraint(
            ["admin_unit_id"],
            ["core.admin_unit.admin_unit_id"],
            name=op.f("admin_unit_version_admin_unit_id_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"],
            ["core.admin_unit.admin_unit_id"],
            name=op.f("admin_unit_version_parent_id_fkey"),
        ),
        sa.PrimaryKeyConstraint("admin_unit_version_id", name=op.f("admin_unit_version_pkey")),
        schema="core",
        comment="行政区划版本 / Dated versions of administrative units",
    )
    op.create_index(
        op.f("admin_unit_version_admin_unit_id_idx"),
        "admin_unit_version",
        ["admin_unit_id"],
        unique=False,
        schema="core",
    )
    op.create_index(
        op.f("admin_unit_version_code_idx"),
        "admin_unit_version",
        ["code"],
        unique=False,
        schema="core",
    )
    op.create_index(
        op.f("admin_unit_version_parent_id_idx"),
        "admin_unit_version",
        ["parent_id"],
        unique=False,
        schema="core",
    )
    op.create_table(
        "area_label",
        sa.Column(
            "admin_unit_id",
            sa.Integer(),
            nullable=False,
            comment="行政单位或单位集合 / Administrative unit or set",
        ),
        sa.Column(
            "area_code",
            sa.Text(),
            nullable=False,
            comment="代码，集合为其键 / Code; of a set its key",
        ),
        sa.Column("area_name", sa.Text(), nullable=False, comment="名称 / Name in Chinese"),
        sa.Column("area_name_en", sa.Text(), nullable=False, comment="英文名称 / Name in English"),
        sa.Column(
            "area_level",
            sa.Text(),
            nullable=False,
            comment="级别，集合为 set / Level; set for a set",
        ),
        sa.Column("parent_id", sa.Integer(), nullable=True, comment="上级单位 / Unit right above"),
        sa.ForeignKeyConstraint(
            ["admin_unit_id"],
            ["core.admin_unit.admin_unit_id"],
            name=op.f("area_label_admin_unit_id_fkey"),
            ondelete="cascade",
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["core.admin_unit.admin_unit_id"], name=op.f("area_label_parent_id_fkey")
        ),
        sa.PrimaryKeyConstraint("admin_unit_id", name=op.f("area_label_pkey")),
        schema="core",
        comment="地区的最新代码和名称，由触发器维护 / Latest codes and names, kept by triggers",
    )
    op.create_index(
        op.f("area_label_area_code_idx"), "area_label", ["area_code"], unique=False, schema="core"
    )
    op.create_table(
        "indicator",
        sa.Column(
            "indicator_id",
            sa.Integer(),
            sa.Identity(always=True),
            nullable=False,
            comment="主键 / Key",
        ),
        sa.Column("code", sa.Text(), nullable=False, comment="指标代码 / Code"),
        sa.Column("program_code", sa.Text(), nullable=False, comment="所属门类 / Programme"),
        sa.Column("name", sa.Text(), nullable=False, comment="名称 / Name in Chinese"),
        sa.Column("name_en", sa.Text(), nullable=False, comment="英文名称 / Name in English"),
        sa.Column("definition", sa.Text(), nullable=False, comment="定义 / Definition in Chinese"),
        sa.Column(
            "definition_en", sa.Text(), nullable=False, comment="英文定义 / Definition in English"
        ),
        sa.Column("unit_code", sa.Text(), nullable=False, comment="计量单位 / Unit of its values"),
        sa.Column(
            "kind",
            sa.Text(),
            nullable=False,
            comment="时点数、时期数、标准或比率 / stock, flow, standard (set by policy) or ratio",
        ),
        sa.Column(
            "over_areas",
            sa.Text(),
            nullable=False,
            comment="跨地区汇总方式 / How areas add up: sum, weighted mean, or not at all",
        ),
        sa.Column(
            "over_time",
            sa.Text(),
            nullable=False,
            comment="跨时期汇总方式 / How periods add up: sum, the last one, or not at all",
        ),
        sa.Column(
            "low",
            sa.Numeric(),
            nullable=True,
            comment="合理下限 / Lowest plausible value, in its unit",
        ),
        sa.Column(
            "high",
            sa.Numeric(),
            nullable=True,
            comment="合理上限 / Highest plausible value, in its unit",
        ),
        sa.Column(
            "growth_settled",
            sa.Boolean(),
            server_default="false",
            nullable=False,
            comment="core.growth 是否齐备，否则由视图计算 / Whether core.growth is complete; if not, views compute its growth",
        ),
        sa.CheckConstraint("code ~ '^[a-z][a-z0-9_]*$'", name=op.f("indicator_code_check")),
        sa.CheckConstraint(
            "kind in ('flow', 'ratio', 'standard', 'stock')", name=op.f("indicator_kind_check")
        ),
        sa.CheckConstraint(
            "over_areas in ('none', 'sum', 'weighted')", name=op.f("indicator_over_areas_check")
        ),
        sa.CheckConstraint(
            "over_time in ('last', 'none', 'sum')", name=op.f("indicator_over_time_check")
        ),
        sa.CheckConstraint("low <= high", name=op.f("indicator_bounds_check")),
        sa.ForeignKeyConstraint(
            ["program_code"], ["core.program.code"], name=op.f("indicator_program_code_fkey")
        ),
        sa.ForeignKeyConstraint(
            ["unit_code"], ["core.unit.code"], name=op.f("indicator_unit_code_fkey")
        ),
        sa.PrimaryKeyConstraint("indicator_id", name=op.f("indicator_pkey")),
        sa.UniqueConstraint("code", name=op.f("indicator_code_key")),
        schema="core",
        comment="指标 / Indicators",
    )
    op.create_index(
        op.f("indicator_program_code_idx"),
        "indicator",
        ["program_code"],
        unique=False,
        schema="core",
    )
    op.create_table(
        "member",
        sa.Column("dimension_code", sa.Text(), nullable=False, comment="维度 / Dimension"),
        sa.Column("code", sa.Text(), nullable=False, comment="取值代码 / Code"),
        sa.Column("name", sa.Text(), nullable=False, comment="名称 / Name in Chinese"),
        sa.Column("name_en", sa.Text(), nullable=False, comment="英文名称 / Name in English"),
        sa.Column("definition", sa.Text(), nullable=False, comment="定义 / Definition in Chinese"),
        sa.Column(
            "definition_en", sa.Text(), nullable=False, comment="英文定义 / Definition in English"
        ),
        sa.ForeignKeyConstraint(
            ["dimension_code"], ["core.dimension.code"], name=op.f("member_dimension_code_fkey")
        ),
        sa.PrimaryKeyConstraint("dimension_code", "code", name=op.f("member_pkey")),
        schema="core",
        comment="维度的取值 / Values of a dimension",
    )
    op.create_table(
        "load_file",
        sa.Column(
            "load_file_id",
            sa.Integer(),
            sa.Identity(always=True),
            nullable=False,
            comment="主键 / Key",
        ),
        sa.Column("load_run_id", sa.Integer(), nullable=False, comment="批次 / Run"),
        sa.Column(
            "name",
            sa.Text(),
            nullable=False,
            comment="文件标识：数据目录或数据源（冒号前）内的路径，或绝对路径 / What the file is known by: its path among the bundled data, within its feed (before the colon), or its absolute path",
        ),
        sa.Column(
            "path",
            sa.Text(),
            nullable=True,
            comment="文件所在路径或网址 / Where on the host it was, or its address",
        ),
        sa.Column(
            "kind",
            sa.Text(),
            nullable=True,
            comment="文件种类 / Kind of file: a reference list, ledger, figures, published, mapped",
        ),
        sa.Column(
            "source_code",
            sa.Text(),
            nullable=True,
            comment="来源代码，参考表则为空 / Source that it reports; none for a list",
        ),
        sa.Column(
            "sha256",
            sa.Text(),
            nullable=True,
            comment="文件校验和，未取得则为空 / SHA-256 of its bytes; none: it could not be had",
        ),
        sa.Column("etag", sa.Text(), nullable=True, comment="HTTP 版本标识 / ETag of the address"),
        sa.Column(
            "last_modified",
            sa.Text(),
            nullable=True,
            comment="HTTP 修改时间 / Last-Modified of the address",
        ),
        sa.Column(
            "options",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default="{}",
            nullable=False,
            comment="装载时给出的选项 / What the user said of it: source, area, period, …",
        ),
        sa.Column(
            "keep_going",
            sa.Boolean(),
            server_default="false",
            nullable=False,
            comment="是否装载其余好行 / Whether good rows were to be loaded",
        ),
        sa.Column(
            "outcome",
            sa.Text(),
            nullable=False,
            comment="结果：装载、部分装载、拒绝、失败 / Whether it was loaded, loaded in part, refused, or failed before that",
        ),
        sa.Column("read", sa.Integer(), nullable=False, comment="读入行数 / Rows read"),
        sa.Column("added", sa.Integer(), nullable=False, comment="新增行数 / Rows added"),
        sa.Column(
            "revised",
            sa.Integer(),
            nullable=False,
            comment="修订行数 / Rows that follow a withdrawn one",
        ),
        sa.Column(
            "withdrawn",
            sa.Integer(),
            nullable=False,
            comment="撤回行数 / Rows withdrawn and not followed",
        ),
        sa.Column(
            "unchanged", sa.Integer(), nullable=False, comment="未变行数 / Rows already there"
        ),
        sa.Column("rejected", sa.Integer(), nullable=False, comment="拒绝行数 / Rows rejected"),
        sa.Column(
            "conflicts",
            sa.Integer(),
            server_default="0",
            nullable=False,
            comment="与其他来源冲突的单元格 / Cells on which sources contradict each other",
        ),
        sa.Column(
            "seconds", sa.Numeric(), nullable=False, comment="用时（秒） / Duration in seconds"
        ),
        sa.Column(
            "rows_per_second",
            sa.Numeric(),
            nullable=True,
            comment="每秒读入行数 / Rows read in a second",
        ),
        sa.Column(
            "error",
            sa.Text(),
            nullable=True,
            comment="未全部装载的原因 / Why not all of it was loaded",
        ),
        sa.Column(
            "finished_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
            comment="完成时间 / When it was finished",
        ),
        sa.CheckConstraint(
            "outcome in ('failed', 'loaded', 'partly', 'refused')",
            name=op.f("load_file_outcome_check"),
        ),
        sa.ForeignKeyConstraint(
            ["load_run_id"], ["ops.load_run.load_run_id"], name=op.f("load_file_load_run_id_fkey")
        ),
        sa.PrimaryKeyConstraint("load_file_id", name=op.f("load_file_pkey")),
        schema="ops",
        comment="装载的文件及其结果 / Files of each run and what they changed",
    )
    op.create_index(
        op.f("load_file_load_run_id_idx"), "load_file", ["load_run_id"], unique=False, schema="ops"
    )
    op.create_index(op.f("load_file_name_idx"), "load_file", ["name"], unique=False, schema="ops")
    op.create_index(
        op.f("load_file_source_code_idx"), "load_file", ["source_code"], unique=False, schema="ops"
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
            comment="周期（cron 表达式），为空则不自动更新 / Cron expression; none: only by hand",
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
    op.create_table(
        "admin_unit_set_member",
        sa.Column("set_id", sa.Integer(), nullable=False, comment="集合 / Set"),
        sa.Column("admin_unit_id", sa.Integer(), nullable=False, comment="单位 / Unit"),
        sa.ForeignKeyConstraint(
            ["admin_unit_id"],
            ["core.admin_unit.admin_unit_id"],
            name=op.f("admin_unit_set_member_admin_unit_id_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["set_id"],
            ["core.admin_unit_set.admin_unit_id"],
            name=op.f("admin_unit_set_member_set_id_fkey"),
        ),
        sa.PrimaryKeyConstraint("set_id", "admin_unit_id", name=op.f("admin_unit_set_member_pkey")),
        schema="core",
        comment="集合的已知成员 / Known members of each set",
    )
    op.create_index(
        op.f("admin_unit_set_member_admin_unit_id_idx"),
        "admin_unit_set_member",
        ["admin_unit_id"],
        unique=False,
        schema="core",
    )
    op.create_table(
        "breakdown_member",
        sa.Column("breakdown_id", sa.Integer(), nullable=False, comment="分组 / Breakdown"),
        sa.Column("dimension_code", sa.Text(), nullable=False, comment="维度 / Dimension"),
        sa.Column("member_code", sa.Text(), nullable=False, comment="取值 / Member"),
        sa.ForeignKeyConstraint(
            ["breakdown_id"],
            ["core.breakdown.breakdown_id"],
            name=op.f("breakdown_member_breakdown_id_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["dimension_code", "member_code"],
            ["core.member.dimension_code", "core.member.code"],
            name=op.f("breakdown_member_dimension_code_member_code_fkey"),
        ),
        sa.PrimaryKeyConstraint(
            "breakdown_id", "dimension_code", name=op.f("breakdown_member_pkey")
        ),
        schema="core",
        comment="分组所含的取值 / The members of each breakdown",
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
            "base_basis in ('during', 'effective', 'point', 'target')",
            name=op.f("comparison_base_basis_check"),
        ),
        sa.CheckConstraint(
            "basis in ('during', 'effective', 'point', 'target')",
            name=op.f("comparison_basis_check"),
        ),
        sa.CheckConstraint(
            "kind in ('difference', 'growth', 'multiple', 'share')",
            name=op.f("comparison_kind_check"),
        ),
        sa.CheckConstraint(
            "qualifier in ('approx', 'at_least', 'at_most', 'exact', 'less_than', 'more_than', 'nearly')",
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
        comment="来源陈述的比较：增长、差额、倍数、占比 / Comparisons that sources state",
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
        "decision",
        sa.Column(
            "decision_id",
            sa.Integer(),
            sa.Identity(always=True),
            nullable=False,
            comment="主键 / Key",
        ),
        sa.Column("indicator_id", sa.Integer(), nullable=False, comment="指标 / Indicator"),
        sa.Column(
            "admin_unit_id", sa.Integer(), nullable=False, comment="地区 / Administrative unit"
        ),
        sa.Column("breakdown_id", sa.Integer(), nullable=False, comment="分组 / Breakdown"),
        sa.Column("period_start", sa.Date(), nullable=False, comment="时期首日 / First day"),
        sa.Column(
            "period_end", sa.Date(), nullable=False, comment="时期末日（含） / Last day, inclusive"
        ),
        sa.Column("basis", sa.Text(), nullable=False, comment="时期口径 / Basis"),
        sa.Column(
            "source_id", sa.Integer(), nullable=False, comment="采用的来源 / Source to accept"
        ),
        sa.Column("reason", sa.Text(), nullable=False, comment="理由 / Why"),
        sa.Column("decided_on", sa.Date(), nullable=False, comment="裁定日 / When it was decided"),
        sa.Column("decided_by", sa.Text(), nullable=False, comment="裁定人 / By whom"),
        sa.CheckConstraint(
            "basis in ('during', 'effective', 'point', 'target')", name=op.f("decision_basis_check")
        ),
        sa.CheckConstraint("period_start <= period_end", name=op.f("decision_period_check")),
        sa.ForeignKeyConstraint(
            ["admin_unit_id"],
            ["core.admin_unit.admin_unit_id"],
            name=op.f("decision_admin_unit_id_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["breakdown_id"],
            ["core.breakdown.breakdown_id"],
            name=op.f("decision_breakdown_id_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["indicator_id"],
            ["core.indicator.indicator_id"],
            name=op.f("decision_indicator_id_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["source_id"], ["core.source.source_id"], name=op.f("decision_source_id_fkey")
        ),
        sa.PrimaryKeyConstraint("decision_id", name=op.f("decision_pkey")),
        sa.UniqueConstraint(
            "indicator_id",
            "admin_unit_id",
            "breakdown_id",
            "period_start",
            "period_end",
            "basis",
            name="decision_cell_key",
        ),
        schema="core",
        comment="人工裁定 / Curators' decisions on cells",
    )
    op.create_index(
        op.f("decision_admin_unit_id_idx"),
        "decision",
        ["admin_unit_id"],
        unique=False,
        schema="core",
    )
    op.create_index(
        op.f("decision_breakdown_id_idx"), "decision", ["breakdown_id"], unique=False, schema="core"
    )
    op.create_index(
        op.f("decision_source_id_idx"), "decision", ["source_id"], unique=False, schema="core"
    )
    op.create_table(
        "indicator_alias",
        sa.Column(
            "label_path",
            sa.Text(),
            nullable=False,
            comment="栏目路径，如 综合|行政区划|镇 / Labels from the section down, joined by |",
        ),
        sa.Column(
            "printed_unit",
            sa.Text(),
            nullable=False,
            comment="印刷单位，无则为空串 / Unit as printed; empty if none",
        ),
        sa.Column("indicator_id", sa.Integer(), nullable=False, comment="指标 / Indicator"),
        sa.Column("breakdown_id", sa.Integer(), nullable=False, comment="分组 / Breakdown"),
        sa.Column(
            "basis",
            sa.Text(),
            nullable=False,
            comment="时期口径 / point (as of the end) or during (cumulative since 1 January)",
        ),
        sa.CheckConstraint(
            "basis in ('during', 'effective', 'point')", name=op.f("indicator_alias_basis_check")
        ),
        sa.ForeignKeyConstraint(
            ["breakdown_id"],
            ["core.breakdown.breakdown_id"],
            name=op.f("indicator_alias_breakdown_id_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["indicator_id"],
            ["core.indicator.indicator_id"],
            name=op.f("indicator_alias_indicator_id_fkey"),
        ),
        sa.PrimaryKeyConstraint("label_path", "printed_unit", name=op.f("indicator_alias_pkey")),
        schema="core",
        comment="官方报表栏目与指标的对应 / What the labels of official forms mean",
    )
    op.create_index(
        op.f("indicator_alias_breakdown_id_idx"),
        "indicator_alias",
        ["breakdown_id"],
        unique=False,
        schema="core",
    )
    op.create_index(
        op.f("indicator_alias_indicator_id_idx"),
        "indicator_alias",
        ["indicator_id"],
        unique=False,
        schema="core",
    )
    op.create_table(
        "metric",
        sa.Column("code", sa.Text(), nullable=False, comment="代码 / Code"),
        sa.Column("program_code", sa.Text(), nullable=False, comment="所属门类 / Programme"),
        sa.Column("name", sa.Text(), nullable=False, comment="名称 / Name in Chinese"),
        sa.Column("name_en", sa.Text(), nullable=False, comment="英文名称 / Name in English"),
        sa.Column("definition", sa.Text(), nullable=False, comment="定义 / Definition in Chinese"),
        sa.Column(
            "definition_en", sa.Text(), nullable=False, comment="英文定义 / Definition in English"
        ),
        sa.Column(
            "kind",
            sa.Text(),
            server_default="ratio",
            nullable=False,
            comment="种类 / ratio: factor × numerator / denominator; gap: numerator less denominator; annual_growth: compound rate from the denominator to the numerator",
        ),
        sa.Column(
            "numerator_indicator_id", sa.Integer(), nullable=False, comment="分子指标 / Numerator"
        ),
        sa.Column(
            "numerator_breakdown_id",
            sa.Integer(),
            nullable=False,
            comment="分子分组 / Its breakdown",
        ),
        sa.Column(
            "denominator_indicator_id",
            sa.Integer(),
            nullable=False,
            comment="分母指标 / Denominator",
        ),
        sa.Column(
            "denominator_breakdown_id",
            sa.Integer(),
            nullable=False,
            comment="分母分组 / Its breakdown",
        ),
        sa.Column(
            "denominator_area",
            sa.Text(),
            server_default="same",
            nullable=False,
            comment="分母的地区 / The denominator is of the same area, of its parent or its province",
        ),
        sa.Column(
            "alignment",
            sa.Text(),
            nullable=False,
            comment="时期对齐方式 / Which denominator goes with a numerator",
        ),
        sa.Column(
            "base_year", sa.Integer(), nullable=True, comment="基年 / Year of the denominator"
        ),
        sa.Column("unit_code", sa.Text(), nullable=False, comment="单位 / Unit"),
        sa.Column(
            "unit_declared",
            sa.Boolean(),
            server_default="false",
            nullable=False,
            comment="单位是否另行规定 / Whether the unit is declared though it does not follow",
        ),
        sa.Column(
            "factor",
            sa.Numeric(),
            nullable=False,
            comment="乘数，由单位算出 / Factor, as the units of numerator, denominator and metric decide",
        ),
        sa.Column(
            "denominator_factor",
            sa.Numeric(),
            server_default="1",
            nullable=False,
            comment="差值中分母的乘数 / Factor of what a gap subtracts",
        ),
        sa.Column(
            "part_of_whole",
            sa.Boolean(),
            server_default="false",
            nullable=False,
            comment="分子是否为分母的一部分 / Whether it is a share of a whole",
        ),
        sa.Column(
            "base_population",
            sa.Text(),
            nullable=True,
            comment="人口口径 / Whether a population is of residents or by registration",
        ),
        sa.Column(
            "example",
            sa.Text(),
            server_default="",
            nullable=False,
            comment="算例 / An example, as AREA DAY: FORMULA = VALUE",
        ),
        sa.CheckConstraint(
            "(alignment = 'base_year') = (base_year is not null)",
            name=op.f("metric_base_year_check"),
        ),
        sa.CheckConstraint(
            "alignment in ('average_of_year_ends', 'base_year', 'latest_before', 'same_period', 'same_year')",
            name=op.f("metric_alignment_check"),
        ),
        sa.CheckConstraint(
            "base_population in ('registered', 'resident')",
            name=op.f("metric_base_population_check"),
        ),
        sa.CheckConstraint(
            "denominator_area in ('parent', 'province', 'same')",
            name=op.f("metric_denominator_area_check"),
        ),
        sa.CheckConstraint(
            "kind <> 'annual_growth' or alignment = 'base_year'",
            name=op.f("metric_annual_growth_check"),
        ),
        sa.CheckConstraint(
            "kind in ('annual_growth', 'gap', 'ratio')", name=op.f("metric_kind_check")
        ),
        sa.CheckConstraint(
            "not part_of_whole or kind = 'ratio'", name=op.f("metric_part_of_whole_check")
        ),
        sa.CheckConstraint(
            "factor > 0 and denominator_factor > 0", name=op.f("metric_factor_check")
        ),
        sa.ForeignKeyConstraint(
            ["denominator_breakdown_id"],
            ["core.breakdown.breakdown_id"],
            name=op.f("metric_denominator_breakdown_id_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["denominator_indicator_id"],
            ["core.indicator.indicator_id"],
            name=op.f("metric_denominator_indicator_id_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["numerator_breakdown_id"],
            ["core.breakdown.breakdown_id"],
            name=op.f("metric_numerator_breakdown_id_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["numerator_indicator_id"],
            ["core.indicator.indicator_id"],
            name=op.f("metric_numerator_indicator_id_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["program_code"], ["core.program.code"], name=op.f("metric_program_code_fkey")
        ),
        sa.ForeignKeyConstraint(
            ["unit_code"], ["core.unit.code"], name=op.f("metric_unit_code_fkey")
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("metric_pkey")),
        schema="core",
        comment="派生指标的定义 / Definitions of derived quantities",
    )
    op.create_index(
        op.f("metric_denominator_breakdown_id_idx"),
        "metric",
        ["denominator_breakdown_id"],
        unique=False,
        schema="core",
    )
    op.create_index(
        op.f("metric_denominator_indicator_id_idx"),
        "metric",
        ["denominator_indicator_id"],
        unique=False,
        schema="core",
    )
    op.create_index(
        op.f("metric_numerator_breakdown_id_idx"),
        "metric",
        ["numerator_breakdown_id"],
        unique=False,
        schema="core",
    )
    op.create_index(
        op.f("metric_numerator_indicator_id_idx"),
        "metric",
        ["numerator_indicator_id"],
        unique=False,
        schema="core",
    )
    op.create_index(
        op.f("metric_program_code_idx"), "metric", ["program_code"], unique=False, schema="core"
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
            "period_end", sa.Date(), nullable=False, comment="时期末日（含） / Last day, inclusive"
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
            comment="数值（指标单位） / Value in the indicator's unit",
        ),
        sa.Column(
            "low",
            sa.Numeric(),
            nullable=True,
            comment="下界，空为无下界 / Least value the print allows; null: no bound",
        ),
        sa.Column(
            "high",
            sa.Numeric(),
            nullable=True,
            comment="上界，空为无上界 / Greatest value the print allows; null: no bound",
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
            comment="位置（RFC 5147、RFC 7111） / Where: char=152,160 or cell=12,4",
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
            "basis in ('during', 'effective', 'point', 'target')",
            name=op.f("observation_basis_check"),
        ),
        sa.CheckConstraint(
            "basis not in ('point', 'effective') or period_start = period_end",
            name=op.f("observation_day_check"),
        ),
        sa.CheckConstraint(
            "qualifier in ('approx', 'at_least', 'at_most', 'exact', 'less_than', 'more_than', 'nearly')",
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
        comment="观测值：一个来源报告的一个数字 / Figures, each as one source reports it",
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
    )
    op.create_index(
        "observation_contested_key",
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
        postgresql_where=sa.text("withdrawn_at is null and not accepted"),
    )
    op.create_index(
        "observation_load_file_id_idx",
        "observation",
        ["load_file_id"],
        unique=False,
        schema="core",
        postgresql_using="brin",
        postgresql_with={"pages_per_range": 32, "autosummarize": True},
    )
    op.create_index(
        "observation_source_id_idx",
        "observation",
        ["source_id"],
        unique=False,
        schema="core",
        postgresql_using="brin",
        postgresql_with={"pages_per_range": 32, "autosummarize": True},
    )
    op.create_index(
        "observation_withdrawn_at_idx",
        "observation",
        ["withdrawn_at"],
        unique=False,
        schema="core",
        postgresql_where=sa.text("withdrawn_at is not null"),
    )
    op.create_table(
        "rule_term",
        sa.Column("rule_code", sa.Text(), nullable=False, comment="规则 / Rule"),
        sa.Column("position", sa.Integer(), nullable=False, comment="次序 / Order within the rule"),
        sa.Column("side", sa.Text(), nullable=False, comment="左边或右边 / left or right"),
        sa.Column(
            "divisor",
            sa.Boolean(),
            nullable=False,
            comment="是否为除数 / Whether the side is divided by it",
        ),
        sa.Column("coefficient", sa.Numeric(), nullable=False, comment="系数 / Coefficient"),
        sa.Column("indicator_id", sa.Integer(), nullable=False, comment="指标 / Indicator"),
        sa.Column("breakdown_id", sa.Integer(), nullable=False, comment="分组 / Breakdown"),
        sa.Column(
            "within_days",
            sa.Integer(),
            server_default="0",
            nullable=False,
            comment="日期容差（天） / Days that a figure may be away where there is none of the day",
        ),
        sa.CheckConstraint("side in ('left', 'right')", name=op.f("rule_term_side_check")),
        sa.CheckConstraint("coefficient <> 0", name=op.f("rule_term_coefficient_check")),
        sa.CheckConstraint("within_days >= 0", name=op.f("rule_term_within_days_check")),
        sa.ForeignKeyConstraint(
            ["breakdown_id"],
            ["core.breakdown.breakdown_id"],
            name=op.f("rule_term_breakdown_id_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["indicator_id"],
            ["core.indicator.indicator_id"],
            name=op.f("rule_term_indicator_id_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["rule_code"], ["core.rule.code"], name=op.f("rule_term_rule_code_fkey")
        ),
        sa.PrimaryKeyConstraint("rule_code", "position", name=op.f("rule_term_pkey")),
        schema="core",
        comment="规则的各项 / The terms of each rule",
    )
    op.create_index(
        op.f("rule_term_breakdown_id_idx"),
        "rule_term",
        ["breakdown_id"],
        unique=False,
        schema="core",
    )
    op.create_index(
        op.f("rule_term_indicator_id_idx"),
        "rule_term",
        ["indicator_id"],
        unique=False,
        schema="core",
    )
    op.create_table(
        "reject",
        sa.Column(
            "reject_id",
            sa.Integer(),
            sa.Identity(always=True),
            nullable=False,
            comment="主键 / Key",
        ),
        sa.Column("load_file_id", sa.Integer(), nullable=False, comment="文件 / File"),
        sa.Column("line", sa.Integer(), nullable=False, comment="行号 / Line of the file, from 1"),
        sa.Column("column_name", sa.Text(), nullable=False, comment="列 / Column"),
        sa.Column("value", sa.Text(), nullable=True, comment="值 / Value as read"),
        sa.Column(
            "reason", sa.Text(), nullable=False, comment="原因代码 / Reason, a code to group by"
        ),
        sa.Column("message", sa.Text(), nullable=False, comment="说明 / What is wrong, in words"),
        sa.Column(
            "row",
            postgresql.JSONB(astext_type=sa.Text()),
            nullable=False,
            comment="整行原文 / The whole row as read",
        ),
        sa.CheckConstraint(
            "reason in ('bad_date', 'beyond_header', 'constraint', 'differs_from_print', 'duplicate', 'field_count', 'gone', 'growth_does_not_follow', 'ill_formed', 'known_otherwise', 'marker', 'masked', 'merged_figure', 'missing', 'no_area', 'no_first_print', 'no_header', 'no_label', 'no_period', 'no_table', 'no_unit', 'not_a_number', 'not_allowed', 'not_calculated', 'number_format', 'other_area', 'other_period', 'out_of_bounds', 'overlap', 'repeated', 'restated', 'scaled_by_format', 'section_unknown', 'several_labels', 'several_periods', 'slid', 'still_used', 'superfluous', 'too_many_digits', 'two_scales', 'two_values', 'unaccounted', 'unknown_area', 'unknown_breakdown', 'unknown_code', 'unknown_column', 'unknown_form', 'unknown_label', 'unknown_source', 'unknown_unit', 'unreadable', 'unseen', 'wrong_length', 'wrong_period', 'wrong_unit')",
            name=op.f("reject_reason_check"),
        ),
        sa.ForeignKeyConstraint(
            ["load_file_id"], ["ops.load_file.load_file_id"], name=op.f("reject_load_file_id_fkey")
        ),
        sa.PrimaryKeyConstraint("reject_id", name=op.f("reject_pkey")),
        schema="ops",
        comment="被拒绝的行及原因 / Rows that were not loaded, and why",
    )
    op.create_index(
        op.f("reject_load_file_id_idx"), "reject", ["load_file_id"], unique=False, schema="ops"
    )
    op.create_table(
        "alert_rule",
        sa.Column("code", sa.Text(), nullable=False, comment="代码 / Code"),
        sa.Column("program_code", sa.Text(), nullable=False, comment="所属门类 / Programme"),
        sa.Column(
            "severity", sa.Text(), nullable=False, comment="严重程度 / info, warning or critical"
        ),
        sa.Column("name", sa.Text(), nullable=False, comment="名称 / Name in Chinese"),
        sa.Column("name_en", sa.Text(), nullable=False, comment="英文名称 / Name in English"),
        sa.Column("definition", sa.Text(), nullable=False, comment="定义 / Definition in Chinese"),
        sa.Column(
            "definition_en", sa.Text(), nullable=False, comment="英文定义 / Definition in English"
        ),
        sa.Column(
            "indicator_id", sa.Integer(), nullable=True, comment="所看指标 / Indicator watched"
        ),
        sa.Column("breakdown_id", sa.Integer(), nullable=True, comment="其分组 / Its breakdown"),
        sa.Column("metric_code", sa.Text(), nullable=True, comment="所看派生指标 / Metric watched"),
        sa.Column(
            "rule_code",
            sa.Text(),
            nullable=True,
            comment="所看核算规则，空为全部 / Rule watched; null: all",
        ),
        sa.Column(
            "measure",
            sa.Text(),
            nullable=False,
            comment="度量 / value, growth (%), change since the value before, share_of_province (%), silence (days behind the others), failure of a rule, contradiction of a comparison, conflict of sources, member_loss (children that no longer report while the sum shrinks), delay (days to publication), or a kind of suspect: unit_slip, stale, swapped, jump, dropped",
        ),
        sa.Column("direction", sa.Text(), nullable=True, comment="低于或高于 / below or above"),
        sa.Column("threshold", sa.Numeric(), nullable=True, comment="阈值 / Threshold"),
        sa.Column(
            "least_base",
            sa.Numeric(),
            nullable=True,
            comment="小数保护：基数低于此值不报 / Small-number guard: no alert on a smaller base",
        ),
        sa.Column(
            "companion_indicator_id",
            sa.Integer(),
            nullable=True,
            comment="同时变动的指标 / Indicator that must move at the same time",
        ),
        sa.Column(
            "companion_breakdown_id", sa.Integer(), nullable=True, comment="其分组 / Its breakdown"
        ),
        sa.Column(
            "companion_direction",
            sa.Text(),
            nullable=True,
            comment="其变动方向 / Whether it must be falling or rising",
        ),
        sa.Column(
            "message",
            sa.Text(),
            nullable=False,
            comment="消息模板 / Message in Chinese; {area} {period} {value} {base} {threshold} {unit}",
        ),
        sa.Column(
            "message_en", sa.Text(), nullable=False, comment="英文消息模板 / Message in English"
        ),
        sa.CheckConstraint(
            "(measure in ('conflict', 'contradiction', 'dropped', 'failure', 'jump', 'stale', 'swapped', 'unit_slip')) = (threshold is null) and (threshold is null) = (direction is null)",
            name=op.f("alert_rule_threshold_check"),
        ),
        sa.CheckConstraint(
            "companion_direction in ('falling', 'rising')",
            name=op.f("alert_rule_companion_direction_check"),
        ),
        sa.CheckConstraint(
            "direction in ('above', 'below')", name=op.f("alert_rule_direction_check")
        ),
        sa.CheckConstraint(
            "measure in ('change', 'conflict', 'contradiction', 'delay', 'dropped', 'failure', 'growth', 'jump', 'member_loss', 'share_of_province', 'silence', 'stale', 'swapped', 'unit_slip', 'value')",
            name=op.f("alert_rule_measure_check"),
        ),
        sa.CheckConstraint(
            "num_nonnulls(indicator_id, metric_code) = 1 or measure in ('conflict', 'contradiction', 'dropped', 'failure', 'jump', 'stale', 'swapped', 'unit_slip')",
            name=op.f("alert_rule_subject_check"),
        ),
        sa.CheckConstraint(
            "rule_code is null or measure = 'failure'", name=op.f("alert_rule_rule_check")
        ),
        sa.CheckConstraint(
            "severity in ('critical', 'info', 'warning')", name=op.f("alert_rule_severity_check")
        ),
        sa.CheckConstraint(
            "(indicator_id is null) = (breakdown_id is null)",
            name=op.f("alert_rule_breakdown_check"),
        ),
        sa.CheckConstraint(
            "num_nonnulls(companion_indicator_id, companion_breakdown_id, companion_direction) in (0, 3)",
            name=op.f("alert_rule_companion_check"),
        ),
        sa.ForeignKeyConstraint(
            ["breakdown_id"],
            ["core.breakdown.breakdown_id"],
            name=op.f("alert_rule_breakdown_id_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["companion_breakdown_id"],
            ["core.breakdown.breakdown_id"],
            name=op.f("alert_rule_companion_breakdown_id_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["companion_indicator_id"],
            ["core.indicator.indicator_id"],
            name=op.f("alert_rule_companion_indicator_id_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["indicator_id"],
            ["core.indicator.indicator_id"],
            name=op.f("alert_rule_indicator_id_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["metric_code"], ["core.metric.code"], name=op.f("alert_rule_metric_code_fkey")
        ),
        sa.ForeignKeyConstraint(
            ["program_code"], ["core.program.code"], name=op.f("alert_rule_program_code_fkey")
        ),
        sa.ForeignKeyConstraint(
            ["rule_code"], ["core.rule.code"], name=op.f("alert_rule_rule_code_fkey")
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("alert_rule_pkey")),
        schema="core",
        comment="预警规则 / Early-warning rules",
    )
    op.create_index(
        op.f("alert_rule_breakdown_id_idx"),
        "alert_rule",
        ["breakdown_id"],
        unique=False,
        schema="core",
    )
    op.create_index(
        op.f("alert_rule_companion_breakdown_id_idx"),
        "alert_rule",
        ["companion_breakdown_id"],
        unique=False,
        schema="core",
    )
    op.create_index(
        op.f("alert_rule_companion_indicator_id_idx"),
        "alert_rule",
        ["companion_indicator_id"],
        unique=False,
        schema="core",
    )
    op.create_index(
        op.f("alert_rule_indicator_id_idx"),
        "alert_rule",
        ["indicator_id"],
        unique=False,
        schema="core",
    )
    op.create_index(
        op.f("alert_rule_metric_code_idx"),
        "alert_rule",
        ["metric_code"],
        unique=False,
        schema="core",
    )
    op.create_index(
        op.f("alert_rule_program_code_idx"),
        "alert_rule",
        ["program_code"],
        unique=False,
        schema="core",
    )
    op.create_index(
        op.f("alert_rule_rule_code_idx"), "alert_rule", ["rule_code"], unique=False, schema="core"
    )
    op.create_table(
        "analysis",
        sa.Column("code", sa.Text(), nullable=False, comment="代码 / Code"),
        sa.Column("program_code", sa.Text(), nullable=False, comment="所属门类 / Programme"),
        sa.Column("name", sa.Text(), nullable=False, comment="名称 / Name in Chinese"),
        sa.Column("name_en", sa.Text(), nullable=False, comment="英文名称 / Name in English"),
        sa.Column("definition", sa.Text(), nullable=False, comment="定义 / Definition in Chinese"),
        sa.Column(
            "definition_en", sa.Text(), nullable=False, comment="英文定义 / Definition in English"
        ),
        sa.Column(
            "method",
            sa.Text(),
            nullable=False,
            comment="方法 / ranking, trend, dispersion, contribution, outlier or gap",
        ),
        sa.Column(
            "indicator_id", sa.Integer(), nullable=True, comment="所析指标 / Indicator analysed"
        ),
        sa.Column("breakdown_id", sa.Integer(), nullable=True, comment="其分组 / Its breakdown"),
        sa.Column(
            "metric_code", sa.Text(), nullable=True, comment="所析派生指标 / Metric analysed"
        ),
        sa.Column(
            "least_points",
            sa.Integer(),
            nullable=False,
            comment="至少几个值才作分析 / Fewest values, of areas or periods, that are analysed",
        ),
        sa.CheckConstraint(
            "method in ('contribution', 'dispersion', 'gap', 'outlier', 'ranking', 'trend')",
            name=op.f("analysis_method_check"),
        ),
        sa.CheckConstraint(
            "(indicator_id is null) = (breakdown_id is null)", name=op.f("analysis_breakdown_check")
        ),
        sa.CheckConstraint("least_points > 1", name=op.f("analysis_least_points_check")),
        sa.CheckConstraint(
            "num_nonnulls(indicator_id, metric_code) = 1", name=op.f("analysis_subject_check")
        ),
        sa.ForeignKeyConstraint(
            ["breakdown_id"],
            ["core.breakdown.breakdown_id"],
            name=op.f("analysis_breakdown_id_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["indicator_id"],
            ["core.indicator.indicator_id"],
            name=op.f("analysis_indicator_id_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["metric_code"], ["core.metric.code"], name=op.f("analysis_metric_code_fkey")
        ),
        sa.ForeignKeyConstraint(
            ["program_code"], ["core.program.code"], name=op.f("analysis_program_code_fkey")
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("analysis_pkey")),
        schema="core",
        comment="统计分析的定义 / Definitions of statistical analyses",
    )
    op.create_index(
        op.f("analysis_breakdown_id_idx"), "analysis", ["breakdown_id"], unique=False, schema="core"
    )
    op.create_index(
        op.f("analysis_indicator_id_idx"), "analysis", ["indicator_id"], unique=False, schema="core"
    )
    op.create_index(
        op.f("analysis_metric_code_idx"), "analysis", ["metric_code"], unique=False, schema="core"
    )
    op.create_index(
        op.f("analysis_program_code_idx"), "analysis", ["program_code"], unique=False, schema="core"
    )
    op.create_table(
        "mention",
        sa.Column("source_id", sa.Integer(), nullable=False, comment="来源 / Source"),
        sa.Column(
            "char_start",
            sa.Integer(),
            nullable=False,
            comment="起始位置（码点） / First character, counted in code points from 0",
        ),
        sa.Column(
            "char_end",
            sa.Integer(),
            nullable=False,
            comment="结束位置（不含） / Behind its last character",
        ),
        sa.Column(
            "printed", sa.Text(), nullable=False, comment="印刷形式 / The characters as printed"
        ),
        sa.Column(
            "disposition",
            sa.Text(),
            nullable=False,
            comment="归类：观测、比较或两者皆非 / observation, comparison or neither",
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
            "disposition in ('comparison', 'neither', 'observation')",
            name=op.f("mention_disposition_check"),
        ),
        sa.CheckConstraint(
            "reason in ('criterion', 'date', 'duration', 'enumeration', 'name', 'ordinal', 'rule', 'story')",
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
    op.execute("alter table ops.loaded_part alter content set storage external")


def downgrade() -> None:
    op.drop_index(op.f("mention_observation_id_idx"), table_name="mention", schema="core")
    op.drop_index(op.f("mention_comparison_id_idx"), table_name="mention", schema="core")
    op.drop_table("mention", schema="core")
    op.drop_index(op.f("analysis_program_code_idx"), table_name="analysis", schema="core")
    op.drop_index(op.f("analysis_metric_code_idx"), table_name="analysis", schema="core")
    op.drop_index(op.f("analysis_indicator_id_idx"), table_name="analysis", schema="core")
    op.drop_index(op.f("analysis_breakdown_id_idx"), table_name="analysis", schema="core")
    op.drop_table("analysis", schema="core")
    op.drop_index(op.f("alert_rule_rule_code_idx"), table_name="alert_rule", schema="core")
    op.drop_index(op.f("alert_rule_program_code_idx"), table_name="alert_rule", schema="core")
    op.drop_index(op.f("alert_rule_metric_code_idx"), table_name="alert_rule", schema="core")
    op.drop_index(op.f("alert_rule_indicator_id_idx"), table_name="alert_rule", schema="core")
    op.drop_index(
        op.f("alert_rule_companion_indicator_id_idx"), table_name="alert_rule", schema="core"
    )
    op.drop_index(
        op.f("alert_rule_companion_breakdown_id_idx"), table_name="alert_rule", schema="core"
    )
    op.drop_index(op.f("alert_rule_breakdown_id_idx"), table_name="alert_rule", schema="core")
    op.drop_table("alert_rule", schema="core")
    op.drop_index(op.f("reject_load_file_id_idx"), table_name="reject", schema="ops")
    op.drop_table("reject", schema="ops")
    op.drop_index(op.f("rule_term_indicator_id_idx"), table_name="rule_term", schema="core")
    op.drop_index(op.f("rule_term_breakdown_id_idx"), table_name="rule_term", schema="core")
    op.drop_table("rule_term", schema="core")
    op.drop_index(
        "observation_withdrawn_at_idx",
        table_name="observation",
        schema="core",
        postgresql_where=sa.text("withdrawn_at is not null"),
    )
    op.drop_index(
        "observation_source_id_idx",
        table_name="observation",
        schema="core",
        postgresql_using="brin",
        postgresql_with={"pages_per_range": 32, "autosummarize": True},
    )
    op.drop_index(
        "observation_load_file_id_idx",
        table_name="observation",
        schema="core",
        postgresql_using="brin",
        postgresql_with={"pages_per_range": 32, "autosummarize": True},
    )
    op.drop_index(
        "observation_contested_key",
        table_name="observation",
        schema="core",
        postgresql_where=sa.text("withdrawn_at is null and not accepted"),
    )
    op.drop_index(
        "observation_admin_unit_id_indicator_id_idx",
        table_name="observation",
        schema="core",
    )
    op.drop_index(
        "observation_accepted_key",
        table_name="observation",
        schema="core",
        postgresql_where=sa.text("accepted"),
    )
    op.drop_table("observation", schema="core")
    op.drop_index(op.f("metric_program_code_idx"), table_name="metric", schema="core")
    op.drop_index(op.f("metric_numerator_indicator_id_idx"), table_name="metric", schema="core")
    op.drop_index(op.f("metric_numerator_breakdown_id_idx"), table_name="metric", schema="core")
    op.drop_index(op.f("metric_denominator_indicator_id_idx"), table_name="metric", schema="core")
    op.drop_index(op.f("metric_denominator_breakdown_id_idx"), table_name="metric", schema="core")
    op.drop_table("metric", schema="core")
    op.drop_index(
        op.f("indicator_alias_indicator_id_idx"), table_name="indicator_alias", schema="core"
    )
    op.drop_index(
        op.f("indicator_alias_breakdown_id_idx"), table_name="indicator_alias", schema="core"
    )
    op.drop_table("indicator_alias", schema="core")
    op.drop_index(op.f("decision_source_id_idx"), table_name="decision", schema="core")
    op.drop_index(op.f("decision_breakdown_id_idx"), table_name="decision", schema="core")
    op.drop_index(op.f("decision_admin_unit_id_idx"), table_name="decision", schema="core")
    op.drop_table("decision", schema="core")
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
    op.drop_table("breakdown_member", schema="core")
    op.drop_index(
        op.f("admin_unit_set_member_admin_unit_id_idx"),
        table_name="admin_unit_set_member",
        schema="core",
    )
    op.drop_table("admin_unit_set_member", schema="core")
    op.drop_table("schedule", schema="ops")
    op.drop_index(op.f("load_file_source_code_idx"), table_name="load_file", schema="ops")
    op.drop_index(op.f("load_file_name_idx"), table_name="load_file", schema="ops")
    op.drop_index(op.f("load_file_load_run_id_idx"), table_name="load_file", schema="ops")
    op.drop_table("load_file", schema="ops")
    op.drop_table("member", schema="core")
    op.drop_index(op.f("indicator_program_code_idx"), table_name="indicator", schema="core")
    op.drop_table("indicator", schema="core")
    op.drop_index(op.f("area_label_area_code_idx"), table_name="area_label", schema="core")
    op.drop_table("area_label", schema="core")
    op.drop_index(
        op.f("admin_unit_version_parent_id_idx"), table_name="admin_unit_version", schema="core"
    )
    op.drop_index(
        op.f("admin_unit_version_code_idx"), table_name="admin_unit_version", schema="core"
    )
    op.drop_index(
        op.f("admin_unit_version_admin_unit_id_idx"), table_name="admin_unit_version", schema="core"
    )
    op.drop_table("admin_unit_version", schema="core")
    op.drop_index(op.f("admin_unit_set_within_id_idx"), table_name="admin_unit_set", schema="core")
    op.drop_table("admin_unit_set", schema="core")
    op.drop_index(
        op.f("admin_unit_event_link_admin_unit_id_idx"),
        table_name="admin_unit_event_link",
        schema="core",
    )
    op.drop_table("admin_unit_event_link", schema="core")
    op.drop_table("loaded_part", schema="ops")
    op.drop_index("load_run_feed_load_run_id_idx", table_name="load_run", schema="ops")
    op.drop_table("load_run", schema="ops")
    op.drop_table("listed", schema="ops")
    op.drop_table("alert_told", schema="ops")
    op.drop_table("unit", schema="core")
    op.drop_table("source", schema="core")
    op.drop_table("rule", schema="core")
    op.drop_index(op.f("program_parent_code_idx"), table_name="program", schema="core")
    op.drop_table("program", schema="core")
    op.drop_index("growth_admin_unit_id_indicator_id_idx", table_name="growth", schema="core")
    op.drop_table("growth", schema="core")
    op.drop_table("dimension", schema="core")
    op.drop_table("breakdown", schema="core")
    op.drop_table("admin_unit_event", schema="core")
    op.drop_table("admin_unit", schema="core")
    op.drop_table("acceptance_criterion", schema="core")
    op.execute("drop schema core cascade")
