"""What the user says of a file that it does not say itself."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from .tables.periods import Period


@dataclass(frozen=True)
class Given:
    """The source a file belongs to, and the area and period it is about; None: the file says.

    With a title the source is a new one, an official table.
    """

    source: str | None = None
    area: str | None = None
    period: Period | None = None
    title: str | None = None
    publisher: str | None = None
    published_on: date | None = None
    mapping: Path | None = None


NOTHING = Given()
