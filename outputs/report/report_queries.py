"""The queries of the report on ``mart``, and the lists of what it shows."""

import csv
from collections.abc import Sequence
from importlib.resources import files
from typing import Any

from sqlalchemy import Connection, CursorResult

from ...database.statements import execute

QUERIES = f"{__package__}.queries"


def run_query(
    connection: Connection, name: str, areas: Sequence[str] = (), **values: object
) -> CursorResult[*tuple[Any, ...]]:
    """The answer to a query in ``queries/``, about these areas if it is about areas."""
    return execute(connection, QUERIES, name, {"areas": list(areas), **values})


def shown(name: str) -> list[dict[str, str]]:
    """The lines of a CSV file beside this module: headlines, charts, or series of charts."""
    text = files(__package__).joinpath(f"{name}.csv").read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))
