"""The page of the columns of mart, by name, with their meanings and relations."""

from collections import defaultdict

from sqlalchemy import Connection

from .catalog import relation_anchor, relations
from .markdown import code, escaped, link, page, section, table

INTRODUCTION = """
Columns of the same name mean the same in all relations; where they do not, both meanings are here.
"""


def pages(connection: Connection) -> dict[str, str]:
    """The page; of more than four relations that share a meaning, only the number is given."""
    used = defaultdict(list)
    for relation in relations(connection, "mart"):
        for column in relation.columns:
            used[column.name, column.zh, column.en].append(relation.name)
    rows = (
        (f"{code(name)}<br>in {_relations(found)}", escaped(zh), escaped(en))
        for (name, zh, en), found in sorted(used.items(), key=lambda item: item[0][0])
    )
    head = ("column", "含义", "meaning")
    title = section(1, "Columns of mart", "mart-columns")
    return {"mart/columns.md": page(title, INTRODUCTION.strip(), table(head, rows))}


def _relations(names: list[str]) -> str:
    if len(names) > 4:
        return f"{len(names)} relations"
    return ", ".join(link(name, relation_anchor(f"mart.{name}")) for name in names)
