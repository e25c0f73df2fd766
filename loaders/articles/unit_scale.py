"""From the units in which figures are printed to those of their indicators."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from sqlalchemy import Connection

from ...database import statements
from .proposal import Proposal


class Scale:
    """Converts figures from the units in which they are printed to those of their indicators."""

    def __init__(self, factors: Mapping[str, Fraction], units: Mapping[str, str]) -> None:
        self.factors, self.units = factors, units

    def value(self, proposal: Proposal) -> Decimal | None:
        """The value of an observation in the indicator's unit, of a comparison as stated."""
        if proposal.value is None or proposal.unit is None:
            return proposal.value
        own = self.units.get(proposal.indicator or "")
        if proposal.disposition == "comparison" or own is None or own == proposal.unit:
            return proposal.value
        factor = self.factors[proposal.unit] / self.factors[own]
        exact = Fraction(proposal.value) * factor
        value = Decimal(exact.numerator) / Decimal(exact.denominator)
        return +value.normalize() if value else value


def read_scale(connection: Connection) -> Scale:
    """The factors of all units, and the unit of each indicator."""
    units = statements.execute(connection, __package__, "unit_factors").all()
    indicators = statements.execute(connection, __package__, "indicator_units").all()
    factors = {one.code: Fraction(one.numerator, one.denominator) for one in units}
    return Scale(factors, {one.code: one.unit for one in indicators})
