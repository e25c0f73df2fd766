"""The labels of official forms: from the path a row stands under to an indicator."""

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, text

from ..tables.cells import narrow, unit_in
from .units import split

ALIASES = """
    select
        string_to_array(alias.label_path, '|') as path,
        alias.printed_unit,
        indicator.code as indicator,
        unit.dimension,
        breakdown.key as breakdown,
        alias.basis
    from core.indicator_alias as alias
    inner join core.indicator on indicator.indicator_id = alias.indicator_id
    inner join core.unit on unit.code = indicator.unit_code
    inner join core.breakdown on breakdown.breakdown_id = alias.breakdown_id
"""
NUMBERING = re.compile(
    r"^(?:其中:?|#)?(?:[一二三四五六七八九十]+[、.]|\([一二三四五六七八九十]+\)|\d+[.、]|\(\d+\)"
    r"|(?:[A-H]|[IVX]+)(?=[、.]|[\u4e00-\u9fff])[、.]?)?(?:其中:?|#)?"
)


@dataclass(frozen=True)
class Alias:
    """What a label means where it stands under this path and has this unit."""

    path: tuple[str, ...]
    unit: str
    indicator: str
    dimension: str
    breakdown: str
    basis: str


class UnknownLabel(LookupError):
    """No alias fits, or several do; the message says which come near."""


def known(connection: Connection) -> list[Alias]:
    return [
        Alias(tuple(path), unit, *rest)
        for path, unit, *rest in connection.execute(text(ALIASES)).all()
    ]


def plain(label: str) -> str:
    """A label without numbering, blanks, marks and unit: '其中:(1)低保人数(人)*' is 低保人数."""
    words = NUMBERING.sub("", narrow(label), count=1).rstrip("*")
    unit = unit_in(words)
    return words.removesuffix(f"({unit})") if unit else words


def meaning(path: Sequence[str], unit: str | None, aliases: Iterable[Alias]) -> Alias:
    """The alias that fits the path best: all its labels stand in the path, in order.

    Raises UnknownLabel where none fits, or two that mean different things fit equally well.
    """
    labels = tuple(plain(label) for label in path)
    measure = split(unit)[1] if unit else None
    aliases = list(aliases)
    named = [alias for alias in aliases if plain(alias.path[-1]) == labels[-1]]
    fitting = [alias for alias in named if fits(alias, labels, measure)]
    if labels[:-1] and not (measure and headings(aliases).issuperset(labels[:-1])):
        # Under a heading that is not known a label may mean anything.
        fitting = [alias for alias in fitting if len(alias.path) > 1]
    best = [alias for alias in fitting if len(alias.path) == max(len(a.path) for a in fitting)]
    if len({(alias.indicator, alias.breakdown) for alias in best}) == 1:
        return best[0]
    raise UnknownLabel(f"{'|'.join(labels)} ({unit}) {near(labels, best or named, aliases)}")


def fits(alias: Alias, labels: tuple[str, ...], measure: str | None) -> bool:
    above = iter(labels)
    in_order = all(plain(label) in above for label in alias.path)
    return in_order and (not measure or not alias.unit or split(alias.unit)[1] == measure)


def headings(aliases: Iterable[Alias]) -> set[str]:
    """The labels that are known to have others under them."""
    return {plain(label) for alias in aliases for label in alias.path[:-1]}


def near(labels: tuple[str, ...], named: list[Alias], aliases: Iterable[Alias]) -> str:
    """Why a label is not resolved, with what the reader might mean."""
    if named:
        shown = "; ".join(sorted({f"{'|'.join(a.path)} ({a.unit})" for a in named})[:4])
        return f"is known only, or not told apart, as {shown}"
    everything = {plain(alias.path[-1]): "|".join(alias.path) for alias in aliases}
    close = difflib.get_close_matches(labels[-1], everything, n=3, cutoff=0.5)
    hint = f"; near are {'; '.join(everything[label] for label in close)}" if close else ""
    return f"is no label of indicator_aliases.csv{hint}"
