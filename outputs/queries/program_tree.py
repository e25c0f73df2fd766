"""Programmes with the programmes below them."""

from collections.abc import Sequence
from typing import Any

from psycopg import Connection

from .query_error import QueryError
from .relations import candidates

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
    """These programmes and all below them. Raises QueryError for an unknown code."""
    known = [code for (code,) in connection.execute("select program_code from mart.program")]
    for code in codes:
        if code not in known:
            raise QueryError(f"There is no programme {code}. {candidates(code, known)}")
    return [code for (code,) in connection.execute(WITH_DESCENDANTS, [list(codes)])]
