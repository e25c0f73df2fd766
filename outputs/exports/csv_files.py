"""CSV in UTF-8: the text of each value, nothing for null, "" for an empty text."""

from pathlib import Path
from typing import Any

from psycopg import Connection

from .extract import Expressions, Extract

AS_TEXT: Expressions = {
    "boolean": "{0}::text",
    "timestamptz": """to_char({0} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')""",
    "timestamp": """to_char({0}, 'YYYY-MM-DD"T"HH24:MI:SS.US')""",
    "text": "{0}::text",
}
BOM = b"\xef\xbb\xbf"


def write(
    connection: Connection[Any], extract: Extract, folder: Path, *, bom: bool = False
) -> dict[str, int]:
    """Write the file and return its number of rows; Excel recognises UTF-8 by the ``bom``."""
    path = folder / f"{extract.name}.csv"
    return {path.name: copy(connection, extract.select(connection, AS_TEXT), path, bom=bom)}


def copy(connection: Connection[Any], statement: str, path: Path, *, bom: bool = False) -> int:
    """Write the rows of a statement block by block and return their number."""
    cursor = connection.cursor()
    command = f"copy ({statement}) to stdout (format csv, header)"
    with cursor.copy(command) as blocks, path.open("xb") as file:
        file.write(BOM if bom else b"")
        for block in blocks:
            file.write(block)
    return cursor.rowcount
