"""The ledger that is proposed for a text: a row for each number, with how sure it is and why."""

import csv
from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import TextIO

from sqlalchemy import Connection

from ....database import statements
from ....schema.source import REASONS
from ...articles.proposal import Proposal, Span
from .layout import HEADER, REVIEW

# A value that a factor makes endless is given with so many digits.
DIGITS = 28


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


def write_ledger(proposals: Iterable[Proposal], scale: Scale, out: TextIO) -> None:
    """Write the rows, in the order of the text, with the columns of a ledger and of its review."""
    writer = csv.DictWriter(out, (*HEADER, *REVIEW), lineterminator="\n")
    writer.writeheader()
    for proposal in proposals:
        writer.writerow(row_of(proposal, scale))


def row_of(proposal: Proposal, scale: Scale) -> dict[str, str]:
    """The row of a number; what is not known is left empty."""
    row = dict.fromkeys(HEADER, "") | {
        "locator": proposal.locator,
        "printed": proposal.printed,
        "disposition": proposal.disposition,
        "carried": proposal.carried,
        "confidence": f"{proposal.confidence:.2f}",
        "reasons": "; ".join([*proposal.reasons, *proposal.doubts]),
    }
    if proposal.disposition == "neither":
        return row | {"reason": proposal.reason or REASONS[0]}
    if proposal.same_as:
        return row | {"same_as": proposal.same_as}
    value = scale.value(proposal)
    row |= {
        "indicator": proposal.indicator or "",
        "area": proposal.area or "",
        "breakdown": proposal.breakdown or "",
        **period("", proposal.period),
        "value": f"{value:f}" if value is not None else "",
        "unit": proposal.unit or "",
        "period_note": proposal.period_note,
        "note": "" if proposal.indicator else proposal.indicator_text,
    }
    if proposal.disposition == "comparison":
        row |= {
            "kind": proposal.kind or "",
            "base_indicator": proposal.base_indicator or "",
            "base_area": proposal.base_area or "",
            "base_breakdown": proposal.base_breakdown or "",
            **period("base_", proposal.base_period),
        }
    return row


def period(prefix: str, span: Span | None) -> dict[str, str]:
    if span is None:
        return {}
    return {
        f"{prefix}period_start": str(span.start),
        f"{prefix}period_end": str(span.end),
        f"{prefix}basis": span.basis,
    }
