"""The relations of mart and their columns, and suggestions for names that do not exist."""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any

from psycopg import Connection

from .query_error import QueryError

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
    """The types of a relation's columns, by name, in order. Raises QueryError if it is unknown."""
    types = dict(connection.execute(COLUMNS, [relation]).fetchall())
    if not types:
        known = [name for (name,) in connection.execute(NAMES)]
        raise QueryError(f"mart has no relation {relation}. {candidates(relation, known)}")
    return types


def candidates(name: str, known: Iterable[str]) -> str:
    """The known names that are similar; all of them if none is."""
    known = list(known)
    similar = get_close_matches(name, known, n=3, cutoff=0.5)
    similar += [other for other in known if name in other and other not in similar]
    if similar:
        return f"Did you mean {' or '.join(similar)}?"
    return f"There are {', '.join(known)}." if known else "Create it with: minzheng migrate"
