"""What cannot be read: a file, or a cell of it."""

from dataclasses import dataclass

from ...errors import MinzhengError


class UnreadableTable(MinzhengError, ValueError):
    """A file that holds no table to be read without guessing, and why."""


@dataclass(frozen=True)
class TableProblem:
    """A cell that cannot be read, with its characters and the reason."""

    locator: str
    printed: str
    reason: str
    message: str
