"""The page of the columns of mart by name, and in which relations each means what."""

from collections import defaultdict

from sqlalchemy import Connection

from .catalog import relations, target
from .markdown import code, escaped, link, page, section, table

INTRODUCTION = """
A column means the same wherever it has the same name; where it does not, both meanings are here.
"""


def pages(connection: Connection) -> dict[str, str]:
    """The page; a meaning that more than four relations share counts them."""
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
    return ", ".join(link(name, target(f"mart.{name}")) for name in names)
