"""A copy of one's own workbook in which is marked what a load made of each cell."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from sqlalchemy import Connection

from ...database.statements import execute
from ...errors import MinzhengError
from ...language import in_language, translated
from ...loaders.files import File, find_faults
from ...loaders.kinds.published import SheetKind
from ...loaders.kinds.registry import recognise
from ...loaders.resolve.known_lists import KnownLists
from ...loaders.results import Result
from ...printable import printable

QUERIES = f"{__package__}.queries"
SUFFIXES = (".xlsx", ".xlsm")
AUTHOR = "minzheng"
NOTES_SHEET = ("标注", "annotations")
HEADER = (
    ("表", "sheet"),
    ("单元格", "cell"),
    ("内容", "content"),
    ("结果", "outcome"),
    ("说明", "reason"),
)


class AnnotationError(MinzhengError):
    """A file that cannot be annotated; the message says why."""


class State(NamedTuple):
    """What became of a cell: its name in both languages, and the colour of its mark."""

    chinese: str
    english: str
    colour: str

    @property
    def name(self) -> str:
        return in_language(self.chinese, self.english)


LOADED = State("已入库", "loaded", "DCEFDC")
GOOD = State("可入库", "could be loaded", "EEF3EE")
SUSPECTED = State("可疑", "suspected", "FFE2A8")
REFUSED = State("被拒", "refused", "F6C4C4")
# What is no figure, such as a dash: nobody did wrong.
SKIPPED = State("未作数字", "not a figure", "E4E4E4")
GRAVEST_FIRST = (REFUSED, SUSPECTED, SKIPPED, LOADED, GOOD)


class Mark(NamedTuple):
    """What is to be said at a cell, given by its locator."""

    locator: str
    printed: str
    state: State
    reason: str = ""


def annotate(
    connection: Connection, file: File, result: Result, out: Path, *, planned: bool = False
) -> dict[str, int]:
    """Write the copy, and return how many cells were marked as what.

    Raises AnnotationError for a file that is no workbook or table of figures, and where the copy
    would be the file itself.
    """
    if file.path.suffix.lower() not in SUFFIXES:
        raise AnnotationError(f"{file.label}: only .xlsx and .xlsm can be annotated")
    if out.exists() and out.samefile(file.path):
        raise AnnotationError(f"{out} is the file itself: name another for the copy")
    kind = recognise(file).kind
    if not isinstance(kind, SheetKind):
        raise AnnotationError(f"{file.label} is no table of figures")
    marks = list(_marks(connection, kind, file, result, planned))
    book = load_workbook(file.path, keep_vba=file.path.suffix.lower() == ".xlsm")
    _mark_cells(book, marks)
    _add_notes(book, marks, result)
    book.save(out)
    counts: dict[str, int] = defaultdict(int)
    for mark in _gravest(marks).values():
        counts[mark.state.name] += 1
    return dict(counts)


def _marks(
    connection: Connection, kind: SheetKind, file: File, result: Result, planned: bool
) -> Iterator[Mark]:
    """A mark for each figure, each reject and each doubt."""
    cells = dict(enumerate(kind.read_cells(KnownLists(connection), file), 1))
    # A figure that was refused is told of by its number, and in which column of a row it failed.
    faults = set(find_faults(result.rejects))
    rejected = set()
    for reject in result.rejects:
        cell = cells.get(reject.line)
        rejected.add(reject.line)
        state = REFUSED if reject in faults else SKIPPED
        locator = cell.locator if cell else ""
        yield Mark(
            locator, reject.value or "", state, f"{translated(reject.message)} [{reject.reason}]"
        )
    is_in = result.outcome in ("loaded", "partly", "unchanged") and not planned
    for number, cell in cells.items():
        if number not in rejected:
            yield Mark(cell.locator, cell.printed, LOADED if is_in else GOOD)
    if is_in:
        printed = {cell.locator: cell.printed for cell in cells.values()}
        for row in execute(connection, QUERIES, "doubts", {"source": file.source}):
            yield Mark(row.locator, printed.get(row.locator, ""), SUSPECTED, _why(row))


def _why(row: Any) -> str:
    """Why a figure is doubtful, with what was expected."""
    if row.kind == "rule":
        return f"{in_language(row.message, row.message_en)} [{row.cause}]"
    expected = (
        "" if row.expected is None else f"{row.expected:,f} {in_language(row.unit, row.unit_en)}"
    )
    if row.kind == "conflict":
        return f"{row.message} {in_language('报为', 'reports')} {expected} [{row.cause}]"
    words = in_language("预期约", "expected about")
    return f"{words} {expected} [{row.cause}]" if expected else f"[{row.cause}]"


def _gravest(marks: Iterable[Mark]) -> dict[str, Mark]:
    """For each cell the gravest of its marks, with all reasons."""
    by_cell: dict[str, list[Mark]] = defaultdict(list)
    for mark in marks:
        by_cell[mark.locator].append(mark)
    found = {}
    for locator, own in by_cell.items():
        own.sort(key=lambda mark: GRAVEST_FIRST.index(mark.state))
        reasons = dict.fromkeys(mark.reason for mark in own if mark.reason)
        found[locator] = own[0]._replace(reason="\n".join(reasons))
    return found


def place_of(locator: str) -> tuple[str | None, int, int] | None:
    """Sheet, row and column of a locator; no sheet if it names none, None if it is no cell."""
    parts = dict(part.partition("=")[::2] for part in locator.split(";") if "=" in part)
    row, _, column = parts.get("cell", "").partition(",")
    if not (row.isdecimal() and column.isdecimal()):
        return None
    head, found, _ = locator.rpartition(";cell=")
    return (head.partition("sheet=")[2] or None) if found else None, int(row), int(column)


def _mark_cells(book: Workbook, marks: Iterable[Mark]) -> None:
    for locator, mark in _gravest(marks).items():
        place = place_of(locator)
        if place is None:
            continue
        sheet, row, column = place
        added = _sheet(book, sheet)
        if added is None:
            continue
        cell = added.cell(row, column)
        if isinstance(cell, MergedCell):
            cell = _anchor(added, cell.coordinate)
        cell.fill = PatternFill("solid", start_color=mark.state.colour)
        if mark.reason:
            words = printable(mark.state.name + in_language("：", ": ") + mark.reason)
            cell.comment = Comment(words, AUTHOR, width=360, height=110)


def _sheet(book: Workbook, name: str | None) -> Any:
    if name is None:
        return book.worksheets[0]
    return next((sheet for sheet in book.worksheets if printable(sheet.title) == name), None)


def _anchor(sheet: Any, coordinate: str) -> Any:
    """The cell that holds what is in a merged range."""
    for merged in sheet.merged_cells.ranges:
        if coordinate in merged:
            return sheet.cell(merged.min_row, merged.min_col)
    raise AssertionError(f"{coordinate} is in no merged range")


def _add_notes(book: Workbook, marks: Iterable[Mark], result: Result) -> None:
    """Add a last sheet: what the colours mean, and every cell that is not simply loaded."""
    added = book.create_sheet(in_language(*NOTES_SHEET))
    for state in GRAVEST_FIRST:
        added.append([state.name])
        added.cell(added.max_row, 1).fill = PatternFill("solid", start_color=state.colour)
    added.append([])
    lines = [translated(result.failure)] if result.failure else []
    found = (in_language(one.sentence, one.sentence_en) for one in result.findings)
    for line in [*lines, *found]:
        _append(added, [line])
    added.append([in_language(*names) for names in HEADER])
    for cell in added[added.max_row]:
        cell.font = Font(bold=True)
    for locator, mark in _gravest(marks).items():
        if mark.reason:
            place = place_of(locator)
            where = f"{get_column_letter(place[2])}{place[1]}" if place else locator
            sheet = (place and place[0]) or ""
            _append(added, [sheet, where, mark.printed, mark.state.name, mark.reason])
    for column, width in zip("ABCDE", (24, 12, 18, 22, 90), strict=True):
        added.column_dimensions[column].width = width


def _append(sheet: Any, texts: list[str]) -> None:
    """Add texts that stay texts, whatever they begin with."""
    sheet.append([printable(text) for text in texts])
    for cell in sheet[sheet.max_row]:
        cell.data_type = "s"
