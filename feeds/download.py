"""Files that an address serves: asked for only if they changed, and within limits."""

import hashlib
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path
from urllib.parse import unquote, urlsplit

import urllib3
from urllib3.exceptions import HTTPError, LocationParseError, MaxRetryError, ResponseError

from .feed import Feed
from .file_types import BLOCK, SUFFIXES, is_expected, type_of
from .version import Fetched, FetchError, Version

REDIRECTS = 5
# With these answers a server says that it may have another one later.
PASSING = (408, 425, 429, 500, 502, 503, 504)


def fetch(feed: Feed, address: str, known: Version, place: Path) -> Fetched:
    """The file, if it is not the known one. Raises FetchError."""
    deadline = time.monotonic() + feed.timeout.total_seconds()
    with _answer(feed, address, known) as response:
        if response.status == HTTPStatus.NOT_MODIFIED and known.sha256:
            return Fetched(address, known)
        if response.status != HTTPStatus.OK:
            message = f"{address} answers {response.status} {response.reason or ''}".strip()
            raise FetchError(message, can_wait=response.status in PASSING)
        place.mkdir()
        copy = place / name_of(address)
        version = Version(
            _saved(feed, address, response, copy, deadline),
            response.headers.get("ETag"),
            response.headers.get("Last-Modified"),
        )
    if version.sha256 == known.sha256:
        return Fetched(address, version)
    return Fetched(address, version, _as_expected(feed, address, copy))


def name_of(address: str) -> str:
    """The last part of the path, as a name that every system takes."""
    name = unquote(urlsplit(address).path).rpartition("/")[2]
    return re.sub(r"[^\w.-]", "_", name).strip(".") or "index"


@contextmanager
def _answer(feed: Feed, address: str, known: Version) -> Iterator[urllib3.BaseHTTPResponse]:
    headers = {"User-Agent": "minzheng"}
    if known.etag:
        headers["If-None-Match"] = known.etag
    if known.last_modified:
        headers["If-Modified-Since"] = known.last_modified
    retries = urllib3.Retry(total=None, connect=0, read=0, other=0, redirect=REDIRECTS)
    silence = feed.timeout.total_seconds()
    try:
        with (
            urllib3.PoolManager(timeout=silence, retries=retries) as pool,
            pool.request("GET", address, headers=headers, preload_content=False) as response,
        ):
            yield response
    except LocationParseError as error:
        raise FetchError(f"{address} is no address", can_wait=False) from error
    except MaxRetryError as error:
        if isinstance(error.reason, ResponseError):
            message = f"{address} redirects more than {REDIRECTS} times"
            raise FetchError(message, can_wait=False) from error
        raise FetchError(f"{address}: {_words(error.reason or error)}", can_wait=True) from error
    except HTTPError as error:
        raise FetchError(f"{address}: {_words(error)}", can_wait=True) from error


def _saved(
    feed: Feed, address: str, response: urllib3.BaseHTTPResponse, copy: Path, deadline: float
) -> str:
    """Write what is served to a file; its checksum. Raises FetchError beyond the limits."""
    digest = hashlib.sha256()
    size = 0
    with copy.open("wb") as file:
        # Whatever has come so far: a server that drips would fill no block before the deadline.
        while block := response.read1(BLOCK):
            size += len(block)
            if size > feed.max_bytes:
                message = f"{address} sends more than {feed.max_bytes} bytes"
                raise FetchError(message, can_wait=False)
            if time.monotonic() > deadline:
                message = f"{address} took longer than {feed.timeout.total_seconds():g} s"
                raise FetchError(message, can_wait=True)
            digest.update(block)
            file.write(block)
    return digest.hexdigest()


def _as_expected(feed: Feed, address: str, copy: Path) -> Path:
    """The file under a name whose extension says what it is. Raises FetchError for another type."""
    if not is_expected(copy, feed.types):
        wanted = " or ".join(feed.types) or copy.suffix.removeprefix(".") or "a table"
        message = f"{address} serves {type_of(copy).upper()} where {wanted} is expected"
        raise FetchError(message, can_wait=False)
    if copy.suffix.lower() in SUFFIXES:
        return copy
    return copy.rename(copy.with_name(f"{copy.name}.{type_of(copy)}"))


def _words(error: BaseException) -> str:
    """What happened, without the objects of the library."""
    return str(error).rpartition(">: ")[2] or type(error).__name__
