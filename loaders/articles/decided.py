"""What was decided of the numbers of a text before: reading it again repeats the decisions."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row

from ...database import statements
from ..printed import Figure, Qualifier, UnreadableFigure, parse
from .proposal import Proposal, ProposedPeriod
from .reasons import reason


class KnownSource(NamedTuple):
    """The source that a text is the text of."""

    source_id: int
    code: str
    published_on: Any


def find_source(connection: Connection, sha256: str) -> KnownSource | None:
    """The source whose text has a checksum, if there is one."""
    row = statements.execute(connection, __package__, "source_of_text", {"sha256": sha256}).first()
    return KnownSource(*row) if row else None


def apply(connection: Connection, source_id: int, proposals: Iterable[Proposal]) -> None:
    """Give each proposal what the loaded ledger of its source says of the same characters."""
    values: dict[str, object] = {"source_id": source_id}
    rows = statements.execute(connection, __package__, "decided_mentions", values)
    by_start = {row.char_start: row for row in rows}
    first_of: dict[tuple[str, int], str] = {}
    for proposal in proposals:
        row = by_start.get(proposal.start)
        if row is not None:
            decide(proposal, row)
            key = (row.disposition, row.statement_id)
            if row.statement_id is not None:
                first = first_of.setdefault(key, proposal.locator)
                proposal.same_as = first if first != proposal.locator else None


def decide(proposal: Proposal, row: Row[Any]) -> None:
    proposal.disposition, proposal.reason = row.disposition, row.reason
    proposal.confidence, proposal.reasons = 1.0, [reason("decided")]
    proposal.doubts, proposal.gaps = [], []
    if row.disposition == "neither":
        return
    proposal.indicator, proposal.breakdown = row.indicator, row.breakdown
    proposal.area, proposal.unit, proposal.carried = row.area, row.unit_code, row.carried or ""
    proposal.period = ProposedPeriod(row.period_start, row.period_end, row.basis)
    proposal.period_note = row.period_note or ""
    proposal.figure = figure_of(proposal, row)
    proposal.kind = row.kind
    if row.kind:
        proposal.base_indicator, proposal.base_breakdown = row.base_indicator, row.base_breakdown
        proposal.base_area = row.base_area
        proposal.base_period = ProposedPeriod(
            row.base_period_start, row.base_period_end, row.base_basis
        )


def figure_of(proposal: Proposal, row: Row[Any]) -> Figure:
    """The figure in the unit in which it is printed."""
    try:
        return parse(proposal.printed, proposal.carried)
    except UnreadableFigure:
        return Figure(row.value, row.low, row.high, Qualifier(row.qualifier), "")
