"""The reference lists: units, programmes, dimensions, indicators, administrative units."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.execute("create schema core")
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
            comment="稳定标识:最早的代码,或 set:名称 / Stable key: its first code, or set:name",
        ),
        sa.Column("kind", sa.Text(), nullable=False, comment="单位或集合 / unit or set"),
        sa.CheckConstraint("(kind = 'set') = (key ~ '^set:')", name=op.f("admin_unit_key_check")),
        sa.CheckConstraint("kind in ('unit', 'set')", name=op.f("admin_unit_kind_check")),
        sa.PrimaryKeyConstraint("admin_unit_id", name=op.f("admin_unit_pkey")),
        sa.UniqueConstraint("key", name=op.f("admin_unit_key_key")),
        schema="core",
        comment="行政区划单位(或单位集合)的身份 / Identities of places and of sets of places",
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
            "kind in ('established', 'abolished', 'renamed', 'upgraded', 'merged', 'split', 'transferred')",
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
        comment="分组(维度取值的组合) / Sets of members, one per dimension",
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
        comment="民政业务门类(树) / Programmes of civil affairs, a tree",
    )
    op.create_index(
        op.f("program_parent_code_idx"), "program", ["parent_code"], unique=False, schema="core"
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
            comment="量纲,如 money/person/time / What it measures; only units of one dimension convert",
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
            comment="成员数(成员未必都已知) / How many members it has, known or not",
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
            comment="有效期(左闭右开) / In force, half-open",
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
            "level in ('nation', 'province', 'prefecture', 'county', 'township', 'village')",
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
        sa.CheckConstraint("code ~ '^[a-z][a-z0-9_]*$'", name=op.f("indicator_code_check")),
        sa.CheckConstraint(
            "kind in ('stock', 'flow', 'standard', 'ratio')", name=op.f("indicator_kind_check")
        ),
        sa.CheckConstraint(
            "over_areas in ('sum', 'weighted', 'none')", name=op.f("indicator_over_areas_check")
        ),
        sa.CheckConstraint(
            "over_time in ('sum', 'last', 'none')", name=op.f("indicator_over_time_check")
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
        "indicator_alias",
        sa.Column(
            "label_path",
            sa.Text(),
            nullable=False,
            comment="栏目路径,如 综合|行政区划|镇 / Labels from the section down, joined by |",
        ),
        sa.Column(
            "printed_unit",
            sa.Text(),
            nullable=False,
            comment="印刷单位,无则为空串 / Unit as printed; empty if none",
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
            "basis in ('point', 'during', 'effective')", name=op.f("indicator_alias_basis_check")
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


def downgrade() -> None:
    op.drop_index(
        op.f("indicator_alias_indicator_id_idx"), table_name="indicator_alias", schema="core"
    )
    op.drop_index(
        op.f("indicator_alias_breakdown_id_idx"), table_name="indicator_alias", schema="core"
    )
    op.drop_table("indicator_alias", schema="core")
    op.drop_table("breakdown_member", schema="core")
    op.drop_index(
        op.f("admin_unit_set_member_admin_unit_id_idx"),
        table_name="admin_unit_set_member",
        schema="core",
    )
    op.drop_table("admin_unit_set_member", schema="core")
    op.drop_table("member", schema="core")
    op.drop_index(op.f("indicator_program_code_idx"), table_name="indicator", schema="core")
    op.drop_table("indicator", schema="core")
    op.drop_index(
        op.f("admin_unit_version_parent_id_idx"), table_name="admin_unit_version", schema="core"
    )
    op.drop_index(
        op.f("admin_unit_version_code_idx"), table_name="admin_unit_version", schema="core"
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
    op.drop_table("unit", schema="core")
    op.drop_index(op.f("program_parent_code_idx"), table_name="program", schema="core")
    op.drop_table("program", schema="core")
    op.drop_table("dimension", schema="core")
    op.drop_table("breakdown", schema="core")
    op.drop_table("admin_unit_event", schema="core")
    op.drop_table("admin_unit", schema="core")
    op.execute("drop schema core")
