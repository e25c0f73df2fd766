"""The attributes of a frame: its query, the moment, the units of its values, its sources."""

from datetime import datetime
from typing import Any

import pandas
from psycopg import Connection
from psycopg.rows import dict_row

from ..queries import PreparedQuery
from ..queries.column_roles import OBSERVATION, SOURCE, UNITS
from ..queries.source_facts import SOURCE_FACTS

# More observations than this take longer to look up than to fetch.
MOST_OBSERVATIONS = 100_000
REPORTED_BY = """
    select distinct source_code from mart.reported where observation_id = any(%s)
"""
SOURCES = """
    select * from mart.source where source_code = any(%s) order by source_code collate "C"
"""


def attributes(
    connection: Connection[Any],
    query: PreparedQuery,
    frame: pandas.DataFrame,
    changed_at: datetime | None,
) -> dict[str, Any]:
    """The attributes, made of texts, lists and dictionaries, which every file format keeps."""
    return {
        "query": query.statement.as_string(connection).strip(),
        "values": {name: _plain(value) for name, value in query.parameters.items()},
        "as_of": changed_at.isoformat() if changed_at else None,
        "units": _units(frame),
        "sources": _sources(connection, frame),
    }


def _plain(value: Any) -> Any:
    if isinstance(value, (list, tuple, set, frozenset)):
        return [_plain(item) for item in value]
    return value if value is None or isinstance(value, (bool, int, float, str)) else str(value)


def _units(frame: pandas.DataFrame) -> dict[str, list[str]]:
    """The units of each column with values; several if its rows differ."""
    return {
        column: sorted(frame[unit].dropna().unique())
        for column, unit in UNITS.items()
        if column in frame and unit in frame
    }


def _sources(connection: Connection[Any], frame: pandas.DataFrame) -> list[dict[str, Any]] | None:
    """The sources that the rows name, or else the sources of the observations that they name.

    None for too many observations.
    """
    named = [column for column in frame if SOURCE.fullmatch(str(column))]
    codes = _distinct(frame, named)
    if not named:
        ids = _distinct(frame, [name for name in frame if OBSERVATION.fullmatch(str(name))])
        if len(ids) > MOST_OBSERVATIONS:
            return None
        codes = [code for (code,) in connection.execute(REPORTED_BY, [ids])] if ids else []
    rows = connection.cursor(row_factory=dict_row).execute(SOURCES, [codes])
    return [{name: _plain(row[name]) for name in SOURCE_FACTS} for row in rows]


def _distinct(frame: pandas.DataFrame, columns: list[Any]) -> list[Any]:
    lists = (frame[column].dropna().unique().tolist() for column in columns)
    return sorted({value for values in lists for value in values})
