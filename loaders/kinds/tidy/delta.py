"""The lines of a large tidy file that differ from those of its source's last load.

Of a file of more than a block, the version that was loaded whole is kept in the database,
compressed in parts. The next version is compared with it line by line, in memory that does not
grow with the file, and only what differs is staged. Where lines do not show which rows differ (a
quoted line break, a repeated line, another header, too many differences), the file is loaded as if
its last version were not known.
"""

import csv
import hashlib
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain, count, zip_longest

from sqlalchemy import Connection, insert, text

from ....database import statements
from ....errors import MinzhengError
from ....schema import LoadedPart
from ...files import File
from ...package_version import package_version
from ...staging import BLOCK, BYTE_ORDER_MARK

# With more lines that differ it is as fast to stage them all.
MANY = 200_000

FORGET = "delete from ops.loaded_part where source_code = coalesce(:source, source_code)"


class NotComparable(MinzhengError):
    """The lines do not show which rows differ."""


@dataclass
class Differences:
    """Lines that only the new version has, with their numbers; those that only the old one has.

    ``lines`` and ``old_lines`` are how many there are in all.
    """

    added: dict[bytes, int] = field(default_factory=dict)
    removed: set[bytes] = field(default_factory=set)
    lines: int = 0
    old_lines: int = 0

    def compare(self, old: list[bytes], new: list[bytes]) -> None:
        """Take in the next lines of both versions; one that only moved is found in both."""
        olds, news = set(old), set(new)
        gone, come = olds - news, news - olds
        met, moved = gone & self.added.keys(), come & self.removed
        for line in met:
            del self.added[line]
        self.removed = (self.removed - moved) | (gone - met)
        come -= moved
        if len(news) < len(new) or come & self.added.keys():
            raise NotComparable
        if come:
            numbered = enumerate(new, self.lines + 1)
            self.added |= {line: number for number, line in numbered if line in come}
        self.lines += len(new)
        self.old_lines += len(old)
        if len(self.added) + len(self.removed) > MANY:
            raise NotComparable

    def rows(self, columns: tuple[str, ...], header: tuple[str, ...]) -> Iterator[list[object]]:
        """Line and fields, for the columns of ``header``; what was removed has negative lines."""
        removed = ((line, -number) for number, line in enumerate(self.removed, 1))
        for line, number in chain(self.added.items(), removed):
            (record,) = csv.reader([line.decode()], strict=True)
            if len(record) != len(columns):
                raise NotComparable
            fields = dict(zip(columns, record, strict=True))
            yield [number, *(fields.get(name) or None for name in header)]


def since_last_load(connection: Connection, file: File) -> Differences:
    """How the file differs from the last load of its source. Raises NotComparable."""
    differences = Differences()
    for old, new in zip_longest(_loaded(connection, file.source), _blocks(file), fillvalue=b""):
        if not old and not differences.lines:
            raise NotComparable
        differences.compare(_lines(old), _lines(new))
    if 1 in differences.added.values():
        raise NotComparable
    return differences


def keep(connection: Connection, file: File) -> None:
    """Keep the file, of which everything was loaded, for its next version to be compared with."""
    if file.path.stat().st_size <= BLOCK:
        return
    checksum = hashlib.sha256()
    with connection.begin_nested() as kept:
        for part, block in enumerate(_blocks(file)):
            checksum.update(block)
            row = insert(LoadedPart).values(
                source_code=file.source,
                part=part,
                version=package_version(),
                content=zlib.compress(block, 1),
            )
            connection.execute(row)
        if checksum.hexdigest() != file.sha256:
            # The file was written again since it was opened.
            kept.rollback()


def forget(connection: Connection, source: str | None = None) -> None:
    """Delete the version that is kept of a source, or those of all after a change of lists.

    What lists say decides what a line means.
    """
    connection.execute(text(FORGET), {"source": source})


def _loaded(connection: Connection, source: str) -> Iterator[bytes]:
    for part in count():
        names: dict[str, object] = {"source": source, "part": part, "version": package_version()}
        found = statements.execute(connection, __package__, "loaded_part", names).scalar()
        if found is None:
            return
        yield zlib.decompress(found)


def _blocks(file: File) -> Iterator[bytes]:
    """The content in blocks of whole lines."""
    with file.path.open("rb") as content:
        while block := content.read(BLOCK):
            yield block + content.readline()


def _lines(block: bytes) -> list[bytes]:
    """The lines of a block. Raises NotComparable if a record continues after the end of a line."""
    lines = block.removeprefix(BYTE_ORDER_MARK).split(b"\n")
    if not lines[-1]:
        lines.pop()
    if b'"' in block and any(line.count(b'"') % 2 for line in lines):
        raise NotComparable
    return lines
