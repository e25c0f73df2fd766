"""The ledger that is proposed for a text: a row for each number, with how sure it is and why."""

import csv
from collections.abc import Iterable
from typing import TextIO

from ....language import in_language
from ....schema.source import REASONS
from ...articles.proposal import Proposal, ProposedPeriod
from ...articles.reasons import in_both_languages, in_chinese
from ...articles.unit_scale import Scale
from .layout import HEADER, REVIEW


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
        "reasons": _said([*proposal.reasons, *proposal.doubts]),
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
        "period_note": in_both_languages(proposal.period_note),
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


def _said(reasons: list[str]) -> str:
    """Reasons in the language in force: who reviews the ledger reads them, no load does."""
    return in_language("；".join(map(in_chinese, reasons)), "; ".join(reasons))


def period(prefix: str, span: ProposedPeriod | None) -> dict[str, str]:
    if span is None:
        return {}
    return {
        f"{prefix}period_start": str(span.start),
        f"{prefix}period_end": str(span.end),
        f"{prefix}basis": span.basis,
    }
