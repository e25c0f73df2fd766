"""The labels of official forms: from the path a row stands under to an indicator."""

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from sqlalchemy import Connection

from ...database import statements
from ...errors import MinzhengError
from ..formats.characters import narrow
from ..sheets.cells import unit_in
from .units import Units, split

NUMBERING = re.compile(
    r"^(?:其中:?|#)?(?:[一二三四五六七八九十]+[、.]|\([一二三四五六七八九十]+\)|\d+[.、]|\(\d+\)"
    r"|(?:[A-H]|[IVX]+)(?=[、.]|[\u4e00-\u9fff])[、.]?)?(?:其中:?|#)?"
)


# Words that count the same things.
ALIKE = (("个", "家", "所", "处", "座"), ("人", "名", "位"))


# A heading with one of these says something else of what stands below it.
ALTERS = re.compile(r"本年|当年|新|增|减|撤|拟|计划|预|均|比|率|变|转|退|已|未")
# A label of at least this many characters says what it means without a heading.
TELLING = 5


@dataclass(frozen=True)
class Alias:
    """What a label means where it stands under this path and has this unit.

    A path of one label stands alone, or under headings that are known.
    """

    path: tuple[str, ...]
    unit: str
    indicator: str
    dimension: str
    own_unit: str
    breakdown: str
    basis: str

    @cached_property
    def labels(self) -> tuple[str, ...]:
        return tuple(map(strip_label, self.path))

    @property
    def meaning(self) -> str:
        return f"{self.indicator} {self.breakdown}"

    def fits(self, labels: tuple[str, ...], unit: str | None, units: Units) -> bool:
        above = iter(labels)
        in_order = all(label in above for label in self.labels)
        return in_order and (not unit or self.has(unit) or self.counts_like(unit, units))

    def has(self, unit: str | None) -> bool:
        """Whether a printed unit is that of the alias, in whatever scale."""
        return not unit or split(unit)[1] == split(self.unit)[1]

    def counts_like(self, unit: str, units: Units) -> bool:
        """Whether it is another word for the same: 家 for 个, a rate a month for one a year."""
        pair = (split(unit)[1], split(self.unit)[1])
        if all(measure.startswith("元/") for measure in pair):
            return units.fit(unit, self.dimension)
        return any(all(measure in words for measure in pair) for words in ALIKE)

    def rank(self, unit: str | None) -> tuple[bool, int]:
        return self.has(unit), len(self.path)


class UnknownLabel(MinzhengError, LookupError):
    """No alias fits, or several do; the message says which come near."""


@dataclass(frozen=True)
class Labels:
    """Every alias, and the units by which aliases of one label are distinguished."""

    aliases: list[Alias]
    units: Units

    @cached_property
    def headings(self) -> set[str]:
        """The labels that are known to have others under them."""
        return {label for alias in self.aliases for label in alias.labels[:-1]}

    def meaning(self, path: Sequence[str], unit: str | None) -> Alias:
        """The alias that fits the path best: all its labels stand in the path, in order.

        Raises UnknownLabel where none fits, or two that mean different things fit equally well.
        """
        labels = tuple(strip_label(label) for label in path) or ("",)
        named = [alias for alias in self.aliases if alias.labels[-1] == labels[-1]]
        fitting = [alias for alias in named if alias.fits(labels, unit, self.units)]
        if not self.leaves_open(labels, unit):
            fitting = [alias for alias in fitting if len(alias.path) > 1]
        best = [one for one in fitting if one.rank(unit) == max(a.rank(unit) for a in fitting)]
        if len({alias.meaning for alias in best}) == 1:
            return best[0]
        raise UnknownLabel(
            f"{'|'.join(labels)} ({unit}) {self.describe_near(labels, best or named)}"
        )

    def leaves_open(self, labels: tuple[str, ...], unit: str | None) -> bool:
        """Whether what stands above a label leaves it its meaning: 本年撤并 over 镇 does not.

        A heading that is not known does so only for a label that says all by itself.
        """
        if not labels[:-1] or (unit and self.headings.issuperset(labels[:-1])):
            return True
        altered = any(ALTERS.search(label) for label in labels[:-1])
        return bool(unit) and len(labels[-1]) >= TELLING and not altered

    def describe_near(self, labels: tuple[str, ...], named: list[Alias]) -> str:
        """Why a label is not resolved, with the aliases that come near."""
        if named:
            shown = "; ".join(sorted({f"{'|'.join(a.path)} ({a.unit})" for a in named})[:4])
            return f"is known only, or ambiguous, as {shown}"
        by_label = {alias.labels[-1]: alias for alias in self.aliases}
        close = difflib.get_close_matches(labels[-1], by_label, n=12, cutoff=0.5)
        # Of the labels of one meaning the nearest is enough.
        nearest = {by_label[label].meaning: by_label[label] for label in reversed(close)}
        hints = [f"{'|'.join(alias.path)} = {meaning}" for meaning, alias in nearest.items()]
        near = f"; near are {'; '.join(hints[:-4:-1])}" if hints else ""
        return f"is not a label of indicator_aliases.csv{near}"


def read_labels(connection: Connection, units: Units) -> Labels:
    rows = statements.execute(connection, __package__, "indicator_aliases").all()
    return Labels([Alias(tuple(path), unit, *rest) for path, unit, *rest in rows], units)


@cache
def strip_label(label: str) -> str:
    """A label without numbering, blanks, marks and unit: '其中:(1)低保人数(人)*' is 低保人数."""
    words = NUMBERING.sub("", narrow(label), count=1).rstrip("*")
    unit = unit_in(words)
    return words.removesuffix(f"({unit})") if unit else words
