"""Makes an export again from its manifest: the same bytes, or an error."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from psycopg import Connection
from sqlalchemy import Engine

from ..queries import last_change, snapshot
from ..queries.vintages import AS_OF, changed_since
from .export import write_export
from .export_error import ExportError
from .folder import new_folder
from .manifest import Manifest, read
from .request import Request


def reproduce(engine: Engine, path: Path, folder: Path) -> Manifest:
    """Make the files of a manifest again. Raises ExportError where they differ."""
    old = read(path)
    with snapshot(engine) as connection, new_folder(folder) as place:
        if last_change(connection, old.as_of) != old.as_of:
            raise ExportError(f"This database was never in the state of {old.as_of}")
        new = write_export(connection, _request_as_of(connection, old), place)
        if differences := _differing_files(old, new):
            reasons = _reasons(connection, old, new)
            raise ExportError(f"Different now: {', '.join(differences)}. {reasons}")
    return new


def _request_as_of(connection: Connection[Any], old: Manifest) -> Request:
    """The request of the manifest, as of its moment if the database has changed since."""
    request = old.request
    unchanged = last_change(connection) == old.as_of or request.query.as_of
    if unchanged or request.query.relation not in AS_OF:
        return request
    return replace(request, query=replace(request.query, as_of=old.as_of))


def _differing_files(old: Manifest, new: Manifest) -> list[str]:
    before, now = ({file.path: file.sha256 for file in made.files} for made in (old, new))
    return sorted(name for name in before | now if before.get(name) != now.get(name))


def _reasons(connection: Connection[Any], old: Manifest, new: Manifest) -> str:
    """What may have caused the difference."""
    reasons = []
    if old.as_of and (files := changed_since(connection, old.as_of)):
        reasons.append(f"Since {old.as_of} the database was changed by {', '.join(files)}.")
        if old.request.query.relation not in AS_OF:
            names = " and ".join(f"mart.{name}" for name in AS_OF)
            reasons.append(f"Only {names} can be queried as of a moment.")
    versions = [f"{name} {version}" for name, version in old.made_by.items()]
    if old.made_by != new.made_by:
        reasons.append(f"It was made by {', '.join(versions)}.")
    return " ".join(reasons) or "The manifest is of another database."
