"""The points of a chart: the values of its series for some areas."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row

from ..names import Names
from ..report_queries import run_query


class Series(NamedTuple):
    """One series of one area, with one point for each day."""

    name: str
    area: str
    unit: str
    points: list[Row[Any]]

    @property
    def last_day(self) -> date:
        day: date = self.points[-1].period_end
        return day


def series_of(
    connection: Connection, lines: Sequence[dict[str, str]], areas: Sequence[str], known: Names
) -> list[Series]:
    """The lines of series.csv that have points, in their order, area by area."""
    found = []
    for line in lines:
        query = f"{line['kind']}_points"
        rows = run_query(connection, query, areas, code=line["code"], breakdown=line["breakdown"])
        for area, own in groupby(rows, lambda row: row.area_code):
            points = list({row.period_end: row for row in _comparable(list(own))}.values())
            found.append(Series(_name(line, known), area, points[0].unit, points))
    return found


def _comparable(rows: list[Row[Any]]) -> list[Row[Any]]:
    """The points of the commonest period length: sums over other lengths are not comparable."""
    months = [round((row.period_end - row.period_start).days / 28) for row in rows]
    ((commonest, _),) = Counter(months).most_common(1)
    return [row for row, length in zip(rows, months, strict=True) if length == commonest]


def _name(line: dict[str, str], known: Names) -> str:
    if line["kind"] == "metric":
        return known.metrics[line["code"]]
    return known.breakdown(line["breakdown"], line["code"]) or known.indicators[line["code"]]
