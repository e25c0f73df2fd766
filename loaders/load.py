"""The load of one file: what its steps work on, and what each hands to the next."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection

from ..errors import MinzhengError
from .acceptance import NO_CHOICE, Choice
from .files import File, Rejection, find_faults
from .resolve.known_lists import KnownLists


@dataclass(frozen=True)
class Load:
    """The load of a file, within a transaction; ``load_file_id`` is its row in ops.load_file."""

    connection: Connection
    file: File
    load_file_id: int
    lists: KnownLists


@dataclass
class Staged:
    """What staging a file found: how many rows it has, and those that cannot be loaded.

    ``rejected_rows`` are these as they were read, by their lines; they are no longer staged.
    """

    read: int = 0
    rejects: list[Rejection] = field(default_factory=list)
    rejected_rows: dict[int, dict[str, Any]] = field(default_factory=dict)
    # Whether nothing of the file can be loaded, however many of its rows are good.
    is_refused: bool = False
    # Whether only the lines are staged that differ from the last load of the source.
    only_differences: bool = False

    @property
    def is_partial(self) -> bool:
        """Whether rows are wrong, so that what the file lacks says nothing."""
        return bool(find_faults(self.rejects))


@dataclass(frozen=True)
class Changes:
    """How many rows a merge added, revised, and withdrew without putting another in their place.

    ``kept`` are lines that the file no longer has but that must stay; ``choice`` is what became of
    the cells that several sources report.
    """

    added: int = 0
    revised: int = 0
    withdrawn: int = 0
    kept: tuple[Rejection, ...] = ()
    choice: Choice = NO_CHOICE

    def __bool__(self) -> bool:
        return bool(self.added or self.revised or self.withdrawn)


class RowsRejected(MinzhengError):
    """Rows that only the merge finds to be wrong: nothing of their file is merged."""

    def __init__(self, rejects: Iterable[Rejection]) -> None:
        self.rejects = list(rejects)
        super().__init__(f"{len(self.rejects)} rows are rejected")
