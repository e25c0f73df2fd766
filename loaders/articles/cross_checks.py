"""What the figures of a text say about each other, and what is known of them already.

A total that its parts add up to, growth that agrees with both its figures, and a value that another
source reports make a reading surer. What contradicts is never certain.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Row

from ...database import statements
from ..resolve.labels import members_of
from .proposal import Proposal
from .reasons import reason
from .unit_scale import Scale

# The members of these dimensions are all there are, so that they add up to the total.
WHOLE = {
    "residence": ("urban", "rural"),
    "care": ("centralised", "scattered"),
    "place": ("inside", "outside"),
    "sex": ("male", "female"),
    "act": ("marriage", "divorce"),
}
LIFT, SMALL_LIFT = 0.12, 0.04
# What is less sure is not lifted: figures that agree may be of something else.
LIFTED = 0.7
# A contradicted proposal is at most so sure.
DOUBTFUL = 0.5
# From one figure of a series to the next nothing grows or falls by this factor without a doubt.
STEP = 4

Cell = tuple[str | None, str | None, str | None, object, object, object]


def check(proposals: Sequence[Proposal]) -> None:
    """Compare the figures of a text with each other."""
    figures = [one for one in proposals if one.disposition == "observation" and one.indicator]
    check_repeats(figures)
    once = [one for one in figures if one.same_as is None]
    check_parts(once)
    by_cell = {cell(one): one for one in once}
    comparisons = [one for one in proposals if one.disposition == "comparison"]
    check_repeats([one for one in comparisons if one.indicator])
    for one in comparisons:
        check_growth(one, by_cell)


def cell(one: Proposal) -> Cell:
    """What a figure is of; proposals of one cell say the same thing."""
    period = one.period
    span = (period.start, period.end, period.basis) if period else (None, None, None)
    return (one.indicator, one.area, one.breakdown, *span)


def check_repeats(proposals: Iterable[Proposal]) -> None:
    """The second print of a statement points at the first; two values of one cell are doubtful."""
    first: dict[tuple[object, ...], Proposal] = {}
    for one in proposals:
        base = (one.kind, one.base_indicator, str(one.base_period))
        earlier = first.setdefault((*cell(one), *base, one.unit), one)
        if earlier is one or one.period is None or one.value is None:
            continue
        if one.value == earlier.value:
            one.same_as = earlier.locator
            one.reasons.append(reason("same_printed", locator=earlier.locator))
        else:
            for each, other in ((one, earlier), (earlier, one)):
                what = {"printed": other.printed, "locator": other.locator}
                doubt(each, reason("same_cell", **what))


def check_parts(figures: Iterable[Proposal]) -> None:
    """Totals beside their parts: 城市 and 农村, 集中 and 分散."""
    groups: dict[tuple[object, ...], dict[str, Proposal]] = defaultdict(dict)
    for one in figures:
        groups[(one.indicator, one.area, str(one.period), one.unit)][one.breakdown or "total"] = one
    for group in groups.values():
        # A sum is of two parts at least.
        for breakdown, total in group.items() if len(group) > 2 else ():
            for dimension, members in WHOLE.items():
                parts = [group.get(with_member(breakdown, dimension, one)) for one in members]
                found = [part for part in parts if part is not None]
                if len(found) == len(members) and total.figure:
                    compare_sum(total, found)


def with_member(breakdown: str, dimension: str, member: str) -> str:
    members = {**members_of(breakdown), dimension: member}
    return ";".join(f"{name}={code}" for name, code in sorted(members.items()))


def compare_sum(total: Proposal, parts: Sequence[Proposal]) -> None:
    if total in parts or not total.figure:
        return
    low, high = bounds_of_sum(parts)
    stated = total.figure
    above = low is not None and stated.high is not None and low > stated.high
    below = high is not None and stated.low is not None and high < stated.low
    if above or below:
        words = " + ".join(part.printed for part in parts)
        for one in (total, *parts):
            doubt(one, reason("no_sum", words=words, total=total.printed))
    else:
        for one in (total, *parts):
            lift(one, LIFT, reason("sum_fits"))


def bounds_of_sum(parts: Iterable[Proposal]) -> tuple[Decimal | None, Decimal | None]:
    figures = [part.figure for part in parts if part.figure]
    lows = [figure.low for figure in figures if figure.low is not None]
    highs = [figure.high for figure in figures if figure.high is not None]
    low = sum(lows, Decimal(0)) if len(lows) == len(figures) else None
    high = sum(highs, Decimal(0)) if len(highs) == len(figures) else None
    return low, high


def check_growth(one: Proposal, by_cell: dict[Cell, Proposal]) -> None:
    """Growth beside the two figures that it is about."""
    if one.kind != "growth" or one.unit != "percent" or not one.figure or one.base_period is None:
        return
    now = by_cell.get(cell(one))
    base = one.base_period
    before = by_cell.get(
        (one.base_indicator, one.base_area, one.base_breakdown, base.start, base.end, base.basis)
    )
    if now is None or before is None or not now.figure or not before.figure:
        return
    low, high = growth(now, before)
    stated = one.figure
    margin = Decimal("0.05")
    if low is None or high is None or stated.low is None or stated.high is None:
        return
    if stated.high + margin < low or stated.low - margin > high:
        said = {"before": before.printed, "now": now.printed, "growth": one.printed}
        words = reason("no_growth", **said)
        for each in (one, now, before):
            doubt(each, words)
    else:
        for each in (one, now, before):
            lift(each, LIFT, reason("growth_fits"))


def growth(now: Proposal, before: Proposal) -> tuple[Decimal | None, Decimal | None]:
    one, other = now.figure, before.figure
    assert one and other
    if None in (one.low, one.high, other.low, other.high) or not other.low or not other.high:
        return None, None
    assert one.low is not None and one.high is not None
    return (one.low / other.high - 1) * 100, (one.high / other.low - 1) * 100


def check_known(connection: Connection, proposals: Sequence[Proposal], scale: Scale) -> None:
    """Compare figures with what the database knows of their cells, and of their series."""
    asked = [
        {
            "number": number,
            "indicator": one.indicator,
            "area": one.area,
            "breakdown": one.breakdown,
            "day": str(one.period.end),
            "start": str(one.period.start),
        }
        for number, one in enumerate(proposals)
        if one.disposition == "observation" and one.indicator and one.area and one.period
    ]
    rows = statements.execute(
        connection, __package__, "known_values", {"asked": json.dumps(asked)}
    ).all()
    for row in rows:
        compare_known(proposals[row.number], row, scale)


def compare_known(one: Proposal, row: Row[Any], scale: Scale) -> None:
    value, known = scale.value(one), row.value
    if value is None:
        return
    if row.is_same_period:
        low, high = row.low, row.high
        margin = abs(known) * Decimal("0.006")
        if (low is None or value >= low - margin) and (high is None or value <= high + margin):
            lift(one, LIFT, reason("known_same"))
        else:
            doubt(one, reason("known_otherwise", value=f"{known.normalize():f}"))
    elif known and value and not (1 / Decimal(STEP) < value / known < STEP):
        doubt(one, reason("far_from_known", value=f"{known.normalize():f}", day=row.period_end))
    elif known and value:
        lift(one, SMALL_LIFT, reason("near_known", day=row.period_end))


def lift(one: Proposal, by: float, why: str) -> None:
    if why not in one.reasons:
        one.reasons.append(why)
        if not one.doubts and one.confidence >= LIFTED:
            one.confidence = round(min(1.0, one.confidence + by), 3)


def doubt(one: Proposal, why: str) -> None:
    if why not in one.doubts:
        one.doubts.append(why)
    one.confidence = min(one.confidence, DOUBTFUL)
