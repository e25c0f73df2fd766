"""The pages of mart: an overview, and a page for each folder of views."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from sqlalchemy import Connection

from . import diagrams
from .catalog import Relation, relation_anchor, relations
from .markdown import code, contents, escaped, figure, link, page, section, table

Folders = Mapping[str, list[Relation]]

INTRODUCTION = """
Everything that people query. Relations and columns have these comments in the database too:
`\\dv+ mart.*`, `\\d+ mart.value` in psql, or the column list of any tool. A value has the same
columns everywhere: `low` and `high` are its interval, `unit` its unit, and `observation_id` leads
back to where it was printed. The [list of columns](#mart-columns) says what each name means.
"""
STAR = ("value", "reported", "growth", "metric_value")


def pages(connection: Connection) -> dict[str, str]:
    """The pages and diagrams of mart, by file."""
    found = foldered(relations(connection, "mart"))
    users = used_by(found)
    made = {f"mart/{name}.md": _folder(name, found[name], users) for name in found}
    return {**made, "mart/index.md": _overview(found), **_diagrams(found)}


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


def _overview(folders: Folders) -> str:
    return page(
        section(1, "mart: what to query", "mart"),
        INTRODUCTION.strip(),
        contents([*folders, "columns"]),
        "## All relations",
        *(_listed(folder, found) for folder, found in folders.items()),
        "## Facts and dimensions",
        figure("mart/star", "Relations of mart that hold figures, and the dimensions they share"),
        "Which other relations have the key of which dimension:",
        _matrix(folders),
        "## What is made from what",
        figure("mart/lineage", "Which relations of mart are made from which"),
    )


def _listed(folder: str, found: Iterable[Relation]) -> str:
    rows = (
        (
            link(code(relation.name), relation_anchor(f"mart.{relation.name}")),
            escaped(relation.zh),
            escaped(re.split(r"[:;.] ", relation.en)[0]),
        )
        for relation in found
        if relation.columns
    )
    heading = f"### {link(folder.capitalize(), f'mart-folder-{folder}')}"
    return page(heading, table(("relation", "内容", "content"), rows))


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


def _folder(folder: str, found: Iterable[Relation], users: Mapping[str, list[str]]) -> str:
    return page(
        section(1, f"mart: {folder}", f"mart-folder-{folder}"),
        *(_relation(relation, users[f"mart.{relation.name}"]) for relation in found),
    )


def _relation(relation: Relation, users: Iterable[str]) -> str:
    sources = sorted(diagrams.made_from(relation.name))
    return page(
        section(2, escaped(f"mart.{relation.name}"), relation_anchor(f"mart.{relation.name}")),
        code(f"mart.{relation.signature}") if relation.kind == "function" else "",
        escaped(relation.zh),
        escaped(relation.en),
        columns(relation),
        f"Defined in `{relation.file}`."
        + _linked(" Made from", sources)
        + _linked(" Used by", users),
    )


def columns(relation: Relation) -> str:
    """The columns of a relation; nothing for a function that returns one value."""
    rows = (
        (code(column.name), column.type, escaped(column.zh), escaped(column.en))
        for column in relation.columns
    )
    return table(("column", "type", "含义", "meaning"), rows) if relation.columns else ""


def _linked(what: str, names: Iterable[str]) -> str:
    links = ", ".join(link(code(name), relation_anchor(name)) for name in names)
    return f"{what} {links}." if links else ""


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
