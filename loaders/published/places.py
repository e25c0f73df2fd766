"""Places as tables print them: full and short names, old names, codes of 6 or 12 digits."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, text

from ..tables.cells import one_line

VERSIONS = """
    select
        version.code,
        version.name,
        version.admin_unit_id as unit,
        parent.name as parent
    from core.admin_unit_version as version
    left join core.admin_unit_version as parent on parent.admin_unit_id = version.parent_id
    where length(version.code) = 6
"""
HOMOGLYPHS = str.maketrans({"巿": "市", "內": "内"})
SUFFIXES = ("地区", "州", "市", "县", "区", "旗", "盟", "省")
AUTONOMOUS = ("自治区", "自治州", "自治县", "自治旗")


@dataclass(frozen=True)
class Place:
    """A version of a unit: what it was called, and what it lay in."""

    code: str
    name: str
    unit: int
    parent: str | None

    @property
    def above(self) -> tuple[str, str]:
        """The codes of its province and its prefecture."""
        return f"{self.code[:2]}0000", f"{self.code[:4]}00"


class UnknownPlace(LookupError):
    """No unit has the name, or several have; the message names them."""


def known(connection: Connection) -> list[Place]:
    return [Place(*row) for row in connection.execute(text(VERSIONS)).all()]


def code_of(printed: str, within: str | None, area: str | None, places: Iterable[Place]) -> str:
    """The code of the place that a table names, in a prefecture it names and an area one gives.

    Raises UnknownPlace.
    """
    name = one_line(printed).translate(HOMOGLYPHS).replace(" ", "")
    if name.isdecimal():
        return name[:6] if len(name) == 12 and name.endswith("000000") else name
    every = list(places)
    found = [place for place in every if place.name == name] or [
        place for place in every if is_short(name, place.name)
    ]
    for narrower in (
        [place for place in found if within and place.parent and same(within, place.parent)],
        [place for place in found if area and (area in place.above or area == place.code)],
    ):
        found = narrower or found
    if len({place.unit for place in found}) == 1:
        return found[0].code
    candidates = ", ".join(sorted({f"{place.name} {place.code}" for place in found}))
    reason = f"may be {candidates}" if found else "is the name of no administrative unit"
    raise UnknownPlace(f"{printed} {reason}")


def same(printed: str, name: str) -> bool:
    return printed == name or is_short(printed, name)


def is_short(printed: str, name: str) -> bool:
    """石林县 for 石林彝族自治县, 楚雄州 and 楚雄 for 楚雄彝族自治州, 昆明 for 昆明市."""
    rest = name.removeprefix(printed)
    if len(printed) >= 2 and rest != name and (rest in SUFFIXES or rest.endswith(AUTONOMOUS)):
        return True
    stem, kind = printed[:-1], printed[-1:]
    return (
        kind in ("县", "州", "旗")
        and len(stem) >= 2
        and name.startswith(stem)
        and name.endswith(f"自治{kind}")
    )
