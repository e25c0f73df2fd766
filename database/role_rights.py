"""What each kind of role may do: the one table that grants are made from, and the documentation.

Rights belong to groups, which cannot log in: nobody can change a group, and a login that a person
or a tool has as a member of one can change nothing but itself.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, cast

from sqlalchemy import Column, Table

from .. import schema
from . import kept

SCHEMAS = ("core", "ops", "calc", "mart")

# Defaults of the sessions of a login. It may change them for itself: the grants are what protects
# the data, and what protects the server is below.
SETTINGS = {
    "default_transaction_read_only": "on",
    "statement_timeout": "60s",
    "idle_in_transaction_session_timeout": "60s",
    # Tools cast days to moments and back; in another zone some come back as the day before.
    "timezone": "UTC",
    "search_path": "mart",
}
WRITING = SETTINGS | {
    "default_transaction_read_only": "off",
    # Models are made from whole relations.
    "statement_timeout": "10min",
}
LOADING = WRITING | {
    # A load may take its time, and waits between the files of an archive.
    "statement_timeout": "0",
    "idle_in_transaction_session_timeout": "0",
    "search_path": "",
}

# What whoever loads does with the rights of the owner, in functions that do nothing else: wait for
# other loads, have tables analyzed, delete records of old loads that changed nothing, give numbers
# back that nothing has.
LENT = (
    "core.hold_lock(text,boolean)",
    "core.analyze_table(text,text[])",
    "core.forget_loads(integer)",
    "core.last_numbers()",
    "core.return_numbers(bigint,bigint)",
)


@dataclass(frozen=True)
class TableRight:
    """Verbs that are granted on a table, on some columns of it or, without any, on all of it."""

    table: str
    verbs: tuple[str, ...]
    columns: tuple[str, ...] = ()

    @property
    def privileges(self) -> str:
        """As in GRANT, such as ``insert (code, title)``."""
        columns = f" ({', '.join(self.columns)})" if self.columns else ""
        return ", ".join(verb + columns for verb in self.verbs)


@dataclass(frozen=True)
class RoleKind:
    """A kind of role, whose rights its group has; ``reads`` are the schemas it reads whole."""

    name: str
    reads: tuple[str, ...]
    settings: Mapping[str, str] = field(default_factory=lambda: SETTINGS)
    connections: int = 20
    # How much one of its sessions may write to temporary files. Only a superuser can change it.
    temp_file_limit: str = "2GB"
    has_schema: bool = False
    is_temporary_allowed: bool = False
    functions: tuple[str, ...] = ()

    @property
    def group(self) -> str:
        return f"minzheng_{self.name}s"

    @property
    def login(self) -> str:
        """How its login is named unless the user says so."""
        return f"minzheng_{self.name}"

    @cached_property
    def rights(self) -> tuple[TableRight, ...]:
        """What it may do with tables beyond reading."""
        return tuple(_RIGHTS.get(self.name, lambda: ())())

    def verbs_on(self, relation: str) -> dict[str, tuple[str, ...]]:
        """What it may do with a relation: each verb, and the columns where not with all."""
        found: dict[str, tuple[str, ...]] = {}
        if relation.partition(".")[0] in self.reads:
            found["select"] = ()
        for right in self.rights:
            if right.table == relation:
                for verb in right.verbs:
                    found[verb] = (*found.get(verb, ()), *right.columns)
        return found

    def may_call(self, function: str) -> bool:
        """Whether it may call a function, which is named with the types of its arguments."""
        return function.partition(".")[0] in ("mart", "calc") or function in self.functions


def _columns(model: type[schema.Base], *excluded: str) -> tuple[str, ...]:
    """The columns that a statement may name: not those that the server fills in."""
    table = cast(Table, model.__table__)
    filled_in = {"recorded_at", "withdrawn_at", *excluded}

    def is_given(column: Column[Any]) -> bool:
        return column.identity is None and column.name not in filled_in

    return tuple(column.name for column in table.columns if is_given(column))


def _recording() -> Iterable[TableRight]:
    """What whoever loads anything needs: records of it, the choice of reports, what is kept."""
    yield TableRight("ops.load_run", ("insert", "update"))
    yield TableRight("ops.load_file", ("insert", "update"))
    yield TableRight("ops.reject", ("insert",))
    yield TableRight("core.observation", ("update",), ("accepted",))
    yield TableRight("core.breakdown", ("insert",), ("key",))
    yield TableRight("core.breakdown_member", ("insert",))
    for table in kept.kept_tables():
        yield TableRight(table.name, ("insert", "delete"))


def _of_loaders() -> Iterable[TableRight]:
    yield from _recording()
    # When it is released is for curators to say.
    source = _columns(schema.Source, "release_at")
    yield TableRight("core.source", ("insert", "update"), source)
    yield TableRight("core.observation", ("insert",), _columns(schema.Observation))
    yield TableRight("core.comparison", ("insert",), _columns(schema.Comparison))
    yield TableRight("core.observation", ("update",), ("withdrawn_at",))
    yield TableRight("core.comparison", ("update",), ("withdrawn_at",))
    yield TableRight("core.mention", ("insert", "delete"))
    yield TableRight("ops.proposal", ("insert", "update", "delete"))
    yield TableRight("ops.loaded_part", ("insert", "delete"))
    yield TableRight("ops.held_file", ("insert", "delete"))
    yield TableRight("ops.held_figure", ("insert",))
    yield TableRight("ops.schedule", ("insert", "update", "delete"))
    yield TableRight("ops.alert_told", ("insert", "update", "delete"))


def _of_curators() -> Iterable[TableRight]:
    yield from _recording()
    source = _columns(schema.Source)
    yield TableRight("core.source", ("insert", "update"), source)
    yield TableRight("core.source", ("delete",))
    yield TableRight("core.decision", ("insert", "update", "delete"))
    yield TableRight("core.acceptance_criterion", ("insert", "update", "delete"))
    yield TableRight("ops.listed", ("insert", "update", "delete"))
    yield TableRight("ops.proposal", ("update", "delete"))
    # Of a large file whose figures a list may read otherwise.
    yield TableRight("ops.loaded_part", ("delete",))


_RIGHTS = {"loader": _of_loaders, "curator": _of_curators}

READER = RoleKind("reader", reads=("mart", "calc"))
MODELLER = RoleKind(
    "modeller",
    reads=("mart", "calc"),
    settings=WRITING,
    has_schema=True,
    is_temporary_allowed=True,
)
LOADER = RoleKind(
    "loader",
    reads=SCHEMAS,
    settings=LOADING,
    temp_file_limit="20GB",
    is_temporary_allowed=True,
    functions=LENT,
)
CURATOR = RoleKind(
    "curator",
    reads=SCHEMAS,
    settings=LOADING,
    temp_file_limit="20GB",
    is_temporary_allowed=True,
    functions=LENT,
)
KINDS = {kind.name: kind for kind in (READER, MODELLER, LOADER, CURATOR)}
