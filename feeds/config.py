"""Reads feeds.toml: the feeds in the order in which they are loaded, and the hooks to call."""

import re
from collections.abc import Callable
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Any, TypeVar

from ..errors import MinzhengError
from ..loaders.options import LoadOptions
from . import settings
from .cadence import Cadence, zone
from .feed import EVENTS, NAME, Feed, FeedsConfig, Hook
from .file_types import TYPES
from .toml_document import TomlDocument

# The keys that say where the files are, those that become load options, and all of a feed.
LOCATIONS = ("folder", "file", "url")
OPTIONS = (
    "source",
    "area",
    "period",
    "title",
    "publisher",
    "published",
    "mapping",
    "accept_withdrawals",
    "kind",
)
KEYS = (*(set(Feed.__dataclass_fields__) - {"name", "options"}), *OPTIONS, "timezone")

Setting = TypeVar("Setting")


class ConfigError(MinzhengError):
    """What is wrong with feeds.toml: a line for each error, with file, line and key."""


def read(path: Path) -> FeedsConfig:
    """The feeds and hooks of a file. Raises ConfigError, with everything that is wrong."""
    try:
        document = TomlDocument(path)
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror}") from error
    except ValueError as error:
        raise ConfigError(f"{path}: {error}") from error
    config = _config(document)
    if document.errors:
        raise ConfigError(document.error_message)
    return config


def _config(document: TomlDocument) -> FeedsConfig:
    content, default = document.content, FeedsConfig(document.path)
    document.allow("", content, ("feeds", "hooks", "rejects", "metrics"))
    no_tables: dict[str, dict[str, Any]] = {}
    no_hooks: list[dict[str, Any]] = []
    tables = document.take("", content, "feeds", settings.tables, no_tables)
    hooks = document.take("", content, "hooks", settings.list_of_tables, no_hooks)
    feeds = {name: _feed(document, name, table) for name, table in tables.items()}
    if not feeds and not document.errors:
        document.error("", "feeds", "no feed is named; add a table such as [feeds.monthly]")
    return FeedsConfig(
        document.path,
        _ordered(document, feeds),
        tuple(_hook(document, f"hooks[{place}]", table) for place, table in enumerate(hooks, 1)),
        document.take("", content, "rejects", settings.count, default.rejects),
        document.take("", content, "metrics", _path(document), default.metrics),
    )


def _feed(document: TomlDocument, name: str, table: dict[str, Any]) -> Feed:
    key, default, path = f"feeds.{name}", Feed(name), _path(document)
    document.allow(key, table, KEYS)

    def take(name: str, read: Callable[[Any], Setting], default: Setting) -> Setting:
        return document.take(key, table, name, read, default)

    timezone = take("timezone", lambda value: zone(settings.text(value)).key, "UTC")
    feed = Feed(
        name,
        folder=take("folder", path, None),
        patterns=take("patterns", settings.patterns, default.patterns),
        file=take("file", path, None),
        url=take("url", settings.address, None),
        headers=take("headers", settings.headers, default.headers),
        options=LoadOptions(
            source=take("source", settings.text, None),
            area=take("area", settings.text, None),
            period=take("period", settings.period, None),
            title=take("title", settings.text, None),
            publisher=take("publisher", settings.text, None),
            published_on=take("published", settings.day, None),
            mapping=take("mapping", lambda value: settings.file(path(value)), None),
            accept_withdrawals=take("accept_withdrawals", settings.flag, False),
            kind=take("kind", settings.kind_of_files, None),
        ),
        keep_going=take("keep_going", settings.flag, default.keep_going),
        cadence=take("cadence", lambda value: Cadence(settings.text(value), timezone), None),
        grace=take("grace", settings.duration, default.grace),
        owner=take("owner", settings.text, default.owner),
        priority=take("priority", settings.number, default.priority),
        after=take("after", settings.texts, default.after),
        max_bytes=take("max_bytes", settings.size, default.max_bytes),
        settle=take("settle", settings.duration, default.settle),
        timeout=take("timeout", settings.timeout, default.timeout),
        open_ended=take("open_ended", settings.flag, default.open_ended),
        types=take("types", lambda value: settings.choices(value, TYPES), default.types),
        retry=take("retry", settings.duration, default.retry),
        attempts=take("attempts", settings.attempts, default.attempts),
    )
    _check_together(document, key, table, feed)
    return feed


def _check_together(document: TomlDocument, key: str, table: dict[str, Any], feed: Feed) -> None:
    """Report keys that are valid by themselves, but not together."""
    if not re.fullmatch(r"[\w.-]+", feed.name):
        document.error(key, "", "a name may have letters, digits, '_', '.' and '-' only")
    locations = [name for name in LOCATIONS if name in table]
    if len(locations) != 1:
        given = " and ".join(locations) or "none"
        document.error(key, "", f"give one of folder, file and url, not {given}")
    for name in ("source", "title"):
        if "folder" in table and name in table and NAME not in str(table[name]):
            message = f"for a folder it must have {NAME}, which stands for the name of each file"
            document.error(key, name, message)


def _hook(document: TomlDocument, key: str, table: dict[str, Any]) -> Hook:
    default = Hook(EVENTS)
    document.allow(key, table, ("on", "command", "url", "attempts", "timeout"))
    if ("command" in table) == ("url" in table):
        document.error(key, "", "give either a command or a url")
    return Hook(
        document.take(key, table, "on", lambda value: settings.choices(value, EVENTS), EVENTS),
        document.take(key, table, "command", settings.command, ()),
        document.take(key, table, "url", settings.address, None),
        document.take(key, table, "attempts", settings.attempts, default.attempts),
        document.take(key, table, "timeout", settings.timeout, default.timeout),
    )


def _ordered(document: TomlDocument, feeds: dict[str, Feed]) -> dict[str, Feed]:
    """By ``after``, then by priority, then by name."""
    earlier = {name: set(feed.after) & feeds.keys() for name, feed in feeds.items()}
    for name, feed in feeds.items():
        if missing := set(feed.after) - feeds.keys():
            names = ", ".join(sorted(missing))
            document.error(f"feeds.{name}", "after", f"there is no feed {names}")
    sorter = TopologicalSorter(earlier)
    try:
        sorter.prepare()
    except CycleError as error:
        cycle = list(reversed(error.args[1]))
        document.error(f"feeds.{cycle[0]}", "after", f"a cycle: {' after '.join(cycle)}")
        return feeds
    ready: list[str] = []
    ordered: dict[str, Feed] = {}
    while sorter.is_active():
        ready = sorted(
            [*ready, *sorter.get_ready()], key=lambda name: (-feeds[name].priority, name)
        )
        ordered[ready[0]] = feeds[ready[0]]
        sorter.done(ready.pop(0))
    return ordered


def _path(document: TomlDocument) -> Callable[[Any], Path]:
    """Paths are relative to the file that names them."""
    return lambda value: document.path.absolute().parent / settings.text(value)
