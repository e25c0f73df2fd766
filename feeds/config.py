"""feeds.toml: the feeds in the order in which they are loaded, and whom to tell."""

import re
from collections.abc import Callable
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Any, TypeVar

from ..errors import MinzhengError
from ..loaders.options import LoadOptions
from . import settings
from .cadence import Cadence, zone
from .document import Document
from .feed import EVENTS, NAME, Feed, Feeds, Hook
from .file_types import TYPES

PLACES = ("folder", "file", "url")
GIVEN = ("source", "area", "period", "title", "publisher", "published", "mapping")
OWN = (*(set(Feed.__dataclass_fields__) - {"name", "options"}), *GIVEN, "timezone")

Value = TypeVar("Value")


class BadFeeds(MinzhengError):
    """What is wrong with feeds.toml: a line for each error, with file, line and key."""


def read(path: Path) -> Feeds:
    """The feeds of a file. Raises BadFeeds, with everything that is wrong."""
    try:
        document = Document(path)
    except OSError as error:
        raise BadFeeds(f"{path}: {error.strerror}") from error
    except ValueError as error:
        raise BadFeeds(f"{path}: {error}") from error
    found = _feeds(document)
    if document.errors:
        raise BadFeeds(document.complaint)
    return found


def _feeds(document: Document) -> Feeds:
    content, usual = document.content, Feeds(document.path)
    document.only("", content, ("feeds", "hooks", "rejects", "metrics"))
    no_tables: dict[str, dict[str, Any]] = {}
    no_hooks: list[dict[str, Any]] = []
    tables = document.take("", content, "feeds", settings.tables, no_tables)
    hooks = document.take("", content, "hooks", settings.list_of_tables, no_hooks)
    feeds = {name: _feed(document, name, table) for name, table in tables.items()}
    if not feeds and not document.errors:
        document.error("", "feeds", "there is no feed, no table such as [feeds.monthly]")
    return Feeds(
        document.path,
        _ordered(document, feeds),
        tuple(_hook(document, f"hooks[{place}]", table) for place, table in enumerate(hooks, 1)),
        document.take("", content, "rejects", settings.count, usual.rejects),
        document.take("", content, "metrics", _path(document), usual.metrics),
    )


def _feed(document: Document, name: str, table: dict[str, Any]) -> Feed:
    key, usual, path = f"feeds.{name}", Feed(name), _path(document)
    document.only(key, table, OWN)

    def take(name: str, read: Callable[[Any], Value], otherwise: Value) -> Value:
        return document.take(key, table, name, read, otherwise)

    timezone = take("timezone", lambda value: zone(settings.text(value)).key, "UTC")
    feed = Feed(
        name,
        folder=take("folder", path, None),
        patterns=take("patterns", settings.pattern, usual.patterns),
        file=take("file", path, None),
        url=take("url", settings.address, None),
        options=LoadOptions(
            source=take("source", settings.text, None),
            area=take("area", settings.text, None),
            period=take("period", settings.period, None),
            title=take("title", settings.text, None),
            publisher=take("publisher", settings.text, None),
            published_on=take("published", settings.day, None),
            mapping=take("mapping", lambda value: settings.file(path(value)), None),
        ),
        keep_going=take("keep_going", settings.flag, usual.keep_going),
        cadence=take("cadence", lambda value: Cadence(settings.text(value), timezone), None),
        grace=take("grace", settings.duration, usual.grace),
        owner=take("owner", settings.text, usual.owner),
        priority=take("priority", settings.number, usual.priority),
        after=take("after", settings.texts, usual.after),
        max_bytes=take("max_bytes", settings.size, usual.max_bytes),
        settle=take("settle", settings.duration, usual.settle),
        timeout=take("timeout", settings.duration, usual.timeout),
        open_ended=take("open_ended", settings.flag, usual.open_ended),
        types=take("types", lambda value: settings.among(value, TYPES), usual.types),
        retry=take("retry", settings.duration, usual.retry),
        attempts=take("attempts", settings.count, usual.attempts),
    )
    _consistent(document, key, table, feed)
    return feed


def _consistent(document: Document, key: str, table: dict[str, Any], feed: Feed) -> None:
    """Complain of keys that are right by themselves, but not together."""
    if not re.fullmatch(r"[\w.-]+", feed.name):
        document.error(key, "", "a name has letters, digits, '_', '.' and '-' only")
    places = [place for place in PLACES if place in table]
    if len(places) != 1:
        said = " and ".join(places) or "none"
        document.error(key, "", f"one of folder, file and url says where the files are, not {said}")
    for name in ("source", "title"):
        if "folder" in table and name in table and NAME not in str(table[name]):
            message = f"the files of a folder need {NAME}, which stands for the name of each"
            document.error(key, name, message)


def _hook(document: Document, key: str, table: dict[str, Any]) -> Hook:
    usual = Hook(EVENTS)
    document.only(key, table, ("on", "command", "url", "attempts", "timeout"))
    if ("command" in table) == ("url" in table):
        document.error(key, "", "either a command or a url")
    return Hook(
        document.take(key, table, "on", lambda value: settings.among(value, EVENTS), EVENTS),
        document.take(key, table, "command", settings.texts, ()),
        document.take(key, table, "url", settings.address, None),
        document.take(key, table, "attempts", settings.count, usual.attempts),
        document.take(key, table, "timeout", settings.duration, usual.timeout),
    )


def _ordered(document: Document, feeds: dict[str, Feed]) -> dict[str, Feed]:
    """By what they need, then by priority, then by name."""
    needs = {name: set(feed.after) & feeds.keys() for name, feed in feeds.items()}
    for name, feed in feeds.items():
        if missing := set(feed.after) - feeds.keys():
            document.error(f"feeds.{name}", "after", f"no feed is {', '.join(sorted(missing))}")
    sorter = TopologicalSorter(needs)
    try:
        sorter.prepare()
    except CycleError as error:
        circle = list(reversed(error.args[1]))
        document.error(f"feeds.{circle[0]}", "after", f"a circle: {' after '.join(circle)}")
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


def _path(document: Document) -> Callable[[Any], Path]:
    """Paths are relative to the file that names them."""
    return lambda value: document.path.absolute().parent / settings.text(value)
