"""Queries of an earlier state of the database, and the moments at which it changed."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from psycopg import Connection, sql

from .query_error import QueryError

# The relations whose earlier states can be queried, and the function that gives them.
AS_OF: Mapping[str, str] = {"reported": "as_of", "value": "value_as_of"}
MOMENT = "moment"


def parse_moment(text: str | datetime | None) -> datetime | None:
    """A moment in ISO 8601; without a time zone, UTC."""
    try:
        moment = datetime.fromisoformat(text) if isinstance(text, str) else text
    except ValueError as error:
        raise QueryError(f"{text!r} is not a moment such as 2026-03-31T12:00:00+08:00") from error
    return moment.replace(tzinfo=UTC) if moment and moment.tzinfo is None else moment


def relation_as_of(relation: str) -> sql.Composable:
    """SQL for the rows of a relation at the moment that the parameter MOMENT gives."""
    if relation not in AS_OF:
        raise QueryError(
            f"mart.{relation} is computed from the present state of the database and has no earlier"
            f" states; {' and '.join(f'mart.{name}' for name in AS_OF)} have"
        )
    function = sql.Identifier("mart", AS_OF[relation])
    return sql.SQL("{}({})").format(function, sql.Placeholder(MOMENT))


def last_change(connection: Connection[Any], until: datetime | None = None) -> datetime | None:
    """When the database changed last, up to a moment; None if it never did."""
    query = (
        "select max(as_of) from mart.vintage where as_of <= coalesce(%s::timestamptz, 'infinity')"
    )
    (changed_at,) = connection.execute(query, [until]).fetchone() or (None,)
    return changed_at or until


def changed_since(connection: Connection[Any], moment: datetime) -> list[str]:
    """The files that changed the database after a moment."""
    query = "select distinct file_name from mart.vintage where as_of > %s order by file_name"
    return [name for (name,) in connection.execute(query, [moment])]
