"""Published tables: the forms and tables of statistics offices, as they are.

The sheets of a file are read into figures, each with the labels it stands under; labels, units
and places are resolved, never guessed; then the figures are checked and merged like a tidy file.
"""

import re
import time
from abc import abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, islice
from typing import Any

from sqlalchemy import Connection

from ...errors import MinzhengError
from .. import staging
from ..files import File, Rejection, UnreadableFile, find_faults
from ..formats import limits
from ..formats.characters import SCALES, narrow
from ..formats.errors import UnreadableTable
from ..formats.sheet import Sheet
from ..formats.worker import WORKER
from ..load import Changes, Load, Staged
from ..printed import UnreadableFigure, parse
from ..resolve import labels, places, units
from ..resolve.bare_labels import BareLabels
from ..resolve.known_lists import KnownLists
from ..resolve.labels import Alias, Labels, OtherMeaning, UnknownLabel
from ..resolve.places import UnknownPlace
from ..resolve.sheet_areas import Areas, NoArea, OtherArea
from ..resolve.units import NoUnit, UnknownUnit
from ..sheets import counted_values, forms, spaced
from ..sheets.cells import is_marker
from ..sheets.timing import Time
from . import tidy
from .kind import Kind

Item = forms.TableFigure | forms.TableProblem
TidyRow = dict[str, str | None]

NO_FIGURE = "no figures: no table of a known form has numbers (--mapping can say where they are)"
# Of a flow in a table of a month or quarter that does not say since when it counts.
SINCE_JANUARY = "未写明起始，按自1月1日累计 / taken to count since 1 January, which is not printed"
ALONE = "未写明起始，按本月或本季 / taken to be of the month or quarter alone, as its header says"
OF_SHEET = "月份据工作表名 / the months are those that the sheet is named for"
# What a label sums up over months: there is no sum of what stands at a day.
SUMMED = re.compile("累计")
# What happened in a time, which is the month of a report or since January.
HAPPENED = re.compile("新增|新纳入|退出")
SINCE = re.compile("累计|本年|当年|今年|年初|全年|[本当]月|[本当]季|-")
# What is counted one by one.
WHOLE = frozenset(
    ("person", "person-time", "household", "household-time", "item", "bed", "couple", "plant")
)
# A figure with one of these is printed with its unit.
SIGNS = ("%", "‰")
REASONS: dict[type[Exception], str] = {
    UnknownLabel: "unknown_label",
    OtherMeaning: "other_meaning",
    UnknownUnit: "unknown_unit",
    NoUnit: "no_unit",
    UnknownPlace: "unknown_area",
    NoArea: "no_area",
    OtherArea: "other_area",
}


@dataclass
class Resolvers:
    """What labels, units and places are resolved by."""

    labels: Labels
    units: units.Units
    places: places.Places


@dataclass
class Surroundings:
    """What a figure of a sheet is told by beside its own labels: areas, units and other labels."""

    areas: Areas
    units: set[str]
    labels: set[str]


class Unresolved(MinzhengError):
    """Why a figure cannot be loaded: a code to group by, and a message."""

    def __init__(self, reason: str, message: object) -> None:
        super().__init__(str(message))
        self.reason = reason


@dataclass
class ReadCell:
    """A cell of a sheet: its place and characters, what is kept of it, and what became of it."""

    locator: str
    printed: str
    as_read: dict[str, Any]
    row: TidyRow | Unresolved


class SheetKind(Kind):
    """A kind of file whose sheets become the rows of a tidy file."""

    @abstractmethod
    def read_cells(self, lists: KnownLists, file: File) -> Iterator[ReadCell]:
        """Every cell of the file that is, or might be, a figure."""

    def stage(self, load: Load) -> Staged:
        rows: list[list[object]] = []
        found = Staged()
        for number, cell in enumerate(self.read_cells(load.lists, load.file), 1):
            found.read += 1
            if isinstance(cell.row, Unresolved):
                fault = (cell.row.reason, str(cell.row))
                found.rejects.append(Rejection(number, cell.locator, cell.printed, *fault))
                found.rejected_rows[number] = cell.as_read
            else:
                rows.append([number, *(cell.row.get(name) for name in tidy.HEADER)])
        if not rows and not find_faults(found.rejects):
            raise UnreadableFile(NO_FIGURE)
        staging.stage(load.connection, dict.fromkeys(tidy.HEADER, "text"), rows)
        return tidy.check(load, found, agreeing="repeated")

    def merge(self, load: Load, staged: Staged) -> Changes:
        return tidy.merge(load, staged)


class PublishedTable(SheetKind):
    """The kind of file: whatever holds a table of a known form."""

    def read_cells(self, lists: KnownLists, file: File) -> Iterator[ReadCell]:
        resolvers = lists.once(read_resolvers)
        for sheet in read_sheets(file):
            yield from _read_sheet(sheet, file, resolvers)


PUBLISHED = PublishedTable(
    name="published",
    meaning="统计部门发布的表格",
    meaning_en="tables as statistics offices publish them",
)


def describe(
    connection: Connection, file: File
) -> Iterator[tuple[Sheet, forms.Description, list[ReadCell]]]:
    """Each sheet of a file, what it was taken for, and its cells. Raises UnreadableFile."""
    resolvers = read_resolvers(connection)
    for sheet in read_sheets(file):
        cells = list(_read_sheet(sheet, file, resolvers))
        yield sheet, forms.describe(sheet, period=file.options.period), cells


def read_resolvers(connection: Connection) -> Resolvers:
    found = units.read_units(connection)
    return Resolvers(labels.read_labels(connection, found), found, places.read_places(connection))


def read_sheets(file: File) -> list[Sheet]:
    """The tables of a file. Raises UnreadableFile."""
    try:
        return [counted_values.part(spaced.part(sheet)) for sheet in WORKER.read(file.path)]
    except UnreadableTable as error:
        raise UnreadableFile(str(error)) from error


def _read_sheet(sheet: Sheet, file: File, resolvers: Resolvers) -> Iterator[ReadCell]:
    for item, row in _rows(sheet, file, resolvers):
        yield ReadCell(item.locator, item.printed, _as_read(item), row)
    yield from unseen_cells(sheet)


def unseen_cells(sheet: Sheet) -> Iterator[ReadCell]:
    """What the file holds for a table and does not show: kept, so that one knows it was there."""
    for place, words in sheet.unseen:
        yield ReadCell(place, "", {"unseen": words}, Unresolved("unseen", words))


def carried_scale(printed: str, scale: int, unit: str) -> str | None:
    """The scale that a unit carries over to a figure: 万 of 万人.

    Raises Unresolved where the figure says one itself, or its number format shows it divided by
    another: 1.25万 under 万人, and 1235 under 人 for a stored 1234567.
    """
    carried = units.split(unit)[0]
    own = next((word for word in SCALES if printed.endswith(word)), "")
    if own and carried:
        raise Unresolved("two_scales", f"{printed} under {unit}: is it {own} or {carried}?")
    if scale != 1 and scale != 10 ** SCALES.get(carried, 0):
        message = f"the number format shows {printed}, {scale} times less than is stored, in {unit}"
        raise Unresolved("scaled_by_format", message)
    return carried or None


def _rows(
    sheet: Sheet, file: File, resolvers: Resolvers
) -> Iterator[tuple[Item, TidyRow | Unresolved]]:
    """Each figure and problem of a sheet, with the row of a tidy file, or why it cannot be one."""
    if not sheet.rows:
        return
    found = within_time(forms.read_figures(sheet, period=file.options.period))
    items = list(islice(found, limits.CELLS_WITHOUT_FIGURE))
    # A table of nothing but cells that cannot be loaded is refused before the rest is looked at.
    if len(items) == limits.CELLS_WITHOUT_FIGURE:
        rows = _resolve_all(items, file, resolvers)
        first = next(rows)
        if all(isinstance(row, Unresolved) for _item, row in chain([first], rows)):
            words = f"none of the first {len(items)} cells under headers can be loaded"
            raise UnreadableFile(f"{words}: {first[0].locator}: {first[1]}")
    yield from _resolve_all([*items, *found], file, resolvers)


def _resolve_all(
    items: Sequence[Item], file: File, resolvers: Resolvers
) -> Iterator[tuple[Item, TidyRow | Unresolved]]:
    figures = [item for item in items if isinstance(item, forms.TableFigure)]
    beside = Surroundings(
        areas=Areas(resolvers.places, file.options.area, figures),
        units={figure.unit for figure in figures if figure.unit},
        labels={figure.label_path[-1] for figure in figures},
    )
    bare = BareLabels(figures, resolvers.labels)
    for item in items:
        yield item, _resolve(item, beside, resolvers, bare)


def within_time(items: Iterable[Item]) -> Iterator[Item]:
    """The items, as long as they do not take more time than a file may. Raises UnreadableFile."""
    started = time.process_time()
    try:
        for item in items:
            if time.process_time() - started > limits.SECONDS_OF_FIGURES:
                words = (
                    f"its figures take more than {limits.SECONDS_OF_FIGURES} s of processor time"
                )
                raise UnreadableFile(f"{words}: load them as a tidy CSV file")
            yield item
    except UnreadableTable as error:
        raise UnreadableFile(str(error)) from error


def _resolve(
    item: Item, beside: Surroundings, resolvers: Resolvers, bare: BareLabels
) -> TidyRow | Unresolved:
    try:
        if isinstance(item, forms.TableProblem):
            raise Unresolved(item.reason, item.message)
        return _to_row(item, beside, resolvers, bare)
    except Unresolved as error:
        return error
    except tuple(REASONS) as error:
        return Unresolved(REASONS[type(error)], error)


def _to_row(
    figure: forms.TableFigure, beside: Surroundings, resolvers: Resolvers, bare: BareLabels
) -> TidyRow:
    if is_marker(figure.printed):
        raise Unresolved("marker", f"{figure.printed} is printed in place of a figure")
    alias = bare.meaning(figure)
    alias = labels.without_part_beside(alias, beside.labels)
    check_total(figure, alias, beside, resolvers.labels)
    printed_unit = _unit(figure, alias, beside.units, resolvers.units)
    start, end, basis = _period(figure, alias)
    carried = carried_scale(figure.printed, figure.scale, printed_unit)
    check_merged(figure, alias.dimension)
    check_whole(figure.printed, carried, printed_unit, alias.dimension)
    check_sign(figure.printed, printed_unit)
    area = beside.areas.code_of(figure)
    return {
        "indicator": alias.indicator,
        "area": area,
        "breakdown": alias.breakdown,
        "period_start": start.isoformat(),
        "period_end": end.isoformat(),
        "basis": basis,
        "printed": figure.printed,
        "carried": carried,
        "unit": resolvers.units.code(printed_unit, alias.dimension, alias.own_unit),
        "locator": figure.locator,
        "period_note": note_of_period(figure.time, basis),
        "note": note_of(figure.marks, beside.areas.note_of(figure, area)),
    }


def _unit(figure: forms.TableFigure, alias: Alias, printed: set[str], known: units.Units) -> str:
    """The unit that is printed for a figure, or follows from those of the others.

    Raises NoUnit, or Unresolved where several are printed for it.
    """
    label = figure.label_path[-1]
    sign = narrow(figure.printed)[-1:]
    if figure.unit is not None:
        check_note(figure.unit, figure.noted)
    if figure.unit is None and sign in SIGNS and alias.measures(sign, known):
        return sign
    if figure.unit is None:
        if figure.units:
            fitting = [one for one in figure.units if one and alias.measures(one, known)]
            noted = units.choose_noted(figure.units, fitting)
            return units.told_by_label(noted, label, alias.dimension)
        return units.infer_unit(alias.unit, figure.printed, printed)
    for other in figure.units[1:]:
        if not units.agree(figure.unit, other):
            raise Unresolved("unit_contradiction", f"is it {figure.unit} or {other}?")
    return units.told_by_label(figure.unit, label, alias.dimension)


def check_total(
    figure: forms.TableFigure, alias: Alias, beside: Surroundings, known: Labels
) -> None:
    """Raises Unresolved for 合计 beside labels that count something else: it may count that too."""
    is_total = labels.TOTAL.fullmatch(labels.strip_label(figure.column))
    if not is_total or figure.label_path != (figure.title,):
        return
    for other in beside.labels - {figure.title}:
        try:
            found = known.meaning((other,), None, figure.title, figure.captions)
        except (UnknownLabel, OtherMeaning):
            found = None
        # Persons are not added to what is paid to them.
        is_apart = found is not None and found.dimension != alias.dimension == "person"
        if (found is None or found.indicator != alias.indicator) and not is_apart:
            raise Unresolved("other_meaning", f"{figure.column} may count {other} too")


def check_merged(figure: forms.TableFigure, dimension: str) -> None:
    """Raises Unresolved for an amount over several areas: a standard holds in each of them."""
    if figure.is_merged and (dimension in WHOLE or dimension == "money"):
        raise Unresolved("merged_figure", f"{figure.printed} is that of several areas together")


def check_whole(printed: str, carried: str | None, unit: str, dimension: str) -> None:
    """Raises Unresolved for a count with a fraction."""
    if dimension not in WHOLE:
        return
    try:
        value = parse(printed, carried or "").value
    except UnreadableFigure:
        return
    if value != value.to_integral_value():
        message = f"{printed} {unit} is not a count: is a scale missing?"
        raise Unresolved("not_whole", message)


def check_note(unit: str, noted: Sequence[str]) -> None:
    """Raises Unresolved for 元 of a column under a note of 万元: nobody says which of them it is.

    万元 of a column is meant where the note says 元, which stands for the others.
    """
    scale, measure = units.split(unit)
    scales = {units.split(one)[0] for one in noted if one and units.split(one)[1] == measure}
    if scales and scale not in scales and (not scale or scales != {""}):
        message = f"is it {unit}, or {', '.join(noted)} as in the note of the table?"
        raise Unresolved("unit_contradiction", message)


def check_sign(printed: str, unit: str) -> None:
    """Raises Unresolved for 47.3% under 人, or for ‰ under %."""
    sign = narrow(printed)[-1:]
    if sign in SIGNS and units.split(unit)[1] != sign:
        raise Unresolved("unit_contradiction", f"{printed} is printed under {unit}")


def note_of_period(time: Time, basis: str) -> str | None:
    """What of the period of a figure is not printed with it."""
    is_flow = basis == "during"
    said = (
        (time.is_of_sheet, OF_SHEET),
        (time.is_assumed and is_flow, SINCE_JANUARY),
        (time.is_taken_alone and is_flow, ALONE),
    )
    return "; ".join(words for is_said, words in said if is_said) or None


def note_of(marks: str, of_area: str | None = None) -> str | None:
    """The footnote marks of a figure, and what is to be known of its area."""
    said = (f"脚注标记 {marks} / footnote mark {marks}" if marks else None, of_area)
    return "; ".join(filter(None, said)) or None


def _period(figure: forms.TableFigure, alias: Alias) -> tuple[date, date, str]:
    """The days of the figure, and its basis: the alias says whether it is a stock or accumulates.

    A standard in a table of a period is that of the end of the period.
    """
    time = figure.time
    if time.since is None or time.end is None:
        raise Unresolved("no_period", "the table names no period: give it with --period")
    if time.basis == "effective" and alias.basis == "during":
        raise Unresolved("no_period", "the table names a day, not a time in which this was counted")
    if time.basis == "effective":
        return time.end, time.end, "effective"
    if alias.basis == "during" and time.is_unclear:
        words = f"what is spent under {figure.column} may be of that month, or since January"
        raise Unresolved("several_periods", words)
    if alias.basis == "during" and is_of_unknown_time(figure):
        words = f"{figure.label_path[-1]} may be of the last month, or since January"
        raise Unresolved("several_periods", words)
    if alias.basis == "during":
        return time.since, time.end, "during"
    over = (*figure.label_path, figure.title, *figure.captions)
    if time.is_sum or any(SUMMED.search(narrow(text)) for text in over):
        words = f"{alias.path[-1]} stands at a day: there is no sum of it over months"
        raise Unresolved("cumulative_stock", words)
    return time.end, time.end, "point"


def is_of_unknown_time(figure: forms.TableFigure) -> bool:
    """Whether a table of a part of the year does not say since when it counts what happened."""
    since, end = figure.time.since, figure.time.end
    if since is None or end is None or not HAPPENED.search(narrow(figure.label_path[-1])):
        return False
    said = narrow("|".join((*figure.label_path, figure.column, figure.title)))
    return since.month < end.month < 12 and not SINCE.search(said)


def _as_read(item: forms.TableFigure | forms.TableProblem) -> dict[str, Any]:
    return {
        name: value if isinstance(value, (str, tuple)) else str(value)
        for name, value in vars(item).items()
        if value is not None and value is not False
    }
