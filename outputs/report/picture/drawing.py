"""Charts drawn with matplotlib: lines over time, ranked bars, two values side by side."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter
from sqlalchemy import Row

from .points import Series

COLOURS = ("#1f5f8b", "#b4641b", "#4b7f52", "#7a4f8c")
INK, MUTED, GRID = "#1d2530", "#5c6673", "#e6e8ea"
MOST_LABELS = 6
# Points that are farther apart are joined by a dashed line.
LONG_GAP = timedelta(days=550)

Label = Callable[[float], str]


def lines(axes: Axes, series: Sequence[Series], label: Label) -> None:
    """Lines over time, with bars and bands for the intervals."""
    for colour, one in zip(COLOURS, series, strict=False):
        _line(axes, one.points, colour, one.name)
        for point in _labelled(one.points):
            _label(axes, point, label)
    _from_zero(axes, [point for one in series for point in one.points])
    if len(series) > 1:
        axes.legend(frameon=False, labelcolor=INK)
    _years(axes, [point.period_end for one in series for point in one.points])
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: label(value)))
    axes.grid(axis="y", color=GRID)


def _line(axes: Axes, points: Sequence[Row[Any]], colour: str, name: str) -> None:
    for one, other in pairwise(points):
        dashed = other.period_end - one.period_end > LONG_GAP
        ends = (one.period_end, other.period_end)
        axes.plot(
            ends,
            (float(one.value), float(other.value)),
            color=colour,
            linewidth=2,
            linestyle="--" if dashed else "-",
        )
    days = [point.period_end for point in points]
    values = [float(point.value) for point in points]
    axes.fill_between(
        days, [_low(one) for one in points], [_high(one) for one in points],
        color=colour, alpha=0.15, linewidth=0,
    )  # fmt: skip
    axes.errorbar(days, values, yerr=_errors(points), fmt="o", color=colour, capsize=3, label=name)


def _labelled(points: Sequence[Row[Any]]) -> list[Row[Any]]:
    """The points to label: of many the first and the last, of few where the value changes."""
    if len(points) > MOST_LABELS:
        return [points[0], points[-1]]
    pairs = zip(points, [*points[1:], None], strict=True)
    return [one for one, other in pairs if not other or other.value != one.value]


def _years(axes: Axes, days: Sequence[date]) -> None:
    """Ticks at the start of each year, with the year in its middle."""
    first, last = min(days).year, max(days).year + 1
    starts = [_number(date(year, 1, 1)) for year in range(first, last + 1)]
    step = 1 + (last - first) // 12
    middles = {str(year): _number(date(year, 7, 2)) for year in range(first, last, step)}
    # Some room, so that a point on the last day of a year is not cut.
    axes.set_xlim(starts[0], starts[-1] + 0.015 * (starts[-1] - starts[0]))
    axes.set_xticks(starts, labels=[""] * len(starts))
    axes.set_xticks(list(middles.values()), labels=list(middles), minor=True)
    axes.tick_params(axis="x", which="minor", length=0)


def _number(day: date) -> float:
    """Days since the epoch of matplotlib."""
    return (day - date(1970, 1, 1)).days


def _label(axes: Axes, point: Row[Any], label: Label) -> None:
    floor = "≥" if point.high is None else ""
    text = floor + label(float(point.value))
    place = (point.period_end, float(point.value))
    axes.annotate(
        text, place, xytext=(0, 8), textcoords="offset points", ha="center", color=INK, fontsize=9
    )


def _from_zero(axes: Axes, points: Sequence[Row[Any]]) -> None:
    """Start the axis at zero, unless that would flatten the lines."""
    least, most = min(map(_low, points)), max(map(_high, points))
    if least >= 0 and (least == most or least < 0.7 * most):
        axes.set_ylim(0, most * 1.12)


def ranked(axes: Axes, series: Sequence[Series], names: dict[str, str], label: Label) -> None:
    """Bars of one day with their intervals, the greatest first."""
    points = sorted((one.points[-1] for one in series), key=lambda point: point.value)
    places = [names[point.area_code] for point in points]
    values = [float(point.value) for point in points]
    axes.barh(places, values, color=COLOURS[0], xerr=_errors(points), ecolor=INK, capsize=2)
    for place, point in enumerate(points):
        axes.annotate(
            label(float(point.value)), (_high(point), place), xytext=(6, 0), va="center",
            textcoords="offset points", color=INK, fontsize=9,
        )  # fmt: skip
    _sideways(axes, max(map(_high, points)), label)


def paired(axes: Axes, series: Sequence[Series], names: dict[str, str], label: Label) -> None:
    """Two values of the same day for each area, joined by a bar."""
    areas = list(dict.fromkeys(one.area for one in series))[::-1]
    for place, area in enumerate(areas):
        values = [float(one.points[-1].value) for one in series if one.area == area]
        axes.plot(values, [place] * len(values), color=GRID, linewidth=4, zorder=1)
    for colour, name in zip(COLOURS, dict.fromkeys(one.name for one in series), strict=False):
        own = [one for one in series if one.name == name]
        axes.scatter(
            [float(one.points[-1].value) for one in own], [areas.index(one.area) for one in own],
            color=colour, label=name, zorder=2,
        )  # fmt: skip
    days = {one.area: one.last_day for one in series}
    axes.set_yticks(range(len(areas)), [f"{names[area]}  {days[area]}" for area in areas])
    axes.legend(loc="lower left", frameon=False, labelcolor=INK)
    _sideways(axes, max(_high(one.points[-1]) for one in series), label)


def _sideways(axes: Axes, most: float, label: Label) -> None:
    axes.set_xlim(0, most * 1.12)
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: label(value)))
    axes.grid(axis="x", color=GRID)
    axes.set_axisbelow(True)
    axes.margins(y=0.01)


def _low(point: Row[Any]) -> float:
    return float(point.value if point.low is None else point.low)


def _high(point: Row[Any]) -> float:
    return float(point.value if point.high is None else point.high)


def _errors(points: Sequence[Row[Any]]) -> list[list[float]]:
    below = [float(point.value) - _low(point) for point in points]
    return [below, [_high(point) - float(point.value) for point in points]]
