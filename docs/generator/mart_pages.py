"""The pages of mart: an overview, and a page for each folder of views."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from sqlalchemy import Connection

from . import diagrams
from .catalog import Relation, relation_anchor, relations
from .markdown import code, contents, escaped, figure, link, page, section, table
from .words import ENGLISH, Language

Folders = Mapping[str, list[Relation]]

INTRODUCTION = (
    "供人查询的全部内容。数据库中的关系和列也有这些注释："
    "在 psql 中用 `\\dv+ mart.*`、`\\d+ mart.value`，"
    "或看任何工具的列清单。一个值在各处都有同样的列：`low` 和 `high` 是它的区间，"
    "`unit` 是它的单位，`observation_id` 追溯到它印在何处。"
    "各列名的含义见[列的清单](#mart-columns)。"
    " / Everything that people query. Relations and columns have these comments in the database "
    "too: `\\dv+ mart.*`, `\\d+ mart.value` in psql, or the column list of any tool. A value has "
    "the same columns everywhere: `low` and `high` are its interval, `unit` its unit, and "
    "`observation_id` leads back to where it was printed. The [list of columns](#mart-columns) "
    "says what each name means."
)
FOLDERS = {
    "alerts": "预警",
    "analyses": "统计分析",
    "bi": "供 BI 工具",
    "derived": "推算值",
    "dimensions": "维度表",
    "figures": "数字",
    "quality": "质量",
    "rollups": "汇总",
}
STAR = ("value", "reported", "growth", "metric_value")


def pages(connection: Connection, language: Language = ENGLISH) -> dict[str, str]:
    """The pages and diagrams of mart, by file."""
    found = foldered(relations(connection, "mart"))
    users = used_by(found)
    made = {f"mart/{name}.md": _folder(name, found[name], users, language) for name in found}
    return {**made, "mart/index.md": _overview(found, language), **_diagrams(found)}


def foldered(found: Iterable[Relation]) -> Folders:
    """The relations by the folder of their file."""
    folders = defaultdict(list)
    for relation in found:
        if relation.file:
            folders[relation.file.split("/")[2]].append(relation)
    return dict(sorted(folders.items()))


def used_by(folders: Folders) -> dict[str, list[str]]:
    """For each relation, the relations of mart that are made from it."""
    users = defaultdict(list)
    for found in folders.values():
        for relation in found:
            for source in sorted(diagrams.made_from(relation.name)):
                users[source].append(f"mart.{relation.name}")
    return users


def dimensions(folders: Folders) -> dict[str, Relation]:
    """The dimensions by their key, the first column, if other relations have it too."""
    others = [found for folder, found in folders.items() if folder != "dimensions"]
    names = {column.name for found in others for relation in found for column in relation.columns}
    return {
        relation.columns[0].name: relation
        for relation in folders["dimensions"]
        if relation.kind == "view" and relation.columns[0].name in names
    }


def _overview(folders: Folders, language: Language) -> str:
    return page(
        section(1, language.say("mart：供查询的内容 / mart: what to query"), "mart"),
        language.say(INTRODUCTION),
        contents([*folders, "columns"]),
        language.say("## 全部关系 / ## All relations"),
        *(_listed(folder, found, language) for folder, found in folders.items()),
        language.say("## 事实表和维度表 / ## Facts and dimensions"),
        figure(
            "mart/star",
            language.say(
                "mart 中载有数字的关系，及其共用的维度表"
                " / Relations of mart that hold figures, and the dimensions they share"
            ),
        ),
        language.say(
            "其他关系各有哪些维度表的键： / Which other relations have the key of which dimension:"
        ),
        _matrix(folders),
        language.say("## 由什么得出 / ## What is made from what"),
        figure(
            "mart/lineage",
            language.say(
                "mart 的各关系由哪些关系得出 / Which relations of mart are made from which"
            ),
        ),
    )


def _listed(folder: str, found: Iterable[Relation], language: Language) -> str:
    rows = (
        (
            link(code(relation.name), relation_anchor(f"mart.{relation.name}")),
            escaped(relation.zh),
            escaped(re.split(r"[:;.] ", relation.en)[0]),
        )
        for relation in found
        if relation.columns
    )
    name = language.say(f"{FOLDERS[folder]} / {folder.capitalize()}")
    heading = f"### {link(name, f'mart-folder-{folder}')}"
    return page(heading, language.table(("关系 / relation", "内容", "content"), rows))


def _matrix(folders: Folders) -> str:
    shared = dimensions(folders)
    rows = []
    for folder, found in folders.items():
        for relation in found if folder != "dimensions" else ():
            names = {column.name for column in relation.columns}
            marks = ["●" if key in names else "" for key in shared]
            if any(marks):
                rows.append((link(relation.name, relation_anchor(f"mart.{relation.name}")), *marks))
    heads = (
        link(relation.name, relation_anchor(f"mart.{relation.name}"))
        for relation in shared.values()
    )
    return table(("", *heads), rows)


def _named_link(relation: Relation) -> str:
    return link(relation.name, relation_anchor(f"mart.{relation.name}"))


def _folder(
    folder: str, found: Iterable[Relation], users: Mapping[str, list[str]], language: Language
) -> str:
    title = language.say(f"mart：{FOLDERS[folder]} / mart: {folder}")
    return page(
        section(1, title, f"mart-folder-{folder}"),
        *(_relation(relation, users[f"mart.{relation.name}"], language) for relation in found),
    )


def _relation(relation: Relation, users: Iterable[str], language: Language) -> str:
    sources = sorted(diagrams.made_from(relation.name))
    return page(
        section(2, escaped(f"mart.{relation.name}"), relation_anchor(f"mart.{relation.name}")),
        code(f"mart.{relation.signature}") if relation.kind == "function" else "",
        language.paragraphs(relation.zh, relation.en),
        columns(relation, language),
        language.say(f"定义在 `{relation.file}` 中。 / Defined in `{relation.file}`.")
        + _linked("由以下得出： /  Made from ", sources, language)
        + _linked("用于： /  Used by ", users, language),
    )


def columns(relation: Relation, language: Language) -> str:
    """The columns of a relation; nothing for a function that returns one value."""
    rows = (
        (code(column.name), column.type, escaped(column.zh), escaped(column.en))
        for column in relation.columns
    )
    head = ("列 / column", "类型 / type", "含义", "meaning")
    return language.table(head, rows) if relation.columns else ""


def _linked(what: str, names: Iterable[str], language: Language) -> str:
    links = language.say("、 / , ").join(link(code(name), relation_anchor(name)) for name in names)
    return language.say(what) + links + language.say("。 / .") if links else ""


def _diagrams(folders: Folders) -> dict[str, str]:
    facts = [relation for found in folders.values() for relation in found if relation.name in STAR]
    seen = {
        folder: [relation for relation in found if relation.kind == "view"]
        for folder, found in folders.items()
        if folder != "dimensions"
    }
    return {
        "mart/star.d2": diagrams.star(facts, dimensions(folders)),
        "mart/lineage.d2": diagrams.lineage(seen),
    }
