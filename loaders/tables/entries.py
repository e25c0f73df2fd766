"""What becomes of a cell."""

from dataclasses import dataclass
from datetime import date

from .problems import TableProblem


@dataclass(frozen=True)
class TableFigure:
    """One cell of a table that holds a figure (or a marker such as 城乡一体), and what it is.

    ``within`` is what a table of areas prints before the area: the prefecture of a county.
    """

    label_path: tuple[str, ...]
    code: str | None
    unit: str | None
    area: str | None
    period_start: date | None
    period_end: date | None
    basis: str
    printed: str
    locator: str
    column: str
    within: str | None = None


@dataclass(frozen=True)
class Entry:
    """A cell and what it was taken for: figure, earlier, growth, blank, label, title, problem …"""

    kind: str
    item: TableFigure | TableProblem | None = None
