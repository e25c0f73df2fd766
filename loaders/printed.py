"""Figures as they are printed: '约430万人' to a value, its interval, a qualifier and a unit.

The interval says what the print leaves open. A count written out in full is exact; a rounded
number is good to half of its last printed place; a hedge (约, 余, 近, 不低于 …) widens it as the
table in docs/figures.md says.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, localcontext
from enum import StrEnum

from ..errors import MinzhengError
from .formats.characters import SCALES, traditional, unfolded, without_marks

# Of more digits than these the last are those of a program that calculated with them.
MEANT = 12


class Qualifier(StrEnum):
    """How a source hedges a figure."""

    EXACT = "exact"
    APPROX = "approx"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    MORE_THAN = "more_than"
    LESS_THAN = "less_than"
    NEARLY = "nearly"


@dataclass(frozen=True)
class Figure:
    """A printed number: its value, the closed interval that it means, its hedge and unit.

    None stands for the lack of a bound.
    """

    value: Decimal
    low: Decimal | None
    high: Decimal | None
    qualifier: Qualifier
    unit: str


class UnreadableFigure(MinzhengError, ValueError):
    """The characters are not one number with at most a qualifier before and a unit after it."""


# The longest words first: 不低于 contains 低于.
BEFORE = {
    "不低于": Qualifier.AT_LEAST,
    "不少于": Qualifier.AT_LEAST,
    "至少": Qualifier.AT_LEAST,
    "不超过": Qualifier.AT_MOST,
    "不高于": Qualifier.AT_MOST,
    "不多于": Qualifier.AT_MOST,
    "至多": Qualifier.AT_MOST,
    "最多": Qualifier.AT_MOST,
    "超过": Qualifier.MORE_THAN,
    "突破": Qualifier.MORE_THAN,
    "多于": Qualifier.MORE_THAN,
    "高于": Qualifier.MORE_THAN,
    "超": Qualifier.MORE_THAN,
    "逾": Qualifier.MORE_THAN,
    "不足": Qualifier.LESS_THAN,
    "不到": Qualifier.LESS_THAN,
    "少于": Qualifier.LESS_THAN,
    "低于": Qualifier.LESS_THAN,
    "未满": Qualifier.LESS_THAN,
    "接近": Qualifier.NEARLY,
    "将近": Qualifier.NEARLY,
    "近": Qualifier.NEARLY,
    "大约": Qualifier.APPROX,
    "约有": Qualifier.APPROX,
    "约": Qualifier.APPROX,
}
# Said of a change, before the figure or carried to it: 下降5.2% is -5.2.
FALLING = ("下降", "减少", "降低", "缩减")
WITHIN = {"余": Qualifier.MORE_THAN, "多": Qualifier.MORE_THAN, "几": Qualifier.MORE_THAN}
AFTER = {
    "及以上": Qualifier.AT_LEAST,
    "以上": Qualifier.AT_LEAST,
    "及以下": Qualifier.AT_MOST,
    "以下": Qualifier.AT_MOST,
    "以内": Qualifier.AT_MOST,
    "左右": Qualifier.APPROX,
    "上下": Qualifier.APPROX,
}
DIGITS = {character: place % 10 for place, character in enumerate("〇一二三四五六七八九零")} | {
    "两": 2
}
TENS = {"十": 10, "百": 100, "千": 1000}


def alternatives(words: Iterable[str]) -> str:
    return "|".join(words)


# Digits of other scripts are not part of it: 1200𝟏 is not 12001.
NUMBER = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?"
# Of digits with blanks between them only groups of three are one number: 1 200, not 1200 1).
BLANKS_IN_DIGITS = re.compile(r"(?<=\d)[^\S\n]+(?=\d)")
GROUPS = re.compile(r"(?<!\d)[0-9]{1,3}(?:\s[0-9]{3})+(?!\d)")
# 三万八千五百九十四; the 万 of 五万 is a scale, by which the figure is rounded.
CHINESE = rf"(?:[{''.join(DIGITS)}{''.join(TENS)}]+[万亿])*[{''.join(DIGITS)}{''.join(TENS)}]+|半"
NUMERAL = rf"(?:[{''.join(DIGITS)}{''.join(TENS)}]+(?:点[{''.join(DIGITS)}]+)?|[0-9]+(?:\.[0-9]+)?)"
FRACTION = re.compile(
    rf"(?P<of>{NUMERAL})分之(?P<parts>{NUMERAL})"
    rf"|(?P<tenths>{NUMERAL})成(?!立|员|功|长|为|果|本|年|就)"
)
SHAPE = re.compile(
    rf"(?P<falling>{alternatives(FALLING)}|[-\u2212])?"
    rf"(?P<before>(?:{alternatives(BEFORE)})*)"
    rf"(?P<number>{NUMBER}|{CHINESE})"
    r"(?P<inner>[余多几])?"
    rf"(?P<scale>{alternatives(SCALES)})?"
    r"(?P<outer>[余多几])?"
    r"(?P<unit>[^\d]*?)"
    rf"(?P<after>{alternatives(AFTER)})?"
)
# A number followed by one of these is a rate, not a count: 60% may be 59.5%.
RATES = ("%", "‰", "个百分点", "个千分点")
# Carried to averages and ratios that a table prints in whole numbers: 12520 may be 12519.5.
ROUNDED = "取整"


def parse(printed: str, carried: str = "") -> Figure:
    """Read ``printed``; ``carried`` is a qualifier or scale printed once for several figures.

    >>> parse("1.4万余个")
    Figure(value=Decimal('14000'), low=Decimal('14000'), high=Decimal('15000'), \
qualifier=<Qualifier.MORE_THAN: 'more_than'>, unit='个')

    Raises UnreadableFigure where the characters are anything else than one figure.
    """
    shape = SHAPE.fullmatch(normalised(printed))
    if shape is None or any(map(is_numeric, shape["unit"])):
        raise UnreadableFigure(f"{printed!r} is not one figure with a qualifier and a unit")
    # Every digit counts, however many there are.
    with localcontext(prec=len(printed) + 20):
        return figure(shape, carried)


def figure(shape: re.Match[str], carried: str) -> Figure:
    number = shape["number"]
    scale = Decimal(10) ** exponent(shape["scale"] or scale_of(carried))
    digits = Decimal(number.replace(",", "")) if number[0].isdigit() else chinese(number)
    value = plain(digits * scale)
    qualifier = qualifier_of(shape, carried)
    is_rate = shape["unit"].startswith(RATES) or ROUNDED in carried
    rounded = scale != 1 or "." in number or is_rate
    places = (last_place(digits) * scale, last_nonzero_place(digits) * scale)
    low, high = interval(value, qualifier, *places, rounded=rounded)
    if shape["falling"] or any(word in carried for word in FALLING):
        value, low, high = -value, negated(high), negated(low)
    return Figure(value, low, high, qualifier, shape["unit"])


def negated(bound: Decimal | None) -> Decimal | None:
    return None if bound is None else -bound


def normalised(printed: str) -> str:
    """Full-width characters narrowed, white space and line breaks inside the figure removed.

    No other compatibility form is folded: 1200① is 1200 with a footnote, not 12001.
    """
    figure, _marks = without_marks(unfolded(printed).translate(traditional()).strip())
    figure = GROUPS.sub(lambda groups: "".join(groups[0].split()), figure)
    return FRACTION.sub(as_per_cent, "".join(BLANKS_IN_DIGITS.sub("\0", figure).split()))


def as_per_cent(fraction: re.Match[str]) -> str:
    """百分之十三 is 13%, 三成 30%, 十分之一 10%."""
    if fraction["tenths"]:
        parts, of = number_of(fraction["tenths"]) * 10, Decimal(100)
    else:
        parts, of = number_of(fraction["parts"]), number_of(fraction["of"])
    if of == 1000:
        return f"{plain(parts)}‰"
    if not of:
        return fraction[0]
    return f"{plain((parts * 100 / of).quantize(Decimal('0.01')))}%"


def number_of(numeral: str) -> Decimal:
    """A number in digits or in Chinese numerals: 十三点五 is 13.5."""
    whole, _point, rest = numeral.partition("点")
    if whole[0].isdecimal():
        return Decimal(numeral)
    places = "".join(str(DIGITS[character]) for character in rest)
    return chinese(whole) + (Decimal(f"0.{places}") if places else 0)


def is_numeric(character: str) -> bool:
    """½, Ⅳ, ③ are numbers that no unit has; the powers of m² and m³ are not meant."""
    return unicodedata.category(character) in ("No", "Nl") and character not in "²³"


def chinese(number: str) -> Decimal:
    """A Chinese numeral: 半 is a half, 两 is 2, 一百二十 is 120, 三万八千 is 38000."""
    if number == "半":
        return Decimal("0.5")
    for scale in ("亿", "万"):
        if scale in number:
            more, rest = number.rsplit(scale, 1)
            return chinese(more) * Decimal(10) ** SCALES[scale] + (chinese(rest) if rest else 0)
    if not set(number) & set(TENS):
        return Decimal("".join(str(DIGITS[character]) for character in number))
    total, digit = 0, None
    for character in number:
        if character in TENS:
            total += (1 if digit is None else digit) * TENS[character]
            digit = None
        else:
            digit = DIGITS[character] or None
    return Decimal(total + (digit or 0))


def exponent(scale: str) -> int:
    return SCALES[scale] if scale else 0


def scale_of(carried: str) -> str:
    return max((scale for scale in SCALES if scale in carried), key=len, default="")


def qualifier_of(shape: re.Match[str], carried: str) -> Qualifier:
    """The hedge nearest to the digits: 约100余万 is 余, 不低于 carried from the figure before."""
    if within := shape["inner"] or shape["outer"]:
        return WITHIN[within]
    if after := shape["after"]:
        return AFTER[after]
    nearest = (
        BEFORE[word]
        for words in (shape["before"], carried)
        for word in BEFORE
        if words.endswith(word)
    )
    return next(nearest, Qualifier.EXACT)


def interval(
    value: Decimal, qualifier: Qualifier, last: Decimal, last_nonzero: Decimal, *, rounded: bool
) -> tuple[Decimal | None, Decimal | None]:
    """The values that the print allows, given the size of its last and its last non-zero place."""
    match qualifier:
        case Qualifier.AT_LEAST:
            return value, None
        case Qualifier.AT_MOST:
            return None, value
        case Qualifier.MORE_THAN:
            return value, plain(value + last_nonzero)
        case Qualifier.LESS_THAN | Qualifier.NEARLY:
            return plain(value - last_nonzero), value
        case Qualifier.APPROX:
            margin = last_nonzero / 2
        case Qualifier.EXACT:
            margin = last / 2 if rounded else Decimal(0)
    return plain(value - margin), plain(value + margin)


def last_place(digits: Decimal) -> Decimal:
    """The size of the last place that means something: what follows twelve digits is arithmetic.

    Two decimals always do, as those of yuan.
    """
    meant = min(-2, digits.adjusted() - MEANT + 1)
    return Decimal(1).scaleb(max(exponent_of(digits), meant))


def last_nonzero_place(digits: Decimal) -> Decimal:
    return Decimal(1).scaleb(exponent_of(digits.normalize()) if digits else exponent_of(digits))


def exponent_of(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    assert isinstance(exponent, int)
    return exponent


def plain(number: Decimal) -> Decimal:
    """Without trailing zeros after the point, and never in powers of ten."""
    number = number.normalize()
    return number.quantize(Decimal(1)) if exponent_of(number) > 0 else number
