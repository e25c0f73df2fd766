"""Proposals as rows of a ledger that a page can change, with all that a number may say."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction

from ...loaders.articles.proposal import Proposal, Span
from ...loaders.kinds.ledger.layout import HEADER
from ...loaders.printed import Figure, UnreadableFigure, parse
from .review_lists import Line, ReviewLists

# What a number may take from words that stand elsewhere; a page offers them all.
CARRIED = ("", "下降", "约", "近", "超过", "不低于", "不超过", "以上", "万", "亿", "取整")
# A quotient of units without an end is cut here; a load compares six places.
PLACES = 12


def rows_of(proposals: Iterable[Proposal], lists: ReviewLists) -> list[dict[str, object]]:
    """A row for each proposal; numbers as text, since a browser has only binary fractions."""
    units = {str(unit["code"]): unit for unit in lists.units}
    own_units = {str(one["code"]): str(one["unit"]) for one in lists.indicators}
    return [
        {
            "locator": one.locator,
            "start": one.start,
            "end": one.end,
            "printed": one.printed,
            "fields": fields_of(one, units, own_units),
            "figures": figures_of(one.printed, one.carried),
            "text": one.indicator_text,
            "confidence": f"{one.confidence:g}",
            "certain": one.is_certain,
            "reasons": one.reasons,
            "doubts": one.doubts,
        }
        for one in proposals
    ]


def fields_of(
    proposal: Proposal, units: Mapping[str, Line], own_units: Mapping[str, str]
) -> dict[str, str]:
    """The columns of the ledger, also those without a meaning while the disposition is this one."""
    values: dict[str, object] = {
        "locator": proposal.locator,
        "printed": proposal.printed,
        "disposition": proposal.disposition,
        "reason": proposal.reason,
        "same_as": proposal.same_as,
        "indicator": proposal.indicator,
        "area": proposal.area,
        "breakdown": proposal.breakdown,
        **days("", proposal.period),
        "value": ledger_value(proposal, units, own_units),
        "unit": proposal.unit,
        "carried": proposal.carried,
        "kind": proposal.kind,
        "base_indicator": proposal.base_indicator,
        "base_area": proposal.base_area,
        "base_breakdown": proposal.base_breakdown,
        **days("base_", proposal.base_period),
        "period_note": proposal.period_note,
    }
    return {name: str(values.get(name) or "") for name in HEADER}


def days(prefix: str, period: Span | None) -> dict[str, object]:
    if period is None:
        return {}
    return {
        f"{prefix}period_start": period.start.isoformat(),
        f"{prefix}period_end": period.end.isoformat(),
        f"{prefix}basis": period.basis,
    }


def ledger_value(
    proposal: Proposal, units: Mapping[str, Line], own_units: Mapping[str, str]
) -> str | None:
    """An observation in its indicator's unit, a comparison as stated; None if units do not fit."""
    if proposal.value is None:
        return None
    if proposal.disposition != "observation":
        return decimal_text(Fraction(proposal.value))
    printed = units.get(proposal.unit or "")
    own = units.get(own_units.get(proposal.indicator or "", ""))
    if printed is None or own is None or printed["dimension"] != own["dimension"]:
        return None
    return decimal_text(Fraction(proposal.value) * factor_of(printed) / factor_of(own))


def factor_of(unit: Line) -> Fraction:
    return Fraction(unit["numerator"]) / Fraction(unit["denominator"])


def decimal_text(value: Fraction) -> str:
    """The exact decimal if there is one, else rounded half away from zero.

    >>> decimal_text(Fraction(14560, 12)), decimal_text(Fraction(5, 2)), decimal_text(Fraction(70))
    ('1213.333333333333', '2.5', '70')
    """
    scaled = abs(value) * 10**PLACES
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    digits = str(whole).rjust(PLACES + 1, "0")
    text = f"{digits[:-PLACES]}.{digits[-PLACES:]}".rstrip("0").rstrip(".")
    return f"-{text}" if value < 0 and whole else text


def figures_of(printed: str, carried: str) -> dict[str, dict[str, str | None]] | None:
    """What the characters say with each word that may be carried to them; None if unreadable."""
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
        "qualifier": figure.qualifier.value,
        "unit": figure.unit,
    }


def number_text(number: Decimal | None) -> str | None:
    return None if number is None else f"{number:f}"
