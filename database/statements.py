"""SQL statements that lie beside the code that executes them, each in a file of its own."""

from functools import cache
from importlib.resources import files
from typing import Any

from sqlalchemy import Connection, CursorResult, TextClause, text


@cache
def read(package: str, name: str) -> TextClause:
    """The statement in ``name``.sql of a package; ``:name`` in it is a parameter."""
    return text(files(package).joinpath(f"{name}.sql").read_text("utf-8"))


def execute(
    connection: Connection, package: str, name: str, values: dict[str, object] | None = None
) -> CursorResult[*tuple[Any, ...]]:
    """Execute ``name``.sql of a package; values that it has no parameter for are left out."""
    return connection.execute(read(package, name), values or {})
