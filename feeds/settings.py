"""Converts the values of feeds.toml; each function raises ValueError for what it cannot accept."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from ..loaders.sheets import periods
from ..printable import UNFIT_FOR_NAMES
from ..redaction import has_secret
from ..web_address import is_web_address

# Bounds beyond which a setting is a slip of the pen: no sum of them overflows.
LARGEST = 10**9
LONGEST = timedelta(days=3650)
ATTEMPTS = 20
MOST_BYTES = 10**12
NOWHERE = Path("/nowhere/at/all")

HEADER = re.compile(r"[A-Za-z][\w-]*", re.ASCII)

SECONDS = {"s": 1, "min": 60, "h": 3600, "d": 86400}
BYTES = {"B": 1, "kB": 10**3, "MB": 10**6, "GB": 10**9}


def tables(value: object) -> dict[str, dict[str, Any]]:
    if not isinstance(value, dict) or not all(isinstance(table, dict) for table in value.values()):
        raise ValueError("each feed is a table such as [feeds.monthly]")
    return value


def list_of_tables(value: object) -> list[dict[str, Any]]:
    if not isinstance(value, list) or not all(isinstance(table, dict) for table in value):
        raise ValueError("each hook is a table [[hooks]]")
    return value


def text(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{value!r} is not a text")
    if found := UNFIT_FOR_NAMES.search(value):
        raise ValueError(f"{value!r} has the control character {found[0]!r}")
    return value


def texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not value:
        raise ValueError(f"{value!r} is not a list of texts")
    return tuple(map(text, value))


def choices(value: object, known: tuple[str, ...]) -> tuple[str, ...]:
    if unknown := [text for text in texts(value) if text not in known]:
        raise ValueError(f"{', '.join(unknown)}: choose from {', '.join(known)}")
    return texts(value)


def flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"{value!r} is not true or false")
    return value


def kind_of_files(value: object) -> str:
    if value != "article":
        raise ValueError(f"{value!r} is not article, the one kind that must be named")
    return "article"


def number(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError(f"{value!r} is not a whole number")
    if abs(value) > LARGEST:
        raise ValueError(f"it is beyond {LARGEST}")
    return value


def count(value: object) -> int:
    if (whole := number(value)) < 1:
        raise ValueError(f"{value!r} is less than 1")
    return whole


def attempts(value: object) -> int:
    """Each waits twice as long as the one before it."""
    if (whole := count(value)) > ATTEMPTS:
        raise ValueError(f"{value!r} is more than {ATTEMPTS}")
    return whole


def duration(value: object) -> timedelta:
    seconds = _quantity(value, SECONDS, "90 min")
    if seconds > LONGEST.total_seconds():
        raise ValueError(f"{value!r} is more than {LONGEST.days} d")
    return timedelta(seconds=seconds)


def timeout(value: object) -> timedelta:
    """A time within which something has to be done."""
    if not (found := duration(value)):
        raise ValueError(f"{value!r} leaves no time")
    return found


def size(value: object) -> int:
    if not 1 <= (found := _quantity(value, BYTES, "50 MB")) <= MOST_BYTES:
        raise ValueError(f"{value!r} is not between 1 B and {MOST_BYTES // 10**9} GB")
    return int(found)


def address(value: object) -> str:
    try:
        parts = urlsplit(text(value))
        is_http = is_web_address(text(value)) and parts.port != 0
    except ValueError:
        is_http = False
    if not is_http:
        raise ValueError(f"{value!r} is not an address that starts with http:// or https://")
    if parts.password:
        raise ValueError("an address with a password would be shown in logs and kept in ops")
    if parts.username and has_secret(text(value)):
        raise ValueError("an address with a token before @: name it, as in ${TOKEN}@")
    return text(value)


def command(value: object) -> tuple[str, ...]:
    """A command and its arguments, which every user of the machine sees while it runs."""
    words = texts(value)
    if has_secret(" ".join(words)):
        raise ValueError("a command holds a secret, which others would see: it finds a variable")
    return words


def headers(value: object) -> dict[str, str]:
    """Headers of a request. What is secret in them has a name: files of settings are copied."""
    if not isinstance(value, dict) or not value:
        raise ValueError('headers are a table such as { Authorization = "Bearer ${TOKEN}" }')
    for name, content in value.items():
        if not HEADER.fullmatch(name):
            raise ValueError(f"{name!r} is not the name of a header")
        if has_secret(f"{name}: {text(content)}"):
            raise ValueError(f"{name} holds a secret: name it, as in Bearer ${{TOKEN}}")
    return value


def patterns(value: object) -> tuple[str, ...]:
    """Patterns of file names below a folder."""
    for pattern in texts(value):
        if pattern.startswith("/") or ".." in pattern.split("/"):
            raise ValueError(f"{pattern!r} leads out of the folder")
        try:
            list(NOWHERE.glob(pattern))
        except (ValueError, NotImplementedError) as error:
            raise ValueError(f"{pattern!r} is not a pattern: {error}") from error
    return texts(value)


def file(path: Path) -> Path:
    if not path.is_file():
        raise ValueError(f"there is no file {path}")
    return path


def day(value: object) -> date:
    if isinstance(value, date):
        return date(value.year, value.month, value.day)
    try:
        return date.fromisoformat(text(value))
    except ValueError as error:
        raise ValueError(f"{value!r} is not a day such as 2024-03-31") from error


def period(value: object) -> periods.Period:
    if not (named := periods.period_of(text(value))):
        raise ValueError(f"{value!r} is not a period such as 2020-03, 2021-Q2 or 2020")
    return named


def _quantity(value: object, units: Mapping[str, int], example: str) -> float:
    match = (
        re.fullmatch(r"(\d+(?:\.\d+)?)\s*([A-Za-z]+)", value) if isinstance(value, str) else None
    )
    if not match or match[2] not in units:
        raise ValueError(f"{value!r} is not written like {example!r} ({', '.join(units)})")
    return float(match[1]) * units[match[2]]
