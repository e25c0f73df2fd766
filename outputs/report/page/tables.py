"""What the page is made of: the answers of all queries, and which of them to draw."""

from collections.abc import Sequence

from sqlalchemy import Connection

from ..answers import asked, lines
from .packing import packed

TABLES = (
    "figures", "metrics", "growth", "rules", "terms", "verdicts", "comparisons", "conflicts",
    "suspects", "alerts", "completeness", "acceptance", "repeats", "sources", "indicators",
    "measures", "programs", "members", "units",
)  # fmt: skip


def content(connection: Connection, areas: Sequence[str]) -> dict[str, object]:
    return {name: packed(asked(connection, name, areas)) for name in TABLES}


def definitions() -> dict[str, list[dict[str, str]]]:
    return {name: lines(name) for name in ("charts", "series", "headlines")}
