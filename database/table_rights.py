"""What loaders and curators do with tables, by verbs and columns; role_rights.py has the kinds."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import Column, Table

from .. import schema
from . import kept


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


def of_kind(name: str) -> tuple[TableRight, ...]:
    """What a kind of role may do with tables beyond reading."""
    rights = {"loader": _of_loaders, "curator": _of_curators}
    return tuple(rights[name]()) if name in rights else ()
