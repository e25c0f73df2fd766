"""The files of a feed, each as it is now or known to be what it was."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from . import download, local
from .feed import Feed
from .file_types import is_cut_off
from .version import Fetched, FetchError, Known, Version


def fetched(
    feed: Feed, known: dict[str, Known], spool: Path
) -> Iterator[tuple[str, Fetched | FetchError]]:
    """Each file of the feed, or why it cannot be had. Raises FetchError where none can."""
    found = addresses(feed)
    if known and not found:
        message = f"{feed.folder} is empty, and had {len(known)} files: is it mounted?"
        raise FetchError(message, can_wait=True)
    twice = _twice(feed, found)
    for address in found:
        version = known[address].version if address in known else Version()
        try:
            if other := twice.get(address):
                message = f"{address} would be the same source as {other}"
                raise FetchError(message, can_wait=False)
            yield address, fetch(feed, address, version, spool)
        except FetchError as error:
            yield address, error


def addresses(feed: Feed) -> list[str]:
    """Where the files of the feed are. Raises FetchError where its folder is not."""
    if feed.url or feed.file:
        return [feed.url or str(feed.file)]
    folder = Path(str(feed.folder))
    try:
        if not folder.is_dir():
            raise FetchError(f"there is no folder {folder}", can_wait=False)
        paths = {path for pattern in feed.patterns for path in folder.glob(pattern)}
        # Spreadsheets that are open leave files of such names.
        kept = [path for path in paths if path.is_file() and not path.name.startswith(("~$", "."))]
    except OSError as error:
        raise FetchError(f"{folder}: {error.strerror}", can_wait=True) from error
    return sorted(map(str, kept))


def path_within(feed: Feed, address: str) -> str:
    """The path of a file within its feed; of a feed of one file its name."""
    if feed.folder and Path(address).is_relative_to(feed.folder):
        return readable(Path(address).relative_to(feed.folder).as_posix())
    return download.name_of(address) if feed.url else readable(Path(address).name)


def file_name(feed: Feed, address: str) -> str:
    """What a file of a feed is known by: no other feed, and no path, has such a name."""
    return f"{feed.name}:{path_within(feed, address)}"


def stem(feed: Feed, address: str) -> str:
    """The name of the file without its extension."""
    return Path(path_within(feed, address)).stem


def fetch(feed: Feed, address: str, known: Version, spool: Path) -> Fetched:
    """The file at an address, as it is now. Raises FetchError."""
    try:
        place = spool / sha256(address.encode()).hexdigest()[:16]
    except UnicodeEncodeError as error:
        message = f"the name of {readable(address)} is not UTF-8"
        raise FetchError(message, can_wait=False) from error
    if feed.url:
        found = download.fetch(feed, address, known, place)
    else:
        found = local.fetch(feed, Path(address), known, place)
    if found.copy and not feed.open_ended and is_cut_off(found.copy):
        message = f"{address} ends within a line, as if it were cut off or half written"
        raise FetchError(message, can_wait=True)
    return found


def readable(address: str) -> str:
    """The address where bytes that are not UTF-8 are written as such."""
    return address.encode("utf-8", "backslashreplace").decode()


def _twice(feed: Feed, found: list[str]) -> dict[str, str]:
    """Addresses whose file would be loaded as the source of one before, and that one."""
    first: dict[str, str] = {}
    for address in found:
        first.setdefault(stem(feed, address), address)
    return {
        address: first[stem(feed, address)]
        for address in found
        if first[stem(feed, address)] != address
    }
