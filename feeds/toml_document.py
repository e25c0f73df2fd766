"""A TOML document that is checked as a whole: every error is reported, with its line and key."""

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from ..loaders.regular_files import what_else

Value = TypeVar("Value")


class TomlDocument:
    """The content of the file, and the errors found in it so far.

    A table is named as in its header, ``feeds.monthly``; the second of ``[[hooks]]`` is
    ``hooks[2]``. Raises ValueError for a file that is not TOML.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        if other := what_else(path):
            raise ValueError(f"it is {other}, not a file")
        self.text = path.read_text("utf-8")
        self.content = tomllib.loads(self.text)
        self.errors: list[tuple[int, str]] = []

    def error(self, table: str, key: str, message: str) -> None:
        place = ".".join(part for part in (table, key) if part)
        self.errors.append((self.line(table, key), f"{place}: {message}"))

    def allow(self, table: str, values: Iterable[str], known: Iterable[str]) -> None:
        """Report every key that is not known."""
        for key in values:
            if key not in known:
                self.error(table, key, f"unknown key; known are {', '.join(sorted(known))}")

    def take(
        self,
        table: str,
        values: Mapping[str, Any],
        key: str,
        read: Callable[[Any], Value],
        default: Value,
    ) -> Value:
        """The value of a key, converted by ``read``; a ValueError of it is reported."""
        if key not in values:
            return default
        try:
            return read(values[key])
        except ValueError as error:
            self.error(table, key, str(error))
            return default

    def line(self, table: str, key: str) -> int:
        """The line of a key, else that of its table, else the first."""
        within, found = not table, 1
        seen: dict[str, int] = {}
        for number, text in enumerate(self.text.splitlines(), 1):
            if header := re.match(r"\s*(\[{1,2})\s*([^\]]+?)\s*\]", text):
                name = re.sub(r"[\"'\s]", "", header[2])
                seen[name] = seen.get(name, 0) + 1
                within = table == (name if header[1] == "[" else f"{name}[{seen[name]}]")
                found = number if within else found
            elif within and re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=", text):
                return number
        return found

    @property
    def error_message(self) -> str:
        """A line for each error, in the order of the file; empty if there is none."""
        return "\n".join(f"{self.path}:{line}: {text}" for line, text in sorted(self.errors))
