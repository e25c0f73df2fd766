"""What the characters of a cell are: a number, a marker, a unit, a code, or damaged."""

import re
from functools import lru_cache

from ..formats.characters import narrow, one_line, unfolded

# Digits of other scripts beside these would be read as part of a number, as 1 of 1200𝟏.
NUMBER = re.compile(
    r"[-+]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?(?:[千万亿]|百万|千万|[%‰])?"
)
CODE = re.compile(r"[A-Z]{2,4}\d{6,}")
YEAR = re.compile(r"((?:19|20)\d\d)年?(?:末|底)?")
# Marks that statistics offices print in place of a number; never 0.
MARKERS = frozenset(
    (
        "NA",
        "N/A",
        "/",
        "\uff0f",
        "--",
        "…",
        "……",
        "...",
        "-",
        "\uff0d",
        "–",
        "—",
        "——",
        "#",
        "\\",
        "×",
        "无",
        "暂无",
        "暂缺",
        "不详",
        "不适用",
        "城乡一体",
    )
)
MEASURES = (
    "元|人次|户次|人户|人|户|名|位|个|张|件|对|具|家|所|座|处|台|套|场|辆|份|项|条|册|床|岁"
    "|％|%|‰|平方米|公里|公顷|亩|次|间|人\\(次\\)|人[.·]次"
)
UNIT = re.compile(
    rf"(?:[十百千万亿]|百万|千万)*(?:{MEASURES})"
    r"(?:(?:[/每·•.、(]|[人户]/\.)+(?:[百千万]?人|每|户|月|年|日|床|次|[·•./、)])+)?"
)
UNIT_AFTER = re.compile(r"\([^()]*\)$")
UNIT_IN_LABEL = re.compile(r"[(\uff08]([^()\uff08\uff09]+(?:\([^()]*\))?)[)\uff09]\s*\*?\s*$")


# 项目 Item: the words of another language after a name. GDP is a word of this one.
TRANSLATION = re.compile(r"(?<=[一-鿿)）])\s*[A-Z]?[a-z]+[^一-鿿]*$")


# What follows the words of a unit in another language.
FOREIGN = re.compile(r"(?<=[一-鿿%‰])\(?(?:[\d,]+)?[A-Za-z][^一-鿿]*$")


def without_translation(text: str) -> str:
    return TRANSLATION.sub("", text)


def without_words_of_other_languages(unit: str | None) -> str | None:
    """人 of 人 person, and 万元 of 万元 (10 000 yuan)."""
    if unit is None or is_unit(unit):
        return unit
    own = FOREIGN.sub("", narrow(unit))
    return own if is_unit(own) else unit


def is_number(text: str) -> bool:
    return NUMBER.fullmatch(unfolded(text)) is not None


def is_marker(text: str) -> bool:
    return text in MARKERS


def is_code(text: str) -> bool:
    return CODE.fullmatch(narrow(text)) is not None


# Heads and labels are asked for again in every row.
@lru_cache(maxsize=10_000)
def without_unit(label: str) -> str:
    """A label without the unit that it ends with: 2022年 of 2022年(人)."""
    return UNIT_AFTER.sub("", narrow(label)) if unit_in(label) else one_line(label)


def is_unit(text: str) -> bool:
    return UNIT.fullmatch(narrow(text)) is not None


def year(text: str) -> int | None:
    match = YEAR.fullmatch(narrow(text))
    return int(match[1]) if match else None


def is_value(text: str) -> bool:
    """Whether it is a number, and not a year."""
    return is_number(text) and year(text) is None


def is_entry(text: str) -> bool:
    """Whether it is what stands in a column of figures: a number, or a mark in its place."""
    return is_value(text) or is_marker(text)


def unit_in(label: str) -> str | None:
    """The unit that a label ends with: 低保人数(人)."""
    match = UNIT_IN_LABEL.search(without_translation(one_line(label)))
    return match[1].strip() if match and is_unit(match[1]) else None


def fault(text: str) -> tuple[str, str] | None:
    """Why a cell is neither a number nor a marker: a reason and a message; None if it is one."""
    if is_number(text) or is_marker(text):
        return None
    numbers = [part for part in text.split() if is_number(part)]
    if len(numbers) > 1:
        return "two_values", f"{len(numbers)} numbers in one cell"
    if "*" in text:
        return "masked", "digits are masked"
    if text.startswith("="):
        return "not_calculated", "a formula without a stored result"
    return "not_a_number", "neither a number nor a known marker"
