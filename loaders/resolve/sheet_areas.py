"""Which administrative unit each figure of a sheet is about."""

import re
from collections.abc import Collection
from datetime import date

from ...errors import MinzhengError
from ..formats.characters import narrow
from ..sheets.entries import TableFigure
from .places import Around, Places, UnitVersion, UnknownPlace, names_of, overlap, stem

NATION_NAME = "全国"
# Parts of an area that are none of the list: what is counted there is not all of the area.
ZONE = re.compile(
    r"[一-鿿]{2,}(?:街道|镇|乡|社区)|[一-鿿]{0,12}(?:高新|经开|开发|度假|示范|试验|保税|工业园|管理|自贸|风景|名胜|园|新)区"
)
ABOVE_COUNTIES = ("province", "prefecture")


class NoArea(MinzhengError, LookupError):
    """The table names no area."""


class OtherArea(MinzhengError, LookupError):
    """The table is about another area than the load options say."""


class Areas:
    """The areas of one sheet, in the order of its figures."""

    def __init__(self, places: Places, given: str | None, figures: Collection[TableFigure]) -> None:
        self.places, self.given = places, given
        named = {one.area for one in figures if one.area}
        titled = {name for one in figures for name in one.titled}
        # 吉林 beside 全国, or beside 北京市 and 湖南省, is the province.
        is_national = NATION_NAME in named | titled or self.count_provinces(named) > 1
        self.level = "province" if is_national else self.common_level(named)
        self.above: UnitVersion | None = None
        # The area that titles name, the narrowest of those that lie in each other: its rows lie in
        # it, as 朝阳 in a table of Beijing.
        self.titled_area: str | None = None
        # Each figure of a sheet asks for the places of its title.
        self.known: dict[tuple[tuple[str, ...], date | None], list[str]] = {}

    def common_level(self, names: set[str]) -> str | None:
        """The level of all places that have one: 大理 among prefectures is one."""
        found = [{one.level for one in self.places.candidates(narrow(name))} for name in names]
        levels = {level for every in found if len(every) == 1 for level in every} - {"nation"}
        return levels.pop() if len(levels) == 1 else None

    def count_provinces(self, names: set[str]) -> int:
        """How many of some names are those of provinces alone."""
        found = ({one.level for one in self.places.candidates(narrow(name))} for name in names)
        return sum(levels == {"province"} for levels in found)

    def code_of(self, figure: TableFigure) -> str:
        """Raises NoArea, OtherArea or UnknownPlace."""
        day = figure.time.end
        if figure.area is None:
            return self.titled(figure.titled, day, figure.about)
        titled = self.codes_of(figure.titled, day)
        self.titled_area = narrowest_of(titled)
        code = self.named(figure.area, figure.within, day)
        if self.given and not overlap(code, self.given):
            raise OtherArea(f"the table is about {figure.area}, not about {self.given}")
        around = [self.titled_area] if self.titled_area else titled
        if around and not any(overlap(code, one) for one in around):
            said = " and ".join(figure.titled)
            raise OtherArea(f"{figure.area} does not lie in {said}, which the title names")
        return code

    def note_of(self, figure: TableFigure, code: str) -> str | None:
        """That a name was not that of the area on the day of a figure, or the area no more."""
        day = figure.time.end
        place = self.places.with_code(code, day)
        names = (figure.area,) if figure.area else figure.titled
        printed = [name for name in names if name and self.is_of(name, names, day, code)]
        if place is None or day is None or not printed or printed[0].isdecimal():
            return None
        if not place.in_force(day):
            return (
                f"{place.name}（{code}）在 {day} 已不是行政区 / "
                f"{place.name} ({code}) is no area of {day}"
            )
        if narrow(printed[0]) in names_of(place.name):
            return None
        said, named, day = printed[0], place.name, place.since
        return (
            f"原文写作{said}，自 {day} 起名为{named} / printed {said}, which is {named} since {day}"
        )

    def is_of(self, name: str, names: tuple[str, ...], day: date | None, code: str) -> bool:
        return len(names) == 1 or self.code_if_known(name, names, day) == code

    def named(self, name: str, within: str | None, day: date | None) -> str:
        """A county without its prefecture lies in the one of a row above, if it may."""
        above = self.above.name if self.above else None
        around = Around(within, self.given or self.titled_area, day, self.level, above)
        code = self.places.code_of(name, around)
        place = self.places.with_code(code, day)
        if place is not None and place.level in ABOVE_COUNTIES:
            self.above = place
        return code

    def titled(self, names: tuple[str, ...], day: date | None, about: tuple[str, ...] = ()) -> str:
        """The narrowest of the areas that the title, the issuing office and the options name.

        An office may issue the table of a part of its area, but the title, which is ``about`` some
        places, names all of it.
        """
        codes = self.codes_of(names, day)
        for name in filter(ZONE.fullmatch, names):
            if not self.code_if_known(name, names, day):
                raise NoArea(f"{name} is a part of an area that is none of the list of areas")
        if self.given:
            codes.append(self.places.code_of(self.given))
            whole = self.codes_of(about, day)
            if whole and all(lies_within(self.given, code) for code in whole):
                said = " and ".join(about)
                raise OtherArea(f"the title says {said}, of which {self.given} is a part")
        if not codes:
            raise NoArea("the table names no area: give it with --area")
        narrowest = narrowest_of(codes)
        if narrowest is None:
            said = " and ".join(names)
            raise OtherArea(f"the table is about {said}, not about {self.given or codes[-1]}")
        return narrowest

    def codes_of(self, names: tuple[str, ...], day: date | None) -> list[str]:
        """The codes of those of some names that are known."""
        key = names, day
        if key not in self.known:
            found = (self.code_if_known(name, names, day) for name in names)
            self.known[key] = [code for code in found if code]
        return list(self.known[key])

    def code_if_known(self, name: str, names: tuple[str, ...], day: date | None) -> str | None:
        """The code of an area that a title may name, in one of the others if it lies there."""
        for within in (*(other for other in names if other != name), None):
            try:
                return self.places.code_of(name, Around(within, self.given, day))
            except UnknownPlace:
                continue
        return None


def narrowest_of(codes: Collection[str]) -> str | None:
    """The one of some areas that lies in all others; None where there is none."""
    narrowest = max(codes, key=lambda code: len(stem(code)), default="")
    is_in_all = all(stem(narrowest).startswith(stem(code)) for code in codes)
    return narrowest if codes and is_in_all else None


def lies_within(one: str, other: str) -> bool:
    """Whether an area is a part of another, by their codes."""
    return stem(one) != stem(other) and stem(one).startswith(stem(other))
