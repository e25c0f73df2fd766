"""A table as a person sees it in a file."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple, Self

from ...printable import storable
from . import limits
from .characters import Runs, clean, indent, without_marks
from .errors import UnreadableTable

Place = tuple[int, int]
# What a cell holds that is not seen or cannot be read as it is seen: a reason and words.
CellFault = tuple[str, str]
FASTER = "(many figures load faster as a tidy CSV file)"


class Span(NamedTuple):
    """A merged range: rows and columns from 0, half-open."""

    top: int
    bottom: int
    left: int
    right: int

    @property
    def size(self) -> int:
        return (self.bottom - self.top) * (self.right - self.left)

    def holds(self, place: Place) -> bool:
        return self.top <= place[0] < self.bottom and self.left <= place[1] < self.right

    def places(self) -> Iterator[Place]:
        rows, columns = range(self.top, self.bottom), range(self.left, self.right)
        return ((row, column) for row in rows for column in columns)


@dataclass(frozen=True)
class Sheet:
    """A table as a person sees it in a file: rows of text cells.

    A merged range shows its text in every cell.
    ``echoes`` leads from each cell of a merged range but the first to the first: rows and
    columns from 0.
    ``indents`` are the blanks before the characters of a cell, where there are some.
    ``caption`` is what the file prints as the title of the table outside its rows; ``before`` are
    the lines above the table that may be its title, where it has no caption.
    ``marks`` are the footnote marks of cells, which are no part of their texts.
    ``faults`` say why a cell cannot be read as it is seen, and ``scales`` by how much the number
    that is shown was divided by its format alone (1000 for ``#,##0,``); ``units`` are those that
    number formats show.
    ``unseen`` is what the file holds for this table and does not show: a locator and words each.
    """

    name: str | None
    rows: tuple[tuple[str, ...], ...]
    echoes: Mapping[Place, Place] = field(default_factory=dict, repr=False, hash=False)
    caption: str = ""
    indents: Mapping[Place, int] = field(default_factory=dict, repr=False, hash=False)
    before: tuple[str, ...] = ()
    marks: Mapping[Place, str] = field(default_factory=dict, repr=False, hash=False)
    faults: Mapping[Place, CellFault] = field(default_factory=dict, repr=False, hash=False)
    scales: Mapping[Place, int] = field(default_factory=dict, repr=False, hash=False)
    units: Mapping[Place, str] = field(default_factory=dict, repr=False, hash=False)
    unseen: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of_texts(cls, rows: Sequence[Sequence[str]]) -> Self:
        """The cells as they stand in a text file. Raises UnreadableTable as for any sheet.

        A row keeps its length: one that is longer than the header is noticed.
        """
        filled = sum(1 for cells in rows for cell in cells if cell and not cell.isspace())
        check_size(None, filled, len(rows), max(map(len, rows), default=0))
        grid = Grid()
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                if len(cell) > limits.CELL:
                    grid.put((row, column), cell)
                elif cell:
                    text, marks = without_marks(clean(cell))
                    grid.put((row, column), text, marks, indent(cell))
        texts = tuple(
            tuple(grid.texts.get((row, column), "") for column in range(len(cells)))
            for row, cells in enumerate(rows)
        )
        return cls(None, texts, indents=grid.indents, marks=grid.marks)

    def locator(self, row: int, column: int) -> str:
        """A fragment as in RFC 7111, from a row and column counted from 0 to ones from 1."""
        return place_of(self.name, row, column)

    def cell(self, row: int, column: int) -> str:
        """The text of a cell, nothing where the row is shorter."""
        return self.rows[row][column] if column < len(self.rows[row]) else ""

    @cached_property
    def width(self) -> int:
        return max(map(len, self.rows), default=0)

    def merged(self, one: Place, other: Place) -> bool:
        """Whether two cells are of one merged range."""
        return one != other and self.echoes.get(one, one) == self.echoes.get(other, other)

    def under(self, caption: str, before: Sequence[str] = ()) -> Self:
        """The same table with its title."""
        return replace(self, caption=caption, before=tuple(before))


def place_of(sheet: str | None, row: int, column: int) -> str:
    cell = f"cell={row + 1},{column + 1}"
    return f"sheet={storable(sheet)};{cell}" if sheet is not None else cell


def check_size(name: str | None, filled: int, height: int, width: int) -> None:
    """Raises UnreadableTable for a sheet of more cells than are read, before it is built.

    The number of its cells with characters, of its rows and of its columns decide.
    """
    if name is not None and len(name) > limits.NAME:
        raise UnreadableTable(f"a sheet with a name of {len(name)} characters")
    if height * width > limits.CELLS:
        far = place_of(name, height - 1, width - 1)
        raise UnreadableTable(
            f"{filled} cells with characters are spread over {height} rows and {width}"
            f" columns (to {far}): more than {limits.CELLS} cells are not read"
        )
    if name is not None and height > max(limits.SPARSE_ROWS, 10 * filled):
        far = place_of(name, height - 1, width - 1)
        raise UnreadableTable(f"{height} rows (to {far}) have {filled} cells with characters")
    if width > limits.COLUMNS:
        where = f"sheet {name}: " if name else ""
        raise UnreadableTable(f"{where}{width} columns: {limits.COLUMNS} are read")
    if filled > limits.FILLED:
        words = f"{filled} cells with characters: {limits.FILLED} are read"
        raise UnreadableTable(f"{words} {FASTER}")


@dataclass
class Grid:
    """The cells of a sheet while it is read, in any order; only those with something in them."""

    texts: dict[Place, str] = field(default_factory=dict)
    marks: dict[Place, str] = field(default_factory=dict)
    indents: dict[Place, int] = field(default_factory=dict)
    faults: dict[Place, CellFault] = field(default_factory=dict)
    scales: dict[Place, int] = field(default_factory=dict)
    units: dict[Place, str] = field(default_factory=dict)
    spans: list[Span] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    # Those of which a width is said, where all others have none.
    shown_columns: set[int] | None = None
    unseen: list[tuple[str, str]] = field(default_factory=list)
    # Whether a cell shows that its number is 0.
    shows_zeros: bool = True

    def put(self, place: Place, text: str, marks: str = "", blanks: int = 0) -> None:
        if len(text) > limits.CELL or len(marks) > limits.CELL:
            row, column = place
            words = f"cell={row + 1},{column + 1} has more than {limits.CELL} characters"
            raise UnreadableTable(words)
        if text:
            self.texts[place] = storable(text)
        if marks:
            self.marks[place] = storable(marks)
        if blanks:
            self.indents[place] = blanks

    def put_runs(self, place: Place, runs: Runs, blanks: int = 0) -> None:
        """Put what is seen of a text; a number of unlike parts is a fault."""
        # Too long a text is refused before it is looked through.
        text, marks = runs.seen if len(runs.text) <= limits.CELL else (runs.text, "")
        self.put(place, text, marks, blanks if text else 0)
        if runs.parted and text:
            words = "parts of it look different: it may be a number with a footnote mark"
            self.faults[place] = ("not_a_number", words)

    def sheet(self, name: str | None) -> Sheet:
        """What is seen of the cells, merged ranges filled. Raises UnreadableTable."""
        self._hide(name)
        self._cover(name)
        height, width = self.size(name)
        echoes = dict(self._echoes(height, width))
        whole = self.texts | {place: self.texts[first] for place, first in echoes.items()}
        rows = tuple(
            tuple(whole.get((row, column), "") for column in range(width)) for row in range(height)
        )
        return Sheet(
            name,
            rows,
            echoes,
            indents=self.indents,
            marks=self.marks,
            faults=self.faults,
            scales=self.scales,
            units=self.units,
            unseen=tuple(self.unseen),
        )

    def size(self, name: str | None) -> tuple[int, int]:
        """Rows and columns, as far as there are characters.

        Raises UnreadableTable for more than a sheet may unfold to.
        """
        height = max((row for row, _column in self.texts), default=-1) + 1
        width = max((column for _row, column in self.texts), default=-1) + 1
        check_size(name, len(self.texts), height, width)
        return height, width

    def add_columns(self, columns: range, *, is_hidden: bool) -> None:
        """Note whether columns are shown."""
        if is_hidden:
            self.hidden_columns |= set(columns)
        elif self.shown_columns is not None:
            self.shown_columns |= set(columns)

    def _hide(self, name: str | None) -> None:
        """Leave out the cells of hidden rows and columns, and say that they were there."""
        if self.shown_columns is not None:
            filled = {column for _row, column in self.texts}
            self.hidden_columns |= filled - self.shown_columns
        gone = [
            (row, column)
            for row, column in self.texts
            if row in self.hidden_rows or column in self.hidden_columns
        ]
        reported: set[tuple[str, int]] = set()
        for row, column in sorted(gone):
            del self.texts[row, column]
            line = ("row", row) if row in self.hidden_rows else ("column", column)
            if line not in reported:
                reported.add(line)
                words = f"{line[0]} {line[1] + 1} is hidden: what it holds is not loaded"
                self.unseen.append((place_of(name, row, column), words))

    def _cover(self, name: str | None) -> None:
        """Leave out what stands in a merged range beside its first cell: it is not shown."""
        for span in self.spans:
            within = (
                [place for place in self.texts if span.holds(place)]
                if span.size > len(self.texts)
                else [place for place in span.places() if place in self.texts]
            )
            for row, column in within:
                if (row, column) != (span.top, span.left):
                    words = f"{self.texts.pop((row, column))} is covered by a merged range"
                    self.unseen.append((place_of(name, row, column), f"{words}: not loaded"))

    def _echoes(self, height: int, width: int) -> Iterator[tuple[Place, Place]]:
        """Each cell of a merged range but the first, as far as the sheet goes, and the first."""
        count = 0
        for top, bottom, left, right in self.spans:
            if (top, left) not in self.texts:
                continue
            shown = Span(top, min(bottom, height), left, min(right, width))
            count += shown.size
            if count > limits.CELLS:
                raise UnreadableTable(f"merged ranges of more than {limits.CELLS} cells")
            for place in shown.places():
                if place != (top, left):
                    yield place, (top, left)
