"""The relations of mart and their columns, and suggestions for names that do not exist."""

from collections.abc import Iterable
from typing import Any

from psycopg import Connection

from ...loaders.resolve.nearest import nearest
from .query_error import QueryError

NAMES = """
    select relname from pg_class
    where relnamespace = to_regnamespace('mart') and relkind in ('v', 'm', 'r')
    order by relname
"""
ARGUMENTS = """
    select pg_get_function_identity_arguments(oid) from pg_proc
    where pronamespace = to_regnamespace('mart') and proname = %s
"""
COLUMNS = """
    select attname, format_type(atttypid, atttypmod) from pg_attribute
    where attrelid = to_regclass('mart.' || quote_ident(%s)) and attnum > 0 and not attisdropped
    order by attnum
"""
# More names than this are not listed.
LISTED = 12


def columns(connection: Connection[Any], relation: str) -> dict[str, str]:
    """The types of a relation's columns, by name, in order. Raises QueryError if it is unknown."""
    types = dict(connection.execute(COLUMNS, [relation]).fetchall())
    if types:
        return types
    if arguments := connection.execute(ARGUMENTS, [relation]).fetchone():
        raise QueryError(
            f"mart.{relation} is a function: query it as select * from"
            f" mart.{relation}({arguments[0]})"
        )
    known = [name for (name,) in connection.execute(NAMES)]
    raise QueryError(f"mart has no relation {relation}. {candidates(relation, known)}")


def check_column(relation: str, column: str, columns: Iterable[str]) -> None:
    """Raise QueryError for a column that a relation does not have."""
    if column not in columns:
        raise QueryError(f"mart.{relation} has no column {column}. {candidates(column, columns)}")


def candidates(name: str, known: Iterable[str]) -> str:
    """The known names that are similar; all of them if none is."""
    known = list(known)
    if similar := [other for (other,) in nearest(name, ((one,) for one in known))]:
        return f"Did you mean {' or '.join(similar)}?"
    return listing(known) if known else "Create it with: minzheng migrate"


def listing(known: list[str]) -> str:
    """What there is, as far as it fits into a sentence."""
    if not known:
        return "There is none"
    left = len(known) - LISTED
    more = f" and {left} more" if left > 0 else ""
    return f"There are {', '.join(known[:LISTED])}{more}"
