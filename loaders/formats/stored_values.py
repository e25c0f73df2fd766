"""The number that a file stores for a cell, beside the text that it shows.

A person sees the text, but a program that opens the file shows the number anew. Where the two are
not the same number, as far as the text is rounded, nobody can tell which is meant.
"""

from decimal import Decimal, InvalidOperation

from .characters import SCALES, unfolded
from .sheet import Grid, Place

SIGNS = {"%": -2, "‰": -3} | SCALES
# As far as any figure reaches, of either side: 10 to the power of these.
POWERS = range(-9, 10)


def compare_stored(grid: Grid, place: Place, stored: str | None, *, exact: bool = True) -> None:
    """Note where a cell shows another number than is stored for it.

    A number that is shown divided by a power of ten has a scale, which its unit may carry; any
    other difference is a fault, unless what is stored may be something else (not ``exact``).
    """
    text = grid.texts.get(place, "")
    shown, value = number_shown(text), number_of(stored)
    if shown is None or value is None or place in grid.faults:
        return
    number, last_place = shown
    if abs(number - value) < last_place:
        return
    power = power_between(number, last_place, value)
    if power is not None and power > 0:
        grid.scales[place] = 10**power
    elif power is not None or exact:
        grid.faults[place] = ("other_value", f"the file shows {text} and stores {stored}")


def power_between(number: Decimal, last_place: Decimal, value: Decimal) -> int | None:
    """The power of ten by which what is shown is less than what is stored, if it is one."""
    return next(
        (
            power
            for power in POWERS
            if power and number and abs(number - value.scaleb(-power)) < last_place
        ),
        None,
    )


def number_shown(text: str) -> tuple[Decimal, Decimal] | None:
    """The number that a text is, and the value of its last place: 1.25万 is 12500, 100."""
    digits = unfolded(text).replace(",", "").replace(" ", "")
    sign = next((sign for sign in SIGNS if digits.endswith(sign)), "")
    number = number_of(digits.removesuffix(sign))
    if number is None:
        return None
    power = SIGNS.get(sign, 0)
    return number.scaleb(power), Decimal(1).scaleb(int(number.as_tuple().exponent) + power)


def number_of(text: str | None) -> Decimal | None:
    # Decimal takes digits of all scripts, names such as NaN, and underscores between digits.
    if not text or not text.isascii() or not any(map(str.isdigit, text)) or "_" in text:
        return None
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number.adjusted()) < 100 else None
