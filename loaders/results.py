"""What became of a file that was to be loaded."""

from dataclasses import dataclass, field
from typing import Self

from .files import Rejection, count_rows, find_faults
from .findings import Finding
from .load import Changes, Staged

COUNTS = ("added", "revised", "withdrawn", "unchanged", "rejected", "conflicts")


@dataclass
class Result:
    """What became of one file: it was loaded, partly loaded or refused; or it is held until its
    source is released, is unchanged since its last load, is gone from where it was, or failed
    before its rows could be judged.

    ``name`` is the file's label, for people.
    """

    name: str
    outcome: str = "loaded"
    read: int = 0
    added: int = 0
    revised: int = 0
    withdrawn: int = 0
    conflicts: int = 0
    rejects: list[Rejection] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    seconds: float = 0
    # Why it failed, where its rows are not the reason.
    failure: str | None = None
    # Of a refused file, in a plan: what would become of it by its good rows alone.
    good_rows: Self | None = None

    def add(self, staged: Staged, changes: Changes | None) -> None:
        """Take in what staging found and what the merge changed, if the file was not refused."""
        self.read, self.rejects = staged.read, list(staged.rejects)
        if changes is None:
            self.outcome = "refused"
            return
        self.outcome = "partly" if staged.is_partial else "loaded"
        self.added, self.revised = changes.added, changes.revised
        self.withdrawn, self.conflicts = changes.withdrawn, changes.choice.conflicts
        self.rejects += changes.kept

    def hold(self, staged: Staged) -> None:
        """Take in what staging found of a file that is held: it changes nothing yet."""
        self.read, self.rejects, self.outcome = staged.read, list(staged.rejects), "held"

    @property
    def rejected(self) -> int:
        """How many rows were rejected, each for one or several reasons."""
        return count_rows(self.rejects)

    @property
    def alike(self) -> list[tuple[Rejection, int]]:
        """The first of the rejects of each kind, by reason and message, and how many there are."""
        kinds: dict[tuple[str, str], list[Rejection]] = {}
        for reject in self.rejects:
            kinds.setdefault((reject.reason, reject.message), []).append(reject)
        return [(rejects[0], len(rejects)) for rejects in kinds.values()]

    @property
    def unchanged(self) -> int:
        if self.outcome in ("refused", "held"):
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
        """The rejects that make the file wrong."""
        return find_faults(self.rejects)

    @property
    def error(self) -> str | None:
        """Why not all of it was loaded, in a line."""
        if self.failure or not self.faults:
            return self.failure
        first, *others = self.faults
        place = f"line {first.line}: {first.message} [{first.reason}]"
        return f"{place} and {len(others)} more" if others else place
