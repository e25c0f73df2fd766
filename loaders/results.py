"""What became of a file that was to be loaded."""

from dataclasses import dataclass, field

from .files import NO_FAULT, Rejection

COUNTS = ("added", "revised", "withdrawn", "unchanged", "rejected", "conflicts")


@dataclass
class Result:
    """What became of one file.

    It was loaded, loaded partly, refused, or is unchanged since, or gone where it was to be loaded
    again, or failed before anybody could say what is wrong with its rows.
    """

    name: str
    outcome: str = "loaded"
    read: int = 0
    added: int = 0
    revised: int = 0
    withdrawn: int = 0
    conflicts: int = 0
    rejects: list[Rejection] = field(default_factory=list)
    seconds: float = 0
    # Why it failed, where it is not for its rows.
    failure: str | None = None

    @property
    def rejected(self) -> int:
        """Rows, of which one can be wrong in several ways."""
        return len({reject.line for reject in self.rejects if reject.line})

    @property
    def unchanged(self) -> int:
        if self.outcome == "refused":
            return 0
        return self.read - self.rejected - self.added - self.revised

    @property
    def changes(self) -> int:
        return self.added + self.revised + self.withdrawn

    @property
    def rows_per_second(self) -> int | None:
        return round(self.read / self.seconds) if self.seconds >= 0.001 else None

    @property
    def faults(self) -> list[Rejection]:
        return [reject for reject in self.rejects if reject.reason not in NO_FAULT]

    @property
    def error(self) -> str | None:
        """Why not all of it was loaded, in a line."""
        if self.failure or not self.faults:
            return self.failure
        first, *others = self.faults
        place = f"line {first.line}: {first.message} [{first.reason}]"
        return f"{place} and {len(others)} more" if others else place
