"""What a number of a text may be: the row of the ledger that is proposed for it, with reasons."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from ..printed import Figure
from .reasons import Reason

Disposition = Literal["observation", "comparison", "neither"]


@dataclass(frozen=True)
class ProposedPeriod:
    """First and last day, and what they mean: point, during, effective or target."""

    start: date
    end: date
    basis: str


@dataclass
class Proposal:
    """A row of the ledger, how sure it is (0 to 1), and why it is what it is.

    ``start`` and ``end`` are code points of the original, half-open. ``value``, ``low`` and
    ``high`` are in ``unit``, as printed; the ledger has the value in the indicator's unit.
    """

    start: int
    end: int
    printed: str
    disposition: Disposition = "observation"
    reason: str | None = None
    figure: Figure | None = None
    unit: str | None = None
    dimension: str | None = None
    carried: str = ""
    indicator: str | None = None
    indicator_text: str = ""
    program: str | None = None
    area: str | None = None
    breakdown: str | None = None
    period: ProposedPeriod | None = None
    period_note: str = ""
    kind: str | None = None
    base_indicator: str | None = None
    base_area: str | None = None
    base_breakdown: str | None = None
    base_period: ProposedPeriod | None = None
    same_as: str | None = None
    confidence: float = 0.0
    reasons: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    # What is missing for it to be certain.
    gaps: list[Reason] = field(default_factory=list)

    @property
    def locator(self) -> str:
        return f"char={self.start},{self.end}"

    @property
    def is_certain(self) -> bool:
        return self.confidence >= CERTAIN and not self.gaps

    @property
    def value(self) -> Decimal | None:
        return self.figure.value if self.figure else None


# What is at least as sure as this may be loaded without a look.
CERTAIN = 0.93
