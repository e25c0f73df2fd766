"""A programme stands for the ones below it."""

from collections.abc import Sequence
from typing import Any

from psycopg import Connection

from .errors import QuestionError
from .relations import candidates

BELOW = """
    with recursive below as (
        select program_code from mart.program where program_code = any(%s)
        union
        select program.program_code from mart.program
        inner join below on program.parent_code = below.program_code
    )
    select program_code from below order by program_code
"""


def with_those_below(connection: Connection[Any], codes: Sequence[str]) -> list[str]:
    """The programmes with these codes and all below them; raises QuestionError if one is none."""
    known = [code for (code,) in connection.execute("select program_code from mart.program")]
    for code in codes:
        if code not in known:
            raise QuestionError(f"There is no programme {code}. {candidates(code, known)}")
    return [code for (code,) in connection.execute(BELOW, [list(codes)])]
