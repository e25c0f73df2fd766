"""The rows of a CSV file with the lines they stand in, and what is wrong with the file itself."""

import csv
import hashlib
import io
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple


class Reject(NamedTuple):
    """A row that cannot be loaded: where, what was read, a code to group by, and words."""

    line: int
    column: str
    value: str | None
    reason: str
    message: str


class Row(NamedTuple):
    """A record of the file and the line, from 1, in which it starts; an empty field is None."""

    line: int
    fields: dict[str, str | None]


@dataclass(frozen=True)
class File:
    """A CSV file as read: UTF-8, a header, one record a row."""

    path: Path
    sha256: str
    columns: tuple[str, ...]
    rows: list[Row]
    rejects: list[Reject] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.path.name


class UnreadableFile(Exception):
    """The file is no UTF-8 CSV with a header; the message says why."""


def read(path: Path) -> File:
    """Read a whole file. A record with too many or too few fields becomes a reject.

    Raises UnreadableFile, with the line, where nothing of it can be read.
    """
    content = _content(path)
    records = csv.reader(io.StringIO(_text(content), newline=""), strict=True)
    rows, rejects = [], []
    try:
        columns = tuple(next(records, ()))
        line = records.line_num + 1
        for record in records:
            if len(record) == len(columns):
                rows.append(
                    Row(line, dict(zip(columns, (text or None for text in record), strict=True)))
                )
            elif record:
                rejects.append(_wrong_length(line, record, columns))
            line = records.line_num + 1
    except csv.Error as error:
        raise UnreadableFile(f"line {records.line_num}: {error}") from error
    return File(path, hashlib.sha256(content).hexdigest(), columns, rows, rejects)


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
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


def _wrong_length(line: int, record: list[str], columns: tuple[str, ...]) -> Reject:
    message = f"{len(record)} fields where the header has {len(columns)}"
    return Reject(line, "", ",".join(record), "field_count", message)
