"""An export made again from its manifest: the same to the byte, or not at all."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from psycopg import Connection
from sqlalchemy import Engine

from ..queries import last_change, snapshot
from ..queries.moments import AS_OF, changed_since
from .errors import ExportError
from .export import written
from .folder import new_folder
from .manifest import Manifest, read
from .request import Request


def reproduce(engine: Engine, path: Path, folder: Path) -> Manifest:
    """Make the files of a manifest again; ExportError where they do not come out the same."""
    old = read(path)
    with snapshot(engine) as connection, new_folder(folder) as place:
        if last_change(connection, old.as_of) != old.as_of:
            raise ExportError(f"This database was never in the state of {old.as_of}")
        new = written(connection, asked_again(connection, old), place)
        if differ := differing(old, new):
            raise ExportError(f"Different now: {', '.join(differ)}. {why(connection, old, new)}")
    return new


def asked_again(connection: Connection[Any], old: Manifest) -> Request:
    """What the manifest asked for, as of its moment where the database is another by now."""
    request = old.request
    unchanged = last_change(connection) == old.as_of or request.question.as_of
    if unchanged or request.question.relation not in AS_OF:
        return request
    return replace(request, question=replace(request.question, as_of=old.as_of))


def differing(old: Manifest, new: Manifest) -> list[str]:
    """The files that are not the same in both."""
    before, now = ({file.path: file.sha256 for file in made.files} for made in (old, new))
    return sorted(name for name in before | now if before.get(name) != now.get(name))


def why(connection: Connection[Any], old: Manifest, new: Manifest) -> str:
    """What may have made the difference."""
    reasons = []
    if old.as_of and (files := changed_since(connection, old.as_of)):
        reasons.append(f"Since {old.as_of} the database was changed by {', '.join(files)}.")
        if old.request.question.relation not in AS_OF:
            names = " and ".join(f"mart.{name}" for name in AS_OF)
            reasons.append(f"Only {names} can be asked as of a moment.")
    others = [f"{name} {version}" for name, version in old.made_by.items()]
    if old.made_by != new.made_by:
        reasons.append(f"It was made by {', '.join(others)}.")
    return " ".join(reasons) or "The manifest is of another database."
