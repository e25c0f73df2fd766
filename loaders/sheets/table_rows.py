"""The rows of a table: which of their cells are figures, and which rows cannot be trusted."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cached_property

from ..formats.characters import narrow, one_line
from ..formats.sheet import Sheet
from . import cells, numbering, periods
from .cell_values import TableRow, read_value
from .cells import is_value
from .context import Context
from .entries import Entry
from .numbering import Path
from .panels import KEYS, VALUES, Panel, split_into_panels
from .problems import TableProblem
from .sheet_columns import TOTALS, Role, SheetColumn
from .table_headers import Header, is_letters

ADDRESS = re.compile(r"www\.|https?:|\.(?:com|cn|org|net)\b", re.I)
KINDS = {role: role.value for role in Role}
# What may have moved into another column.
MOVED = (Role.UNIT, Role.CODE, Role.UNKNOWN, *VALUES)
# The end of a number whose thousands are separated by a comma.
THOUSANDS_END = re.compile(r"\d{3}(?:\.\d+)?")
Fault = tuple[str, str]


class Table:
    """The state of reading a table: the labels that the next row stands under, for each panel."""

    def __init__(self, sheet: Sheet, header: Header, context: Context, data: range) -> None:
        self.sheet = sheet
        self.data = data
        # The months of the rows read so far that follow each other.
        self.run: list[tuple[int, int]] = []
        self.context = context
        self.layout = header.layout
        self.panels = [(panel, Path()) for panel in split_into_panels(header)]
        self.lost: set[Path] = set()

    @staticmethod
    def has_values(sheet: Sheet, row: int) -> bool:
        return any(is_value(text) for text in sheet.rows[row])

    def read_entries(self, row: int) -> Iterator[Entry]:
        """What each cell of a row is."""
        if is_letters(self.sheet.rows[row]):
            yield from (Entry("header") for text in self.sheet.rows[row] if text)
            return
        for side, (panel, path) in enumerate(self.panels):
            if panel.texts(self.sheet, row, *Role):
                yield from self.read_panel(panel, path, row, side)

    def read_panel(self, panel: Panel, path: Path, row: int, side: int) -> Iterator[Entry]:
        labels = panel.texts(self.sheet, row, Role.LABEL)
        if fault := self.find_fault(panel, path, row, labels):
            yield from self.report_fault(panel, row, fault)
            self.enter(panel, path, row, labels)
            return
        read = TableRow(self.sheet, row, panel, self.layout, self.context)
        read.labels, read.months = without_months(self.enter(panel, path, row, labels))
        read.total = self.add_months(read)
        read.is_beside = panel in self.beside
        read.side = (side, len(self.panels))
        read.above = self.above(panel, row, path)
        read.is_banner = self.is_banner(panel, row)
        yield from (
            self.read_entry(read, column)
            for column in panel.columns
            if self.is_counted(row, column)
        )

    def add_months(self, read: TableRow) -> tuple[int, int] | None:
        """Take up the months of a row; those of the rows above if it is 合计 of them."""
        text = narrow(read.first(Role.PERIOD) or "")
        months = periods.months_alone(text)
        if months and self.run and months[0] == self.run[-1][1] + 1:
            self.run.append(months)
        elif months and not (self.run and months[0] <= self.run[-1][1] <= months[1]):
            self.run = [months]
        if self.run and TOTALS.fullmatch(text):
            return self.run[0][0], self.run[-1][1]
        return None

    @cached_property
    def beside(self) -> set[Panel]:
        """The panels whose rows are 2023年1月 and 2023年2月: since when each counts is not said."""
        found = set()
        for panel, _path in self.panels:
            texts = [panel.texts(self.sheet, row, Role.PERIOD)[:1] for row in self.data]
            named = {periods.period_of(text) for own in texts for text in own}
            parts = [one for one in named if one and one.kind in ("month", "quarter")]
            if max(Counter(one.end.year for one in parts).values(), default=0) > 1:
                found.add(panel)
        return found

    def enter(self, panel: Panel, path: Path, row: int, labels: list[str]) -> tuple[str, ...]:
        """The path of a row; of several labels side by side the first are headings."""
        if not labels or ADDRESS.search(labels[-1]) or numbering.is_several(labels[-1]):
            return ()
        for label in labels[:-1]:
            path.enter(cells.without_translation(one_line(label)), heading=True)
        heading = self.is_heading(panel, row, labels[-1])
        indent = self.indent(panel, row, Role.LABEL) if len(labels) == 1 else 0
        own = cells.without_translation(one_line(labels[-1]))
        return path.enter(own, heading=heading, indent=indent)

    def indent(self, panel: Panel, row: int, role: Role) -> int:
        """The blanks before the last text that a row has in the columns of a role."""
        columns = [one.index for one in panel.of(role) if self.sheet.cell(row, one.index)]
        return self.sheet.indents.get((row, columns[-1]), 0) if columns else 0

    def above(self, panel: Panel, row: int, path: Path) -> str | None:
        """The area of a row above that stands further to the left: what this one lies in."""
        names = panel.texts(self.sheet, row, Role.AREA)
        if self.layout != "areas" or not names:
            return None
        indent = self.indent(panel, row, Role.AREA)
        labels = path.enter(one_line(names[-1]), heading=False, indent=indent)
        return labels[-2] if len(labels) > 1 else None

    def is_heading(self, panel: Panel, row: int, label: str) -> bool:
        """A label without unit and figures; one with a unit has figures in other periods."""
        own = panel.texts(self.sheet, row, Role.UNIT, *VALUES)
        return cells.unit_in(label) is None and (not own or self.is_banner(panel, row))

    def is_banner(self, panel: Panel, row: int) -> bool:
        """A row that is one cell, merged or alone: the title of a section."""
        places = [(row, one.index) for one in panel.columns if self.sheet.cell(row, one.index)]
        return all(self.sheet.merged(places[0], place) for place in places[1:])

    def is_counted(self, row: int, column: SheetColumn) -> bool:
        """Cells with characters, and blank ones under the header of a figure."""
        return bool(self.sheet.cell(row, column.index)) or column.role in (
            Role.FIGURE,
            Role.EARLIER,
        )

    def read_entry(self, read: TableRow, column: SheetColumn) -> Entry:
        text = self.sheet.cell(read.row, column.index)
        if column.role in VALUES and text and not read.is_banner:
            return read_value(read, column)
        if column.role is Role.UNKNOWN and not read.is_banner:
            message = f"the header {column.title!r} is not known"
            return Entry("problem", self.problem(read.row, column, ("unknown_column", message)))
        return Entry(KINDS[column.role] if text and column.role not in VALUES else "blank")

    def find_fault(self, panel: Panel, path: Path, row: int, labels: list[str]) -> Fault | None:
        """Why no cell of a row can be trusted."""
        if labels and numbering.is_several(labels[-1]):
            self.lost.add(path)
            return "several_labels", "labels of several rows in one cell"
        if path in self.lost and not (labels and numbering.depth_of(labels[-1]) == 1):
            return (
                "section_unknown",
                "below labels that run together, so that its section is not known",
            )
        self.lost.discard(path)
        if self.is_banner(panel, row) and panel.texts(self.sheet, row, Role.LABEL, Role.AREA):
            return None
        return find_missing_label(self.sheet, panel, row) or find_slide(self.sheet, panel, row)

    def report_fault(self, panel: Panel, row: int, fault: Fault) -> Iterator[Entry]:
        for column in panel.columns:
            if not self.sheet.cell(row, column.index):
                continue
            if column.role in KEYS and fault[0] != "several_labels":
                yield Entry(KINDS[column.role])
            else:
                yield Entry("problem", self.problem(row, column, fault))

    def problem(self, row: int, column: SheetColumn, fault: Fault) -> TableProblem:
        text = self.sheet.cell(row, column.index)
        return TableProblem(self.sheet.locator(row, column.index), text, *fault)


def without_months(path: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[int, int] | None]:
    """A path without the months that its label begins with: 1-4月份民政事业费累计支出; and them."""
    if not path:
        return path, None
    months, rest = periods.leading_months(path[-1])
    return ((*path[:-1], rest), months) if months and rest else (path, None)


def find_missing_label(sheet: Sheet, panel: Panel, row: int) -> Fault | None:
    named = panel.texts(sheet, row, *KEYS) or panel.total_of(sheet, row)
    if named or not panel.texts(sheet, row, *MOVED):
        return None
    return "no_label", "a row without a label"


def find_slide(sheet: Sheet, panel: Panel, row: int) -> Fault | None:
    """Why a row with a cell under the header of another column cannot be trusted.

    The whole row may have moved. In one without numbers, such as the title of a section, nothing
    is lost.
    """
    if not any(map(cells.is_number, panel.texts(sheet, row, *MOVED))):
        return None
    # 1,200 that nobody quoted is two cells of a text, and what follows has moved by one.
    notes = panel.texts(sheet, row, Role.NOTE)
    if sheet.name is None and any(THOUSANDS_END.fullmatch(text) for text in notes):
        return "slid", f"{notes[0]} stands under a note: thousands without quotation marks?"
    units = panel.texts(sheet, row, Role.UNIT)
    if any(cells.is_number(text) or cells.is_code(text) for text in units):
        return "slid", "the column of units holds a value or a code"
    codes = panel.texts(sheet, row, Role.CODE)
    if any(not cells.is_code(text) for text in codes):
        return "slid", "the column of codes holds something that is not a code"
    values = panel.texts(sheet, row, *VALUES)
    if any(cells.is_code(text) or (cells.is_unit(text) and text not in "%‰％") for text in values):
        return "slid", "a column of figures holds a unit or a code"
    beyond = (column.index for column in panel.of(Role.UNKNOWN) if not column.heads)
    if any(sheet.cell(row, index) for index in beyond):
        return "beyond_header", "more cells than the header has columns"
    return None
