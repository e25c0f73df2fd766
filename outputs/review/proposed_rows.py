"""Proposals as rows of a ledger that a page can change, with all that a number may say."""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from ...loaders.articles.proposal import Proposal
from ...loaders.articles.reasons import in_chinese
from ...loaders.articles.unit_scale import Scale
from ...loaders.kinds.ledger.layout import HEADER
from ...loaders.kinds.ledger.ledger_draft import row_of
from ...loaders.printed import Figure, UnreadableFigure, parse
from .review_lists import ReviewLists

# What a number may take from words that stand elsewhere; a page offers them all.
CARRIED = ("", "下降", "约", "近", "超过", "不低于", "不超过", "以上", "万", "亿", "取整")


def rows_of(proposals: Iterable[Proposal], lists: ReviewLists) -> list[dict[str, object]]:
    """A row for each proposal, in the order of the text: the ledger's fields, figures, reasons."""
    scale = scale_of(lists)
    return [proposed_row(one, scale) for one in sorted(proposals, key=lambda one: one.start)]


def proposed_row(proposal: Proposal, scale: Scale) -> dict[str, object]:
    row = row_of(proposal, scale)
    return {
        "locator": proposal.locator,
        "start": proposal.start,
        "end": proposal.end,
        "printed": proposal.printed,
        "fields": {name: row[name] for name in HEADER},
        "figures": figures_of(proposal.printed, proposal.carried),
        "text": proposal.indicator_text,
        "confidence": row["confidence"],
        "certain": proposal.is_certain,
        "reasons": list(map(in_both, proposal.reasons)),
        "doubts": list(map(in_both, proposal.doubts)),
        "noted": in_both(proposal.period_note) | {"both": row.get("period_note", "")},
    }


def in_both(text: str) -> dict[str, str]:
    """A reason in the languages of the page."""
    return {"en": str(text), "zh": in_chinese(text)}


def scale_of(lists: ReviewLists) -> Scale:
    return Scale(
        {
            one["code"]: Fraction(one["numerator"]) / Fraction(one["denominator"])
            for one in lists.units
        },
        {one["code"]: one["unit"] for one in lists.indicators},
    )


def figures_of(printed: str, carried: str) -> dict[str, dict[str, str | None]] | None:
    """What the characters say with each word that may be carried to them; None if unreadable.

    Numbers are text, since a browser has only binary fractions.
    """
    try:
        plain = parse(printed)
    except UnreadableFigure:
        return None
    others = {word: parse(printed, word) for word in (*CARRIED, carried) if word}
    told = {word: figure for word, figure in others.items() if figure != plain or word == carried}
    return {word: figure_json(figure) for word, figure in {"": plain, **told}.items()}


def figure_json(figure: Figure) -> dict[str, str | None]:
    return {
        "value": number_text(figure.value),
        "low": number_text(figure.low),
        "high": number_text(figure.high),
        "unit": figure.unit,
    }


def number_text(number: Decimal | None) -> str | None:
    return None if number is None else f"{number:f}"
