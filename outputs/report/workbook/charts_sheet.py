"""The sheet of charts: trends of the named areas, and comparisons of areas, with their points.

Which charts there are is in charts.csv and series.csv, as for the page.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

from openpyxl.chart import BarChart, Reference, ScatterChart, Series
from sqlalchemy import Row

from ..report_queries import shown
from .report_book import ReportBook
from .sheet_writer import add_sheet
from .workbook_texts import SHEETS

COLUMNS = ("chart", "series", "area", "last_day", "value", "unit")
AREA, DAY, VALUE = 3, 4, 5
# Fewer points say nothing that the table does not say.
TREND, COMPARISON = 4, 3
# In centimetres: a chart, a bar of one, and what is between charts in rows of the sheet.
WIDTH, HEIGHT, BAR, ROW = 22, 9, 0.55, 0.53
BESIDE = "H"


class Point(NamedTuple):
    """A value of a series of a chart; one row of the sheet."""

    chart: str
    series: str
    area: str
    last_day: date
    value: Decimal
    unit: str


def add_charts(
    book: ReportBook,
    named: Sequence[str],
    near: Sequence[str],
    figures: Iterable[Row[Any]],
    metrics: Iterable[Row[Any]],
    units: Mapping[str, str],
) -> None:
    """Add the sheet, if there is a chart: trends of ``named``, comparisons of ``near``."""
    found = _values(figures, metrics)
    trends = list(_trends(book, named, found, units))
    # The named area is no peer of those below it, and its total dwarfs theirs.
    peers = [area for area in near if area not in named]
    comparisons = list(_comparisons(book, peers, found, units))
    if not trends and not comparisons:
        return
    title = add_sheet(
        book.file, book.text(SHEETS, "charts"), book.headers(COLUMNS), [*trends, *comparisons], 2
    )
    sheet: Any = book.file[title]
    first = row = 2
    for points, draw in ((trends, _trend), (comparisons, _comparison)):
        for _name, of_chart in groupby(points, key=attrgetter("chart")):
            shown_points = list(of_chart)
            chart = draw(sheet, shown_points, first)
            sheet.add_chart(chart, f"{BESIDE}{row}")
            first += len(shown_points)
            row += int(chart.height / ROW) + 2


Found = dict[tuple[str, str, str], dict[str, list[Row[Any]]]]


def _values(figures: Iterable[Row[Any]], metrics: Iterable[Row[Any]]) -> Found:
    """The rows of each series, by area, the earliest first; a plan is no figure."""
    found: Found = {}
    for row in figures:
        if row.accepted and row.basis != "target":
            key = ("indicator", row.indicator_code, row.breakdown)
            found.setdefault(key, {}).setdefault(row.area_code, []).append(row)
    for row in metrics:
        key = ("metric", row.metric_code, "")
        found.setdefault(key, {}).setdefault(row.area_code, []).append(row)
    for areas in found.values():
        for rows in areas.values():
            rows.sort(key=attrgetter("period_end"))
    return found


def _charts(forms: set[str], book: ReportBook) -> Iterable[tuple[str, list[dict[str, str]]]]:
    """The names of the charts of these forms, with their series."""
    series = shown("series")
    for chart in shown("charts"):
        if chart["form"] in forms:
            name = chart[("name", "name_en")[book.language]]
            yield name, [one for one in series if one["chart"] == chart["code"]]


def _trends(
    book: ReportBook, areas: Sequence[str], found: Found, units: Mapping[str, str]
) -> Iterable[Point]:
    for chart, series in _charts({"trend"}, book):
        for one in series:
            for area in areas:
                rows = _of_one_length(_rows(found, one, area))
                if len(rows) >= TREND:
                    for row in rows:
                        yield _point(book, chart, one, area, row, units)


def _comparisons(
    book: ReportBook, areas: Sequence[str], found: Found, units: Mapping[str, str]
) -> Iterable[Point]:
    """The last values of areas, the greatest first."""
    for chart, series in _charts({"ranking"}, book):
        for one in series:
            last = {area: rows[-1] for area in areas if (rows := _rows(found, one, area))}
            if len(last) >= COMPARISON:
                for area, row in sorted(last.items(), key=lambda item: -item[1].value):
                    yield _point(book, chart, one, area, row, units)


def _rows(found: Found, series: dict[str, str], area: str) -> list[Row[Any]]:
    key = (series["kind"], series["code"], series["breakdown"])
    return found.get(key, {}).get(area, [])


def _of_one_length(rows: list[Row[Any]]) -> list[Row[Any]]:
    """Those whose period is as long as most: a month's sales do not belong among years."""

    def length(row: Row[Any]) -> int:
        # Years and months of different lengths are alike.
        days: int = (row.period_end - row.period_start).days
        return round(days / 15)

    lengths = [length(row) for row in rows]
    return [row for row in rows if length(row) == max(set(lengths), key=lengths.count)]


def _point(
    book: ReportBook,
    chart: str,
    series: dict[str, str],
    area: str,
    row: Row[Any],
    units: Mapping[str, str],
) -> Point:
    code = series["code"]
    known = book.names.metrics if series["kind"] == "metric" else book.names.indicators
    breakdown = book.names.breakdown(series["breakdown"] or "total", code)
    name = f"{known[code]} {breakdown}".strip()
    unit = book.names.units[units[code]]
    return Point(chart, name, book.areas[area], row.period_end, row.value, unit)


def _trend(sheet: Any, points: Sequence[Point], first: int) -> Any:
    """Lines over time to scale: series need not have the same days."""
    chart = _titled(ScatterChart(), points)
    chart.style, chart.scatterStyle = 13, "lineMarker"
    names = {point.area for point in points}
    for (series, area), run in groupby(
        range(len(points)), key=lambda place: (points[place].series, points[place].area)
    ):
        places = list(run)
        start, end = first + places[0], first + places[-1]
        days = Reference(sheet, min_col=DAY, min_row=start, max_row=end)
        values = Reference(sheet, min_col=VALUE, min_row=start, max_row=end)
        title = f"{area} {series}" if len(names) > 1 else series
        line = Series(values, days, title=title)
        line.marker.symbol, line.smooth = "circle", False
        chart.series.append(line)
    chart.x_axis.number_format, chart.x_axis.majorGridlines = "yyyy", None
    if len(chart.series) == 1:
        chart.legend = None
    else:
        chart.legend.position = "b"
    return chart


def _comparison(sheet: Any, points: Sequence[Point], first: int) -> Any:
    chart = _titled(BarChart(), points)
    chart.type, chart.legend, chart.gapWidth = "bar", None, 40
    chart.height = 3 + BAR * len(points)
    end = first + len(points) - 1
    chart.add_data(Reference(sheet, min_col=VALUE, min_row=first, max_row=end))
    chart.set_categories(Reference(sheet, min_col=AREA, min_row=first, max_row=end))
    # The first row is on top, as in the table.
    chart.x_axis.scaling.orientation = "maxMin"
    return chart


def _titled(chart: Any, points: Sequence[Point]) -> Any:
    chart.title = points[0].chart
    chart.y_axis.title = points[0].unit
    chart.width, chart.height = WIDTH, HEIGHT
    # Otherwise Excel leaves out both axes.
    chart.x_axis.delete = chart.y_axis.delete = False
    return chart
