"""A cell that cannot be read."""

from dataclasses import dataclass


@dataclass(frozen=True)
class TableProblem:
    """A cell that cannot be read, with its characters and the reason."""

    locator: str
    printed: str
    reason: str
    message: str
