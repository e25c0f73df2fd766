"""Everything that a report says, asked of ``mart``."""

import csv
from collections.abc import Sequence
from importlib.resources import files
from typing import Any

from sqlalchemy import Connection, CursorResult

from ...loaders.statements import execute
from .packing import packed

QUERIES = f"{__package__}.queries"
TABLES = (
    "figures", "metrics", "growth", "rules", "terms", "verdicts", "comparisons", "conflicts",
    "suspects", "alerts", "completeness", "acceptance", "repeats", "sources", "indicators",
    "measures", "programs", "members", "units",
)  # fmt: skip


def asked(connection: Connection, name: str, areas: Sequence[str]) -> CursorResult[Any]:
    """What one of the queries answers about these areas."""
    return execute(connection, QUERIES, name, {"areas": list(areas)})


def content(connection: Connection, areas: Sequence[str]) -> dict[str, object]:
    """The answers of all queries, packed."""
    return {name: packed(asked(connection, name, areas)) for name in TABLES}


def definitions() -> dict[str, list[dict[str, str]]]:
    """Which figures make headlines and charts: the CSV files beside this module."""
    return {name: lines(name) for name in ("charts", "series", "headlines")}


def lines(name: str) -> list[dict[str, str]]:
    text = files(__package__).joinpath(f"{name}.csv").read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))
