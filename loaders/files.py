"""A CSV file: its columns, its rows with the lines they stand in, and what is wrong with it."""

import csv
import hashlib
import io
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from ..errors import MinzhengError
from .options import NO_OPTIONS, LoadOptions

# Reasons that do not make a file wrong: 城乡一体 stands where a figure might, a standard a month
# beside that a year says the same, a figure is printed again, a sheet holds no number, a part of
# the file is not shown; a line that is gone from a list is still referred to. All of them are kept.
NO_FAULT = ("marker", "restated", "repeated", "no_table", "unseen", "still_used")


class Rejection(NamedTuple):
    """A row that cannot be loaded: where, what was read, a code to group by, and words."""

    line: int
    column: str
    value: str | None
    reason: str
    message: str


class Record(NamedTuple):
    """A record of the file and the line, from 1, in which it starts; an empty field is None."""

    line: int
    fields: dict[str, str | None]


class UnreadableFile(MinzhengError):
    """The file is no UTF-8 CSV with a header; the message says why."""


@dataclass(frozen=True)
class Origin:
    """Where a file was copied from, and what a server calls that version of it."""

    address: str
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True)
class File:
    """A CSV file: UTF-8, a header, one record a row."""

    path: Path
    sha256: str
    options: LoadOptions = NO_OPTIONS
    # Of what ``path`` is a copy, if it is one.
    origin: Origin | None = None
    # Whether its load may make those wait who read at the same time.
    delays_readers: bool = True

    @property
    def source(self) -> str:
        """The code of its source: as the options say, or the name of the file."""
        return self.options.source or self.path.name.partition(".")[0]

    @property
    def name(self) -> str:
        return self.path.name

    @property
    def address(self) -> str:
        return self.origin.address if self.origin else str(self.path.absolute())

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The header. Raises UnreadableFile if it cannot be read."""
        with self.path.open("rb") as file:
            return tuple(next(csv.reader([_text(file.readline())]), ()))

    @cached_property
    def rows(self) -> list[Record]:
        """The records that fit the header. Raises UnreadableFile if the file cannot be read."""
        return self._records[0]

    @cached_property
    def misfits(self) -> list[Rejection]:
        """A reject for each record with too many or too few fields."""
        return self._records[1]

    @cached_property
    def _records(self) -> tuple[list[Record], list[Rejection]]:
        text = _text(self.path.read_bytes())
        records = csv.reader(io.StringIO(text, newline=""), strict=True)
        rows, misfits = [], []
        try:
            columns = tuple(next(records, ()))
            line = records.line_num + 1
            for record in records:
                if len(record) == len(columns):
                    fields = (field or None for field in record)
                    rows.append(Record(line, dict(zip(columns, fields, strict=True))))
                elif record:
                    misfits.append(_misfit(line, record, columns))
                line = records.line_num + 1
        except csv.Error as error:
            raise UnreadableFile(f"line {records.line_num}: {error}") from error
        return rows, misfits


def opened(path: Path, options: LoadOptions = NO_OPTIONS) -> File:
    """The file with its checksum. Raises UnreadableFile for a path that is no file."""
    try:
        with path.open("rb") as file:
            return File(path, hashlib.file_digest(file, "sha256").hexdigest(), options)
    except OSError as error:
        raise UnreadableFile(f"{path}: {error.strerror}") from error


def _text(content: bytes) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        message = f"line {line}: byte {content[error.start]:#04x} is not UTF-8"
        raise UnreadableFile(message) from error
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        raise UnreadableFile(f"line {line}: a NUL character, which no text holds")
    return text


def _misfit(line: int, record: list[str], columns: tuple[str, ...]) -> Rejection:
    message = f"{len(record)} fields where the header has {len(columns)}"
    return Rejection(line, "", ",".join(record), "field_count", message)
