"""The page of roles: what each kind may do with every relation, function and schema."""

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import Connection, text

from minzheng.database.role_rights import KINDS, SCHEMAS, RoleKind
from minzheng.schema import Base

from .catalog import relation_anchor
from .markdown import code, link, page, section
from .words import ENGLISH, Language

RELATIONS = text("""
    select nspname || '.' || relname as name
    from pg_class
    inner join pg_namespace on pg_namespace.oid = relnamespace
    where nspname = any(cast(:schemas as text[])) and relkind in ('r', 'v')
    order by array_position(cast(:schemas as text[]), nspname), relname
""")
FUNCTIONS = text("""
    select
        format(
            '%s.%s(%s)', nspname, proname,
            (
                select string_agg(format_type(argument, null), ',' order by place)
                from unnest(proargtypes) with ordinality as one (argument, place)
            )
        )
    from pg_proc
    inner join pg_namespace on pg_namespace.oid = pronamespace
    where
        nspname = any(cast(:schemas as text[]))
        and prorettype <> cast('trigger' as regtype)
    order by array_position(cast(:schemas as text[]), nspname), proname
""")
INTRODUCTION = (
    "每个人、每个工具各有自己的登录角色，由 `minzheng grant` 建立；权限属于该类角色的组，"
    "组不能登录。下表由授权所依的同一份定义生成，并由一项测试逐格验证：未列出的操作一律被服务器拒绝，`truncate`、"
    "`references`、`trigger`、建表、授权也不例外。写有列名的，只限于这些列。"
    " / Each person and each tool has a login of its own, made by `minzheng grant`; the rights are "
    "those of the group of its kind, which cannot log in. The tables are generated from what the "
    "grants are made from, and a test tries every cell of them: whatever is not listed the server "
    "refuses, and so it does `truncate`, `references`, `trigger`, new tables and grants. Where "
    "columns are named, it is for these alone."
)
KIND_NAMES = (
    "读者 reader / reader",
    "建模者 modeller / modeller",
    "装载者 loader / loader",
    "审定者 curator / curator",
)
LIMITS = (
    "限制 / Limits",
    "登录角色可以更改自己会话的设置（如 `statement_timeout`），但不能更改连接数和临时文件的上限，"
    "也不能更改别人的设置。"
    " / A login may change the settings of its own sessions, such as `statement_timeout`, but not "
    "how many connections it may have, nor how much it may write to temporary files, nor anything "
    "of others.",
)


def pages(connection: Connection, language: Language = ENGLISH) -> dict[str, str]:
    title, words = LIMITS
    return {
        "roles.md": page(
            section(1, language.say("角色和权限 / Roles and rights"), "roles"),
            language.say(INTRODUCTION),
            section(2, language.say("数据表和视图 / Tables and views"), "roles-relations"),
            _relations(connection, language),
            section(2, language.say("函数 / Functions"), "roles-functions"),
            _functions(connection, language),
            section(2, language.say("模式和数据库 / Schemas and the database"), "roles-schemas"),
            _schemas(language),
            section(2, language.say(title), "roles-limits"),
            language.say(words),
            _limits(language),
        )
    }


def _relations(connection: Connection, language: Language) -> str:
    """A row for the relations of a schema with which all kinds may do the same."""
    alike: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for name in connection.execute(RELATIONS, {"schemas": list(SCHEMAS)}).scalars():
        rights = [name.partition(".")[0], *(_rights(kind, name) for kind in KINDS.values())]
        is_linked = name in Base.metadata.tables
        shown = link(code(name), relation_anchor(name)) if is_linked else code(name)
        alike[tuple(rights)].append(shown)
    return _table(
        "关系 / relation",
        ((", ".join(names), *rights) for (_schema, *rights), names in alike.items()),
        language,
    )


def _rights(kind: RoleKind, relation: str) -> str:
    return "; ".join(
        f"{verb} ({', '.join(columns)})" if columns else verb
        for verb, columns in kind.verbs_on(relation).items()
    )


def _functions(connection: Connection, language: Language) -> str:
    alike: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for name in connection.execute(FUNCTIONS, {"schemas": list(SCHEMAS)}).scalars():
        called = tuple("execute" if kind.may_call(name) else "" for kind in KINDS.values())
        alike[name.partition(".")[0], *called].append(name)
    return _table(
        "函数 / function",
        ((", ".join(map(code, names)), *called) for (_schema, *called), names in alike.items()),
        language,
    )


def _schemas(language: Language) -> str:
    kinds = list(KINDS.values())
    rows = [
        (code(schema), *("usage" if schema in kind.reads else "" for kind in kinds))
        for schema in SCHEMAS
    ]
    own = language.say("自己的模式 / a schema of its name")
    rows.append((own, *("create, usage" if kind.has_schema else "" for kind in kinds)))
    database = language.say("数据库 / the database")
    verbs = ("connect, temporary" if kind.is_temporary_allowed else "connect" for kind in kinds)
    rows.append((database, *verbs))
    return _table("模式 / schema", rows, language)


def _limits(language: Language) -> str:
    kinds = list(KINDS.values())
    return _table(
        "限制 / limit",
        [
            (language.say("连接数 / connections"), *(str(kind.connections) for kind in kinds)),
            (code("temp_file_limit"), *(kind.temp_file_limit for kind in kinds)),
        ],
        language,
    )


def _table(first: str, rows: Iterable[tuple[str, ...]], language: Language) -> str:
    return language.table((first, *KIND_NAMES), rows)
