"""Downloads the file of an address, if it changed, within the limits of its feed."""

import hashlib
import re
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import urllib3
from urllib3.exceptions import HTTPError, LocationParseError

from ..loaders.formats.file_formats import name_for
from ..redaction import SecretMissing, revealed
from ..web_address import is_web_address
from .feed import Feed
from .file_types import is_expected, type_of
from .file_version import FetchedFile, FetchError, FileVersion

REDIRECTS = 5
# Bytes that are written at a time.
BLOCK = 1 << 16
# Status codes after which a later request may succeed.
TEMPORARY = (408, 425, 429, 500, 502, 503, 504)


def fetch(feed: Feed, address: str, known: FileVersion, place: Path) -> FetchedFile:
    """The file, copied to ``place`` unless it is the known version. Raises FetchError."""
    deadline = time.monotonic() + feed.timeout.total_seconds()
    with _request(feed, address, known) as response:
        if response.status == HTTPStatus.NOT_MODIFIED and known.sha256:
            return FetchedFile(address, known)
        if response.status != HTTPStatus.OK:
            message = f"{address} answers {response.status} {response.reason or ''}".strip()
            raise FetchError(message, can_wait=response.status in TEMPORARY)
        place.mkdir()
        copy = place / file_name(address)
        version = FileVersion(
            _save(feed, address, response, copy, deadline),
            response.headers.get("ETag"),
            response.headers.get("Last-Modified"),
        )
    if version.sha256 == known.sha256:
        return FetchedFile(address, version)
    return FetchedFile(address, version, _check_type(feed, address, copy))


def file_name(address: str) -> str:
    """The last part of the path, as a name that is valid on every system."""
    name = unquote(urlsplit(address).path).rpartition("/")[2]
    return re.sub(r"[^\w.-]", "_", name).strip(".") or "index"


@contextmanager
def _request(feed: Feed, address: str, known: FileVersion) -> Iterator[urllib3.BaseHTTPResponse]:
    url, headers = _with_secrets(feed)
    if known.etag:
        headers["If-None-Match"] = known.etag
    if known.last_modified:
        headers["If-Modified-Since"] = known.last_modified
    timeout = feed.timeout.total_seconds()
    try:
        with urllib3.PoolManager(timeout=timeout, retries=False) as pool:
            response = _follow(pool, address, url, headers)
            with response:
                yield response
    except LocationParseError as error:
        raise FetchError(f"{address} is not an address", can_wait=False) from error
    except HTTPError as error:
        raise FetchError(f"{address}: {reason(error)}", can_wait=True) from error


def _with_secrets(feed: Feed) -> tuple[str, dict[str, str]]:
    """The address and headers of a feed as they are sent. Raises FetchError."""
    try:
        headers = {name: revealed(value) for name, value in feed.headers.items()}
        return revealed(str(feed.url)), {"User-Agent": "minzheng", **headers}
    except SecretMissing as error:
        raise FetchError(str(error), can_wait=False) from error


def _follow(
    pool: urllib3.PoolManager, address: str, url: str, headers: dict[str, str]
) -> urllib3.BaseHTTPResponse:
    """The answer at the end of redirects. Raises FetchError for too many, or one that leads inside.

    What we are asked to fetch from elsewhere must not be what only this network can reach. Headers
    go to the host that they were written for, and to no other.
    """
    first = urlsplit(url)
    for _redirect in range(REDIRECTS + 1):
        response = pool.request("GET", url, headers=headers, preload_content=False, redirect=False)
        location = response.get_redirect_location()
        if not location:
            return response
        response.close()
        url = urljoin(url, location)
        if not is_web_address(url):
            raise FetchError(f"{address} redirects to what is no address", can_wait=False)
        if (urlsplit(url).scheme, urlsplit(url).netloc) != (first.scheme, first.netloc):
            headers = {"User-Agent": headers["User-Agent"]}
            require_outside(address, str(urlsplit(url).hostname), str(first.hostname))
    raise FetchError(f"{address} redirects more than {REDIRECTS} times", can_wait=False)


def require_outside(address: str, host: str, first_host: str) -> None:
    """Raises FetchError where a host is within this network, and the first one is not."""
    if _is_inside(host) and not _is_inside(first_host):
        raise FetchError(f"{address} redirects into the private network: {host}", can_wait=False)


def _is_inside(host: str) -> bool:
    """Whether any address of a host is not one of the public internet."""
    try:
        found = socket.getaddrinfo(host, None)
    except OSError:
        # Whoever connects finds out why.
        return False
    return any(not ip_address(str(one[4][0]).partition("%")[0]).is_global for one in found)


def _save(
    feed: Feed, address: str, response: urllib3.BaseHTTPResponse, copy: Path, deadline: float
) -> str:
    """Write the response to a file and return its checksum. Raises FetchError over a limit."""
    digest = hashlib.sha256()
    size = 0
    with copy.open("wb") as file:
        # read1 returns what has arrived: a slow server might never fill a block in time.
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


def _check_type(feed: Feed, address: str, copy: Path) -> Path:
    """The file, renamed if its extension does not say its type. Raises FetchError for others."""
    if not feed.has_articles and not is_expected(copy, feed.types):
        expected = " or ".join(feed.types) or copy.suffix.removeprefix(".") or "a table"
        message = f"{address} serves {type_of(copy).upper()} where {expected} is expected"
        raise FetchError(message, can_wait=False)
    if name_for(copy.suffix):
        return copy
    return copy.rename(copy.with_name(f"{copy.name}.{type_of(copy)}"))


def reason(error: BaseException) -> str:
    """What happened, without the representations of urllib3's objects."""
    return str(error).rpartition(">: ")[2] or type(error).__name__
