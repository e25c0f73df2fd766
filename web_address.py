"""Addresses of the web, the only ones that sources and feeds may have."""

from urllib.parse import urlsplit


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
