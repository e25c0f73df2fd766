"""The versions of a file of a feed: which one there is, which one is loaded."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from ..errors import MinzhengError


class FetchError(MinzhengError):
    """A file that cannot be had; ``can_wait``: whether it may be there later."""

    def __init__(self, message: str, *, can_wait: bool) -> None:
        super().__init__(message)
        self.can_wait = can_wait


@dataclass(frozen=True)
class Version:
    """What tells one version of a file from another, as far as it is known."""

    sha256: str | None = None
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True)
class Known:
    """The version that a feed's last load has seen, and why not all of it was loaded."""

    load_file_id: int
    version: Version
    error: str | None = None


@dataclass(frozen=True)
class Fetched:
    """A file of a feed as it is now, and a copy that nobody else writes; none of a known one."""

    address: str
    version: Version
    copy: Path | None = None


def checksum(path: Path) -> str:
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
