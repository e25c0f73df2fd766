"""Secrets are shown nowhere: passwords of addresses, tokens, and what stands for ``${NAME}``.

What people write for programs, such as the address of a feed, may name a secret instead of holding
it: ``${NAME}`` is a variable of the environment, ``${file:/run/secrets/name}`` the content of a
file, ``${credential:name}`` one that systemd passes on. Whatever is printed, logged, recorded or
sent goes through ``redacted``, which also finds secrets that were written into an address.
"""

import os
import re
from pathlib import Path

from .errors import MinzhengError

SHOWN = "***"
REFERENCE = re.compile(r"\$\{(?:(env|file|credential):)?([^{}]+)\}")

_SECRET_NAME = r"[\w.-]*(?:token|secret|passw(?:or)?d|pwd|sig|signature|auth|credential|key)[\w.-]*"
# What stands for a secret in texts that nobody told us of.
_PATTERNS = (
    (re.compile(r"(\b[A-Za-z][\w+.-]*://[^\s/:@?#'\"]*:)(?!\*\*\*@)[^\s/'\"]+(?=@)"), r"\g<1>***"),
    (
        re.compile(rf"([?&;]{_SECRET_NAME}=)(?!\$\{{)[^&\s'\"#;<>]+", re.IGNORECASE),
        r"\g<1>***",
    ),
    (re.compile(r"(\b(?:Bearer|Basic)\s+)(?!\$\{)[\w.~+/=-]{6,}", re.IGNORECASE), r"\g<1>***"),
)
# Shorter ones would be found in words that have nothing to do with them.
SHORTEST = 4
_revealed: set[str] = set()


class SecretMissing(MinzhengError):
    """A secret that is named is not there; the message says which."""


def redacted(text: str) -> str:
    """The text with ``***`` in the place of every secret."""
    for secret in sorted(_revealed, key=len, reverse=True):
        text = text.replace(secret, SHOWN)
    for pattern, shown in _PATTERNS:
        text = pattern.sub(shown, text)
    return text


def revealed(text: str) -> str:
    """The text with the secrets that it names. Raises SecretMissing.

    From then on ``redacted`` knows them, wherever they turn up in this process.
    """
    return REFERENCE.sub(_reveal, text)


def has_secret(text: str) -> bool:
    """Whether a text holds a secret itself, rather than its name."""
    return redacted(text) != text


def _reveal(found: re.Match[str]) -> str:
    where, name = found[1] or "env", found[2]
    secret = _read(where, name)
    if not secret:
        raise SecretMissing(f"{found[0]} is named, but {_missing(where, name)}")
    if len(secret) >= SHORTEST:
        _revealed.add(secret)
    return secret


def _read(where: str, name: str) -> str | None:
    if where == "env":
        return os.environ.get(name)
    folder = Path(os.environ.get("CREDENTIALS_DIRECTORY", "")) if where == "credential" else Path()
    if where == "credential" and ("/" in name or not folder.is_absolute()):
        return None
    try:
        return (folder / name).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return None


def _missing(where: str, name: str) -> str:
    if where == "env":
        return f"the environment has no variable {name}"
    if where == "credential":
        return f"systemd passed on no credential {name} (LoadCredential=)"
    return f"there is no text in a file {name}"
