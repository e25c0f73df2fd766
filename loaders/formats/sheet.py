"""A table as it stands in a file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Self

from ..sheets.cells import clean, indent

Place = tuple[int, int]


@dataclass(frozen=True)
class Sheet:
    """A table as it stands in a file: rows of text cells.

    A merged range shows its text in every cell.
    ``echoes`` leads from each cell of a merged range but the first to the first: rows and
    columns from 0.
    ``indents`` are the blanks before the characters of a cell, where there are some.
    ``caption`` is what the file prints as the title of the table outside its rows.
    """

    name: str | None
    rows: tuple[tuple[str, ...], ...]
    echoes: Mapping[Place, Place] = field(default_factory=dict, repr=False, hash=False)
    caption: str = ""
    indents: Mapping[Place, int] = field(default_factory=dict, repr=False, hash=False)

    @classmethod
    def of_texts(cls, rows: Sequence[Sequence[str]]) -> Self:
        """The cells as they stand in a text file."""
        indents = {
            (row, column): blanks
            for row, cells in enumerate(rows)
            for column, cell in enumerate(cells)
            if (blanks := indent(cell))
        }
        return cls(None, tuple(tuple(map(clean, cells)) for cells in rows), indents=indents)

    def locator(self, row: int, column: int) -> str:
        """A fragment as in RFC 7111, from a row and column counted from 0 to ones from 1."""
        cell = f"cell={row + 1},{column + 1}"
        return f"sheet={self.name};{cell}" if self.name is not None else cell

    def cell(self, row: int, column: int) -> str:
        """The text of a cell, nothing where the row is shorter."""
        return self.rows[row][column] if column < len(self.rows[row]) else ""

    @property
    def width(self) -> int:
        return max(map(len, self.rows), default=0)

    def merged(self, one: Place, other: Place) -> bool:
        """Whether two cells are of one merged range."""
        return one != other and self.echoes.get(one, one) == self.echoes.get(other, other)
