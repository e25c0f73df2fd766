"""Units as tables print them: a scale and a measure, and the unit code that they mean."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, text

from ...errors import MinzhengError
from ..formats.characters import SCALES, narrow
from ..printed import alternatives

SCALED = re.compile(rf"({alternatives(SCALES)})?(.*)")
# 元/人·月, 元/人.月, 元人/.月, 元/月·人, 元/(人·月), 元/月: for whom, and in which time.
RATE = re.compile(r"元(?=.*[人户月年])[/每人户月年·•.、()]+")


# 月标准, 平均标准/年: how often, where the unit is 元 alone. 7月 and 2023年 are no such words.
HOW_OFTEN = re.compile(
    r"(?<![\d一二三四五六七八九十上本当今去全])([月年])(?=人?均|平均|保障|标准|补)"
    r"|[/每按]人?([月年])|\(([月年])\)"
)

PRINTED = "select code, dimension, unnest(printed) from core.unit"
# Words for things that are counted one by one.
THINGS = frozenset("个家所处座件项")


class UnknownUnit(MinzhengError, LookupError):
    """The printed unit does not measure the indicator's dimension, or may be one of several."""


class NoUnit(MinzhengError, LookupError):
    """A figure without a unit, in a table that does not show its scale."""


@dataclass(frozen=True)
class Units:
    """The printed forms of every unit."""

    forms: dict[tuple[str, str], set[str]]

    def fit(self, printed: str, dimension: str) -> bool:
        """Whether the printed unit is one of a dimension, or one of several."""
        return (split(printed)[1], dimension) in self.forms

    def code(self, printed: str, dimension: str, own: str = "") -> str:
        """The code of the unit that a measure means in a dimension. Raises UnknownUnit.

        Of several it is the indicator's ``own``: % is percent of a rate, points of a change. But 元
        of what is paid by the month or the year may be a twelfth, or twelve times, of it.
        """
        found = sorted(self.forms.get((split(printed)[1], dimension), ()))
        if own in found and not dimension.endswith("/time"):
            return own
        if len(found) == 1:
            return found[0]
        words = f"may be {' or '.join(found)}" if found else f"is not a unit of {dimension}"
        raise UnknownUnit(f"{printed} {words}")


def read_units(connection: Connection) -> Units:
    return units_of(connection.execute(text(PRINTED)).all())


def units_of(rows: Iterable[Sequence[str]]) -> Units:
    """The units in the rows of PRINTED."""
    forms: dict[tuple[str, str], set[str]] = {}
    for code, dimension, form in rows:
        forms.setdefault((measure(form), dimension), set()).add(code)
    return Units(forms)


def infer_unit(usual: str, figure: str, others: Iterable[str]) -> str:
    """The unit of a figure without one: that of the same measure elsewhere in the table.

    Where there is none, a whole number counts single things. Raises NoUnit.
    """
    same = {scale for scale, measure in map(split, others) if measure == split(usual)[1]}
    if len(same) == 1:
        return f"{same.pop()}{split(usual)[1]}"
    # A share is at most 1, so that 48.8 is none.
    if not same and usual == "%" and is_more_than_one(figure):
        return usual
    if same or split(usual)[0] or "." in figure:
        raise NoUnit(f"no unit is printed; it may be {usual} in another scale")
    if RATE.fullmatch(split(usual)[1]):
        raise NoUnit(f"no unit is printed; it may be {usual}, or of another time")
    return usual


def is_more_than_one(figure: str) -> bool:
    return figure.replace(".", "", 1).isdecimal() and float(figure) > 1


def choose_noted(noted: Sequence[str], fitting: Sequence[str]) -> str:
    """The one unit of a note that measures what a figure counts. Raises NoUnit."""
    if len(fitting) == 1 and "" not in noted:
        return fitting[0]
    if "" in noted:
        raise NoUnit("the note of the table gives a unit that is not known")
    words = "several may be" if fitting else "none is"
    raise NoUnit(f"of the units {', '.join(noted)} in the note of the table {words} that of it")


def told_by_label(printed: str, label: str, dimension: str) -> str:
    """A unit with the time that the label says, where the unit says none: 元 of 月标准 is 元/月.

    Raises UnknownUnit where the unit says another time.
    """
    scale, words = split(printed)
    often = {one or other or alone for one, other, alone in HOW_OFTEN.findall(narrow(label))}
    if len(often) != 1 or not dimension.endswith("/time"):
        return printed
    (said,) = often
    if words == "元":
        return f"{scale}元/{said}"
    if said not in words:
        raise UnknownUnit(f"{label} is by the {said}, its unit is {printed}")
    return printed


def agree(one: str, other: str) -> bool:
    """Whether two units are the same in other words: 元 is less said than 元/人·月."""
    (scale, measure), (other_scale, other_measure) = split(one), split(other)
    if scale != other_scale:
        return False
    return (
        measure.startswith(other_measure)
        or other_measure.startswith(measure)
        or bool({measure, other_measure} <= THINGS)
    )


def split(printed: str) -> tuple[str, str]:
    """The scale and the measure: 万元 is 万 and 元, 万人(次) is 万 and 人次."""
    match = SCALED.fullmatch(narrow(printed))
    assert match is not None
    return match[1] or "", measure(match[2])


def measure(form: str) -> str:
    """One measure in the spellings that offices use."""
    text = narrow(form)
    if RATE.fullmatch(text):
        return "元/" + "·".join(mark for mark in "人户月年" if mark in text)
    return text.replace("(次)", "次").replace("人.次", "人次").replace("人·次", "人次")
