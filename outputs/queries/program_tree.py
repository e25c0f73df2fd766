"""Programmes with the programmes below them."""

from collections.abc import Sequence
from typing import Any

from psycopg import Connection

from .named_codes import codes_of

WITH_DESCENDANTS = """
    with recursive chosen as (
        select program_code from mart.program where program_code = any(%s)
        union
        select program.program_code from mart.program
        inner join chosen on program.parent_code = chosen.program_code
    )
    select program_code from chosen order by program_code
"""


def with_descendants(connection: Connection[Any], codes: Sequence[str]) -> list[str]:
    """These programmes, by code or name, and all below them. Raises QueryError for unknown ones."""
    chosen = codes_of(connection, "program", codes)
    return [code for (code,) in connection.execute(WITH_DESCENDANTS, [chosen])]
