"""Rows as compact JSON: by column, with what recurs in a column written once."""

import json
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import CursorResult

# Beyond it a number in a browser is no longer the one that was written.
EXACT = 2**53


def packed(result: CursorResult[Any]) -> dict[str, object]:
    """The rows of a result: a list for each column, or its values and where they stand."""
    names = list(result.keys())
    rows = [[_plain(value) for value in row] for row in result]
    return {name: _column([row[place] for row in rows]) for place, name in enumerate(names)}


def embedded(data: object) -> str:
    """JSON that can stand within a script element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c")


def _plain(value: object) -> object:
    """Exact: a fraction stays text, since readers of JSON make binary floats of it."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        whole = value == value.to_integral_value() and abs(value) < EXACT
        return int(value) if whole else f"{value:f}"
    return value


def _column(values: Sequence[object]) -> object:
    """Distinct values and places among them, where that is shorter."""
    # True and 1 are equal, but not the same.
    distinct = list(dict.fromkeys((type(value), value) for value in values))
    if len(distinct) * 2 > len(values):
        return values
    place = {pair: number for number, pair in enumerate(distinct)}
    return {
        "of": [value for _, value in distinct],
        "at": [place[type(value), value] for value in values],
    }
