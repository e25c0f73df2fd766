"""The data in the page: the answers to all queries, and the lists of what to draw from them."""

from collections.abc import Sequence

from sqlalchemy import Connection

from ....schema.codes import EVERYWHERE, code_lists
from ..report_queries import run_query, shown
from .packing import packed

QUERIES = (
    "figures", "metric_values", "growth", "failed_rollups", "failed_rules", "rule_terms",
    "rule_verdicts", "comparisons", "conflicts", "suspects", "alerts", "completeness", "acceptance",
    "repeated_prints", "notes", "sources", "indicators", "metric_definitions", "programs",
    "members", "units",
)  # fmt: skip


def answers(connection: Connection, areas: Sequence[str]) -> dict[str, object]:
    return {name: packed(run_query(connection, name, areas)) for name in QUERIES}


def lists() -> dict[str, list[dict[str, str]]]:
    """What is drawn, and what codes mean."""
    statuses = [
        {"code": one.code, "name": one.meaning, "name_en": one.meaning_en.lower()}
        for one in code_lists()["status", EVERYWHERE]
    ]
    return {name: shown(name) for name in ("charts", "series", "headlines", "member_names")} | {
        "statuses": statuses
    }
