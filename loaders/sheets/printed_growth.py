"""Whether a printed growth follows from the two figures beside it, as far as they are rounded."""

import unicodedata
from decimal import Decimal


def decimal(printed: str) -> Decimal:
    return Decimal(unicodedata.normalize("NFKC", printed).replace(",", "").rstrip("%‰"))


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
