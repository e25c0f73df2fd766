"""A Frictionless data package: CSV with types, meanings, keys and sources, and its dimensions."""

import json
from pathlib import Path
from typing import Any

from psycopg import Connection

from ...database.definitions import definitions
from ...views.columns import EVERYWHERE, meaning
from ..queries import ResultColumn
from ..queries.column_roles import KEYS, REFERENCES, UNITS
from ..queries.column_types import Family, family
from ..queries.source_facts import SOURCE_FACTS
from . import csv_files
from .dimensions import cited_sources, dimensions
from .extract import Extract
from .manifest import describe_file

TYPES: dict[Family, str] = {
    "integer": "integer",
    "decimal": "number",
    "float": "number",
    "boolean": "boolean",
    "date": "date",
    "timestamptz": "datetime",
    "timestamp": "datetime",
    "text": "string",
}
# What is stated of a source, where a package has another name for it.
FACT_NAMES = {
    "address": "path",
    "source_code": "code",
    "published_on": "published",
    "published_precision": "precision",
}


def write(connection: Connection[Any], extract: Extract, folder: Path) -> dict[str, int]:
    """Write the rows, their dimensions and datapackage.json; return the rows of each file."""
    (folder / "data").mkdir()
    extracts = [extract, *dimensions(connection, extract)]
    names = {part.name for part in extracts}
    rows = {}
    for part in extracts:
        path = folder / "data" / f"{part.name}.csv"
        statement = part.select(connection, csv_files.AS_TEXT)
        rows[f"data/{path.name}"] = csv_files.copy(connection, statement, path)
    package = {
        "profile": "tabular-data-package",
        "name": f"minzheng-{extract.name.replace('_', '-')}",
        "title": f"民政统计 {extract.name} / Statistics of civil affairs: {extract.name}",
        **_sources(connection, extract),
        "resources": [_resource(part, folder, names) for part in extracts],
    }
    text = json.dumps(package, ensure_ascii=False, indent=2) + "\n"
    (folder / "datapackage.json").write_text(text, encoding="utf-8")
    return rows


def _sources(connection: Connection[Any], extract: Extract) -> dict[str, Any]:
    """The sources that the rows cite; nothing where they cite none."""
    sources = [_source(row) for row in cited_sources(connection, extract)]
    return {"sources": sources} if sources else {}


def _source(row: dict[str, Any]) -> dict[str, str]:
    stated = {FACT_NAMES.get(name, name): row[name] for name in (*SOURCE_FACTS, "note")}
    return {name: str(value) for name, value in stated.items() if value}


def _resource(extract: Extract, folder: Path, names: set[str]) -> dict[str, Any]:
    """The description of a file."""
    path = folder / "data" / f"{extract.name}.csv"
    file = describe_file(path, folder, {})
    definition = definitions().get(f"mart.{extract.name}")
    return {
        "profile": "tabular-data-resource",
        "name": extract.name,
        "path": file.path,
        "title": definition.description if definition else extract.name,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": file.bytes,
        "hash": f"sha256:{file.sha256}",
        "schema": _schema(extract, names),
    }


def _schema(extract: Extract, names: set[str]) -> dict[str, Any]:
    """The fields, the primary key, and the foreign keys to other files of the package."""
    schema: dict[str, Any] = {"fields": [_field(extract, column) for column in extract.columns]}
    key = KEYS.get(extract.name)
    if key in {column.name for column in extract.columns}:
        schema["primaryKey"] = [key]
    schema["foreignKeys"] = [
        {
            "fields": [column.name],
            "reference": {"resource": to, "fields": [KEYS[to]]},
        }
        for column in extract.columns
        if (to := REFERENCES.get(column.name)) in names and to != extract.name
    ]
    return schema


def _field(extract: Extract, column: ResultColumn) -> dict[str, Any]:
    """A column: its meaning in Chinese (title) and English, and the column with its unit."""
    field = {"name": column.name, "type": TYPES[family(column.type)]}
    relation = extract.query.relation or EVERYWHERE
    if meant := meaning(relation, column.name):
        field |= {"title": meant.zh, "description": meant.en}
    unit = UNITS.get(column.name)
    if unit in {other.name for other in extract.columns}:
        field |= {"unitField": unit}
    return field
