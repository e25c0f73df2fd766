"""What becomes of a cell."""

from dataclasses import dataclass
from datetime import date

from .problems import TableProblem
from .timing import Time


@dataclass(frozen=True)
class TableFigure:
    """One cell of a table that holds a figure (or a marker such as 城乡一体), and what it is.

    ``units`` are all that its row, header and label say, or else the notes over the table, where
    "" is one that is not known. Several of a note leave ``unit`` open.
    ``within`` is what a table of areas prints before the area: the prefecture of a county;
    ``titled`` are the places that its title may name, those of ``about`` are no offices; ``title``
    is what else it says, and ``captions`` what other lines over the column do.
    ``noted`` are the units of the notes, whatever else is printed.
    """

    label_path: tuple[str, ...]
    code: str | None
    unit: str | None
    units: tuple[str, ...]
    area: str | None
    time: Time
    printed: str
    locator: str
    column: str
    within: str | None = None
    titled: tuple[str, ...] = ()
    title: str = ""
    captions: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    noted: tuple[str, ...] = ()
    # The footnote marks of the cell, and by how much its number format divided what is stored.
    marks: str = ""
    scale: int = 1
    # Whether it stands in a cell that is merged over several rows.
    is_merged: bool = False

    @property
    def basis(self) -> str:
        return self.time.basis

    @property
    def period_start(self) -> date | None:
        return self.time.start

    @property
    def period_end(self) -> date | None:
        return self.time.end


@dataclass(frozen=True)
class Entry:
    """A cell and what it was taken for: figure, earlier, growth, blank, label, title, problem …"""

    kind: str
    item: TableFigure | TableProblem | None = None
