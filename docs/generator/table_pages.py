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
    table,
)

INTRODUCTION = """
The schemas `core` and `ops` hold what was loaded and how; the views of [mart](#mart) are made from
them. Each module of `schema/` has the tables of one subject; [Architecture](/architecture.md) says
how to add one.
"""


def pages(connection: Connection) -> dict[str, str]:
    """The pages and diagrams of the tables, by file."""
    found = {
        f"{relation.schema}.{relation.name}": relation
        for schema in ("core", "ops")
        for relation in relations(connection, schema)
        if relation.kind == "table"
    }
    made = {"tables/index.md": _overview(found.values())}
    for module, tables in modules().items():
        made[f"tables/{module}.md"] = _module(module, tables, found)
        made[f"tables/{module}.d2"] = diagrams.entities(tables)
    return {**made, **{f"tables/{schema}.d2": diagrams.keys(schema) for schema in ("core", "ops")}}


def modules() -> dict[str, list[Table]]:
    """The tables by the module of ``schema/`` that defines them."""
    found = defaultdict(list)
    for mapper in Base.registry.mappers:
        assert isinstance(mapper.local_table, Table)
        found[mapper.class_.__module__.rpartition(".")[2]].append(mapper.local_table)
    return {module: sorted(found[module], key=lambda table: table.name) for module in sorted(found)}


def _overview(found: Iterable[Relation]) -> str:
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
        section(1, "Tables: core and ops", "tables"),
        INTRODUCTION.strip(),
        contents(modules()),
        "## All tables",
        table(("table", "内容", "content"), rows),
        "## How they refer to each other",
        figure("tables/core", "The tables of core with the columns that refer to others"),
        figure("tables/ops", "The tables of ops with the columns that refer to others"),
    )


def _module(module: str, tables: Iterable[Table], found: dict[str, Relation]) -> str:
    return page(
        section(1, escaped(module), f"tables-module-{module}"),
        f"The tables of `schema/{module}.py`.",
        figure(
            f"tables/{module}", f"The tables of schema/{module}.py and those that they refer to"
        ),
        *(_table(made, found[made.fullname]) for made in tables),
    )


def _table(made: Table, relation: Relation) -> str:
    rows = (
        (
            code(column.name),
            column.type,
            _role(made, column),
            escaped(column.zh),
            escaped(column.en),
        )
        for column in relation.columns
    )
    return page(
        section(2, escaped(made.fullname), relation_anchor(made.fullname)),
        escaped(relation.zh),
        escaped(relation.en),
        table(("column", "type", "", "含义", "meaning"), rows),
        bullets(code(constraint) for constraint in relation.constraints),
    )


def _role(made: Table, column: CatalogColumn) -> str:
    """Whether a column is a key or may be null, and what it refers to."""
    mapped = made.columns[column.name]
    refers = [key.column.table.fullname for key in mapped.foreign_keys]
    return ", ".join(
        [
            *(["key"] if mapped.primary_key else []),
            *(f"→ {link(name, relation_anchor(name))}" for name in sorted(set(refers))),
            *([] if column.is_required else ["may be null"]),
        ]
    )
