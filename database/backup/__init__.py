"""Backups: one file with everything in a database, and proof that what is restored equals it.

The file is a ZIP archive of two members: database.dump, in the custom format of pg_dump, and
manifest.json, which says of which release and revision it is, how many rows every relation had and
their checksum, and which roles had which rights. Both are of the same moment. Without this package
``unzip -p FILE database.dump | pg_restore`` restores it.
"""

import os
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import URL, Engine

from .. import roles, table_revisions
from . import clients, privileges
from .backup_manifest import DUMP, MANIFEST, BackupError, BackupManifest, read_manifest
from .relation_checksums import checksums

__all__ = [
    "BackupError",
    "BackupManifest",
    "differing",
    "next_of",
    "read_manifest",
    "restore",
    "rotate",
    "write",
]

# Of whose objects a database to restore into must have none.
OCCUPIED = """
    select string_agg(nspname, ', ' order by nspname)
    from pg_namespace
    where nspname in ('core', 'ops', 'calc', 'mart')
"""


# Backups that a schedule writes into a folder, by their names.
ROTATED = re.compile(r"minzheng-\d{8}T\d{6}Z\.zip")


def write(engine: Engine, address: URL, path: Path, release: str) -> BackupManifest:
    """Write a backup; a file of that name is replaced once the new one is whole."""
    with engine.connect() as connection, _new_file(path) as new:
        revision = table_revisions.current_revision(connection)
        if revision is None:
            raise BackupError("The database has no tables yet: there is nothing to back up")
        connection.rollback()
        connection.exec_driver_sql("begin isolation level repeatable read read only")
        snapshot = connection.exec_driver_sql("select pg_export_snapshot()").scalar_one()
        manifest = BackupManifest(
            release=release,
            revision=revision,
            server=connection.exec_driver_sql("show server_version").scalar_one(),
            taken_at=datetime.now(UTC),
            relations=checksums(connection),
            roles=privileges.roles(connection),
            grants=privileges.grants(connection),
        )
        with zipfile.ZipFile(new, "w") as archive:
            # The dump is compressed already.
            with archive.open(DUMP, "w", force_zip64=True) as member:
                clients.dump(address, snapshot, member)
            archive.writestr(MANIFEST, manifest.as_json())
    return manifest


@contextmanager
def _new_file(path: Path) -> Iterator[Path]:
    """A file beside the path that takes its place once the block is through and it is on disk."""
    new = path.with_name(f"{path.name}.part")
    try:
        # For its user alone: a backup has everything, for whoever can read it.
        os.close(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
        yield new
        with new.open("rb") as file:
            os.fsync(file.fileno())
        new.replace(path)
    except OSError as error:
        raise BackupError(f"{path} cannot be written: {error.strerror}") from error
    finally:
        new.unlink(missing_ok=True)


def next_of(folder: Path) -> Path:
    """The name of the next backup of a folder: of the moment, in UTC."""
    return folder / f"minzheng-{datetime.now(UTC):%Y%m%dT%H%M%SZ}.zip"


def rotate(folder: Path, keep: int) -> list[Path]:
    """Remove the backups of a folder but for so many of the last; which were removed."""
    known = sorted(path for path in folder.iterdir() if ROTATED.fullmatch(path.name))
    old = known[: max(len(known) - keep, 0)]
    for path in old:
        path.unlink()
    return old


def restore(engine: Engine, address: URL, path: Path) -> tuple[BackupManifest, list[str]]:
    """Restore a backup into a database without our schemas; its manifest, and notes on its roles.

    Raises BackupError; the database is then as it was, unless only
    rights are lacking.
    """
    manifest = read_manifest(path)
    with engine.connect() as connection:
        if not table_revisions.is_known(manifest.revision):
            raise BackupError(
                f"{path} was written by minzheng {manifest.release} (revision"
                f" {manifest.revision}), which is newer: install that release to restore it"
            )
        if found := connection.exec_driver_sql(OCCUPIED).scalar_one():
            raise BackupError(
                f"The database is not empty: it has the schemas {found}. Restore into a new one"
                " (MINZHENG_HOME=FOLDER, or MINZHENG_DATABASE=URL of an empty database)"
            )
    with zipfile.ZipFile(path) as archive, archive.open(DUMP) as dumped:
        clients.restore(address, dumped)
    with engine.begin() as connection:
        notes = privileges.give_again(connection, manifest.roles, manifest.grants)
        if table_revisions.is_current(connection):
            # Also what PUBLIC must not have of functions that are made anew.
            roles.give_rights_again(connection)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("analyze")
    return manifest, notes


def differing(engine: Engine, manifest: BackupManifest) -> list[str]:
    """The relations that are not as the manifest says."""
    with engine.connect() as connection:
        found = checksums(connection)
    names = found.keys() | manifest.relations.keys()
    return sorted(name for name in names if found.get(name) != manifest.relations.get(name))
