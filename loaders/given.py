"""What the user says of a file that it does not say itself."""

from dataclasses import dataclass

from .tables.periods import Period


@dataclass(frozen=True)
class Given:
    """The source a file belongs to, and the area and period it is about; None: the file says."""

    source: str | None = None
    area: str | None = None
    period: Period | None = None


NOTHING = Given()
