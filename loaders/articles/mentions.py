"""Where a text prints numbers: every digit run, and counts written in Chinese numerals."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..formats.characters import SCALES
from ..printed import AFTER, BEFORE, NUMBER, alternatives

# Words that follow a number without being a unit of any indicator.
CLASSIFIERS = ("年", "月", "日", "时", "岁", "周岁", "组", "级", "村", "县")
DIGIT_RUN = re.compile(NUMBER)
# A number and its unit may be parted by a blank or a line break of the page.
GAP = r"[ \t]*(?:\n[ \t]*)?"
COUNTERS = "个家名人所年项次户条支批位县级类村对口届"
CHINESE = rf"[半一二两三四五六七八九十百千]+(?={GAP}[余多]?[{COUNTERS}])"


@dataclass(frozen=True)
class Printed:
    """A number with its qualifier and unit, and its place: half-open, in code points."""

    start: int
    end: int
    characters: str

    @property
    def locator(self) -> str:
        """An RFC 5147 fragment."""
        return f"char={self.start},{self.end}"


def digit_runs(text: str) -> list[tuple[int, int]]:
    """The place of every number printed in digits; 42.41 is one, 2020年12月 are two."""
    return [match.span() for match in DIGIT_RUN.finditer(text)]


def find(text: str, units: Iterable[str]) -> Iterator[Printed]:
    """Every number of ``text`` with the qualifier before it and the one of ``units`` after it."""
    for match in shape(units).finditer(text):
        yield Printed(*match.span(), match.group())


def shape(units: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted({*units, *CLASSIFIERS}, key=len, reverse=True)
    return re.compile(
        rf"(?:(?:{alternatives(BEFORE)}) ?)*"
        rf"(?:{NUMBER}|{CHINESE})"
        rf"(?:{GAP}[余多])?"
        rf"(?:{GAP}(?:{alternatives(SCALES)}))?"
        rf"(?:{GAP}[余多])?"
        rf"(?:{GAP}(?:{'|'.join(map(re.escape, longest_first))}))?"
        rf"(?:{alternatives(AFTER)})?"
    )
