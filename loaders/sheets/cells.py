"""What the characters of a cell are: a number, a marker, a unit, a code, or damaged."""

import re
import unicodedata

NUMBER = re.compile(r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?[%‰]?")
CODE = re.compile(r"[A-Z]{2,4}\d{6,}")
YEAR = re.compile(r"((?:19|20)\d\d)年?(?:末|底)?")
# Marks that statistics offices print in place of a number; never 0.
MARKERS = frozenset(("NA", "N/A", "…", "……", "...", "-", "\uff0d", "–", "—", "——", "#", "城乡一体"))
MEASURES = (
    "元|人次|户次|人户|人|户|名|位|个|张|件|对|具|家|所|座|处|台|套|场|辆|份|项|条|册|床|岁"
    "|％|%|‰|平方米|公里|公顷|亩|次|人\\(次\\)|人[.·]次"
)
UNIT = re.compile(
    rf"(?:[十百千万亿]|百万|千万)*(?:{MEASURES})"
    r"(?:(?:[/每·•.、(]|[人户]/\.)+(?:每|人|户|月|年|日|床|次|[·•./、)])+)?"
)
# Characters that are taken for others they look like: 安宁巿, 住房內.
HOMOGLYPHS = str.maketrans({"巿": "市", "內": "内", "戸": "户", "戶": "户"})
UNIT_IN_LABEL = re.compile(r"[(\uff08]([^()\uff08\uff09]+(?:\([^()]*\))?)[)\uff09]\s*\*?\s*$")
ESCAPED_BREAK = re.compile(r"_x000D_\n?|\r\n?")


def clean(text: str) -> str:
    """The characters of a cell, without escapes that a program wrote and blanks around them."""
    return re.sub(r"[\u00a0\u3000\ufeff\u200b]", " ", ESCAPED_BREAK.sub("\n", text)).strip()


def indent(text: str) -> int:
    """How many half-width blanks stand before the characters of a cell."""
    blanks = len(text) - len(text.lstrip(" \u00a0\u3000"))
    return blanks + text[:blanks].count("\u3000")


def one_line(text: str) -> str:
    """A name that was wrapped inside its cell."""
    return re.sub(r"\s*\n\s*", "", text).strip()


def narrow(text: str) -> str:
    """Full-width characters narrowed, look-alikes and blanks gone: to recognise, not to keep."""
    return "".join(unicodedata.normalize("NFKC", text).translate(HOMOGLYPHS).split())


def is_number(text: str) -> bool:
    return NUMBER.fullmatch(unicodedata.normalize("NFKC", text)) is not None


def is_marker(text: str) -> bool:
    return text in MARKERS


def is_code(text: str) -> bool:
    return CODE.fullmatch(narrow(text)) is not None


def is_unit(text: str) -> bool:
    return UNIT.fullmatch(narrow(text)) is not None


def year(text: str) -> int | None:
    match = YEAR.fullmatch(narrow(text))
    return int(match[1]) if match else None


def is_value(text: str) -> bool:
    """Whether it is a number, and not a year."""
    return is_number(text) and year(text) is None


def unit_in(label: str) -> str | None:
    """The unit that a label ends with: 低保人数(人)."""
    match = UNIT_IN_LABEL.search(one_line(label))
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
