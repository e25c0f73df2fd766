"""The lists that files are resolved by."""

from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy import Connection

Read = TypeVar("Read")


class KnownLists:
    """Lists of the database, each read once for all files of a batch: none of them changes one."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._known: dict[Callable[[Connection], Any], Any] = {}

    def once(self, read: Callable[[Connection], Read]) -> Read:
        """What ``read`` gives; it reads only the first time."""
        if read not in self._known:
            self._known[read] = read(self.connection)
        return self._known[read]  # type: ignore[no-any-return]
