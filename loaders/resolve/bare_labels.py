"""Labels that say what is counted, but not of what: 床位 below 养老机构, 金额 beside 城市低保人数.

Their words and those of the title make a meaning, the beds of all homes. What stands before them
may be what they are of instead, the beds of the homes for the old: then nobody says which.
"""

from collections import Counter
from collections.abc import Iterable

from ..formats.characters import narrow
from ..sheets.entries import TableFigure
from .labels import MEASURES, OF_WHICH, Alias, Labels, OtherMeaning, UnknownLabel, strip_label
from .lexicon import OF_WHOMEVER, is_harmless, take_apart

# One member of several may be the one that is meant; after two or more the whole is.
SEVERAL = 2
# What is counted of what other words name.
MEASURING = OF_WHOMEVER | MEASURES.keys()


class BareLabels:
    """The meanings of the figures of a sheet in their order, and what stood before each."""

    def __init__(self, figures: Iterable[TableFigure], labels: Labels) -> None:
        self.labels = labels
        self.seen: set[str] = set()
        places = {(line_of(one), one.label_path, one.locator) for one in figures}
        self.count = Counter((line, path) for line, path, _locator in places)
        # The line of figures that is read, and what its labels before this one mean: None for one
        # that nobody knows.
        self.run: dict[str, list[Alias | None]] = {}

    def meaning(self, figure: TableFigure) -> Alias:
        """What a figure is. Raises UnknownLabel and OtherMeaning."""
        line, label = line_of(figure), figure.label_path[-1]
        run = self.run.setdefault(line, [])
        try:
            found = self.labels.meaning(
                figure.label_path, figure.unit, figure.title, figure.captions
            )
        except (UnknownLabel, OtherMeaning):
            if self.says_of_what(label):
                run.append(None)
            raise
        bare = self.is_bare(label) and not self.tells(label)
        if bare and len(figure.label_path) == 1:
            self.check(found, label, run, self.count[line, figure.label_path])
        elif not bare and not (is_column(figure) and is_part(label)):
            run.append(found)
        return found

    def is_bare(self, label: str) -> bool:
        """Whether a label counts something, and says nothing of what: 户数, 床位, 职工人数."""
        parts = take_apart(strip_label(label))
        counts = any(part.kind == "unit" or part.name in MEASURING for part in parts)
        is_member = any(part.kind == "member" for part in parts)
        return counts and not is_member and not self.says_of_what(label)

    def says_of_what(self, label: str) -> bool:
        """Whether a label has a word that says of what it counts, known or not."""
        parts = [one for one in take_apart(strip_label(label)) if one.name not in MEASURING]
        return any(
            part.kind == "same"
            or (
                part.kind == "other" and (self.labels.says_what(part) or not is_harmless(part.text))
            )
            for part in parts
        )

    def tells(self, label: str) -> bool:
        """Whether a label says alone what it means, as 养老床位 does."""
        named = self.labels.by_last.get(strip_label(label), [])
        return any(len(alias.path) == 1 for alias in named)

    def check(self, found: Alias, label: str, run: list[Alias | None], count: int) -> None:
        """Raises OtherMeaning where a bare label may be of what stands before it."""
        if not run:
            return
        last = run[-1]
        if last is None or count > 1:
            raise OtherMeaning(f"{label} may be of what stands before it alone")
        subjects = self.labels.subjects[found.indicator]
        named = {part.name for part in last.parts if part.kind == "same"} - MEASURING
        is_same = not named or bool(named & subjects)
        finer = {one.breakdown for one in run if one and is_finer(one, found)}
        if not is_same or (is_finer(last, found) and len(finer) < SEVERAL):
            raise OtherMeaning(f"{label} may be of {last.path[-1]}, which stands before it, alone")


def is_finer(one: Alias, whole: Alias) -> bool:
    return not one.members.items() <= whole.members.items()


def is_column(figure: TableFigure) -> bool:
    """Whether the label of a figure is the head of its column."""
    return strip_label(figure.column) == strip_label(figure.label_path[-1])


def line_of(figure: TableFigure) -> str:
    """The row or column in which labels follow each other."""
    sheet, _cell, place = figure.locator.rpartition("cell=")
    row, _comma, column = place.partition(",")
    return f"{sheet}row {row}" if is_column(figure) else f"{sheet}column {column}"


def is_part(label: str) -> bool:
    return OF_WHICH.match(narrow(label)) is not None
