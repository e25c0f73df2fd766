"""Units as tables print them: a scale and a measure, and the unit code that they stand for."""

import re
from dataclasses import dataclass

from sqlalchemy import Connection, text

from ..printed import SCALES, alternatives
from ..tables.cells import narrow

SCALED = re.compile(rf"({alternatives(SCALES)})?(.*)")
# One measure in the spellings that offices use.
SPELLINGS = str.maketrans({".": "·", "、": "·", "．": "·"})


class UnknownUnit(LookupError):
    """The printed unit is none of the indicator's dimension, or one of several."""


@dataclass(frozen=True)
class Units:
    """The printed forms of every unit."""

    forms: dict[tuple[str, str], set[str]]

    def code(self, printed: str, dimension: str) -> str:
        """The unit that a measure stands for in a dimension. Raises UnknownUnit."""
        found = sorted(self.forms.get((split(printed)[1], dimension), ()))
        if len(found) == 1:
            return found[0]
        words = f"may be {' or '.join(found)}" if found else f"is no unit of {dimension}"
        raise UnknownUnit(f"{printed} {words}")


def known(connection: Connection) -> Units:
    forms: dict[tuple[str, str], set[str]] = {}
    query = text("select code, dimension, unnest(printed) from core.unit")
    for code, dimension, form in connection.execute(query):
        forms.setdefault((measure(form), dimension), set()).add(code)
    return Units(forms)


def split(printed: str) -> tuple[str, str]:
    """The scale and the measure: 万元 is 万 and 元, 万人(次) is 万 and 人次."""
    match = SCALED.fullmatch(narrow(printed))
    assert match is not None
    return match[1] or "", measure(match[2])


def measure(form: str) -> str:
    return narrow(form).translate(SPELLINGS).replace("(次)", "次").replace("人·次", "人次")
