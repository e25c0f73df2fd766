"""The cells of a row that stand under the header of a figure."""

import re
from dataclasses import replace
from functools import lru_cache

from ..formats.characters import narrow, one_line
from ..formats.sheet import Sheet
from ..resolve.lexicon import take_apart
from . import cells, numbering, periods, printed_growth, timing
from .basis import is_flow, is_sum_where_starred
from .cells import UNIT_AFTER
from .context import Context
from .entries import Entry, TableFigure
from .panels import KEYS, Panel
from .periods import Period, period_of
from .problems import TableProblem
from .sheet_columns import (
    CURRENT,
    GENERAL,
    MONTH_ALONE,
    SINCE_JANUARY,
    TOTALS,
    Role,
    SheetColumn,
    base_role,
    place_in,
)

# The whole area that the table, or a part of it, is about.
WHOLE = re.compile(r"(?:全[省市州县区旗盟])?[合总小]计|全[省市州县区旗盟]")
# What sums up others.
SUMS = re.compile(r"[合总小]计|总数|全[国省市州县区旗盟]")
SUM = re.compile(r"\s*[合总小]\s*计$")
TOTAL_LOSS = re.compile(r"-100(?:\.0+)?%?")


class TableRow:
    """A row of one panel, with the path of its label."""

    def __init__(self, sheet: Sheet, row: int, panel: Panel, layout: str, context: Context) -> None:
        self.sheet, self.row, self.panel = sheet, row, panel
        self.layout, self.context = layout, context
        self.labels: tuple[str, ...] = ()
        self.months: tuple[int, int] | None = None
        # Of 合计 below months: those of the rows above. Whether rows of other months are beside it.
        self.total: tuple[int, int] | None = None
        self.is_beside = False
        self.above: str | None = None
        self.is_banner = False
        # Which of the tables that stand side by side it belongs to, and of how many.
        self.side = (0, 1)
        # Each figure of the row asks for them.
        self.code = self.first(Role.CODE)
        self.own_unit = cells.without_words_of_other_languages(self.first(Role.UNIT))
        self.area_code = self.first(Role.AREA_CODE)
        names = panel.texts(sheet, row, Role.AREA) or panel.total_of(sheet, row)
        self.area_names = [cells.without_translation(one_line(name)) for name in names]

    def first(self, role: Role) -> str | None:
        return next(iter(self.panel.texts(self.sheet, self.row, role)), None)

    def area(self, column: SheetColumn) -> tuple[str | None, str | None]:
        """The area of a figure and what is printed before it; a code is taken before a name."""
        names = self.area_names
        within = names[-2] if len(names) > 1 else self.above
        if names and WHOLE.fullmatch(narrow(names[-1])):
            return within, None
        name = SUM.sub("", names[-1]) if names else column.place or self.place_above
        return self.area_code or name, within

    @property
    def place_above(self) -> str | None:
        """The place that a label over the row names, where labels are those of indicators."""
        named = map(find_place, reversed(self.labels[:-1]))
        return next(filter(None, named), None)

    def period(self) -> Period | None:
        """What a row of years or months says."""
        text = self.first(Role.PERIOD)
        if text is None:
            return self.period_of_labels()
        year, alone = cells.year(text), self.total or periods.months_alone(text)
        if year:
            return periods.whole_year(year)
        if alone and self.context.year:
            return periods.months(self.context.year, *alone)
        return periods.period_of(text)

    def period_of_labels(self) -> Period | None:
        """The period of the nearest label that is nothing else, or names one month or quarter."""
        found = filter(None, map(periods.period_of, reversed(self.labels)))
        return next(found, None)

    def own_units(self, column: SheetColumn) -> tuple[str, ...]:
        """What the row, the header and the label say."""
        label = self.labels[-1] if self.labels else self.path(column)[-1]
        shown = self.sheet.units.get((self.row, column.index))
        stated = (self.own_unit, column.unit, cells.unit_in(label), shown)
        return tuple(dict.fromkeys(unit for unit in stated if unit))

    def noted_units(self) -> tuple[str, ...]:
        """Those of the notes over a table without a column of units."""
        return () if self.panel.of(Role.UNIT) else self.context.units

    def captions(self, column: SheetColumn) -> tuple[str, ...]:
        """What the lines over the table say of a column, the nearest last."""
        of_all = (one.over(column.index, *self.side) for one in self.context.captions)
        return tuple(filter(None, of_all))

    def heads(self, column: SheetColumn) -> tuple[str, ...]:
        """The texts of a header that say what is counted, not when, where or of how much."""
        if self.layout == "report":
            return ()
        return heads_of(column)

    def path(self, column: SheetColumn) -> tuple[str, ...]:
        """Every label over a figure; where the table has none, its title."""
        subject = self.context.subject or self.context.topic
        over = [label for label in self.labels[:-1] if not find_place(label)]
        if column.is_measure and self.labels:
            # 床位数 over 社会福利院 is 社会福利院床位数: all its words say what is counted.
            # 户 over 低保 is its unit, and no word of its name.
            heads = (head for head in heads_of(column) if not cells.is_unit(head))
            heads = (numbering.OF_WHICH.sub("", head) for head in heads)
            parts = [cells.without_unit(one) for one in (self.labels[-1], *heads)]
            # A character alone is a word only where it stands apart: 城市·男.
            return (*over, ("" if all(len(one) > 1 for one in parts) else "·").join(parts))
        return (*self.heads(self.counted(column)), *over, *self.labels[-1:]) or (subject,)

    def counted(self, column: SheetColumn) -> SheetColumn:
        """The column that says what one counts: 上年同期 is of what stands before it."""
        if column.role is not Role.EARLIER or heads_of(column):
            return column
        before = [one for one in self.panel.of(Role.FIGURE) if one.index < column.index]
        return before[-1] if before and before[-1].heads[:-1] == column.heads[:-1] else column


@lru_cache(maxsize=10_000)
def find_place(label: str) -> str | None:
    """The place that is all of a label: 芙蓉区 over the rows of its figures."""
    return place_in(numbering.without_number(narrow(label)))


def heads_of(column: SheetColumn) -> tuple[str, ...]:
    return tuple(head for head in column.heads if not says_when_or_where(head, column))


# A header is asked for with each of the figures under it.
@lru_cache(maxsize=10_000)
def says_when_or_where(head: str, column: SheetColumn) -> bool:
    text = UNIT_AFTER.sub("", narrow(head))
    is_total = len(column.heads) > 1 and TOTALS.fullmatch(text)
    is_place = place_in(head) is not None
    said = base_role(text) in (Role.EARLIER, Role.LABEL) or CURRENT.fullmatch(text)
    said = said or SINCE_JANUARY.fullmatch(text)
    when = cells.year(text) is not None or period_of(text) or GENERAL.fullmatch(text)
    if periods.months_alone(text) or (column.months and TOTALS.fullmatch(text)):
        return True
    return bool(when or said or is_place or is_total or MONTH_ALONE.fullmatch(text))


def read_value(row: TableRow, column: SheetColumn) -> Entry:
    """A figure, a growth that is not kept, or a problem."""
    text = row.sheet.cell(row.row, column.index)
    place = row.sheet.locator(row.row, column.index)
    if column.role is Role.GROWTH and not cells.is_number(text):
        # #DIV/0!, 持平: nothing is loaded from such a column, whatever stands in it.
        message = f"{text} stands in place of a growth"
        return Entry("growth", TableProblem(place, text, "marker", message))
    fault = row.sheet.faults.get((row.row, column.index)) or cells.fault(text)
    fault = fault or find_merged(row, column) or find_misfit(row, column)
    fault = fault or find_unclear_part(row, column)
    if fault := fault or find_other_time(row, column) or find_doubt(row, column):
        return Entry("problem", TableProblem(place, text, *fault))
    if column.role is Role.GROWTH:
        return Entry("growth")
    return Entry(column.role.value, read_figure(row, column, text))


def read_figure(row: TableRow, column: SheetColumn, text: str) -> TableFigure:
    own, noted = row.own_units(column), row.noted_units()
    unit = next(iter(own), None) or (noted[0] if len(noted) == 1 else "") or None
    area, within = row.area(column)
    months = row.months or row.total or periods.months_alone(row.first(Role.PERIOD) or "")
    column = replace(column, months=months, is_total=bool(row.total)) if months else column
    column = replace(column, is_beside=column.is_beside or row.is_beside)
    column = timing.without_own_months(column, row.context)
    own_period = row.period()
    if own_period is None and column.year is None:
        column = timing.with_months_of_sheet(column, row.context)
    time = timing.to_time(
        own_period or timing.period_of_column(column, row.context),
        column,
        row.labels,
        title=row.context.title,
        flow=is_flow((*column.heads, *row.labels), unit, row.context.notes),
        stated=is_since_january(row, column),
    )
    is_of_sheet = row.context.is_of_sheet and time.end == (row.context.period or time).end
    return TableFigure(
        label_path=row.path(column),
        code=row.code,
        unit=unit,
        units=own or noted,
        area=area,
        time=replace(time, is_of_sheet=is_of_sheet),
        printed=text,
        locator=row.sheet.locator(row.row, column.index),
        column=column.title,
        within=within,
        titled=row.context.titled,
        about=row.context.about,
        captions=row.captions(column),
        noted=row.context.units,
        title=row.context.topic,
        marks=row.sheet.marks.get((row.row, column.index), ""),
        scale=row.sheet.scales.get((row.row, column.index), 1),
        is_merged=any(
            row.sheet.merged((row.row, column.index), there) for there in rows_beside(row, column)
        ),
    )


def is_since_january(row: TableRow, column: SheetColumn) -> bool:
    """Whether what surrounds a table says that it counts since January: a form, or a report.

    二季度 over a column of a report may be that quarter alone.
    """
    is_starred = is_sum_where_starred(row.context.notes) and "*" in "".join(row.labels)
    if cells.is_code(row.first(Role.CODE) or "") or is_starred:
        return True
    named = column.period
    return row.context.is_report and (named is None or named.kind == "year")


def find_merged(row: TableRow, column: SheetColumn) -> tuple[str, str] | None:
    """Why a figure over several columns, or over several rows of a form, cannot be loaded.

    It belongs to none of them alone.
    """
    here = (row.row, column.index)
    across = [(row.row, column.index + step) for step in (-1, 1)]
    down = [] if row.layout == "areas" else rows_beside(row, column)
    if any(row.sheet.merged(here, there) for there in across + down):
        return "merged_figure", "the figure stands in a range of merged cells"
    return None


def rows_beside(row: TableRow, column: SheetColumn) -> list[tuple[int, int]]:
    return [(row.row + step, column.index) for step in (-1, 1)]


def find_other_time(row: TableRow, column: SheetColumn) -> tuple[str, str] | None:
    """Why a figure has no one period: a label over it names another than its column or table."""
    own = row.first(Role.PERIOD)
    if own and TOTALS.fullmatch(narrow(own)) and row.total is None:
        return "several_periods", f"{own} is of the rows above, whose periods do not follow"
    if own and not (row.period() or row.total or periods.months_alone(own)):
        return "no_period", f"{own} stands where a period should"
    named = column.year or column.months or column.period
    if row.period_of_labels() and (named or column.role is Role.EARLIER):
        return "several_periods", f"{row.labels[-1]} and {column.title} name periods"
    period = row.period() or timing.period_of_column(column, row.context)
    if fault := find_time_elsewhere(row, column, period):
        return fault
    for label in row.labels:
        years = {one.end.year for one in periods.find_plain_years(label)}
        if years and (period is None or years != {period.end.year}):
            said = f"the table or column {period.end.year}" if period else "the table no period"
            return "several_periods", f"{label} names a year, {said}"
    return None


def find_doubt(row: TableRow, column: SheetColumn) -> tuple[str, str] | None:
    """Why a note below the table says that a figure is not what its labels say."""
    if not row.context.doubts or column.role is Role.GROWTH:
        return None
    keys = (head for one in row.panel.of(*KEYS) for head in one.heads)
    marks = row.sheet.marks.get((row.row, column.index), "")
    words = "".join((*keys, *column.heads, *row.labels, *row.area_names, row.above or "", marks))
    period = row.period() or timing.period_of_column(column, row.context)
    end = None if period is None or period.kind == "day" else period.end
    table = row.context.period.end if row.context.period else None
    is_sum = SUMS.search(narrow(words)) is not None or has_parts(row)
    doubts = row.context.doubts
    about = (one for one in doubts if one.is_about(narrow(words), end, table, is_sum=is_sum))
    return next(((one.reason, one.message) for one in about), None)


def has_parts(row: TableRow) -> bool:
    """Whether the next row is a part of this one: 其中, or further to the right."""
    if row.row + 1 >= len(row.sheet.rows):
        return False
    columns = [one.index for one in row.panel.of(Role.LABEL, Role.AREA)]
    below = narrow("".join(row.sheet.cell(row.row + 1, at) for at in columns[-1:]))
    indents = [row.sheet.indents.get((row.row + step, at), 0) for step in (0, 1) for at in columns]
    deeper = max(indents[len(columns) :], default=0) > max(indents[: len(columns)], default=0)
    return deeper or numbering.OF_WHICH.match(below) is not None


def find_time_elsewhere(
    row: TableRow, column: SheetColumn, period: Period | None
) -> tuple[str, str] | None:
    """Why a figure is not of the time of its table: 7-9月, or 1-3月 alone, of a second quarter."""
    said = row.context.period
    if period is None or said is None or said.kind == "day":
        return None
    if period.end > said.end:
        return "several_periods", f"{period.end} over the column is after {said.end} of the table"
    if said.kind == "year" or row.period() or column.role is not Role.FIGURE:
        return None
    every = (timing.period_of_column(one, row.context) for one in row.panel.of(Role.FIGURE))
    if all(one is not None and one.end < said.start for one in every):
        return "several_periods", f"no column is of the time that the table names, {said.end}"
    return None


def find_unclear_part(row: TableRow, column: SheetColumn) -> tuple[str, str] | None:
    """Why a # below 民办 is unclear, where 民办 is itself a part of a total further above.

    It may be a part of 民办, or begin the parts of that total by another kind. What is 其中 of
    columns beside each other may be a part of each.
    """
    if column.rival:
        whole = column.heads[-2]
        return "unknown_label", f"{column.title} may be a part of {whole}, or of {column.rival} too"
    over = row.labels[-2] if len(row.labels) > 1 else ""
    parts = take_apart(numbering.without_number(narrow(over)))
    own = narrow(row.labels[-1] if row.labels else "")
    # 失能 after 其中:全自理, which may be of 分散供养, too.
    is_beside = len(row.labels) > 2 and not numbering.depth_of(row.labels[-3])
    is_member = is_beside and bool(numbering.dimensions_of(own))
    if not (numbering.OF_WHICH.match(own) or is_member) or not parts:
        return None
    if all(part.kind == "member" for part in parts):
        return "unknown_label", f"{row.labels[-1]} may be a part of {over}, or stand beside it"
    return None


def find_misfit(row: TableRow, column: SheetColumn) -> tuple[str, str] | None:
    """Why 环比 that is not the growth between the figures beside it cannot be trusted.

    A cell was left out before it, and the rest of the row moved.
    """
    base = [one for one in row.panel.of(Role.EARLIER) if "年" not in one.title]
    if column.role is not Role.GROWTH or not column.title.startswith("环比") or not base:
        return None
    text = row.sheet.cell(row.row, column.index)
    now = row.panel.texts(row.sheet, row.row, Role.FIGURE)
    before = [row.sheet.cell(row.row, one.index) for one in base]
    if TOTAL_LOSS.fullmatch(text) and not now:
        return None
    pairs = [(a, b) for a in now for b in before if cells.is_number(a) and cells.is_number(b)]
    if any(printed_growth.follows(text, a, b) for a, b in pairs):
        return None
    return (
        "growth_does_not_follow",
        "this growth does not follow from the figures beside it: the row may have moved",
    )
