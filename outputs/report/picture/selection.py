"""Which points of a chart can be compared: those of one day."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from ..areas import Place
from .points import Series

LEVELS = ("nation", "province", "prefecture", "county", "township", "village", "set")
LEAST_AREAS = 3


def one_day(series: Sequence[Series], places: Sequence[Place]) -> list[Series]:
    """Of each area, all series on the last day that they have in common."""
    kept = []
    wanted = len({one.name for one in series})
    areas = {one.area for one in series}
    for area in (place.code for place in sorted(places, key=_nearness) if place.code in areas):
        own = [one for one in series if one.area == area]
        common = set.intersection(*({point.period_end for point in one.points} for one in own))
        if len(own) == wanted and common:
            kept += [_on(one, max(common)) for one in own]
    return kept


def one_level(series: Sequence[Series], places: Sequence[Place]) -> list[Series]:
    """The areas of the highest level below, on the latest day that three of them have."""
    levels = {place.code: place.level for place in places if place.depth > 0}
    groups: dict[tuple[int, date], list[Series]] = defaultdict(list)
    for one in series:
        for point in one.points if one.area in levels else ():
            groups[-LEVELS.index(levels[one.area]), point.period_end].append(
                _on(one, point.period_end)
            )
    enough = [key for key, group in groups.items() if len(group) >= LEAST_AREAS]
    return groups[max(enough)] if enough else []


def _nearness(place: Place) -> tuple[int, int]:
    """The areas asked for, those above, those below level by level."""
    return (0 if place.depth == 0 else 1 if place.depth < 0 else 2), abs(place.depth)


def _on(one: Series, day: date) -> Series:
    return one._replace(points=[point for point in one.points if point.period_end == day])
