"""Conditional formats of a workbook: under some condition a cell looks otherwise than its style
says, and may not be seen, or show another number.

A condition that compares a number with a constant is understood; any other may hold.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from lxml import etree

from .number_format import parsed, shown
from .packages import local
from .sheet import CellFault, Grid, Place, Span
from .stored_values import number_of

# Kinds of rules that put a picture into a cell, with or without its number.
PICTURES = ("dataBar", "iconSet")
# The elements of formulas in the form of 2007 and in that of 2010.
FORMULAS = ("formula", "f")


@dataclass(frozen=True)
class ConditionalStyle:
    """What a conditional format does to a cell: nothing of it is seen, or another number format."""

    hides: bool = False
    number_format: str = ""

    def changes(self, text: str) -> bool:
        """Whether a cell with a text would be seen otherwise."""
        if self.hides:
            return True
        if not self.number_format or self.number_format.lower() == "general":
            return False
        value = number_of(text)
        if value is None or any(section.is_date for section in parsed(self.number_format)):
            return True
        seen = shown(float(value), self.number_format)
        return seen.fault is not None or seen.is_hidden or (seen.text, seen.scale) != (text, 1)


@dataclass(frozen=True)
class Condition:
    """A comparison of the number of a cell with constants; without an operator it may hold."""

    operator: str
    bounds: tuple[Decimal, ...]

    def may_hold(self, text: str) -> bool:
        value = number_of(text)
        if value is None or not self.bounds:
            return True
        low, high = min(self.bounds), max(self.bounds)
        return {
            "lessThan": value < low,
            "lessThanOrEqual": value <= low,
            "greaterThan": value > low,
            "greaterThanOrEqual": value >= low,
            "equal": value == low,
            "notEqual": value != low,
            "between": low <= value <= high,
            "notBetween": not low <= value <= high,
        }.get(self.operator, True)


def apply_conditions(
    grid: Grid,
    element: etree._Element,
    spans: list[Span],
    styles: list[ConditionalStyle],
    read_style: Callable[[etree._Element], ConditionalStyle],
) -> None:
    """Note a fault for each cell that a format of these ranges may hide or show otherwise.

    A rule names its style by the number, or, in the form of 2010, has it in itself.
    """
    for rule in element.iterfind("{*}cfRule"):
        own = rule.find("{*}dxf")
        style = style_of(rule, styles) if own is None else read_style(own)
        apply_style(grid, spans, condition_of(rule), style)


def apply_style(
    grid: Grid, spans: list[Span], condition: Condition, style: ConditionalStyle
) -> None:
    """Note a fault for each cell of the ranges that a style changes if its condition holds."""
    if style == ConditionalStyle():
        return
    for place in (place for span in spans for place in texts_in(grid, span)):
        if condition.may_hold(grid.texts[place]):
            mark(grid, place, grid.texts[place], style)


def texts_in(grid: Grid, span: Span) -> list[Place]:
    """The cells with characters in a range, whichever of both is smaller."""
    if span.size > len(grid.texts):
        return list(filter(span.holds, grid.texts))
    return [place for place in span.places() if place in grid.texts]


def mark(grid: Grid, place: Place, text: str, style: ConditionalStyle) -> None:
    if style.changes(text) and place not in grid.faults:
        words = f"a conditional format may hide {text} or show it otherwise"
        fault: CellFault = ("number_format", words)
        grid.faults[place] = fault


def style_of(rule: etree._Element, styles: list[ConditionalStyle]) -> ConditionalStyle:
    if rule.get("type") in PICTURES:
        shows = (picture.get("showValue") for picture in rule)
        return ConditionalStyle(hides=any(one in ("0", "false") for one in shows))
    index = rule.get("dxfId") or ""
    is_known = index.isdecimal() and int(index) < len(styles)
    return styles[int(index)] if is_known else ConditionalStyle()


def condition_of(rule: etree._Element) -> Condition:
    if rule.get("type") != "cellIs":
        return Condition("", ())
    bounds = [number_of((one.text or "").strip()) for one in rule if local(one) in FORMULAS]
    known = tuple(bound for bound in bounds if bound is not None)
    return Condition(rule.get("operator") or "", known if len(known) == len(bounds) else ())
