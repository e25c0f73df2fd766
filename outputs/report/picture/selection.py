"""Selects the points of a chart that can be compared: those of one day."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from ....schema.admin_unit import LEVELS
from ..report_areas import ReportArea
from .points import Series

ORDER = (*LEVELS, "set")
LEAST_AREAS = 3


def one_day(series: Sequence[Series], areas: Sequence[ReportArea]) -> list[Series]:
    """For each area, all its series on the last day that they have in common."""
    selected = []
    series_count = len({one.name for one in series})
    with_points = {one.area for one in series}
    for area in (area.code for area in sorted(areas, key=_nearness) if area.code in with_points):
        own = [one for one in series if one.area == area]
        common = set.intersection(*({point.period_end for point in one.points} for one in own))
        if len(own) == series_count and common:
            selected += [_on_day(one, max(common)) for one in own]
    return selected


def one_level(series: Sequence[Series], areas: Sequence[ReportArea]) -> list[Series]:
    """The areas of the highest level below, on the latest day for which three of them have one."""
    levels = {area.code: area.level for area in areas if area.depth > 0}
    groups: dict[tuple[int, date], list[Series]] = defaultdict(list)
    for one in series:
        for point in one.points if one.area in levels else ():
            groups[-ORDER.index(levels[one.area]), point.period_end].append(
                _on_day(one, point.period_end)
            )
    enough = [key for key, group in groups.items() if len(group) >= LEAST_AREAS]
    return groups[max(enough)] if enough else []


def _nearness(area: ReportArea) -> tuple[int, int]:
    """Sorts named areas first, then those above, then those below, level by level."""
    return (0 if area.depth == 0 else 1 if area.depth < 0 else 2), abs(area.depth)


def _on_day(one: Series, day: date) -> Series:
    return one._replace(points=[point for point in one.points if point.period_end == day])
