"""Addresses of the web, the only ones that sources and feeds may have."""

import re
from urllib.parse import urlsplit

from .redaction import has_secret

# What no address has as it is: pages and commands that show one would take it for their own.
UNFIT = re.compile(r"[\"<>\\^`{|}]")


def is_web_address(text: str) -> bool:
    """Whether it is an address of http or https with a host: no javascript:, data: or file:."""
    try:
        parts = urlsplit(text)
        # Raises ValueError where it is no number.
        _ = parts.port
    except ValueError:
        return False
    is_one_word = text.isprintable() and not any(map(str.isspace, text))
    return parts.scheme in ("http", "https") and bool(parts.hostname) and is_one_word


def is_public_address(text: str) -> bool:
    """Whether everybody may see it: an address of the web with no user, password or token."""
    if not is_web_address(text) or UNFIT.search(text):
        return False
    return urlsplit(text).username is None and not has_secret(text)
