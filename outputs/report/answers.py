"""What reports ask of ``mart``, and which figures they show first and draw."""

import csv
from collections.abc import Sequence
from importlib.resources import files
from typing import Any

from sqlalchemy import Connection, CursorResult

from ...database.statements import execute

QUERIES = f"{__package__}.queries"


def asked(
    connection: Connection, name: str, areas: Sequence[str] = (), **values: object
) -> CursorResult[*tuple[Any, ...]]:
    """What one of the queries answers, about these areas where it is about some."""
    return execute(connection, QUERIES, name, {"areas": list(areas), **values})


def lines(name: str) -> list[dict[str, str]]:
    """One of the CSV files beside this module: headlines, charts, series of charts."""
    text = files(__package__).joinpath(f"{name}.csv").read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))
