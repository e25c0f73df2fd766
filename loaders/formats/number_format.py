"""What a spreadsheet shows of a number under its number format.

The text has every digit that is stored, where the sheet shows fewer; but where the decimal point
stands, percent signs, 万 and whether there is anything to see at all are as the format shows them.
A format by which a person would read another number than is told here is a fault of the cell.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from math import isfinite
from typing import NamedTuple

from .characters import SCALES
from .sheet import CellFault

# Excel keeps 15 digits; those after them have become zeros.
PRECISE = Decimal(10) ** 15
RATIOS = ("%", "％", "‰")
# The words of scale that numbers are printed with; 5百 and 5万亿 are none.
USUAL_SCALES = SCALES.keys() - {"百", "万亿"}
# All that says how many times a number is, in Chinese and English, and what is not meant so: 千克.
SCALE_WORD = re.compile("[十百千万亿拾佰仟萬億兆]+(?![克米瓦卡])")
SCALE_IN_ENGLISH = re.compile(
    r"(?<![a-z])(?:k|m|mm|mn|bn|b|t|thousands?|millions?|billions?|hundreds?)(?![a-z])",
    re.IGNORECASE,
)
# Digits in the words of a format, which a person reads as part of the number.
WRITTEN_DIGIT = re.compile(r"[\d〇零一二三四五六七八九½¼¾]|(?<![A-Za-z])[oOlI](?![A-Za-z])")
# What makes a number an approximate one, or a bound.
QUALIFIER = re.compile(
    r"约|近|余|多|以[上下]|不[足到低少超高]|超|至[少多]|最[多少]|[<>≤≥≈~～±＜＞]"
)
NEGATIVE = re.compile("[-−(（]|减|降|负|跌|亏")
# What numbers are printed with, as far as a person takes it for their unit.
MEASURE = re.compile("(?:人次|户次|[人户名位对件个家所张床具元]|美元|欧元|港元)(?:/.+)?")
CURRENCIES = {"¥": "元", "￥": "元", "$": "美元", "US$": "美元", "€": "欧元", "HK$": "港元"}
HIDING = ("white", "color2", "color 2", "白色", "颜色2", "颜色 2")
TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?'
    r"|[\\!](?P<escaped>.)"
    r"|_(?P<padding>.)|\*(?P<fill>.)"
    r"|\[(?P<bracket>[^\]]*)\]?"
    r"|(?P<general>general|g/通用格式)"
    r"|(?P<ampm>am/pm|a/p|上午/下午)"
    r"|(?P<exponent>e[+-])"
    r"|(?P<date>y+|m+|d+|h+|s+|e+|b{2,}|a{3,4}|g+)"
    r"|(?P<digit>[0#?])"
    r"|(?P<point>\.)|(?P<comma>,)|(?P<percent>%)|(?P<text>@)"
    r"|(?P<literal>.)",
    re.IGNORECASE | re.DOTALL,
)
CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)")
CURRENCY = re.compile(r"\$([^-]*)(?:-.*)?")


class Shown(NamedTuple):
    """The text of a number, by how much its format divided it, or why it cannot be told.

    ``scale`` is 1 where the text says itself what was done, as % and 万 do. ``unit`` is what stands
    beside the number and is no part of it: 户 of 0"户".
    """

    text: str
    scale: int = 1
    fault: CellFault | None = None
    is_hidden: bool = False
    unit: str = ""


@dataclass
class Section:
    """One of up to four parts of a format: for positive numbers, negative ones, zero and texts."""

    condition: tuple[str, Decimal] | None = None
    # What is not a digit, in order; DIGIT stands for the first place of the digits.
    words: str = ""
    has_digits: bool = False
    # Whether a zero is shown as a digit: # and ? show none.
    shows_zero: bool = False
    is_general: bool = False
    numerals: bool = False
    percents: int = 0
    thousands: int = 0
    # Digits after a point that is written as a literal between them: 0!.0000 shows 1.2340.
    literal_places: int | None = None
    foreign: str = ""
    # How it keeps a number from being seen as it is, if it does.
    disguise: str = ""
    dates: list[str] = field(default_factory=list)

    @property
    def is_date(self) -> bool:
        return bool(self.dates) and not self.has_digits and not self.is_general


def shown(value: float, code: str, *, since_1904: bool = False) -> Shown:
    """What is shown of a stored number; a date is shown as its day, month or year."""
    sections = parsed(code)
    if not isfinite(value):
        return Shown(str(value), fault=("not_a_number", "no number that can be shown"))
    section, negative = chosen(sections, value)
    digits = Decimal(f"{value:.15g}") + 0
    if section.disguise:
        return fault_of(code, digits, section.disguise)
    if section.is_date:
        return shown_date(value, section, since_1904)
    if abs(digits) >= PRECISE:
        return Shown(plain(digits), fault=("too_many_digits", "a workbook keeps 15 digits"))
    if section.numerals:
        return fault_of(code, digits, "in Chinese numerals")
    if not (section.shows_zero if digits == 0 else section.has_digits) and not section.is_general:
        if WRITTEN_DIGIT.search(section.words):
            return fault_of(code, digits, f"as {section.words.strip()}")
        return Shown(section.words.strip(), is_hidden=not section.words.strip())
    return shown_number(digits, section, code, by_section=negative)


def shown_number(digits: Decimal, section: Section, code: str, *, by_section: bool) -> Shown:
    """``by_section``: the format has a section for negative numbers, which shows no sign itself."""
    words = section.words
    if section.foreign or WRITTEN_DIGIT.search(words):
        return fault_of(code, digits, f"with {section.foreign or words.strip()} in it")
    if QUALIFIER.search(words):
        return fault_of(code, digits, f"with {words.strip()} beside it")
    signed = NEGATIVE.search(words) is not None
    if (signed and digits > 0 and not by_section) or (by_section and not signed):
        return fault_of(code, digits, "with another sign")
    places = section.literal_places or 0
    scale = 1000**section.thousands * 10**places
    number = digits * 100**section.percents / scale
    ratio = "%" if section.percents else next((sign for sign in RATIOS if sign in words), "")
    scale_word = found[0] if (found := SCALE_WORD.search(words)) else ""
    in_english = SCALE_IN_ENGLISH.search(words)
    # A word that is not known, or of a rate: 5人/万人.
    if in_english or (scale_word and (scale_word not in USUAL_SCALES or re.search("[/每]", words))):
        return fault_of(code, digits, f"with {words.strip()} beside it")
    if scale_word and scale not in (1, 10 ** SCALES[scale_word]):
        return fault_of(code, digits, f"divided by {scale} beside {scale_word}")
    text = f"{plain(number)}{scale_word}{ratio}"
    return Shown(text, 1 if scale_word or ratio else scale, unit=unit_of(words, scale_word))


def unit_of(words: str, scale_word: str) -> str:
    found = words.replace(scale_word, "", 1).strip()
    found = CURRENCIES.get(found, found)
    return found if MEASURE.fullmatch(found) else ""


def fault_of(code: str, digits: Decimal, how: str) -> Shown:
    message = f"the number format {code} shows {plain(digits)} {how}"
    return Shown(plain(digits), fault=("number_format", message))


def plain(digits: Decimal) -> str:
    """The digits without an exponent: 57324.8, not 57324.799999999996."""
    text = format(digits, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def shown_date(value: float, section: Section, since_1904: bool) -> Shown:
    """A day as 2019-06-30, a month as 2019-06 or 6月, a year as 2019年, a time as 08:30.

    A year without 年 would be taken for a number among figures.
    """
    try:
        moment = moment_of(value, since_1904)
    except OverflowError:
        return Shown(plain(Decimal(f"{value:.15g}")), fault=("bad_date", "no day of the calendar"))
    parts = {part[0] for part in section.dates}
    if parts & set("bg") or not parts & set("yemdhs"):
        message = "the number format shows a day of the week or a year of another calendar"
        return Shown(plain(Decimal(f"{value:.15g}")), fault=("number_format", message))
    years = bool(parts & set("ye"))
    if "d" in parts:
        return Shown(f"{moment:%Y-%m-%d}" if years else f"{moment.month}月{moment.day}日")
    # m beside h or s are minutes.
    if parts & set("hs"):
        return Shown(f"{moment:%H:%M:%S}" if "s" in parts else f"{moment:%H:%M}")
    if "m" in parts:
        return Shown(f"{moment:%Y-%m}" if years else f"{moment.month}月")
    return Shown(f"{moment.year}年")


def moment_of(value: float, since_1904: bool) -> datetime:
    """Day 1 is 1 January 1900; day 60 is one that there never was. Raises OverflowError."""
    if since_1904:
        return datetime(1904, 1, 1) + timedelta(days=value)
    first = datetime(1899, 12, 31) if value < 60 else datetime(1899, 12, 30)
    return first + timedelta(days=value)


def chosen(sections: tuple[Section, ...], value: float) -> tuple[Section, bool]:
    """The section that a number is shown by, and whether that is one for negative numbers."""
    conditioned = [section for section in sections if section.condition]
    if conditioned:
        for section in sections:
            if section.condition is None or holds(section.condition, value):
                return section, False
        return sections[-1], False
    if len(sections) > 1 and value < 0:
        return sections[1], True
    if len(sections) > 2 and value == 0:
        return sections[2], False
    return sections[0], False


def holds(condition: tuple[str, Decimal], value: float) -> bool:
    sign, bound = condition
    number = Decimal(f"{value:.15g}")
    below, equal = number < bound, number == bound
    return {
        "<": below,
        "<=": below or equal,
        ">": not below and not equal,
        ">=": not below,
        "=": equal,
        "<>": not equal,
    }[sign]


@lru_cache(maxsize=1024)
def parsed(code: str) -> tuple[Section, ...]:
    """The sections of a format code."""
    return tuple(section_of(tokens) for tokens in split(code or "General"))


def split(code: str) -> Iterator[list[re.Match[str]]]:
    """The tokens of each section; a ; in quotes parts nothing."""
    tokens: list[re.Match[str]] = []
    for token in TOKEN.finditer(code):
        if token["literal"] == ";":
            yield tokens
            tokens = []
        else:
            tokens.append(token)
    yield tokens


def section_of(tokens: list[re.Match[str]]) -> Section:
    section = Section()
    last_digit = max((n for n, token in enumerate(tokens) if token["digit"]), default=-1)
    seen_point = False
    for number, token in enumerate(tokens):
        kind = token.lastgroup or "literal"
        if kind == "digit":
            section.has_digits = True
            section.shows_zero |= token["digit"] == "0"
            if section.literal_places is not None and not seen_point:
                section.literal_places += 1
        elif kind in ("general", "text"):
            section.is_general = True
        elif kind == "point":
            seen_point = True
        elif kind == "fill" and token["fill"].isdigit():
            section.disguise = f"filled up with {token['fill']}"
        elif kind == "comma":
            # After all digits before the point each divides by a thousand; among them it groups.
            following = next((t for t in tokens[number + 1 :] if not t["comma"]), None)
            if section.has_digits and not (following and following["digit"]):
                section.thousands += 1
        elif kind == "percent":
            section.percents += 1
        elif kind == "bracket":
            bracket(section, token["bracket"])
        elif kind == "date":
            section.dates.append(token["date"].lower())
        elif kind in ("quoted", "escaped", "literal"):
            literal(section, token[kind], among=section.has_digits and number < last_digit)
    return section


def bracket(section: Section, text: str) -> None:
    if condition := CONDITION.fullmatch(text.strip()):
        section.condition = (condition[1], Decimal(condition[2]))
    elif currency := CURRENCY.fullmatch(text):
        section.words += currency[1]
    elif text.lower().startswith("dbnum"):
        section.numerals = True
    elif text.lower() in HIDING:
        section.disguise = "in white"
    elif re.fullmatch(r"[hms]+", text, re.IGNORECASE):
        section.dates.append(text.lower())


def literal(section: Section, text: str, *, among: bool) -> None:
    """A text of the format, perhaps ``among`` the digits."""
    if among and text == ".":
        section.literal_places = 0
    elif among and text.strip(" ,\u3000'"):
        section.foreign += text
    elif not among:
        section.words += text
