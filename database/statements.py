"""The SQL statements that lie beside a loader, each in a file of its own."""

from importlib.resources import files
from typing import Any

from sqlalchemy import Connection, CursorResult, text


def execute(
    connection: Connection, package: str, name: str, values: dict[str, object]
) -> CursorResult[Any]:
    """Execute ``name``.sql of a package with those of ``values`` that it speaks of."""
    statement = files(package).joinpath(f"{name}.sql").read_text("utf-8")
    bound = {key: value for key, value in values.items() if f":{key}" in statement}
    return connection.execute(text(statement), bound)
