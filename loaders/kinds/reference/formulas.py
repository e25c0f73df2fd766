"""The two sides of a rule as one line writes them: ``1000 × beds ÷ persons[age=60+] ± 31``.

A term is an indicator with its breakdown in brackets (total if left out), after its coefficient and
a multiplication sign; + and − join terms, ÷ what the side is divided by; ± says how many days
away the figure of a term may be, where there is no figure of the day itself.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import Connection, text

from ....database import statements
from ....errors import MinzhengError
from ...files import Rejection

SIDES = ("left", "right")
TERM = re.compile(
    r"(?P<sign>[+−÷])\s*"
    r"(?:(?P<coefficient>\d+(?:\.\d+)?)\s*×\s*)?"
    r"(?P<indicator>[a-z][a-z0-9_]*)"
    r"(?:\[(?P<breakdown>[^\]]+)\])?"
    r"(?:\s*±\s*(?P<within_days>\d+))?\s*"
)


class Term(NamedTuple):
    """One cell of a side."""

    divisor: bool
    coefficient: Decimal
    indicator: str
    breakdown: str
    within_days: int


class UnreadableFormula(MinzhengError):
    """A side that cannot be read as terms; the message says from which characters on."""


def terms(formula: str) -> Iterator[Term]:
    """The terms of a side. Raises UnreadableFormula."""
    rest = "+" + formula.strip()
    while rest:
        if not (found := TERM.match(rest)):
            raise UnreadableFormula(f"cannot be read from {rest} on")
        factor = Decimal(found["coefficient"] or 1)
        yield Term(
            found["sign"] == "÷",
            -factor if found["sign"] == "−" else factor,
            found["indicator"],
            found["breakdown"] or "total",
            int(found["within_days"] or 0),
        )
        rest = rest[found.end() :]


def take_apart(connection: Connection) -> Iterator[Rejection]:
    """Fill ``formula_term`` with the terms of the staged rules.

    A reject for each side that cannot be read and each indicator that is unknown.
    """
    connection.execute(text("drop table if exists pg_temp.formula_term"))
    statements.execute(connection, __package__, "formula_term")
    staged = text('select line, code, "left", "right" from staged order by line')
    rows: list[tuple[object, ...]] = []
    for line, code, *formulas in connection.execute(staged).all():
        found: list[tuple[object, ...]] = []
        for side, formula in zip(SIDES, formulas, strict=True):
            try:
                found += [(side, *term) for term in terms(formula or "")]
            except UnreadableFormula as error:
                if formula:
                    yield Rejection(line, side, formula, "unreadable", f"{formula} {error}")
        rows += [(line, code, position, *term) for position, term in enumerate(found, 1)]
    with connection.connection.cursor().copy("copy formula_term from stdin") as copy:
        for row in rows:
            copy.write_row(row)
    yield from map(Rejection._make, statements.execute(connection, __package__, "unknown_terms"))
