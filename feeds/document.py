"""A TOML document that is read whole, so that every error is reported with its line and key."""

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar

Value = TypeVar("Value")


class Document:
    """The content of the file, and what is wrong with it so far.

    A table is named as in its header, ``feeds.monthly``; the second of ``[[hooks]]`` is
    ``hooks[2]``. Raises ValueError for what is no TOML.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.text = path.read_text("utf-8")
        self.content = tomllib.loads(self.text)
        self.errors: list[tuple[int, str]] = []

    def error(self, table: str, key: str, message: str) -> None:
        place = ".".join(part for part in (table, key) if part)
        self.errors.append((self.line(table, key), f"{place}: {message}"))

    def only(self, table: str, values: Iterable[str], known: Iterable[str]) -> None:
        """Every other key is an error."""
        for key in values:
            if key not in known:
                self.error(table, key, f"no such key; there are {', '.join(sorted(known))}")

    def take(
        self,
        table: str,
        values: Mapping[str, Any],
        key: str,
        read: Callable[[Any], Value],
        usual: Value,
    ) -> Value:
        """The value of a key, as ``read`` takes it; what it cannot take is an error."""
        if key not in values:
            return usual
        try:
            return read(values[key])
        except ValueError as error:
            self.error(table, key, str(error))
            return usual

    def line(self, table: str, key: str) -> int:
        """The line of a key, else that of its table, else the first."""
        within, found = not table, 1
        seen: dict[str, int] = {}
        for number, words in enumerate(self.text.splitlines(), 1):
            if header := re.match(r"\s*(\[{1,2})\s*([^\]]+?)\s*\]", words):
                name = re.sub(r"[\"'\s]", "", header[2])
                seen[name] = seen.get(name, 0) + 1
                within = table == (name if header[1] == "[" else f"{name}[{seen[name]}]")
                found = number if within else found
            elif within and re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=", words):
                return number
        return found

    @property
    def complaint(self) -> str:
        """A line for each error, in the order of the file; empty where there is none."""
        return "\n".join(f"{self.path}:{line}: {words}" for line, words in sorted(self.errors))
