"""Stretches of a text in their order, of which those between two places are found at once."""

from bisect import bisect_left
from collections.abc import Iterable
from typing import Generic, Protocol, TypeVar


class Stretch(Protocol):
    """What has a place in a text, half-open."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


Item = TypeVar("Item", bound=Stretch)


class InOrder(Generic[Item]):
    """Stretches that do not overlap."""

    def __init__(self, items: Iterable[Item]) -> None:
        self.items = list(items)
        self.starts = [one.start for one in self.items]

    def between(self, start: int, end: int) -> list[Item]:
        """Those that lie between two places."""
        first, last = bisect_left(self.starts, start), bisect_left(self.starts, end)
        found = self.items[first:last]
        return found[:-1] if found and found[-1].end > end else found
