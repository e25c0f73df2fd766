"""The moment as of which the database is asked: that of its last change, or an earlier one."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from psycopg import Connection, sql

from .errors import QuestionError

# The relations that know what the database held at a moment, by a function of it.
AS_OF: Mapping[str, str] = {"reported": "as_of", "value": "value_as_of"}
MOMENT = "moment"


def as_it_stood(relation: str) -> sql.Composable:
    """What gives the rows of a relation at the parameter MOMENT."""
    if relation not in AS_OF:
        raise QuestionError(
            f"mart.{relation} follows from what the database holds now, and cannot be asked as of"
            f" a moment; {' and '.join(f'mart.{name}' for name in AS_OF)} can"
        )
    function = sql.Identifier("mart", AS_OF[relation])
    return sql.SQL("{}({})").format(function, sql.Placeholder(MOMENT))


def last_change(connection: Connection[Any]) -> datetime | None:
    """When something in the database changed last; None if it is empty."""
    (moment,) = connection.execute("select max(as_of) from mart.vintage").fetchone() or (None,)
    return moment
