"""CSV in UTF-8: the text of each value, nothing for null, "" for an empty text."""

import re
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
# What a spreadsheet takes for a formula, and runs: a text that begins so, also in full width or
# after blanks, and is not a number.
FORMULA, NUMBER = r"^\s*[=+\-@＝＋－＠]", r"^[+-]?[0-9][0-9.,]*[\u0025]?$"
SAFE: Expressions = AS_TEXT | {
    "text": f"case when {{0}}::text ~ '{FORMULA}' and {{0}}::text !~ '{NUMBER}'"
    " then '''' || {0}::text else {0}::text end"
}
BOM = b"\xef\xbb\xbf"


def write(
    connection: Connection[Any],
    extract: Extract,
    folder: Path,
    *,
    bom: bool = False,
    safe_csv: bool = False,
) -> dict[str, int]:
    """Write the file and return its number of rows; Excel recognises UTF-8 by the ``bom``.

    With ``safe_csv`` a spreadsheet runs nothing of it: what it would take for a formula begins
    with an apostrophe.
    """
    path = folder / f"{extract.name}.csv"
    if safe_csv:
        statement = extract.select(connection, SAFE, rename=safe_name)
    else:
        statement = extract.select(connection, AS_TEXT)
    return {path.name: copy(connection, statement, path, bom=bom)}


def safe_name(column: str) -> str:
    """The name of a column, which a query may give as it likes."""
    return f"'{column}" if re.search(FORMULA, column) else column


def copy(connection: Connection[Any], statement: str, path: Path, *, bom: bool = False) -> int:
    """Write the rows of a statement block by block and return their number."""
    cursor = connection.cursor()
    command = f"copy ({statement}) to stdout (format csv, header)"
    with cursor.copy(command) as blocks, path.open("xb") as file:
        file.write(BOM if bom else b"")
        for block in blocks:
            file.write(block)
    return cursor.rowcount
