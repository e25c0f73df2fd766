"""Which relations and columns mart has, and the nearest to a name that it has not."""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any

from psycopg import Connection

from .errors import QuestionError

NAMES = """
    select relname from pg_class
    where relnamespace = to_regnamespace('mart') and relkind in ('v', 'm', 'r')
    order by relname
"""
COLUMNS = """
    select attname, format_type(atttypid, atttypmod) from pg_attribute
    where attrelid = to_regclass('mart.' || quote_ident(%s)) and attnum > 0 and not attisdropped
    order by attnum
"""


def columns(connection: Connection[Any], relation: str) -> dict[str, str]:
    """The columns of a relation of mart in their order, and their types."""
    found = dict(connection.execute(COLUMNS, [relation]).fetchall())
    if not found:
        known = [name for (name,) in connection.execute(NAMES)]
        raise QuestionError(f"mart has no relation {relation}. {candidates(relation, known)}")
    return found


def candidates(name: str, known: Iterable[str]) -> str:
    """Which of the known names may have been meant; all of them if none is near."""
    known = list(known)
    near = get_close_matches(name, known, n=3, cutoff=0.5)
    near += [other for other in known if name in other and other not in near]
    if near:
        return f"Did you mean {' or '.join(near)}?"
    return f"It has {', '.join(known)}." if known else "Make it with: minzheng migrate"
