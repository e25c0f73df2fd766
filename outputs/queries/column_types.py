"""Families of PostgreSQL types, which every output maps to types of its own; the rest is text."""

from typing import Literal

Family = Literal[
    "integer", "decimal", "float", "boolean", "date", "timestamptz", "timestamp", "text"
]

FAMILIES: dict[str, Family] = {
    "int2": "integer",
    "int4": "integer",
    "int8": "integer",
    "numeric": "decimal",
    "float4": "float",
    "float8": "float",
    "bool": "boolean",
    "date": "date",
    "timestamptz": "timestamptz",
    "timestamp": "timestamp",
}


def family(type_name: str) -> Family:
    return FAMILIES.get(type_name, "text")
