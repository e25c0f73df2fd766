"""The versions of a feed's file: the one that is there now and the one that was loaded."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from ..errors import MinzhengError
from ..redaction import redacted


class FetchError(MinzhengError):
    """A file that cannot be fetched; ``can_wait``: it may be possible later."""

    def __init__(self, message: str, *, can_wait: bool) -> None:
        super().__init__(redacted(message))
        self.can_wait = can_wait


@dataclass(frozen=True)
class FileVersion:
    """What distinguishes one version of a file from another, as far as it is known."""

    sha256: str | None = None
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True)
class LoadedVersion:
    """The version that the last load of a file read, and why some of it was not loaded."""

    load_file_id: int
    version: FileVersion
    error: str | None = None


@dataclass(frozen=True)
class FetchedFile:
    """A file of a feed as it is now, and our own copy; None if the version was known before."""

    address: str
    version: FileVersion
    copy: Path | None = None


def checksum(path: Path) -> str:
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
