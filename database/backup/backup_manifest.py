"""What a backup says of itself."""

import json
import zipfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from ...errors import MinzhengError

DUMP = "database.dump"
MANIFEST = "manifest.json"
# Of what is written here; another number means that it is to be read otherwise.
FORMAT = 1


class BackupError(MinzhengError):
    """A backup cannot be written, read or restored; the message says why, and what is left."""


@dataclass(frozen=True)
class RelationChecksum:
    """How many rows a relation has, and a checksum that does not depend on their order."""

    rows: int
    checksum: str


@dataclass(frozen=True)
class GrantedRole:
    """A role that has rights in the database, or is a member of one, and is not its owner."""

    name: str
    may_log_in: bool
    connection_limit: int
    settings: tuple[str, ...]
    member_of: tuple[str, ...] = ()


@dataclass(frozen=True)
class BackupManifest:
    """A backup: of which release, revision and server it is, when it was taken, what it holds.

    ``grants`` are statements, in the order in which they are to be executed.
    """

    release: str
    revision: str
    server: str
    taken_at: datetime
    relations: Mapping[str, RelationChecksum]
    roles: tuple[GrantedRole, ...]
    grants: tuple[str, ...]

    def as_json(self) -> str:
        known = {"format": FORMAT, **asdict(self), "taken_at": self.taken_at.isoformat()}
        return json.dumps(known, ensure_ascii=False, indent=1)


def read_manifest(path: Path) -> BackupManifest:
    """The manifest of a backup. Raises BackupError for what is none, or is damaged."""
    try:
        with zipfile.ZipFile(path) as archive:
            if {DUMP, MANIFEST} <= set(archive.namelist()):
                return _parse(json.loads(archive.read(MANIFEST)), path)
    except OSError as error:
        raise BackupError(f"{path} cannot be read: {error.strerror}") from error
    except (zipfile.BadZipFile, ValueError, KeyError, TypeError) as error:
        raise BackupError(f"{path} is not a whole backup: {error}") from error
    raise BackupError(f"{path} is not a backup of minzheng: it lacks {DUMP} or {MANIFEST}")


def _parse(known: dict[str, Any], path: Path) -> BackupManifest:
    if known["format"] != FORMAT:
        raise BackupError(f"{path} was written by another release of minzheng, {known['release']}")
    return BackupManifest(
        known["release"],
        known["revision"],
        known["server"],
        datetime.fromisoformat(known["taken_at"]),
        {name: RelationChecksum(**one) for name, one in known["relations"].items()},
        tuple(_role(one) for one in known["roles"]),
        tuple(known["grants"]),
    )


def _role(known: dict[str, Any]) -> GrantedRole:
    lists = {name: tuple(known.get(name, ())) for name in ("settings", "member_of")}
    return GrantedRole(**{**known, **lists})
