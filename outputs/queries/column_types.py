"""What becomes of the types of PostgreSQL outside of it: a family for each, text for the rest."""

from typing import Literal

Family = Literal["integer", "decimal", "float", "boolean", "date", "instant", "moment", "text"]

FAMILIES: dict[str, Family] = {
    "int2": "integer",
    "int4": "integer",
    "int8": "integer",
    "numeric": "decimal",
    "float4": "float",
    "float8": "float",
    "bool": "boolean",
    "date": "date",
    "timestamptz": "instant",
    "timestamp": "moment",
}


def family(type_name: str) -> Family:
    return FAMILIES.get(type_name, "text")
