"""The cells of a row that stand under the header of a figure."""

import re

from . import cells, growth, timing
from .basis import is_flow
from .context import Context
from .entries import Entry, TableFigure
from .headers import Column, Role
from .panels import Panel
from .problems import TableProblem
from .sheet import Sheet

TOTAL_LOSS = re.compile(r"-100(?:\.0+)?%?")


class Row:
    """A row of one panel, with the path of its label."""

    def __init__(self, sheet: Sheet, row: int, panel: Panel, layout: str, context: Context) -> None:
        self.sheet, self.row, self.panel = sheet, row, panel
        self.layout, self.context = layout, context
        self.labels: tuple[str, ...] = ()
        self.is_banner = False

    def first(self, *roles: Role) -> str | None:
        return next(iter(self.panel.texts(self.sheet, self.row, *roles)), None)

    def area(self) -> tuple[str | None, str | None]:
        """The area of the row and what is printed before it; a code goes before a name."""
        names = list(map(cells.one_line, self.panel.texts(self.sheet, self.row, Role.AREA)))
        code = self.first(Role.AREA_CODE)
        area = code or (names[-1] if names else self.context.area)
        return area, names[-2] if len(names) > 1 else None

    def unit(self, column: Column) -> str | None:
        """Of the row, else of the header, the label, or the note over a table without units."""
        label = self.labels[-1] if self.labels else ""
        own = self.first(Role.UNIT) or column.unit or cells.unit_in(label)
        return own or (None if self.panel.of(Role.UNIT) else self.context.unit)

    def heads(self, column: Column) -> tuple[str, ...]:
        """The texts of a header that say what is counted, not when."""
        if self.layout == "report":
            return ()
        return tuple(head for head in column.heads if cells.year(head) is None)


def value(row: Row, column: Column) -> Entry:
    """A figure, a growth that is passed over, or a problem."""
    text = row.sheet.cell(row.row, column.index)
    if fault := cells.fault(text) or merged(row, column) or misfit(row, column):
        place = row.sheet.locator(row.row, column.index)
        return Entry("problem", TableProblem(place, text, *fault))
    if column.role is Role.GROWTH:
        return Entry("growth")
    return Entry(column.role.value, figure(row, column, text))


def figure(row: Row, column: Column, text: str) -> TableFigure:
    path = (*row.heads(column), *row.labels)
    unit = row.unit(column)
    area, within = row.area()
    context = row.context
    basis, start, end = timing.span(
        timing.period_of(column, context),
        flow=is_flow((*column.heads, *row.labels), unit, context.notes),
        heads=(*column.heads, *row.labels),
    )
    place = row.sheet.locator(row.row, column.index)
    code = row.first(Role.CODE)
    return TableFigure(path, code, unit, area, start, end, basis, text, place, column.title, within)


def merged(row: Row, column: Column) -> tuple[str, str] | None:
    """A figure over several columns, or over several rows of a form, is of none of them alone."""
    here = (row.row, column.index)
    across = [(row.row, column.index + step) for step in (-1, 1)]
    down = [(row.row + step, column.index) for step in (-1, 1)] if row.layout != "areas" else []
    if any(row.sheet.merged(here, there) for there in across + down):
        return "merged_figure", "one figure in a merged range"
    return None


def misfit(row: Row, column: Column) -> tuple[str, str] | None:
    """环比 that is not the growth between the figures beside it: a cell was left out before it."""
    base = [one for one in row.panel.of(Role.EARLIER) if "年" not in one.title]
    if column.role is not Role.GROWTH or not column.title.startswith("环比") or not base:
        return None
    text = row.sheet.cell(row.row, column.index)
    now = row.panel.texts(row.sheet, row.row, Role.FIGURE)
    before = [row.sheet.cell(row.row, one.index) for one in base]
    if TOTAL_LOSS.fullmatch(text) and not now:
        return None
    pairs = [(a, b) for a in now for b in before if cells.is_number(a) and cells.is_number(b)]
    if any(growth.follows(text, a, b) for a, b in pairs):
        return None
    return "growth_does_not_follow", "not the growth between the figures beside it: slid?"
