"""The pages of the tables of core and ops: an overview, and a page for each module of schema."""

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import Connection, Table

from minzheng.schema import Base

from . import diagrams
from .catalog import CatalogColumn, Relation, relation_anchor, relations
from .markdown import (
    bullets,
    code,
    contents,
    escaped,
    figure,
    link,
    page,
    section,
)
from .words import ENGLISH, Language

INTRODUCTION = (
    "模式 `core` 和 `ops` 保存装载的内容和装载的经过，[mart](#mart) 的视图由它们得出。"
    "`schema/` 的每个模块是同一主题的各表；[架构](/architecture.md) 说明如何增加一张表。"
    " / The schemas `core` and `ops` hold what was loaded and how; the views of [mart](#mart) are "
    "made from them. Each module of `schema/` has the tables of one subject; "
    "[Architecture](/architecture.md) says how to add one."
)


SCHEMAS = ("core", "ops")
KEYS = (
    "{schema} 的各表及其引用其他表的列"
    " / The tables of {schema} with the columns that refer to others"
)


def pages(connection: Connection, language: Language = ENGLISH) -> dict[str, str]:
    """The pages and diagrams of the tables, by file."""
    found = {
        f"{relation.schema}.{relation.name}": relation
        for schema in ("core", "ops")
        for relation in relations(connection, schema)
        if relation.kind == "table"
    }
    made = {"tables/index.md": _overview(found.values(), language)}
    for module, tables in modules().items():
        made[f"tables/{module}.md"] = _module(module, tables, found, language)
        made[f"tables/{module}.d2"] = diagrams.entities(tables)
    return {**made, **{f"tables/{schema}.d2": diagrams.keys(schema) for schema in ("core", "ops")}}


def modules() -> dict[str, list[Table]]:
    """The tables by the module of ``schema/`` that defines them."""
    found = defaultdict(list)
    for mapper in Base.registry.mappers:
        assert isinstance(mapper.local_table, Table)
        found[mapper.class_.__module__.rpartition(".")[2]].append(mapper.local_table)
    return {module: sorted(found[module], key=lambda table: table.name) for module in sorted(found)}


def _overview(found: Iterable[Relation], language: Language) -> str:
    rows = (
        (
            link(
                code(f"{relation.schema}.{relation.name}"),
                relation_anchor(f"{relation.schema}.{relation.name}"),
            ),
            escaped(relation.zh),
            escaped(relation.en),
        )
        for relation in found
    )
    return page(
        section(1, language.say("数据表：core 和 ops / Tables: core and ops"), "tables"),
        language.say(INTRODUCTION),
        contents(modules()),
        language.say("## 全部表 / ## All tables"),
        language.table(("表 / table", "内容", "content"), rows),
        language.say("## 相互引用 / ## How they refer to each other"),
        *(
            figure(f"tables/{schema}", language.say(KEYS.format(schema=schema)))
            for schema in SCHEMAS
        ),
    )


def _module(
    module: str, tables: Iterable[Table], found: dict[str, Relation], language: Language
) -> str:
    return page(
        section(1, escaped(module), f"tables-module-{module}"),
        language.say(f"`schema/{module}.py` 的各表。 / The tables of `schema/{module}.py`."),
        figure(
            f"tables/{module}",
            language.say(
                f"schema/{module}.py 的各表，及其引用的表"
                f" / The tables of schema/{module}.py and those that they refer to"
            ),
        ),
        *(_table(made, found[made.fullname], language) for made in tables),
    )


def _table(made: Table, relation: Relation, language: Language) -> str:
    rows = (
        (
            code(column.name),
            column.type,
            _role(made, column, language),
            escaped(column.zh),
            escaped(column.en),
        )
        for column in relation.columns
    )
    return page(
        section(2, escaped(made.fullname), relation_anchor(made.fullname)),
        language.paragraphs(relation.zh, relation.en),
        language.table(("列 / column", "类型 / type", "", "含义", "meaning"), rows),
        bullets(code(constraint) for constraint in relation.constraints),
    )


def _role(made: Table, column: CatalogColumn, language: Language) -> str:
    """Whether a column is a key or may be null, and what it refers to."""
    mapped = made.columns[column.name]
    refers = [key.column.table.fullname for key in mapped.foreign_keys]
    return language.say("， / , ").join(
        [
            *([language.say("键 / key")] if mapped.primary_key else []),
            *(f"→ {link(name, relation_anchor(name))}" for name in sorted(set(refers))),
            *([] if column.is_required else [language.say("可为空 / may be null")]),
        ]
    )
