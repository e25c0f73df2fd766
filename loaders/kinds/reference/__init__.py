"""Reference lists: code lists, sources, and what is derived from figures."""

from dataclasses import dataclass
from itertools import chain

from ... import acceptance, staging
from ...files import Rejection
from ...load import Changes, Load, Staged
from ...resolve import breakdowns
from ...resolve.near_names import with_near_names
from ..csv_columns import complete, find_ill_formed, find_unknown
from ..kind import Kind
from ..tidy import delta
from . import removed_lines
from .admin_units import ADMIN_UNIT_EVENTS, ADMIN_UNIT_SETS, ADMIN_UNITS
from .alerts import ALERTS
from .analyses import ANALYSES
from .definition import Definition
from .indicators import (
    DIMENSIONS,
    INDICATOR_ALIASES,
    INDICATORS,
    MEMBERS,
    PROGRAMS,
    RESIDUAL_REASONS,
    UNITS,
)
from .merging import find_repeated, merge
from .metrics import METRICS
from .rules import RULES
from .sources import ACCEPTANCE, DECISIONS, NOTES, SOURCES

# In the order of dependence: a list refers to those before it.
DEFINITIONS = (
    UNITS,
    PROGRAMS,
    DIMENSIONS,
    MEMBERS,
    INDICATORS,
    INDICATOR_ALIASES,
    RESIDUAL_REASONS,
    ADMIN_UNITS,
    ADMIN_UNIT_EVENTS,
    ADMIN_UNIT_SETS,
    SOURCES,
    ACCEPTANCE,
    DECISIONS,
    METRICS,
    RULES,
    ALERTS,
    ANALYSES,
    NOTES,
)
BY_NAME = {definition.name: definition for definition in DEFINITIONS}


@dataclass(frozen=True, kw_only=True)
class ReferenceList(Kind):
    """The kind of file that holds a list."""

    definition: Definition

    def stage(self, load: Load) -> Staged:
        connection, file, definition = load.connection, load.file, self.definition
        lines = complete(self.columns, file.records)
        staging.stage_texts(connection, self.header, lines)
        rejects = [*file.misfits, *find_ill_formed(self.columns, lines)]
        # What follows casts texts to dates and numbers.
        staging.discard(connection, {reject.line for reject in rejects})
        rejects += [
            *with_near_names(connection, find_unknown(connection, self.columns)),
            *find_repeated(connection, definition.parts[0]),
            *chain.from_iterable(check(connection) for check in definition.checks),
            *breakdowns.find_wrong(connection, definition.breakdowns, self._breakdowns_in),
        ]
        if definition.taken_apart:
            wrong = {reject.line for reject in rejects}
            staging.discard(connection, wrong, definition.taken_apart)
        return staging.take_out_records(connection, file, rejects)

    def merge(self, load: Load, staged: Staged) -> Changes:
        connection, definition = load.connection, self.definition
        breakdowns.create(connection, definition.breakdowns, self._breakdowns_in)
        done = [merge(connection, part) for part in definition.parts]
        removed = 0
        kept: list[Rejection] = []
        if not staged.is_partial:
            removed_lines.remember(load, definition)
            removed, kept = removed_lines.remove(connection, BY_NAME)
        choice = acceptance.NO_CHOICE
        if any(done) or removed:
            delta.forget(connection)
            if definition.decides_acceptance:
                choice = acceptance.choose(connection)
        # A line may become several rows, but counts once.
        lines = len(load.file.records)
        added = min(max(changes.added for changes in done), lines)
        revised = min(sum(changes.revised for changes in done), lines - added)
        return Changes(added, revised, removed, tuple(kept), choice)

    @property
    def _breakdowns_in(self) -> str:
        return self.definition.taken_apart or "staged"


LISTS = {
    name: ReferenceList(
        name=name,
        meaning=definition.meaning,
        meaning_en=definition.meaning_en,
        columns=definition.columns,
        is_list=True,
        resolves_figures=definition.resolves_figures,
        definition=definition,
    )
    for name, definition in BY_NAME.items()
}
