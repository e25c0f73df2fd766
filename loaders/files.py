"""Files to load: what they are known by, and the records of a CSV file with their lines."""

import csv
import hashlib
import io
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from .. import data
from ..errors import MinzhengError
from .options import NO_OPTIONS, LoadOptions
from .regular_files import what_else

# Where the bundled files are.
BUNDLED = Path(data.__path__[0])

# Reasons that do not make a file wrong: 城乡一体 stands where a figure might, a standard per month
# beside that per year says the same, a figure is printed again, a sheet holds no number, a part of
# the file is not shown; a line that was removed from a list is still referred to. All of them are
# kept in ops.reject.
NO_FAULT = ("marker", "restated", "repeated", "no_table", "unseen", "still_used")
ESCAPED_BYTE = re.compile(rb"\\x([0-9a-f]{2})")


class Rejection(NamedTuple):
    """Why a row cannot be loaded: where, what was read, a code to group by, and a message."""

    line: int
    column: str
    value: str | None
    reason: str
    message: str


class Record(NamedTuple):
    """A record of a CSV file and the line, from 1, in which it starts; an empty field is None."""

    line: int
    fields: dict[str, str | None]


def find_faults(rejects: Iterable[Rejection]) -> list[Rejection]:
    """Those that make their file wrong."""
    return [reject for reject in rejects if reject.reason not in NO_FAULT]


def count_rows(rejects: Iterable[Rejection]) -> int:
    """How many rows are rejected: one can be wrong in several ways, and line 0 is not a row."""
    return len({reject.line for reject in rejects if reject.line})


class UnreadableFile(MinzhengError):
    """A file that is not there, or of no kind that can be loaded; the message says why."""


@dataclass(frozen=True)
class Origin:
    """Where a file was copied from, and what a server calls that version of it."""

    address: str
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True)
class File:
    """A file to load; if it is CSV: UTF-8, a header, one record a row.

    ``name`` is what it is known by, among all files ever loaded; ``label`` is how messages name it.
    Where it could not be opened, ``error`` says why.
    """

    path: Path
    name: str
    label: str
    sha256: str
    options: LoadOptions = NO_OPTIONS
    # Of what ``path`` is a copy, if it is one.
    origin: Origin | None = None
    # Whether its load may make those wait who read at the same time.
    delays_readers: bool = True
    error: str = ""
    # Of an archive: the one file in it that is meant.
    member: str = ""

    @property
    def source(self) -> str:
        """The code of its source: as the options say, or the name of the file."""
        return self.options.source or text_of(self.path.name).partition(".")[0]

    @property
    def address(self) -> str:
        """Where it is, or was copied from."""
        return self.origin.address if self.origin else text_of(os.path.abspath(self.path))

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The header. Raises UnreadableFile if it cannot be read."""
        with self.path.open("rb") as file:
            # Lines may end in CR alone: then all of them are one line to readline.
            first = re.split(r"\r\n?|\n", _decode(file.readline()))[0]
        try:
            return tuple(next(csv.reader([first], strict=True), ()))
        except csv.Error as error:
            raise UnreadableFile(f"line 1: {error}") from error

    @cached_property
    def records(self) -> list[Record]:
        """The records that fit the header. Raises UnreadableFile if the file cannot be read."""
        return self._parsed[0]

    @cached_property
    def misfits(self) -> list[Rejection]:
        """A reject for each record with too many or too few fields."""
        return self._parsed[1]

    @cached_property
    def _parsed(self) -> tuple[list[Record], list[Rejection]]:
        return _parse(self.path)

    def check_readable(self) -> None:
        """Raises UnreadableFile if it cannot be read to its end, whatever its columns are."""
        _parse(self.path)


def text_of(path: Path | str) -> str:
    """A path as a text. Names that are not UTF-8 were given by a system that writes GB 18030."""
    name = os.fsencode(path)
    try:
        return name.decode("utf-8")
    except UnicodeDecodeError:
        return name.decode("gb18030", "backslashreplace")


def path_of(text: str) -> Path:
    """The path of which ``text_of`` made the text."""
    path = Path(text)
    # Bytes of neither encoding are escaped.
    name = ESCAPED_BYTE.sub(lambda byte: bytes.fromhex(byte[1].decode()), text.encode("gb18030"))
    named = Path(os.fsdecode(name))
    return named if named.exists() and not path.exists() else path


def is_bundled(path: Path) -> bool:
    """Whether it is one of the files of the package."""
    return Path(os.path.abspath(path)).is_relative_to(BUNDLED)


def name_of(path: Path) -> str:
    """What a file is known by that a user names, unless another file has that name already.

    It is the path from the working folder where it is inside, else the absolute one. Of a bundled
    file it is the path in the package's folder of data, which stays the same wherever the package
    is installed.
    """
    absolute = Path(os.path.abspath(path))
    if is_bundled(absolute):
        return absolute.relative_to(BUNDLED).as_posix()
    name = label_of(text_of(absolute))
    # Names of bundled files, and of files of feeds (monthly:a.csv), mean those alone.
    is_reserved = ":" in name or (BUNDLED / name).exists()
    return text_of(absolute) if is_reserved else name


def label_of(name: str) -> str:
    """How messages show a name: relative to the working folder where it is inside."""
    folder = Path.cwd()
    return str(Path(name).relative_to(folder)) if Path(name).is_relative_to(folder) else name


def open_file(path: Path, options: LoadOptions = NO_OPTIONS, *, name: str = "") -> File:
    """The file with its checksum, known by its path unless it has another name.

    A path at which no file can be read gives a file with an error.
    """
    name = name or name_of(path)
    path, member = in_archive(path)
    sha256, error = "", ""
    try:
        if other := what_else(path):
            error = f"{text_of(path)} is {other}, not a file"
        else:
            with path.open("rb") as file:
                sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as reason:
        error = f"{text_of(path)}: {reason.strerror}"
    return File(path, name, label_of(name), sha256, options, error=error, member=member)


def in_archive(path: Path) -> tuple[Path, str]:
    """Of ARCHIVE!MEMBER the two; of any other path no member."""
    text = str(path)
    for mark in re.finditer("!", "" if path.exists() else text):
        if (archive := Path(text[: mark.start()])).is_file():
            return archive, text[mark.end() :]
    return path, ""


def _parse(path: Path) -> tuple[list[Record], list[Rejection]]:
    """The records that fit the header, and a reject for each of the others."""
    text = _decode(path.read_bytes())
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    records, misfits = [], []
    try:
        columns = tuple(next(reader, ()))
        line = reader.line_num + 1
        for values in reader:
            if len(values) == len(columns):
                fields = (value or None for value in values)
                records.append(Record(line, dict(zip(columns, fields, strict=True))))
            elif values:
                misfits.append(misfit(line, len(values), len(columns), ",".join(values)))
            line = reader.line_num + 1
    except csv.Error as error:
        raise UnreadableFile(f"line {reader.line_num}: {error}") from error
    return records, misfits


def _decode(content: bytes) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        message = f"line {line}: byte {content[error.start]:#04x} is not UTF-8"
        raise UnreadableFile(message) from error
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        raise UnreadableFile(f"line {line}: a NUL character, which text cannot contain")
    return text


def misfit(line: int, fields: int, width: int, text: str) -> Rejection:
    """A reject for a record that has another number of fields than the header."""
    message = f"{fields} fields where the header has {width}"
    return Rejection(line, "", text, "field_count", message)
