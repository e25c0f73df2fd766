"""The folder of a lake: versions side by side, and ``current``, which points to the newest one.

A version never changes. The next one is written beside it under a hidden name; files that are the
same are links to those of the version before. It appears as a whole, and ``current`` is moved to it
last, in one step: whoever reads meanwhile reads the old version to its end.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .lake_error import LakeError
from .lake_manifest import LakeManifest, read_manifest

CURRENT = "current"
VERSIONS = "versions"
LOCK = ".lock"
# The new version, and the one that readers may still be at.
KEPT = 2


class LakeFolder:
    """A lake on disk."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.versions = root / VERSIONS

    @property
    def current(self) -> Path | None:
        """The folder of the newest version; None where nothing was written yet."""
        pointer = self.root / CURRENT
        return pointer.resolve() if pointer.exists() else None

    def require_current(self) -> Path:
        """The folder of the newest version. Raises LakeError where there is none."""
        if self.current is None:
            raise LakeError(f"{self.root} is no lake: write one with minzheng lake {self.root}")
        return self.current

    def manifest(self) -> LakeManifest | None:
        return read_manifest(self.current) if self.current else None

    @contextmanager
    def new_version(self) -> Iterator[tuple[Path, int]]:
        """A place to write the next version into, and its number.

        Raises LakeError where another process writes one, or files of others are in the way.
        """
        try:
            self._require_lake()
            self.versions.mkdir(parents=True, exist_ok=True)
            with self._locked():
                for rest in self.versions.glob(".*"):
                    shutil.rmtree(rest)
                number = 1 + max((int(one.name) for one in self._complete()), default=0)
                place = self.versions / f".{number:06}"
                place.mkdir()
                try:
                    yield place, number
                    place.rename(self.versions / f"{number:06}")
                    self._point_to(number)
                finally:
                    shutil.rmtree(place, ignore_errors=True)
                for old in self._complete()[:-KEPT]:
                    shutil.rmtree(old)
        except OSError as error:
            raise LakeError(f"Cannot write {self.root}: {error.strerror or error}") from error

    def _require_lake(self) -> None:
        """Refuse a folder that holds something else: what is in it is not ours to remove."""
        if self.root.exists() and not self.root.is_dir():
            raise LakeError(f"{self.root} is no folder")
        names = {one.name for one in self.root.iterdir()} if self.root.exists() else set()
        if names - {CURRENT, VERSIONS, LOCK, f".{CURRENT}"}:
            raise LakeError(f"{self.root} is no lake: name a new folder, or an empty one")

    def _complete(self) -> list[Path]:
        return sorted(one for one in self.versions.iterdir() if one.name.isdigit())

    def _point_to(self, number: int) -> None:
        new = self.root / f".{CURRENT}"
        new.unlink(missing_ok=True)
        new.symlink_to(Path(VERSIONS) / f"{number:06}", target_is_directory=True)
        new.replace(self.root / CURRENT)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        # The system gives the lock back when the process ends, however it does.
        import fcntl

        with (self.root / LOCK).open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise LakeError(f"{self.root} is being written by another process") from error
            yield


def link(source: Path, target: Path) -> None:
    """The same file at another place, without a copy where the file system can do so."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
