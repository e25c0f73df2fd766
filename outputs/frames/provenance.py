"""What a frame knows of itself: its query, the moment, the units of its values, its sources."""

from datetime import datetime
from typing import Any

import pandas
from psycopg import Connection

from ..queries import Query
from ..queries.column_roles import OBSERVATION, SOURCE, UNITS

# More than these take longer to look up than to read.
SOUGHT = 100_000
REPORTED_BY = """
    select distinct source_code from mart.reported where observation_id = any(%s)
"""
SOURCES = """
    select source_code, title, publisher, published_on::text, published_precision, address, sha256
    from mart.source where source_code = any(%s) order by source_code collate "C"
"""


def attributes(
    connection: Connection[Any], query: Query, frame: pandas.DataFrame, state: datetime | None
) -> dict[str, Any]:
    """The attributes of a frame; only text, lists and dictionaries, which every format keeps."""
    return {
        "query": query.statement.as_string(connection).strip(),
        "values": {name: plain(value) for name, value in query.parameters.items()},
        "as_of": state.isoformat() if state else None,
        "units": units(frame),
        "sources": sources(connection, frame),
    }


def plain(value: Any) -> Any:
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(one) for one in value]
    return value if value is None or isinstance(value, (bool, int, float, str)) else str(value)


def units(frame: pandas.DataFrame) -> dict[str, list[str]]:
    """The units in which the values of each column are; several where its rows differ."""
    return {
        column: sorted(frame[unit].dropna().unique())
        for column, unit in UNITS.items()
        if column in frame and unit in frame
    }


def sources(connection: Connection[Any], frame: pandas.DataFrame) -> list[dict[str, Any]] | None:
    """The sources that the rows name, or those of the observations that they name, if not many."""
    named = [column for column in frame if SOURCE.fullmatch(str(column))]
    codes = distinct(frame, named)
    if not named:
        ids = distinct(frame, [name for name in frame if OBSERVATION.fullmatch(str(name))])
        if len(ids) > SOUGHT:
            return None
        codes = [code for (code,) in connection.execute(REPORTED_BY, [ids])] if ids else []
    cursor = connection.execute(SOURCES, [codes])
    names = [column.name for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def distinct(frame: pandas.DataFrame, columns: list[Any]) -> list[Any]:
    found = (frame[column].dropna().unique().tolist() for column in columns)
    return sorted({value for values in found for value in values})
