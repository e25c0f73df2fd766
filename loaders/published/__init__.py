"""The loader of published tables: the forms and tables of statistics offices, as they are.

The sheets of a file are read into figures, each with the labels it stands under; labels, units
and places are resolved, never guessed; then the figures go the way of a tidy file.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection

from .. import staging
from ..merging import Changes
from ..rows import File, Reject, UnreadableFile
from ..tables import forms, readers
from ..tables.cells import is_marker
from ..tables.problems import UnreadableTable
from ..tables.sheet import Sheet
from ..tidy import HEADER, Tidy
from . import labels, places, units
from .labels import Alias, UnknownLabel
from .places import UnknownPlace
from .units import UnknownUnit

SUFFIXES = (".xlsx", ".xlsm", ".xls", ".html", ".htm", ".txt", ".tsv")


@dataclass
class Known:
    """What labels, units and places are resolved by."""

    aliases: list[Alias]
    units: units.Units
    places: list[places.Place]


class Unresolved(Exception):
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
    row: dict[str, str | None] | Unresolved


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
                rejects.append(Reject(number, cell.locator, cell.printed, *fault))
                kept[number] = cell.as_read
            else:
                rows.append([number, *(cell.row.get(name) for name in HEADER)])
        staging.stage(connection, dict.fromkeys(HEADER, "text"), rows)
        staged = staging.Staged(len(rows) + len(rejects), rejects, kept)
        return Tidy().check(connection, file, staged)

    def merge(
        self, connection: Connection, file: File, load_file_id: int, *, partial: bool
    ) -> Changes:
        return Tidy().merge_staged(connection, file, load_file_id, partial=partial)


class Published(FromSheets):
    """The kind of file: whatever holds a table of a known form."""

    def read(self, connection: Connection, file: File) -> Iterator[Read]:
        known = _known(connection)
        for item in _items(file):
            yield Read(item.locator, item.printed, _as_read(item), _resolved(item, file, known))


def described(
    connection: Connection, file: File
) -> Iterator[tuple[Sheet, forms.Description, list[str]]]:
    """Each sheet of a file, what it was taken for, and what of it cannot be resolved."""
    known = _known(connection)
    for sheet in sheets(file):
        items = forms.figures(sheet, area=file.given.area, period=file.given.period)
        faults = (_resolved(item, file, known) for item in items)
        words = {str(fault) for fault in faults if isinstance(fault, Unresolved)}
        yield sheet, forms.describe(sheet), sorted(words)


def _known(connection: Connection) -> Known:
    return Known(labels.known(connection), units.known(connection), places.known(connection))


def sheets(file: File) -> list[Sheet]:
    try:
        return readers.read(file.path)
    except UnreadableTable as error:
        raise UnreadableFile(str(error)) from error


def _items(file: File) -> Iterator[forms.TableFigure | forms.TableProblem]:
    for sheet in sheets(file):
        yield from forms.figures(sheet, area=file.given.area, period=file.given.period)


def _resolved(
    item: forms.TableFigure | forms.TableProblem, file: File, known: Known
) -> dict[str, str | None] | Unresolved:
    """The figure as a row of a tidy file, or why it cannot be one."""
    try:
        if isinstance(item, forms.TableProblem):
            raise Unresolved(item.reason, item.message)
        return _row(item, file, known)
    except Unresolved as error:
        return error
    except UnknownLabel as error:
        return Unresolved("unknown_label", error)
    except UnknownUnit as error:
        return Unresolved("unknown_unit", error)
    except UnknownPlace as error:
        return Unresolved("unknown_area", error)


def _row(figure: forms.TableFigure, file: File, known: Known) -> dict[str, str | None]:
    if is_marker(figure.printed):
        raise Unresolved("marker", f"{figure.printed} stands in place of a figure")
    alias = labels.meaning(figure.label_path, figure.unit, known.aliases)
    printed_unit = figure.unit or alias.unit
    start, end, basis = _period(figure, alias)
    return {
        "indicator": alias.indicator,
        "area": _area(figure, file, known),
        "breakdown": alias.breakdown,
        "period_start": start.isoformat(),
        "period_end": end.isoformat(),
        "basis": basis,
        "printed": figure.printed,
        "carried": units.split(printed_unit)[0] or None,
        "unit": known.units.code(printed_unit, alias.dimension),
        "locator": figure.locator,
    }


def _area(figure: forms.TableFigure, file: File, known: Known) -> str:
    if figure.area is None:
        raise Unresolved("no_area", "the table names no area: say it with --area")
    return places.code_of(figure.area, figure.within, file.given.area, known.places)


def _period(figure: forms.TableFigure, alias: Alias) -> tuple[date, date, str]:
    """The days of the figure: the alias knows best whether it is a stock or has accumulated."""
    if figure.period_start is None or figure.period_end is None:
        raise Unresolved("no_period", "the table names no period: say it with --period")
    if figure.basis == "effective" or figure.basis == alias.basis:
        return figure.period_start, figure.period_end, figure.basis
    end = figure.period_end
    return (end, end, "point") if alias.basis == "point" else (date(end.year, 1, 1), end, "during")


def _as_read(item: forms.TableFigure | forms.TableProblem) -> dict[str, Any]:
    return {
        name: value if isinstance(value, (str, tuple)) else str(value)
        for name, value in vars(item).items()
        if value is not None
    }
