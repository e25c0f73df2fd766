"""Which unit a metric can have: what follows from the units of its numerator and denominator."""

from collections import Counter
from collections.abc import Callable, Iterator

from sqlalchemy import Connection

from ....database import statements
from ...files import Rejection

NONE = Counter[str]()
Powers = tuple[Counter[str], Counter[str]]


def find_wrong(connection: Connection) -> Iterator[Rejection]:
    """A reject for each staged metric whose unit does not follow from those of its parts.

    A unit that is declared is not checked: residents over beds in percent, since a bed is for one.
    """
    for row in statements.execute(connection, __package__, "metric_units"):
        numerator, denominator = row.numerator_dimension, row.denominator_dimension
        fits = FITS.get(row.kind, fits_none)
        if not fits(numerator, denominator, row.unit_dimension):
            message = (
                f"a {row.kind} of {row.numerator_unit} ({numerator}) and {row.denominator_unit}"
                f" ({denominator}) is not in {row.unit} ({row.unit_dimension})"
            )
            yield Rejection(row.line, "unit", row.unit, "wrong_unit", message)


def fits_ratio(numerator: str, denominator: str, unit: str) -> bool:
    return quotient(numerator, denominator) == quotient(unit)


def fits_gap(numerator: str, denominator: str, unit: str) -> bool:
    return numerator == denominator == unit


def fits_growth(numerator: str, denominator: str, unit: str) -> bool:
    return numerator == denominator and unit == "ratio"


def fits_none(*_dimensions: str) -> bool:
    """No unit fits a kind of metric that is not known here."""
    return False


# Whether the dimension of a unit follows from those of numerator and denominator.
FITS: dict[str, Callable[[str, str, str], bool]] = {
    "ratio": fits_ratio,
    "gap": fits_gap,
    "annual_growth": fits_growth,
}


def quotient(numerator: str, denominator: str = "ratio") -> Powers:
    """What stays above and below the line after cancelling: money/person over money is 1/person."""
    (over, under), (divisor, by) = parts(numerator), parts(denominator)
    above, below = over + by, under + divisor
    return above - below, below - above


def parts(dimension: str) -> Powers:
    """money/person/time: money over person and time; ratio: nothing over nothing."""
    first, *rest = dimension.split("/")
    above = NONE if first == "ratio" else Counter([first])
    return above, Counter(rest)
