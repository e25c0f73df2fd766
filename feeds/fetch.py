"""Fetches the files of a feed: each is copied, or found to be the version that was loaded."""

from collections.abc import Iterable, Iterator
from functools import partial
from hashlib import sha256
from pathlib import Path

from ..loaders.files import path_of, text_of
from ..loaders.formats.file_formats import SUFFIXES
from ..redaction import redacted
from . import fetch_file, fetch_url
from .feed import Feed
from .file_types import is_cut_off
from .file_version import FetchedFile, FetchError, FileVersion, LoadedVersion
from .stopping import IsStopped, unless_stopped


def fetch_files(
    feed: Feed,
    loaded: dict[str, LoadedVersion],
    folder: Path,
    is_stopped: IsStopped = lambda: False,
) -> Iterator[tuple[str, FetchedFile | FetchError]]:
    """Each file of the feed, or why it cannot be fetched. Raises FetchError if none can, and
    Stopped.
    """
    found = addresses(feed)
    if loaded and not found:
        message = f"{feed.folder} is empty, and had {len(loaded)} files: is it mounted?"
        raise FetchError(message, can_wait=True)
    duplicates = _duplicates(found)
    for address in found:
        version = loaded[address].version if address in loaded else FileVersion()
        try:
            if other := duplicates.get(address):
                message = f"{address} would be the same source as {other}"
                raise FetchError(message, can_wait=False)
            work = partial(fetch, feed, address, version, folder)
            yield address, unless_stopped(work, is_stopped)
        except FetchError as error:
            yield address, error


def addresses(feed: Feed) -> list[str]:
    """Where the files of the feed are. Raises FetchError if its folder is missing."""
    if feed.url or feed.file:
        # It is recorded: what asks for the file knows the secrets of the address.
        return [redacted(feed.url) if feed.url else str(feed.file)]
    folder = path_of(str(feed.folder))
    try:
        if not folder.is_dir():
            raise FetchError(f"there is no folder {feed.folder}", can_wait=False)
        paths = {path for pattern in feed.patterns for path in folder.glob(pattern)}
        # Spreadsheet programs leave lock files of such names while a file is open.
        kept = [path for path in paths if not path.name.startswith(("~$", "."))]
        # A pattern such as * means no folders; but x.csv was meant to be a file.
        kept = [path for path in kept if path.suffix.lower() in SUFFIXES or not path.is_dir()]
    except OSError as error:
        raise FetchError(f"{feed.folder}: {error.strerror}", can_wait=True) from error
    return sorted(_named(kept))


def _named(paths: Iterable[Path]) -> list[str]:
    """The paths as texts. Of two that are one text, in two encodings, the second is escaped: there
    is no such file, which is told.
    """
    found: dict[str, None] = {}
    for path in sorted(paths, key=lambda path: (not is_utf8(path), path)):
        name = text_of(path)
        found[readable(str(path)) if name in found else name] = None
    return list(found)


def is_utf8(path: Path) -> bool:
    return readable(str(path)) == str(path)


def path_within(feed: Feed, address: str) -> str:
    """The path of a file within its feed; of a feed of one file its name."""
    if feed.folder and Path(address).is_relative_to(feed.folder):
        return Path(address).relative_to(feed.folder).as_posix()
    return fetch_url.file_name(address) if feed.url else Path(address).name


def file_name(feed: Feed, address: str) -> str:
    """What a file of a feed is known by: no other feed, and no path, has such a name."""
    return f"{feed.name}:{path_within(feed, address)}"


def stem(feed: Feed, address: str) -> str:
    """The name of the file without its extension."""
    return Path(path_within(feed, address)).stem


def fetch(feed: Feed, address: str, known: FileVersion, folder: Path) -> FetchedFile:
    """The file at an address, copied below ``folder``. Raises FetchError."""
    place = folder / sha256(address.encode()).hexdigest()[:16]
    if feed.url:
        file = fetch_url.fetch(feed, address, known, place)
    else:
        file = fetch_file.fetch(feed, address, known, place)
    if file.copy and not feed.open_ended and not feed.has_articles and is_cut_off(file.copy):
        message = f"{address} ends within a line, as if it were cut off or half written"
        raise FetchError(message, can_wait=True)
    return file


def readable(address: str) -> str:
    """The address with bytes that are not UTF-8 shown as escapes."""
    return address.encode("utf-8", "backslashreplace").decode()


def _duplicates(found: list[str]) -> dict[str, str]:
    """Addresses that differ from an earlier one by their extension alone, and the earlier one.

    x.csv and x.xlsx of one folder are one table twice, of which each would withdraw what only the
    other has. Files of one name in two folders are two parts of one source.
    """
    first: dict[str, str] = {}
    for address in found:
        first.setdefault(str(Path(address).with_suffix("")), address)
    by_stem = {address: first[str(Path(address).with_suffix(""))] for address in found}
    return {address: other for address, other in by_stem.items() if other != address}
