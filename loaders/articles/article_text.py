"""A text before its numbers are understood: its passages, times, places and numbers."""

import re
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from ..resolve.places import Places
from ..resolve.units import Units
from .cues import one_of
from .days_meant import Calendar
from .in_order import InOrder
from .mentions import PrintedNumber, find_mentions
from .passages import Passages
from .plain_text import PlainText, plain_text
from .subjects import Subjects
from .text_areas import PlaceName, TextAreas, infer_area
from .time_expressions import TimeExpression, find_time_expressions

# Words around a number that say nothing of what is counted.
CONNECTING = re.compile(one_of("connecting"))
# Of a longer sentence the last characters are read for each of its numbers: a list of thousands of
# figures would take minutes otherwise.
LONGEST = 600
# Words that tell less than this do not say by themselves what is counted.
TELLING = 2.2


@dataclass(frozen=True)
class Lists:
    """The lists by which texts are read."""

    subjects: Subjects
    places: Places
    units: Units

    # The names that may stand in a text about an area are made once for each.
    areas: dict[str | None, TextAreas] = field(default_factory=dict, compare=False)

    def areas_of(self, area: str | None) -> TextAreas:
        """The names that may stand in a text about an area."""
        if area not in self.areas:
            self.areas[area] = TextAreas(self.places, area)
        return self.areas[area]

    @cached_property
    def unit_words(self) -> frozenset[str]:
        """The printed forms of units, without those of rates, which are read by themselves."""
        forms = {form for form, _dimension in self.units.forms}
        return frozenset(form for form in forms if "元/" not in form)

    @cached_property
    def dimensions_by_form(self) -> dict[str, set[str]]:
        """What a printed form of a unit may measure."""
        found: dict[str, set[str]] = {}
        for form, dimension in self.units.forms:
            found.setdefault(form, set()).add(dimension)
        return found


@dataclass(frozen=True)
class ArticleText:
    """One text, the area that it is about, and what it names, in order."""

    lists: Lists
    original: str
    plain: PlainText
    passages: Passages
    published: date | None
    area: str | None
    areas: TextAreas
    times: InOrder[TimeExpression]
    places: InOrder[PlaceName]
    mentions: InOrder[PrintedNumber]
    # Whether who reads said what the text is about.
    is_area_given: bool = True
    # How much a stretch of text tells is asked many times over.
    told: dict[str, float] = field(default_factory=dict)
    # As is what stands before each number.
    stands_before: dict[tuple[int, int], str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return self.plain.characters

    def before(self, mention: PrintedNumber, ends: re.Pattern[str]) -> str:
        """The sentence, clause or part in which a number stands, up to the number."""
        place = mention.start
        found = self.stands_before.get((place, id(ends)))
        if found is None:
            start = self.passages.start_of(ends, place)
            found = self.text[max(start, place - LONGEST) : place]
            self.stands_before[place, id(ends)] = found
        return found

    def tells(self, text: str) -> float:
        """How much words say of what is counted, members and connecting words left out."""
        known = self.told.get(text)
        if known is None:
            rest = self.lists.subjects.members.restricting.without(text)
            known = self.lists.subjects.tells(CONNECTING.sub(",", rest))
            self.told[text] = known
        return known

    def bare(self, text: str) -> str:
        """Words without those that only connect them."""
        return CONNECTING.sub("", text).strip(" ,")

    def is_telling(self, text: str) -> bool:
        """Whether words say by themselves what is counted."""
        return self.tells(text) >= TELLING


def open_article(
    lists: Lists, original: str, area: str | None, published: date | None
) -> ArticleText:
    """The text with all that it names; an area that is not given is inferred from it."""
    plain = plain_text(original)
    text = plain.characters
    about = area or infer_area(lists.areas_of(None), text)
    areas = lists.areas_of(about)
    return ArticleText(
        lists,
        original,
        plain,
        Passages(text),
        published,
        about,
        areas,
        InOrder(find_time_expressions(text, 0, len(text), Calendar(published))),
        InOrder(areas.find(text)),
        InOrder(find_mentions(plain, lists.unit_words)),
        area is not None,
    )
