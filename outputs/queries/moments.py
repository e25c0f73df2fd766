"""The moment as of which the database is asked: that of its last change, or an earlier one."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from psycopg import Connection, sql

from .errors import QuestionError

# The relations that know what the database held at a moment, by a function of it.
AS_OF: Mapping[str, str] = {"reported": "as_of", "value": "value_as_of"}
MOMENT = "moment"


def moment(text: str | datetime | None) -> datetime | None:
    """A moment that is named, of UTC where it names no zone."""
    try:
        found = datetime.fromisoformat(text) if isinstance(text, str) else text
    except ValueError as error:
        raise QuestionError(f"{text!r} is no moment such as 2026-03-31T12:00:00+08:00") from error
    return found.replace(tzinfo=UTC) if found and found.tzinfo is None else found


def as_it_stood(relation: str) -> sql.Composable:
    """What gives the rows of a relation at the parameter MOMENT."""
    if relation not in AS_OF:
        raise QuestionError(
            f"mart.{relation} follows from what the database holds now, and cannot be asked as of"
            f" a moment; {' and '.join(f'mart.{name}' for name in AS_OF)} can"
        )
    function = sql.Identifier("mart", AS_OF[relation])
    return sql.SQL("{}({})").format(function, sql.Placeholder(MOMENT))


def last_change(connection: Connection[Any], until: datetime | None = None) -> datetime | None:
    """When something in the database changed last, up to a moment; None if nothing did."""
    query = (
        "select max(as_of) from mart.vintage where as_of <= coalesce(%s::timestamptz, 'infinity')"
    )
    (found,) = connection.execute(query, [until]).fetchone() or (None,)
    return found or until


def changed_since(connection: Connection[Any], moment: datetime) -> list[str]:
    """The files that changed the database after a moment."""
    query = "select distinct file_name from mart.vintage where as_of > %s order by file_name"
    return [name for (name,) in connection.execute(query, [moment])]
