"""What each kind of role may do: the one table that grants are made from, and the documentation.

Rights belong to groups, which cannot log in: nobody can change a group, and a login that a person
or a tool has as a member of one can change nothing but itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .table_rights import TableRight

SCHEMAS = ("core", "ops", "calc", "mart")

# Defaults of the sessions of a login. It may change them for itself: the grants are what protects
# the data, and what protects the server is below.
SETTINGS = {
    "default_transaction_read_only": "on",
    "statement_timeout": "60s",
    "idle_in_transaction_session_timeout": "60s",
    # Tools cast days to moments and back; in another zone some come back as the day before.
    "timezone": "UTC",
    # To compile what mart asks takes longer than to answer it.
    "jit": "off",
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
# back that nothing has, ask whether a session writes what a first server let pass.
LENT = (
    "core.hold_lock(text,boolean)",
    "core.analyze_table(text,text[])",
    "core.forget_loads(integer)",
    "core.last_numbers()",
    "core.return_numbers(bigint,bigint)",
    "core.writes_for_replica()",
)


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
    def rights(self) -> "tuple[TableRight, ...]":
        """What it may do with tables beyond reading."""
        # With the models of the tables, which few commands need.
        from . import table_rights

        return table_rights.of_kind(self.name)

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
