"""The page of the columns of mart, by name, with their meanings and relations."""

from collections import defaultdict

from sqlalchemy import Connection

from .catalog import relation_anchor, relations
from .markdown import code, escaped, link, page, section
from .words import ENGLISH, Language

INTRODUCTION = (
    "同名的列在所有关系中含义相同；若有不同，各种含义都列在这里。"
    " / Columns of the same name mean the same in all relations; where they do not, both meanings "
    "are here."
)


def pages(connection: Connection, language: Language = ENGLISH) -> dict[str, str]:
    """The page; of more than four relations that share a meaning, only the number is given."""
    used = defaultdict(list)
    for relation in relations(connection, "mart"):
        for column in relation.columns:
            used[column.name, column.zh, column.en].append(relation.name)
    rows = (
        (f"{code(name)}<br>{_relations(found, language)}", escaped(zh), escaped(en))
        for (name, zh, en), found in sorted(used.items(), key=lambda item: item[0][0])
    )
    head = ("列 / column", "含义", "meaning")
    title = section(1, language.say("mart 的列 / Columns of mart"), "mart-columns")
    return {"mart/columns.md": page(title, language.say(INTRODUCTION), language.table(head, rows))}


def _relations(names: list[str], language: Language) -> str:
    if len(names) > 4:
        return language.say(f"见于 {len(names)} 个关系 / in {len(names)} relations")
    links = ", ".join(link(name, relation_anchor(f"mart.{name}")) for name in names)
    return language.say(f"见于 {links} / in {links}")
