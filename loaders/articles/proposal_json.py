"""Proposals as JSON: one object for each number, for programs that read on."""

from datetime import date
from decimal import Decimal
from typing import Any

from .proposal import Proposal, ProposedPeriod


def to_json(proposal: Proposal) -> dict[str, Any]:
    """The object of a number; what does not apply to it is null."""
    figure = proposal.figure if proposal.disposition != "neither" else None
    period, base = proposal.period, proposal.base_period
    return {
        "start": proposal.start,
        "end": proposal.end,
        "printed": proposal.printed,
        "disposition": proposal.disposition,
        "reason": proposal.reason,
        "same_as": proposal.same_as,
        "value": number(figure.value) if figure else None,
        "low": number(figure.low) if figure else None,
        "high": number(figure.high) if figure else None,
        "unit": proposal.unit,
        "qualifier": figure.qualifier.value if figure else None,
        "indicator_code": proposal.indicator,
        "indicator_text": proposal.indicator_text or None,
        "program_code": proposal.program,
        "area_code": proposal.area,
        "breakdown": proposal.breakdown,
        "period_start": start(period),
        "period_end": end(period),
        "basis": period.basis if period else None,
        "kind": proposal.kind,
        "base_indicator_code": proposal.base_indicator,
        "base_area_code": proposal.base_area,
        "base_breakdown": proposal.base_breakdown,
        "base_period_start": start(base),
        "base_period_end": end(base),
        "base_basis": base.basis if base else None,
        "confidence": proposal.confidence,
        "certain": proposal.is_certain,
        "reasons": [*filter(None, [*proposal.reasons, proposal.period_note]), *proposal.doubts],
    }


def number(value: Decimal | None) -> int | float | None:
    """A number of JSON; whole ones have no point."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def start(span: ProposedPeriod | None) -> str | None:
    return iso(span.start) if span else None


def end(span: ProposedPeriod | None) -> str | None:
    return iso(span.end) if span else None


def iso(day: date) -> str:
    return day.isoformat()
