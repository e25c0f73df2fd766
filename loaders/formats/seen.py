"""Which cells of a workbook are seen, by the fonts and fills that show them."""

from dataclasses import dataclass

from .characters import Runs, clean, indent
from .number_format import Shown
from .sheet import Grid, Place, place_of

# A level of indentation counts as so many blanks before the text.
BLANKS_PER_LEVEL = 2
RAISED = "stands above or below the line, as a mark"


@dataclass(frozen=True)
class Font:
    """What decides whether characters are seen as part of a text."""

    struck: bool = False
    raised: bool = False
    white: bool = False
    # To be compared with that of the fill.
    color: str = ""


@dataclass(frozen=True)
class Style:
    """How a cell shows its value."""

    number_format: str = "General"
    font: Font = Font()
    # The colour behind the text, where it is not white.
    fill: str = ""
    indent: int = 0

    @property
    def blanks(self) -> int:
        return BLANKS_PER_LEVEL * self.indent

    @property
    def hides(self) -> str:
        """How it keeps a text from being seen as part of the table; empty where it does not."""
        if self.font.struck:
            return "is struck out"
        if self.font.color and self.font.color == self.fill:
            return "has the colour of its cell"
        return "is white on white" if self.font.white and not self.fill else ""


def put_text(grid: Grid, sheet: str, place: Place, runs: Runs, style: Style) -> None:
    """Put what is seen of a text; say what is there and not seen."""
    text, marks = runs.seen
    for part in runs.unseen:
        _tell(grid, sheet, place, clean(part), "is struck out")
    if text and style.hides:
        _tell(grid, sheet, place, text, style.hides)
    elif text and style.font.raised:
        grid.put(place, "", f"{text}{marks}")
        _tell(grid, sheet, place, text, RAISED)
    else:
        grid.put_runs(place, runs, indent(runs.text) + style.blanks)


def put_shown(grid: Grid, sheet: str, place: Place, shown: Shown, style: Style) -> None:
    """Put a number as its format shows it."""
    how = "is hidden by its number format" if shown.is_hidden else style.hides
    if shown.text == "0" and not grid.shows_zeros:
        how = "is not shown in this sheet"
    if how:
        _tell(grid, sheet, place, shown.text or "a number", how)
        return
    if style.font.raised:
        # As a text above the line: a mark that was typed as a number.
        grid.put(place, "", shown.text)
        _tell(grid, sheet, place, shown.text, RAISED)
        return
    grid.put(place, shown.text, "", style.blanks)
    if shown.fault:
        grid.faults[place] = shown.fault
    if shown.scale != 1:
        grid.scales[place] = shown.scale
    if shown.unit:
        grid.units[place] = shown.unit


def _tell(grid: Grid, sheet: str, place: Place, text: str, how: str) -> None:
    if text:
        grid.unseen.append((place_of(sheet, *place), f"{text} {how}: not loaded"))
