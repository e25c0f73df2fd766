"""Copies a file of this host, so that later writes to the original do not change what is loaded."""

import shutil
import time
from pathlib import Path
from typing import NamedTuple

from ..loaders.files import path_of, text_of
from ..loaders.regular_files import what_else
from .feed import Feed
from .file_version import FetchedFile, FetchError, FileVersion, checksum


class Stamp(NamedTuple):
    """What changes when a file is written or replaced."""

    size: int
    modified_ns: int
    inode: int


def fetch(feed: Feed, address: str, known: FileVersion, place: Path) -> FetchedFile:
    """The file, copied to ``place`` unless it is the known version. Raises FetchError."""
    path = path_of(address)
    try:
        _check_kind(feed, path)
        _check_size(feed, path)
        if checksum(path) == known.sha256:
            return FetchedFile(address, known)
        stamp = _wait_until_unchanged(feed, path)
        place.mkdir()
        copy = Path(shutil.copyfile(path, place / path.name))
        if _stamp(path) != stamp:
            raise FetchError(f"{address} was written while it was copied", can_wait=True)
    except FileNotFoundError as error:
        raise FetchError(f"there is no file {address}", can_wait=False) from error
    except PermissionError as error:
        raise FetchError(f"{address} may not be read", can_wait=False) from error
    except OSError as error:
        raise FetchError(f"{address}: {error.strerror}", can_wait=True) from error
    return FetchedFile(address, FileVersion(checksum(copy)), copy)


def _check_kind(feed: Feed, path: Path) -> None:
    """Refuse what is not a file, or is one somewhere else: a link lends whoever may write to the
    folder the eyes of the one who loads it.
    """
    if other := what_else(path):
        raise FetchError(f"{text_of(path)} is {other}, not a file", can_wait=False)
    folder = path_of(str(feed.folder)).resolve()
    if feed.folder and not path.resolve().is_relative_to(folder):
        message = f"{text_of(path)} is a link that leads out of {feed.folder}"
        raise FetchError(message, can_wait=False)


def _check_size(feed: Feed, path: Path) -> None:
    if (size := path.stat().st_size) > feed.max_bytes:
        message = f"{text_of(path)} has {size} bytes, {feed.max_bytes} are allowed"
        raise FetchError(message, can_wait=False)


def _wait_until_unchanged(feed: Feed, path: Path) -> Stamp:
    """The stamp of a file that nobody has written for ``settle``. Raises FetchError on timeout.

    The clock may have been set, so only waiting shows that a file with a time of now or of the
    future is not being written.
    """
    settle = feed.settle.total_seconds()
    deadline = time.monotonic() + feed.timeout.total_seconds()
    stamp = _stamp(path)
    age = time.time() - stamp.modified_ns / 1e9
    pause = 0.0 if age >= settle else settle - max(age, 0)
    while pause:
        time.sleep(pause)
        before, stamp = stamp, _stamp(path)
        if stamp == before:
            break
        if time.monotonic() > deadline:
            raise FetchError(f"{text_of(path)} is being written", can_wait=True)
        pause = settle
    return stamp


def _stamp(path: Path) -> Stamp:
    status = path.stat()
    return Stamp(status.st_size, status.st_mtime_ns, status.st_ino)
