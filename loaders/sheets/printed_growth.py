"""Whether a printed growth follows from the two figures beside it, as far as they are rounded."""

from decimal import Decimal

from ..formats.characters import SCALES, unfolded


def decimal(printed: str) -> Decimal:
    """The number with its last printed place: 1.25万 is 1.25E+4, good to 50."""
    digits = unfolded(printed).replace(",", "").rstrip("%‰")
    number = digits.rstrip("".join(SCALES))
    return Decimal(number).scaleb(SCALES.get(digits[len(number) :], 0))


def half_place(number: Decimal) -> Decimal:
    return Decimal((0, (5,), int(number.as_tuple().exponent) - 1))


def follows(growth: str, now: str, before: str) -> bool:
    """Per cent from ``before`` to ``now``, each good to half of its last printed place."""
    printed, new, old = map(decimal, (growth, now, before))
    low_old, high_old = old - half_place(old), old + half_place(old)
    if low_old <= 0:
        return True
    low = ((new - half_place(new)) / high_old - 1) * 100
    high = ((new + half_place(new)) / low_old - 1) * 100
    # Some offices cut where others round.
    margin = 2 * half_place(printed)
    return low - margin <= printed <= high + margin
