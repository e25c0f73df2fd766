"""The loader of reference lists: code lists, sources, and what is derived from figures."""

from dataclasses import dataclass
from itertools import chain

from sqlalchemy import Connection

from ... import acceptance, staging
from ...files import File, Rejection
from ...resolve import breakdowns
from ..csv_columns import unknown, well_formed
from ..tidy import delta
from . import removed_lines
from .admin_units import ADMIN_UNIT_EVENTS, ADMIN_UNIT_SETS, ADMIN_UNITS
from .alerts import ALERTS
from .analyses import ANALYSES
from .definition import Definition
from .indicators import DIMENSIONS, INDICATOR_ALIASES, INDICATORS, MEMBERS, PROGRAMS, UNITS
from .merging import Changes, merge, repeated
from .metrics import METRICS
from .rules import RULES
from .sources import ACCEPTANCE, DECISIONS, SOURCES

# In the order of dependence: a list refers to those before it.
DEFINITIONS = {
    "units": UNITS,
    "programs": PROGRAMS,
    "dimensions": DIMENSIONS,
    "members": MEMBERS,
    "indicators": INDICATORS,
    "indicator_aliases": INDICATOR_ALIASES,
    "admin_unit_versions": ADMIN_UNITS,
    "admin_unit_events": ADMIN_UNIT_EVENTS,
    "admin_unit_sets": ADMIN_UNIT_SETS,
    "sources": SOURCES,
    "acceptance": ACCEPTANCE,
    "decisions": DECISIONS,
    "metrics": METRICS,
    "rules": RULES,
    "alerts": ALERTS,
    "analyses": ANALYSES,
}


@dataclass(frozen=True)
class ReferenceList:
    """The kind of file that holds a list, known by its columns."""

    name: str
    definition: Definition

    @property
    def header(self) -> tuple[str, ...]:
        return self.definition.header

    def fits(self, columns: tuple[str, ...]) -> bool:
        return set(columns) == set(self.header)

    def stage(self, connection: Connection, file: File) -> staging.Staged:
        columns = dict.fromkeys(self.header, "text")
        staging.stage(connection, columns, staging.texts(self.header, file.rows))
        rejects = [
            *file.misfits,
            *well_formed(self.definition.columns, file.rows),
            *unknown(connection, self.definition.columns),
            *repeated(connection, self.definition.parts[0]),
            *chain.from_iterable(check(connection) for check in self.definition.checks),
            *breakdowns.wrong(
                connection, self.definition.breakdowns, self.definition.breakdowns_in
            ),
        ]
        return staging.of_file(file, rejects)

    def merge(
        self, connection: Connection, file: File, _load_file_id: int, *, partial: bool
    ) -> Changes:
        breakdowns.create(connection, self.definition.breakdowns, self.definition.breakdowns_in)
        done = [merge(connection, part) for part in self.definition.parts]
        removed, kept = (0, []) if partial else self.without_lines_gone(connection, file)
        if any(done) or removed:
            delta.forget(connection)
            if self.definition.decides:
                acceptance.accept(connection, acceptance.CONTESTED)
        rows = len(file.rows)
        added = min(max(changes.added for changes in done), rows)
        revised = min(sum(changes.revised for changes in done), rows - added)
        return Changes(added, revised, removed, tuple(kept))

    def without_lines_gone(self, connection: Connection, file: File) -> tuple[int, list[Rejection]]:
        removed_lines.remember(connection, self.name, self.definition.identity, file)
        return removed_lines.remove(connection, DEFINITIONS)


LISTS = {name: ReferenceList(name, definition) for name, definition in DEFINITIONS.items()}
