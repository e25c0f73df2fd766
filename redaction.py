"""Secrets are shown nowhere: passwords of addresses, tokens, and what stands for ``${NAME}``.

What people write for programs, such as the address of a feed, may name a secret instead of holding
it: ``${NAME}`` is a variable of the environment, ``${file:/run/secrets/name}`` the content of a
file, ``${credential:name}`` one that systemd passes on. Whatever is printed, logged, recorded or
sent goes through ``redacted``, which also finds secrets that were written into an address.
"""

import json
import os
import re
from pathlib import Path
from urllib.parse import quote, quote_plus, unquote

from .errors import MinzhengError

SHOWN = "***"
REFERENCE = re.compile(r"\$\{(?:(env|file|credential):)?([^{}]+)\}")

# Names of parameters of addresses, and the stricter ones of what else has a name.
_PARAMETER = re.compile(
    "token|secret|passw|pwd|psw|^(?:pw|pass|sas|sig)$|signature|auth(?!or)|credential|key(?!word)|session|jwt"
    "|bearer|密码|口令|密钥|令牌",
    re.IGNORECASE,
)
_NAME = (
    r"[\w.-]*(?:passw(?:or)?d|passphrase|pwd|secret|token|(?:api|access|private|account|auth)[_-]?key"
    r"|credential|密码|口令|密钥|令牌)s?"
)
_VALUE = r"(?!\$\{)(?!\*\*\*)(?:'[^']*'|\\*\"[^\"]*\"|[^\s,;&'\"<>#]+)"
# What stands for a secret in texts that nobody told us of.
_PATTERNS = (
    # A user of the web without a password is a token.
    (
        re.compile(
            r"(\b(?:https?|s?ftps?)://)(?!\$\{[^}]*\}@|\*\*\*@)[^\s/?#'\"]+(?=@)", re.IGNORECASE
        ),
        r"\g<1>***",
    ),
    # A password may have any mark, and begins with no port.
    (
        re.compile(
            r"((?:\b[A-Za-z][\w+.-]*:)?//[^\s/:@?#'\"]*:)"
            r"(?!\d{1,5}(?:[/?#,'\"]|\s|$))(?!\*\*\*@)(?:\$\{[^}]*\}(?=@)|\S{1,1000}(?=@))"
        ),
        r"\g<1>***",
    ),
    # Headers of requests.
    (
        re.compile(
            r"(\b(?:(?:proxy-)?authorization|(?:set-)?cookie|(?:x|private)-[\w-]*(?:key|token|auth|secret))"
            r"\\*['\"]?\s*:\s*\\*['\"]?)(?!(?:Bearer|Basic|Token)?\s*\$\{)(?!\*\*\*)[^'\"\\\n]+",
            re.IGNORECASE,
        ),
        r"\g<1>***",
    ),
    # A word of letters alone is no token: Basic living standard.
    (
        re.compile(
            r"(\b(?:Bearer|Basic)\s+)(?!\$\{)(?!(?-i:[A-Za-z]?[a-z]+)(?![\w~+/=-]))[\w.~+/=-]{6,}",
            re.IGNORECASE,
        ),
        r"\g<1>***",
    ),
    # Settings, and parameters of a connection; members of JSON; SQL.
    (re.compile(rf"(?<![?&\w.-])({_NAME}\s?=\s?){_VALUE}", re.IGNORECASE), r"\g<1>***"),
    (
        re.compile(
            rf"(['\"]{_NAME}\\*['\"]\s*:\s*\\*['\"])(?!\$\{{)(?!\*\*\*)[^'\"\\]+", re.IGNORECASE
        ),
        r"\g<1>***",
    ),
    (re.compile(r"(\bpassword\s+)'[^']*'", re.IGNORECASE), r"\g<1>'***'"),
)
_PARAMETERS = re.compile(r"([?&;#])([^\s=&;#'\"<>]+)=(?!\$\{)([^&\s'\"#;<>]+)")
_PASSWORD_OF_ADDRESS = re.compile(r"\A((?:[\w+.-]*:?//)?[^:@/]*:).*(?=@)", re.DOTALL)
# Shorter ones would be found in words that have nothing to do with them.
SHORTEST = 4
_revealed: set[str] = set()


class SecretMissing(MinzhengError):
    """A secret that is named is not there; the message says which."""


def redacted(text: str) -> str:
    """The text with ``***`` in the place of every secret."""
    for secret in sorted(_revealed, key=len, reverse=True):
        text = text.replace(secret, SHOWN)
    text = _PARAMETERS.sub(_without_value, text)
    for pattern, shown in _PATTERNS:
        text = pattern.sub(shown, text)
    return text


def _without_value(found: re.Match[str]) -> str:
    mark, name, value = found.groups()
    is_secret = _PARAMETER.search(unquote(name))
    return f"{mark}{name}={SHOWN if is_secret else value}"


def revealed(text: str) -> str:
    """The text with the secrets that it names. Raises SecretMissing.

    From then on ``redacted`` knows them, wherever they turn up in this process.
    """
    return REFERENCE.sub(_reveal, text)


def without_password(address: str) -> str:
    """What was given as the address of a database and may be none: with its password as ``***``."""
    return redacted(_PASSWORD_OF_ADDRESS.sub(r"\g<1>***", address))


def has_secret(text: str) -> bool:
    """Whether a text holds a secret itself, rather than its name."""
    return redacted(text) != text


def _reveal(found: re.Match[str]) -> str:
    where, name = found[1] or "env", found[2]
    secret = _read(where, name)
    if not secret:
        raise SecretMissing(f"{found[0]} is named, but {_missing(where, name)}")
    if len(secret) >= SHORTEST:
        # Also as an address, JSON or the representation of a text has it.
        written = (secret, quote(secret), quote(secret, safe=""), quote_plus(secret))
        _revealed.update((*written, json.dumps(secret)[1:-1], repr(secret)[1:-1]))
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
