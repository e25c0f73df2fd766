"""A Frictionless data package: CSV with types, meanings, keys and sources, and its dimensions."""

import json
from pathlib import Path
from typing import Any

from psycopg import Connection

from ...database.definitions import definitions
from ...views.columns import EVERYWHERE, meaning
from ..queries import Column
from ..queries.column_roles import KEYS, REFERENCES, UNITS
from ..queries.column_types import Family, family
from . import plain
from .answer import Answer
from .dimensions import cited, dimensions
from .manifest import described

TYPES: dict[Family, str] = {
    "integer": "integer",
    "decimal": "number",
    "float": "number",
    "boolean": "boolean",
    "date": "date",
    "instant": "datetime",
    "moment": "datetime",
    "text": "string",
}


def write(connection: Connection[Any], answer: Answer, folder: Path) -> dict[str, int]:
    """Write the answer, its dimensions and datapackage.json; the rows of each file."""
    (folder / "data").mkdir()
    answers = [answer, *dimensions(connection, answer)]
    names = {one.name for one in answers}
    rows = {}
    for one in answers:
        path = folder / "data" / f"{one.name}.csv"
        statement = one.select(connection, plain.AS_TEXT)
        rows[f"data/{path.name}"] = plain.copy(connection, statement, path)
    package = {
        "profile": "tabular-data-package",
        "name": f"minzheng-{answer.name.replace('_', '-')}",
        "title": f"民政统计 {answer.name} / Statistics of civil affairs: {answer.name}",
        **sources(connection, answer),
        "resources": [resource(one, folder, names) for one in answers],
    }
    text = json.dumps(package, ensure_ascii=False, indent=2) + "\n"
    (folder / "datapackage.json").write_text(text, encoding="utf-8")
    return rows


def sources(connection: Connection[Any], answer: Answer) -> dict[str, Any]:
    """What the answer goes back to; nothing where its rows do not tell."""
    found = [source(row) for row in cited(connection, answer)]
    return {"sources": found} if found else {}


def source(row: dict[str, Any]) -> dict[str, str]:
    kept = {
        "title": row["title"],
        "path": row["address"],
        "code": row["source_code"],
        "publisher": row["publisher"],
        "published": row["published_on"] and str(row["published_on"]),
        "note": row["note"],
    }
    return {name: value for name, value in kept.items() if value}


def resource(answer: Answer, folder: Path, names: set[str]) -> dict[str, Any]:
    """The description of a file."""
    path = folder / "data" / f"{answer.name}.csv"
    file = described(path, folder, {})
    definition = definitions().get(f"mart.{answer.name}")
    return {
        "profile": "tabular-data-resource",
        "name": answer.name,
        "path": file.path,
        "title": definition.description if definition else answer.name,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": file.bytes,
        "hash": f"sha256:{file.sha256}",
        "schema": schema(answer, names),
    }


def schema(answer: Answer, names: set[str]) -> dict[str, Any]:
    """The fields, the key, and what they refer to among the files of the package."""
    found: dict[str, Any] = {"fields": [field(answer, column) for column in answer.columns]}
    key = KEYS.get(answer.name)
    if key in {column.name for column in answer.columns}:
        found["primaryKey"] = [key]
    found["foreignKeys"] = [
        {
            "fields": [column.name],
            "reference": {"resource": to, "fields": [KEYS[to]]},
        }
        for column in answer.columns
        if (to := REFERENCES.get(column.name)) in names and to != answer.name
    ]
    return found


def field(answer: Answer, column: Column) -> dict[str, Any]:
    """A column: what it means in Chinese (title) and English, and which column has its unit."""
    kept = {"name": column.name, "type": TYPES[family(column.type)]}
    relation = answer.question.relation or EVERYWHERE
    if said := meaning(relation, column.name):
        kept |= {"title": said.zh, "description": said.en}
    unit = UNITS.get(column.name)
    if unit in {other.name for other in answer.columns}:
        kept |= {"unitField": unit}
    return kept
