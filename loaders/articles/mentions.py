"""Where a text prints numbers: every digit run, and counts written in Chinese numerals."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from ..formats.characters import SCALES
from ..printed import AFTER, BEFORE, NUMBER, NUMERAL, alternatives
from .plain_text import PlainText, plain_text

# Words that follow a number without being a unit of any indicator.
CLASSIFIERS = (
    "年",
    "月",
    "日",
    "时",
    "岁",
    "周岁",
    "组",
    "级",
    "村",
    "县",
    "天",
    "届",
    "成",
    "时许",
    "口",
    "季度",
    "周年",
    "个千分点",
    "个百分点",
)
DIGIT_RUN = re.compile(NUMBER)
COUNTERS = "个家起宗例倍名人所年项次户条支批位县级类村对口届场天间张座处只份万亿口"
NUMERALS = "零〇一二两三四五六七八九十百千"
FRACTION = (
    rf"(?<![{NUMERALS}]){NUMERAL}分之{NUMERAL}"
    rf"|[一二两三四五六七八九](?=成(?!立|员|功|长|为|果|本|年|就))"
)
CHINESE = (
    rf"{FRACTION}|[一二三四](?=季度)|[一二三四五六七八九](?=至[一二三四五六七八九十]+月)"
    # Bounded, and only from its first character, so that a long run takes no quadratic time.
    rf"|(?<![{NUMERALS}])(?:[{NUMERALS}]{{1,16}}[万亿]){{0,3}}[半{NUMERALS}]{{1,16}}"
    rf"(?=[余多几]?(?:[{COUNTERS}]|分之))"
    rf"|零(?=感染|病例|发生|报告|事故|死亡)"
)
PER = r"(?:/|每)"
# Whom or what a rate is for, written behind its unit: 元/人/月, 元(人·月), 元每人每月.
RATE = rf"(?:{PER}?[(]?[人户张月年天次]+(?:[/.·•每][人户月年天]+)+[)]?|/[人户张月年天次]+(?:次)?)"


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


@dataclass(frozen=True)
class PrintedNumber:
    """A number in a plain text: its place there, half-open, and its parts as they are printed."""

    start: int
    end: int
    characters: str
    number: str
    scale: str
    unit: str
    rate: str

    @property
    def is_written_out(self) -> bool:
        """Whether it is printed in Chinese numerals."""
        return not self.number[0].isdecimal() and not self.is_fraction

    @property
    def is_fraction(self) -> bool:
        """百分之十三, 十分之一, 三成: per cent."""
        return "分之" in self.number or self.unit == "成"

    @property
    def measure(self) -> str:
        """The unit in which it measures: its own, or that of a fraction."""
        if self.is_fraction:
            return "‰" if self.number.startswith("千分之") else "%"
        return self.unit


def digit_runs(text: str) -> list[tuple[int, int]]:
    """The place of every number printed in digits; 42.41 is one, 2020年12月 are two."""
    return [match.span() for match in DIGIT_RUN.finditer(text)]


def find(text: str, units: Iterable[str]) -> Iterator[Printed]:
    """Every number of ``text`` with the qualifier before it and the one of ``units`` after it."""
    plain = plain_text(text)
    for mention in find_mentions(plain, frozenset(units)):
        start, end = plain.original(mention.start, mention.end)
        yield Printed(start, end, text[start:end])


def find_mentions(plain: PlainText, units: frozenset[str]) -> Iterator[PrintedNumber]:
    """The same in a plain text, in order."""
    for match in shape(units).finditer(plain.characters):
        yield PrintedNumber(
            *match.span(),
            match[0],
            match["number"],
            match["scale"] or "",
            match["unit"] or "",
            match["rate"] or "",
        )


@cache
def shape(units: frozenset[str]) -> re.Pattern[str]:
    longest_first = sorted({*units, *CLASSIFIERS}, key=len, reverse=True)
    # Most characters of a text begin none, and nothing more is tried there.
    begins = f"0-9半\\-{NUMERALS}{''.join(word[0] for word in BEFORE)}"
    return re.compile(
        rf"(?=[{begins}])(?:(?:{alternatives(BEFORE)}))*"
        rf"(?:(?<=[为是达率])-(?=\d))?"
        rf"(?P<number>百分之{NUMERAL}|{NUMBER}|{CHINESE})"
        rf"(?:[余多几])?"
        rf"(?P<scale>{alternatives(SCALES)})?"
        rf"(?:[余多几])?"
        rf"(?P<unit>{'|'.join(map(re.escape, longest_first))})?"
        rf"(?P<rate>(?<=元){RATE})?"
        rf"(?:(?<=[年月天])[余多])?"
        rf"(?:{alternatives(AFTER)})?"
    )
