"""The loader of published tables: the forms and tables of statistics offices, as they are.

The sheets of a file are read into figures, each with the labels it stands under; labels, units
and places are resolved, never guessed; then the figures go the way of a tidy file.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection

from ...errors import MinzhengError
from .. import staging
from ..files import NO_FAULT, File, Rejection, UnreadableFile
from ..formats.errors import UnreadableTable
from ..formats.sheet import Sheet
from ..formats.worker import WORKER
from ..printed import SCALES
from ..resolve import labels, places, units
from ..resolve.labels import Alias, Labels, UnknownLabel
from ..resolve.places import UnknownPlace
from ..resolve.sheet_areas import Areas, NoArea, OtherArea
from ..resolve.units import NoUnit, UnknownUnit
from ..sheets import forms
from ..sheets.cells import is_marker
from .reference.merging import Changes
from .tidy import HEADER, Tidy

Item = forms.TableFigure | forms.TableProblem
TidyRow = dict[str, str | None]

NO_FIGURE = "no figure in it: no table of a known form with numbers (a mapping may say where)"
REASONS: dict[type[Exception], str] = {
    UnknownLabel: "unknown_label",
    UnknownUnit: "unknown_unit",
    NoUnit: "no_unit",
    UnknownPlace: "unknown_area",
    NoArea: "no_area",
    OtherArea: "other_area",
}

SUFFIXES = (".xlsx", ".xlsm", ".xls", ".html", ".htm", ".txt", ".tsv")


@dataclass
class Known:
    """What labels, units and places are resolved by."""

    labels: Labels
    units: units.Units
    places: places.Places


class Unresolved(MinzhengError):
    """Why a figure cannot be loaded: a code to group by, and words."""

    def __init__(self, reason: str, message: object) -> None:
        super().__init__(str(message))
        self.reason = reason


@dataclass
class Read:
    """A cell of a sheet: its place and characters, what is kept of it, and what became of it."""

    locator: str
    printed: str
    as_read: dict[str, Any]
    row: TidyRow | Unresolved


class FromSheets:
    """A kind of file whose sheets become the rows of a tidy file."""

    header = ()

    def fits(self, _columns: tuple[str, ...]) -> bool:
        return False

    def read(self, connection: Connection, file: File) -> Iterator[Read]:
        raise NotImplementedError

    def stage(self, connection: Connection, file: File) -> staging.Staged:
        rows, rejects, kept = [], [], {}
        for number, cell in enumerate(self.read(connection, file), 1):
            if isinstance(cell.row, Unresolved):
                fault = (cell.row.reason, str(cell.row))
                rejects.append(Rejection(number, cell.locator, cell.printed, *fault))
                kept[number] = cell.as_read
            else:
                rows.append([number, *(cell.row.get(name) for name in HEADER)])
        if not rows and all(reject.reason in NO_FAULT for reject in rejects):
            raise UnreadableFile(NO_FIGURE)
        staging.stage(connection, dict.fromkeys(HEADER, "text"), rows)
        staged = staging.Staged(len(rows) + len(rejects), rejects, kept)
        return Tidy().check(connection, file, staged, agreeing="repeated")

    def merge(
        self, connection: Connection, file: File, load_file_id: int, *, partial: bool
    ) -> Changes:
        return Tidy().merge_staged(connection, file, load_file_id, partial=partial)


class Published(FromSheets):
    """The kind of file: whatever holds a table of a known form."""

    def read(self, connection: Connection, file: File) -> Iterator[Read]:
        known = _known(connection)
        for sheet in sheets(file):
            for item, row in _rows(sheet, file, known):
                yield Read(item.locator, item.printed, _as_read(item), row)
            yield from unseen(sheet)


def described(
    connection: Connection, file: File
) -> Iterator[tuple[Sheet, forms.Description, list[str]]]:
    """Each sheet of a file, what it was taken for, and what of it cannot be resolved."""
    known = _known(connection)
    for sheet in sheets(file):
        rows = (row for _item, row in _rows(sheet, file, known))
        words = {str(row) for row in rows if isinstance(row, Unresolved)}
        yield sheet, forms.describe(sheet), sorted(words)


def _known(connection: Connection) -> Known:
    found = units.known(connection)
    return Known(labels.known(connection, found), found, places.known(connection))


def sheets(file: File) -> list[Sheet]:
    try:
        return WORKER.read(file.path)
    except UnreadableTable as error:
        raise UnreadableFile(str(error)) from error


def unseen(sheet: Sheet) -> Iterator[Read]:
    """What the file holds for a table and does not show: kept, so that one knows it was there."""
    for place, words in sheet.unseen:
        yield Read(place, "", {"unseen": words}, Unresolved("unseen", words))


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


def _rows(sheet: Sheet, file: File, known: Known) -> Iterator[tuple[Item, TidyRow | Unresolved]]:
    """Each figure and problem of a sheet, with the row of a tidy file, or why it cannot be one."""
    if not sheet.rows:
        return
    items = list(forms.figures(sheet, area=file.options.area, period=file.options.period))
    figures = [item for item in items if isinstance(item, forms.TableFigure)]
    areas = Areas(known.places, file.options.area, figures)
    printed = {figure.unit for figure in figures if figure.unit}
    for item in items:
        yield item, _resolved(item, areas, printed, known)


def _resolved(item: Item, areas: Areas, printed: set[str], known: Known) -> TidyRow | Unresolved:
    try:
        if isinstance(item, forms.TableProblem):
            raise Unresolved(item.reason, item.message)
        return _row(item, areas, printed, known)
    except Unresolved as error:
        return error
    except tuple(REASONS) as error:
        return Unresolved(REASONS[type(error)], error)


def _row(figure: forms.TableFigure, areas: Areas, printed: set[str], known: Known) -> TidyRow:
    if is_marker(figure.printed):
        raise Unresolved("marker", f"{figure.printed} stands in place of a figure")
    alias = known.labels.meaning(figure.label_path, figure.unit)
    printed_unit = figure.unit or units.left_out(alias.unit, figure.printed, printed)
    start, end, basis = _period(figure, alias)
    return {
        "indicator": alias.indicator,
        "area": areas.code_of(figure),
        "breakdown": alias.breakdown,
        "period_start": start.isoformat(),
        "period_end": end.isoformat(),
        "basis": basis,
        "printed": figure.printed,
        "carried": carried_scale(figure.printed, figure.scale, printed_unit),
        "unit": known.units.code(printed_unit, alias.dimension, alias.own_unit),
        "locator": figure.locator,
        "note": note_of(figure.marks),
    }


def note_of(marks: str) -> str | None:
    return f"footnote mark {marks}" if marks else None


def _period(figure: forms.TableFigure, alias: Alias) -> tuple[date, date, str]:
    """The days of the figure: the alias knows best whether it is a stock or has accumulated.

    A standard in a table of a period held at the end of it.
    """
    time = figure.time
    if time.since is None or time.end is None:
        raise Unresolved("no_period", "the table names no period: say it with --period")
    if time.basis == "effective":
        return time.end, time.end, "effective"
    if alias.basis == "during":
        return time.since, time.end, "during"
    return time.end, time.end, "point"


def _as_read(item: forms.TableFigure | forms.TableProblem) -> dict[str, Any]:
    return {
        name: value if isinstance(value, (str, tuple)) else str(value)
        for name, value in vars(item).items()
        if value is not None
    }
