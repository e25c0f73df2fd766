"""Where: the administrative units that a text names, and the one that each figure is about."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from ..resolve.places import NATION, Places, UnitVersion, names_of, overlap, stem
from ..resolve.word_list import WordList

# 全市 is the unit that the text is about, where it has this level; else what that lies in.
WHOLE = re.compile(
    r"(?<![在居为获被])[全我本](?P<level>国|省|自治区|市|州|盟|县|旗|区)(?!人大|政协|委|级)"
)
LEVELS = {
    "国": ("nation",),
    "省": ("province",),
    "自治区": ("province",),
    "市": ("prefecture", "province", "county"),
    "州": ("prefecture",),
    "盟": ("prefecture",),
    "县": ("county",),
    "旗": ("county",),
    "区": ("county", "province"),
}
# How the names of units end that have these words.
ENDS = {
    "省": ("省", "自治区"),
    "自治区": ("自治区",),
    "市": ("市",),
    "州": ("州",),
    "盟": ("盟",),
    "县": ("县",),
    "旗": ("旗",),
    "区": ("区",),
}
# After a name of one of these nothing is said of the place itself.
NO_PLACE = re.compile(
    r"(?:\d{1,2}月\d{1,2}日(?:电|讯|消息)|(?:举行|召开|表示|开幕)|籍|路|大道|分行|银行|大学|学院|医院|公司|日报|晚报|人民政府办公厅|出台|印发)"
)
# So many provinces are told of one after another.
MANY = 3
# Names of two characters are words too: 大关, 和平, 通海.
SHORT = 2


@dataclass(frozen=True)
class PlaceName:
    """A name in the plain text, and the code of the unit that it means."""

    start: int
    end: int
    code: str


@dataclass(frozen=True)
class TextAreas:
    """The names that may stand in a text about one area."""

    places: Places
    area: str | None

    @cached_property
    def known(self) -> dict[str, str]:
        """Names with their codes: full names of all units, short ones of those in the area."""
        found: dict[str, str] = {}
        for name, versions in self.names().items():
            codes = {self.places.on(one, None).code for one in versions}
            inside = {one for one in codes if self.area and one.startswith(stem(self.area))}
            chosen = inside if len(inside) == 1 else codes
            if len(chosen) == 1 and (len(name) > SHORT or inside):
                found[name] = next(iter(chosen))
        return found

    def names(self) -> dict[str, list[UnitVersion]]:
        found: dict[str, list[UnitVersion]] = {}
        for place in self.places.versions:
            in_area = self.area not in (None, NATION) and overlap(place.code, str(self.area))
            is_above = place.level == "province"
            for name in names_of(place.name) if in_area or is_above else {place.name}:
                if len(name) >= SHORT:
                    found.setdefault(name, []).append(place)
        return found

    @cached_property
    def word_list(self) -> WordList:
        return WordList(self.known)

    def find(self, text: str) -> Iterator[PlaceName]:
        """The units that a plain text names, in order."""
        for found in self.word_list.find(text):
            if not NO_PLACE.match(text, found.end):
                yield PlaceName(found.start, found.end, self.known[found.word])

    def whole(self, text: str) -> str | None:
        """The unit that 全省 or 我市 in a text mean: the area, or one that it lies in."""
        match = WHOLE.search(text)
        if match is None or self.area is None:
            return None
        if match["level"] == "国":
            return NATION if match[0] == "全国" else None
        own = self.places.with_code(self.area, None)
        levels = LEVELS[match["level"]]
        if own is None or own.level in levels:
            return self.area
        above = (f"{self.area[:4]}00", f"{self.area[:2]}0000")
        for code in above:
            unit = self.places.with_code(code, None)
            if code != self.area and unit is not None and unit.level in levels:
                return code
        return None


def infer_area(areas: TextAreas, text: str) -> str | None:
    """The unit that a text is mostly about, from its head and the names in it; None if unclear.

    ``areas`` are the names that may stand in a text of which nothing is known.
    """
    places = areas.places
    named = list(areas.find(text))
    if is_of_many(text, named):
        return NATION
    head = max(120, len(text) // 12)
    weights: Counter[str] = Counter()
    for name in named:
        weights[name.code] += 3 if name.start < head else 1
    for national in re.finditer("全国|我国|民政部|国务院|中央", text):
        weights[NATION] += 3 if national.start() < head else 1
    level = Counter(match["level"] for match in WHOLE.finditer(text) if match["level"] != "国")
    if level:
        weights = of_level(places, weights, level.most_common(1)[0][0])
    best = weights.most_common(2)
    if not best or (len(best) == 2 and best[0][1] == best[1][1]):
        return None
    return best[0][0]


def is_of_many(text: str, named: Sequence[PlaceName]) -> bool:
    """Whether a text has a paragraph each for several provinces, and most are of none of them."""
    provinces: Counter[str] = Counter()
    paragraph = -1
    for one in named:
        start = text.rfind("\n", 0, one.start) + 1
        if start != paragraph:
            # The first that a paragraph names is what it speaks of.
            provinces[one.code[:2]] += 1
            paragraph = start
    return len(provinces) >= MANY and 2 * max(provinces.values()) <= provinces.total()


def of_level(places: Places, weights: Counter[str], word: str) -> Counter[str]:
    """The units that 全市 or 全县 may mean: those named, and those that what is named lies in."""
    found: Counter[str] = Counter()
    for code, weight in weights.items():
        # A place that is named tells most of itself, then of the prefecture that it lies in.
        around = {f"{code[:2]}0000": weight, f"{code[:4]}00": 2 * weight, code: 4 * weight}
        for one, share in around.items():
            unit = places.with_code(one, None)
            if unit is not None and unit.level in LEVELS[word] and unit.name.endswith(ENDS[word]):
                found[one] += share
    return found
