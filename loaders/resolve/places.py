"""Places as tables print them: full and short names, old names, codes of 6 or 12 digits."""

import csv
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from importlib.resources import files

from sqlalchemy import Connection

from ... import data
from ...database import statements
from ...errors import MinzhengError
from ..formats.characters import narrow

NATION = "000000"
AUTONOMOUS = r"[\u4e00-\u9fff]{0,14}?自治[区州县旗]"
# What a short name leaves out: 昆明 for 昆明市, 楚雄 for 楚雄彝族自治州, 内蒙古 for 内蒙古自治区.
LEFT_OUT = re.compile(rf"{AUTONOMOUS}|特别行政区|地区|林区|特区|[省市州盟县区旗]")
# 石林县 for 石林彝族自治县: the kind stays, the people are left out.
KINDS = "州县旗"
# Of more places a misprint may have meant any.
FEW = 3


@dataclass(frozen=True)
class UnitVersion:
    """A version of a unit: what it was called, what it lay in, and when."""

    code: str
    name: str
    unit: int
    parent: str | None
    level: str
    since: date
    until: date | None

    def lies_in(self, area: str) -> bool:
        """Whether its province, its prefecture or it itself has a code."""
        return area in (NATION, f"{self.code[:2]}0000", f"{self.code[:4]}00", self.code)

    def in_force(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)


class UnknownPlace(MinzhengError, LookupError):
    """No unit has the name, or several do; the message names them."""


@dataclass(frozen=True)
class Around:
    """What is known of where a place is: what is printed before it, what it lies in, and when.

    It may lie in what stands ``above``; ``level`` is that of the other places in its column.
    """

    within: str | None = None
    area: str | None = None
    day: date | None = None
    level: str | None = None
    above: str | None = None


@dataclass(frozen=True)
class Places:
    """Every version of every unit."""

    versions: list[UnitVersion]

    @cached_property
    def by_name(self) -> dict[str, list[UnitVersion]]:
        found: dict[str, list[UnitVersion]] = {}
        for place in self.versions:
            for name in names_of(place.name):
                found.setdefault(name, []).append(place)
        return found

    @cached_property
    def by_code(self) -> dict[str, list[UnitVersion]]:
        found: dict[str, list[UnitVersion]] = {}
        for place in self.versions:
            found.setdefault(place.code, []).append(place)
        return found

    @cached_property
    def by_unit(self) -> dict[int, list[UnitVersion]]:
        """The versions of each unit, from the first."""
        found: dict[int, list[UnitVersion]] = {}
        for place in sorted(self.versions, key=beginning):
            found.setdefault(place.unit, []).append(place)
        return found

    def code_of(self, printed: str, around: Around = Around()) -> str:
        """The code, on its day, of the place that a table names. Raises UnknownPlace."""
        name = narrow(printed)
        if name.isdecimal():
            return name[:6] if len(name) == 12 and name.endswith("000000") else name
        found = narrow_down(self.candidates(name), around)
        if around.within and found and not self.may_lie_in(found, around.within):
            raise UnknownPlace(f"{printed} does not lie in {around.within}")
        if len({place.unit for place in found}) == 1:
            return self.on(found[0], around.day).code
        reason = "may be" if found else "is not the name of an administrative unit"
        near = found or self.misprinted(name, around)
        listed = ", ".join(sorted({f"{place.name} {place.code}" for place in near}))
        hint = f"; near is {listed}" if listed else ""
        raise UnknownPlace(f"{printed} {reason} {listed}" if found else f"{printed} {reason}{hint}")

    def misprinted(self, name: str, around: Around) -> list[UnitVersion]:
        """The places whose name is another by one character, if they are few where it must lie."""
        if len(name) < 3:
            return []
        alike = [
            place
            for known, places in self.by_name.items()
            if len(known) == len(name) and differ_by_one(known, name)
            for place in places
        ]
        near = narrow_down(alike, around)
        return near if len({place.unit for place in near}) <= FEW else []

    def may_lie_in(self, found: list[UnitVersion], within: str) -> bool:
        """Whether one of them lies, or has lain, in a place; of an unknown one it may."""
        areas = self.candidates(narrow(within))
        inside = (one.lies_in(area.code) for one in found for area in areas)
        return not areas or any(inside) or any(lies_by_name(one, within) for one in found)

    def candidates(self, name: str) -> list[UnitVersion]:
        """Those of the full name, else those of the short one."""
        found = self.by_name.get(name, [])
        return [place for place in found if place.name == name] or found

    def with_code(self, code: str, day: date | None) -> UnitVersion | None:
        """The unit that has a code on a day, or had it at another time."""
        found = self.by_code.get(code, [])
        now = [one for one in found if day is not None and one.in_force(day)]
        return next(iter(now or found), None)

    def on(self, place: UnitVersion, day: date | None) -> UnitVersion:
        """The version of the unit that was in force, else the nearest before or after."""
        own = self.by_unit[place.unit]
        if day is None:
            return place
        begun = [one for one in own if one.since <= day]
        return begun[-1] if begun else own[0]


def read_places(connection: Connection) -> Places:
    return Places(
        [UnitVersion(*row) for row in statements.execute(connection, __package__, "unit_versions")]
    )


def differ_by_one(one: str, other: str) -> bool:
    return sum(a != b for a, b in zip(one, other, strict=True)) == 1


def beginning(place: UnitVersion) -> date:
    return place.since


def narrow_down(found: list[UnitVersion], around: Around) -> list[UnitVersion]:
    """The candidates that agree with what is known of where the place is, as far as any do."""
    within, area, day, above = around.within, around.area, around.day, around.above
    tests: Iterable[Callable[[UnitVersion], bool]] = (
        lambda one: within is not None and lies_by_name(one, within),
        lambda one: area is not None and one.lies_in(area),
        lambda one: around.level == one.level,
        lambda one: above is not None and lies_by_name(one, above),
        lambda one: day is not None and one.in_force(day),
    )
    for test in tests:
        found = list(filter(test, found)) or found
    return found


def lies_by_name(place: UnitVersion, within: str) -> bool:
    return narrow(within) in names_of(place.parent or "")


def names_of(name: str) -> set[str]:
    """The full name, and the short ones: 楚雄自治州, 楚雄州 and 楚雄 of 楚雄彝族自治州."""
    found = {name}
    for length in range(2, len(name)):
        if LEFT_OUT.fullmatch(name[length:]):
            found.add(name[:length])
            if name[-1] in KINDS and name[-3:-1] == "自治":
                found |= {name[:length] + name[-1], f"{name[:length]}自治{name[-1]}"}
    return found


@cache
def bundled() -> list[tuple[str, str, str]]:
    """Name, level and code of each version of the units of the bundled list.

    Titles are taken apart by them, before a database is asked which places they name.
    """
    with files(data).joinpath("admin_unit_versions.csv").open(encoding="utf-8") as file:
        return [(row["name"], row["level"], row["code"]) for row in csv.DictReader(file)]


@cache
def known_names() -> frozenset[str]:
    """The full names of bundled units, and 石林县 for 石林彝族自治县; 城区 may be any."""
    full = {name for name, _level, _code in bundled() if len(name) > 2 or name[-1] != "区"}
    people = {one for name in full if "自治" in name for one in names_of(name)}
    return frozenset(full | {one for one in people if one[-1] in KINDS})


@cache
def short_names() -> dict[str, str]:
    """The short names of provinces and of cities, with the full ones: 云南, 长沙.

    长沙 is the city, though a county within it has the name too; 朝阳, which is a district of
    Beijing, and 大理, a city in a prefecture of that name, may be either.
    """
    full = {name for name, level, _code in bundled() if level == "province"}
    found = {short: name for name in full for short in names_of(name) - {name}}
    prefectures: dict[str, set[str]] = {}
    for name, _level, code in bundled():
        for short in names_of(name) - {name}:
            prefectures.setdefault(short, set()).add(code[:4])
    for name, level, _code in bundled():
        short = name.removesuffix("市")
        if level == "prefecture" and len(prefectures.get(short, ())) == 1:
            found.setdefault(short, name)
    return found


def overlap(one: str, other: str) -> bool:
    """Whether one of two areas lies in the other, by their codes."""
    return any(b.startswith(stem(a)) for a, b in ((one, other), (other, one)))


def stem(code: str) -> str:
    """The digits with which the codes of all parts of an area begin; empty for the nation."""
    while len(code) <= 6 and code.endswith("00"):
        code = code[:-2]
    return code
