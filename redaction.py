"""Secrets are shown nowhere: passwords of addresses, tokens, and what stands for ``${NAME}``.

What people write for programs, such as the address of a feed, may name a secret instead of holding
it: ``${NAME}`` is a variable of the environment, ``${file:/run/secrets/name}`` the content of a
file, ``${credential:name}`` one that systemd passes on. Whatever is printed, logged, recorded or
sent goes through ``redacted``, which finds such secrets however they are written, and what stands
where secrets stand: in addresses, headers, settings, members of JSON, SQL and arguments.
"""

import os
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from .errors import MinzhengError
from .secret_spellings import spellings

SHOWN = "***"
REFERENCE = re.compile(r"\$\{(?:(env|file|credential):)?([^{}]+)\}")

# Names of parameters of addresses, and the stricter ones of what else has a name.
_PARAMETER = re.compile(
    r"token|secret|passw|pwd|psw|pass$|^(?:pw|sas|sig|otp|pin)$|signature|auth(?!or)|credential"
    r"|key(?!word)|session|jwt|bearer|ticket|hmac|accessid|mima|yanzheng|密码|口令|密钥|令牌",
    re.IGNORECASE,
)
# Names that say little, so that the value tells: letters of both cases and digits are no code.
_AMBIGUOUS = re.compile(r"[a-z]{1,2}|code|hash|user|id", re.IGNORECASE)
_RANDOM = re.compile(
    r"(?=[\w~+/=-]*[a-z])(?=[\w~+/=-]*[A-Z])(?=[\w~+/=-]*\d)[\w~+/=-]{12,}(?![\w.%])"
)
_WORDS = (
    r"passw(?:or)?d|passphrase|pwd|secret|token"
    r"|(?:api|access|private|account|auth|subscription|signing|encryption)[_-]?key"
    r"|(?<!Load)credential|(?<![有含])(?:密码|口令|密钥|令牌)"
)
# "a secret: name it" is a sentence.
_NO_SENTENCE = r"(?<!\bno )(?<!\ba )"
# Where it ends with one of these, whatever stands before.
_NAME = rf"(?:{_WORDS})s?_?\d*"
# Those of variables of the environment, in capitals, are shorter.
_VARIABLE = r"(?-i:(?<![a-z])(?:PASS|PW|KEY|AUTH|PIN|CREDS))"
# What is named by ``${NAME}`` is no secret yet, and *** none any more.
_KNOWN = r"(?!(?:\$\{[^}]*\}|\*\*\*)(?:[\s,;&'\"@]|\\|$))"
_REFERS = r"[A-Za-z-]*\s*\$\{"
# Escaped so many times at most, or a text of many would take long.
_SLASHES = r"\\{0,16}"
# A quoted text: marks may be doubled, or escaped any number of times, and the end be cut off. The
# mark is a doubled one where the text itself is in quotes.
_QUOTED = (
    rf"(?:[A-Za-z]&?|\$)?(?P<escape>{_SLASHES})"
    r"(?P<mark>''(?=[^\s,;)}\]&'])|\"\"(?=[^\s,;)}\]&\"])|['\"])"
    # The first two are a mark as shells have it within quotes.
    rf"{_KNOWN}(?:{_SLASHES}'\"'\"'|{_SLASHES}'\\''|(?!(?P=escape)(?P=mark)){_SLASHES}[^\\\n]|(?P=mark)(?P=mark))+"
    r"(?:(?P=escape)(?P=mark))?"
)
_DOLLARS = r"\$(?P<tag>\w*)\$.*?\$(?P=tag)\$"
# A word: what separates words is part of it where nothing that looks like the next name follows.
_WORD = (
    r"(?:\\.|[^\s,;&'\"<>\\]|[,;](?!\s|$|['\"]|[\w.-]+\s?[=:])|['\"](?![\s,;)}\]&]|$)"
    r"|&(?![\w.%\[\]-]+=)|[<>](?!/))+"
)
_LIST = rf"\[(?=\s*{_SLASHES}['\"])[^\]\n]*\]?|\{{(?=\s*{_SLASHES}['\"])[^}}\n]*\}}?"
_VALUE = rf"{_KNOWN}(?:{_QUOTED}|{_DOLLARS}|{_LIST}|{_WORD})"
_BLANKS = r"[^\S\n]*"
# Between a name and its value: name=value, "name": ["value"], name: str = value, ("name", value),
# a name and a value that are two members or attributes.
_END_OF_NAME = rf"(?:{_SLASHES}['\"])?"
_LIKE_VALUE = rf"{_END_OF_NAME}(?:value|content){_END_OF_NAME}\s*[:=]\s*"
_BETWEEN = (
    rf"(?:{_END_OF_NAME}\s*,?\s*{_LIKE_VALUE}"
    rf"|{_SLASHES}['\"]{_BLANKS},{_BLANKS}(?={_SLASHES}['\"])"
    rf"|{_END_OF_NAME}(?:{_BLANKS}:{_BLANKS}[A-Za-z][\w.\[\]]*(?={_BLANKS}=))?"
    rf"{_BLANKS}(?:=>|:=|[=:：])[=\s]{{0,3}}{_BLANKS}\(*)"
)
_ENCODED = r"%(?:25)*"


def _compiled(pattern: str, flags: re.RegexFlag = re.IGNORECASE) -> re.Pattern[str]:
    return re.compile(pattern, flags)


# What stands for a secret in texts that nobody told us of. What is called ``lead`` stays.
_PATTERNS = (
    # Keys, and what PostgreSQL keeps of passwords: they are known by how they begin.
    _compiled(
        r"(?P<lead>-----BEGIN [\w ]*PRIVATE KEY-----).*?(?=-----END [\w ]*PRIVATE KEY-----|\Z)",
        re.DOTALL,
    ),
    _compiled(
        r"(?P<lead>\b)(?:(?:gh[pousr]_|github_pat_|glpat-|xox[abeoprs]-|AKIA|ASIA|AIza|npm_|hf_)"
        r"[\w.~+-]{10,}|sk-[\w-]{20,}|eyJ[\w-]{8,}\.[\w-]+\.[\w.~+-]+|SCRAM-SHA-256\$\S+"
        r"|md5[0-9a-f]{32}\b)",
        re.NOFLAG,
    ),
    # A user of the web without a password is a token.
    _compiled(
        r"(?P<lead>\b(?:https?|s?ftps?)://)(?!\$\{[^}]*\}@|\*\*\*@)[^\s/?#'\"]+(?=@)",
    ),
    # A password may have any mark, and begins with no port.
    _compiled(
        r"(?P<lead>(?:\b[A-Za-z][\w+.-]{0,30}:)?//[^\s/:@?#'\"]{0,200}:|\bthin:[^\s/]+/)"
        r"(?!\d{1,5}(?:[/?#,'\"]|\s|$))(?!\*\*\*@)(?:\$\{[^}]*\}(?=@)|\S{1,1000}(?=@))"
    ),
    _compiled(
        rf"(?P<lead>{_ENCODED}3A(?:{_ENCODED}2F){{2}})(?:(?!{_ENCODED}40)[^\s/?#&'\"]){{1,200}}"
        rf"(?={_ENCODED}40)"
    ),
    # Addresses of hooks are secrets by their paths.
    _compiled(
        r"(?P<lead>/(?:bot(?=\d+:)|(?:services/\w+/\w+|hooks?|webhooks?|tokens?|secrets?)/))"
        r"(?=[\w.~%+=:-]*\d|[\w.~%+=:-]{20})(?!\*\*\*)[\w.~%+=:-]{8,}"
    ),
    # A line of a file of passwords.
    _compiled(
        r"(?P<lead>(?<![\w.:-])(?:[\w.*-]+|\[[\w:]+\]):(?:\d{1,5}|\*):[^:\s]+:[^:\s/]+:)"
        r"(?!\*\*\*)(?:\\.|[^\s:\\])+"
    ),
    # Headers of requests, up to the quote in which they stand, or to the end of the line.
    _compiled(
        r"(?P<lead>(?P<open>['\"])?(?<![\w-])(?:(?:proxy-)?authorization|(?:set-)?cookie"
        rf"|[a-z]{{1,20}}-[\w-]{{0,60}}(?:key|token|auth|secret|signature)){_SLASHES}['\"]?\s*[:=]\s*[\[(]?\s*)"
        rf"(?!\s*{_SLASHES}['\"]?{_REFERS})(?!\s*\*\*\*)(?:{_QUOTED}"
        rf"|(?(open)(?:(?!(?P=open)){_SLASHES}[^\\\n])+|[^\n]+))"
    ),
    # Others than these may be words: basic allowances are none of our business.
    _compiled(
        r"(?P<lead>\b(?:Bearer|Basic|Negotiate)\s+)(?!\$\{)"
        r"(?=[\w.~+/-]*(?:[\d=+/]|(?-i:[a-z][A-Z])))[\w.~+/=-]{6,}"
    ),
    _compiled(r"(?P<lead>\bBearer\s+)(?!\$\{)[\w.~+/=-]{6,}"),
    # Arguments.
    _compiled(
        rf"(?P<lead>(?<!\S)--?[\w-]{{0,60}}(?:{_WORDS})s?\s+)(?![-<]|generated\b){_VALUE}",
    ),
    _compiled(
        rf"(?P<lead>(?<!\S)(?:-u|--(?:proxy-)?user)[\s=]+['\"]?[^\s:'\"]+:){_VALUE}", re.NOFLAG
    ),
    _compiled(r"(?P<lead>\blogin\s+\S+\s+password\s+)(?!\*\*\*)\S+"),
    # Settings, parameters of a connection, members of JSON and XML.
    _compiled(rf"(?P<lead>(?<!\$\{{){_NO_SENTENCE}(?:{_NAME}{_BETWEEN}|{_VARIABLE}=)){_VALUE}"),
    _compiled(rf"(?P<lead><[\w:.-]{{0,40}}{_NAME}(?:\s[^<>]*)?>)(?!\*\*\*)[^<]+"),
    _compiled(rf"(?P<lead>(?:密码|口令|密钥|令牌)[是为]){_VALUE}"),
    # SQL.
    _compiled(
        rf"(?P<lead>\b(?:password|(?<!revision )identified\s+by)\s+)(?=(?:[EU]&?)?['\"$]){_VALUE}"
    ),
)
_PARAMETER_NAME = re.compile(
    rf"(?:[?&;#]|{_ENCODED}(?:3F|26|23|3B))((?:(?!{_ENCODED}3D)[^\s=&;#'\"<>?]){{1,100}})"
    rf"(?:=|{_ENCODED}3D)(?!\$\{{)",
    re.IGNORECASE,
)
_PARAMETER_VALUE = re.compile(rf"(?:(?!{_ENCODED}26)(?:[^&\s'\"#;<>]|['\"](?=\w)))+")
_PASSWORD_OF_ADDRESS = re.compile(r"\A((?:[\w+.-]*:?//)?[^:@/]*:).*(?=@)", re.DOTALL)
# Shorter ones would be found in words that have nothing to do with them.
SHORTEST = 4
# Of what nobody names as a secret: a shorter one, such as a word of a test, protects nothing.
SHORTEST_UNNAMED = 8
_revealed: dict[str, re.Pattern[str]] = {}


class SecretMissing(MinzhengError):
    """A secret that is named is not there; the message says which."""


def redacted(text: str) -> str:
    """The text with ``***`` in the place of every secret."""
    text = _without_parameters(without_known(text))
    for pattern in _PATTERNS:
        text = pattern.sub(_without_secret, text)
    return text


def without_known(text: str) -> str:
    """The text without secrets that are known; what only looks like one stays.

    For what a file says: one that a server sends may repeat the request, with all that was in it.
    """
    for secret in sorted(_revealed, key=len, reverse=True):
        text = _revealed[secret].sub(SHOWN, text)
    return text


def redacted_data(data: Any) -> Any:
    """What becomes JSON, with ``***`` for secrets: by what it says, and by the names of members."""
    if isinstance(data, dict):
        return {redacted(str(name)): _member(str(name), value) for name, value in data.items()}
    if isinstance(data, (list, tuple, set, frozenset)):
        return [redacted_data(value) for value in data]
    is_plain = data is None or isinstance(data, (bool, int, float))
    return data if is_plain else redacted(str(data))


def _member(name: str, value: Any) -> Any:
    said = f"{name}: {value}"
    if isinstance(value, bool) or value is None or redacted(said) == said:
        return redacted_data(value)
    return SHOWN if redacted(f"{name}: -") != f"{name}: -" else redacted_data(value)


def _without_secret(found: re.Match[str]) -> str:
    groups = found.groupdict()
    quote = (groups.get("escape") or "") + groups["mark"] if groups.get("mark") else ""
    return f"{groups['lead']}{quote}{SHOWN}{quote}"


def _without_parameters(text: str) -> str:
    """The text without the values of secret parameters of addresses, and of those within them."""
    parts, place = [], 0
    while found := _PARAMETER_NAME.search(text, place):
        parts.append(text[place : found.end()])
        place = found.end()
        if value := _secret_value(unquote(unquote(found[1])), text, place):
            parts.append(SHOWN)
            place = value.end()
    return "".join(parts) + text[place:]


def _secret_value(name: str, text: str, place: int) -> re.Match[str] | None:
    if _PARAMETER.search(name):
        return _PARAMETER_VALUE.match(text, place)
    return _RANDOM.match(text, place) if _AMBIGUOUS.fullmatch(name) else None


def revealed(text: str) -> str:
    """The text with the secrets that it names. Raises SecretMissing.

    From then on ``redacted`` knows them, wherever they turn up in this process.
    """
    return REFERENCE.sub(_reveal, text)


def remember(secret: str) -> None:
    """Let ``redacted`` know a secret, wherever and however it turns up in this process."""
    if len(secret) >= SHORTEST and secret not in _revealed:
        _revealed[secret] = spellings(secret)


def remember_environment() -> None:
    """Let ``redacted`` know the variables whose names say that they hold a secret.

    A hook has them too, and may write them into what it tells of its failure.
    """
    for name, value in os.environ.items():
        # A shell keeps folders in two that only look so.
        is_folder = name in ("PWD", "OLDPWD")
        if (
            not is_folder
            and len(value) >= SHORTEST_UNNAMED
            and redacted(f"{name}=-") != f"{name}=-"
        ):
            remember(value)


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
    remember(secret)
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
