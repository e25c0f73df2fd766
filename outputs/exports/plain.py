"""CSV in UTF-8: the text of each value, nothing for null, "" for an empty text."""

from pathlib import Path
from typing import Any

from psycopg import Connection

from .answer import Answer, Expressions

AS_TEXT: Expressions = {
    "boolean": "{0}::text",
    "instant": """to_char({0} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')""",
    "moment": """to_char({0}, 'YYYY-MM-DD"T"HH24:MI:SS.US')""",
    "text": "{0}::text",
}
BOM = b"\xef\xbb\xbf"


def write(
    connection: Connection[Any], answer: Answer, folder: Path, *, bom: bool = False
) -> dict[str, int]:
    """Write a file; with ``bom`` Excel takes it for UTF-8. The rows of each file."""
    path = folder / f"{answer.name}.csv"
    return {path.name: copy(connection, answer.select(connection, AS_TEXT), path, bom=bom)}


def copy(connection: Connection[Any], statement: str, path: Path, *, bom: bool = False) -> int:
    """Write the rows of a statement block by block; how many there are."""
    cursor = connection.cursor()
    command = f"copy ({statement}) to stdout (format csv, header)"
    with cursor.copy(command) as blocks, path.open("xb") as file:
        file.write(BOM if bom else b"")
        for block in blocks:
            file.write(block)
    return cursor.rowcount
