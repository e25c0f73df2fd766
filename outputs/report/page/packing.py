"""Rows as compact JSON: by column, with repeated values of a column written once."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import CursorResult

from ....printable import printable
from ...offline_page import script_json

# Between the parts of a locator, such as table=...;row=...;column=...
SEPARATOR = ";"
# Larger integers are not exact in a browser.
EXACT = 2**53


def packed(result: CursorResult[Any]) -> dict[str, object]:
    """The rows of a result: for each column a list, or its distinct values and their places.

    A place that is a list stands for a text in parts.
    """
    names = list(result.keys())
    rows = [[_plain(value) for value in row] for row in result]
    return {name: _column([row[place] for row in rows]) for place, name in enumerate(names)}


def embedded(data: object) -> str:
    """JSON that is safe inside a script element, with texts as they are seen on a page."""
    return script_json(_printable(data))


def _printable(data: object) -> object:
    """The data with every text as ``printable`` shows it."""
    if isinstance(data, str):
        return printable(data)
    if isinstance(data, dict):
        return {name: _printable(value) for name, value in data.items()}
    return [_printable(value) for value in data] if isinstance(data, (list, tuple)) else data


def _plain(value: object) -> object:
    """Exact: a fraction becomes text, since JSON readers turn it into a binary float."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        whole = value == value.to_integral_value() and abs(value) < EXACT
        return int(value) if whole else f"{value:f}"
    return value


def _column(values: Sequence[object]) -> object:
    """The values, or the distinct values and places among them if that is shorter."""
    # With the type, since True equals 1.
    distinct = list(dict.fromkeys((type(value), value) for value in values))
    if len(distinct) * 2 > len(values):
        return _parts(values)
    place = {pair: number for number, pair in enumerate(distinct)}
    return {
        "of": [value for _, value in distinct],
        "at": [place[type(value), value] for value in values],
    }


def _parts(values: Sequence[object]) -> object:
    """Texts as lists of places among their distinct parts if that is shorter, else the values."""
    texts = [value for value in values if isinstance(value, str)]
    parts = [text.split(SEPARATOR) for text in texts]
    distinct = list(dict.fromkeys(part for line in parts for part in line))
    if len(texts) < len(values) or 2 * len("".join(distinct)) > len("".join(texts)):
        return values
    place = {part: number for number, part in enumerate(distinct)}
    return {"of": distinct, "at": [[place[part] for part in line] for line in parts]}
