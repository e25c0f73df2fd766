"""Feeds and hooks, as feeds.toml describes them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

from ..loaders.options import NO_OPTIONS, LoadOptions
from .cadence import Cadence

EVENTS = ("failed", "late", "recovered", "rejects", "alerts")

# In the source and the title of a folder's files: replaced by the name of each file.
NAME = "{name}"


@dataclass(frozen=True)
class Feed:
    """A set of files that are loaded alike: those of a folder, one file, or an address.

    Exactly one of ``folder``, ``file`` and ``url`` is set.
    """

    name: str
    folder: Path | None = None
    patterns: tuple[str, ...] = ("*.csv", "*.xlsx", "*.xls", "*.html", "*.htm")
    file: Path | None = None
    url: str | None = None
    # Sent with the request for the address.
    headers: Mapping[str, str] = field(default_factory=dict)
    options: LoadOptions = NO_OPTIONS
    keep_going: bool = False
    cadence: Cadence | None = None
    # How late a run may be before the feed counts as late.
    grace: timedelta = timedelta(hours=1)
    owner: str = ""
    # Feeds of higher priority are loaded first, but never before those in ``after``.
    priority: int = 0
    after: tuple[str, ...] = ()
    max_bytes: int = 100_000_000
    # How long a file must be unchanged: a half-written file looks like a complete one.
    settle: timedelta = timedelta(seconds=2)
    # For a whole download, and for a file that keeps being written.
    timeout: timedelta = timedelta(seconds=60)
    # Whether a text file may end within a line, as truncated files do.
    open_ended: bool = False
    # The file types that an address may serve; empty: the type that its name has.
    types: tuple[str, ...] = ()
    # The pause before the second attempt, where waiting can help; it doubles each time.
    retry: timedelta = timedelta(minutes=1)
    attempts: int = 5

    @property
    def has_articles(self) -> bool:
        """Whether its files are texts to read, which may end and look like anything."""
        return self.options.kind == "article"

    def options_for(self, name: str) -> LoadOptions:
        """The load options of a file, by its name without the extension."""
        source, title = self.options.source, self.options.title
        return replace(
            self.options,
            source=source and source.replace(NAME, name),
            title=title and title.replace(NAME, name),
        )

    def pause(self, failures: int) -> timedelta | None:
        """How long to wait after this many failures in a row; None: until the feed is due."""
        return self.retry * 2 ** (failures - 1) if failures < self.attempts else None


@dataclass(frozen=True)
class Hook:
    """A command that reads JSON, or an address to post it to, and the events to call it for."""

    events: tuple[str, ...]
    command: tuple[str, ...] = ()
    url: str | None = None
    attempts: int = 4
    timeout: timedelta = timedelta(seconds=10)


@dataclass(frozen=True)
class FeedsConfig:
    """The content of feeds.toml, its feeds in the order in which they are loaded."""

    path: Path
    feeds: dict[str, Feed] = field(default_factory=dict)
    hooks: tuple[Hook, ...] = ()
    # Hooks are called when a run rejects at least this many rows.
    rejects: int = 1
    # The file that Prometheus' node exporter reads.
    metrics: Path | None = None

    def select(self, names: Iterable[str]) -> list[Feed]:
        """The feeds of these names, or all, in order. Raises KeyError for an unknown name."""
        selected = set(names) or self.feeds.keys()
        if unknown := selected - self.feeds.keys():
            raise KeyError(", ".join(sorted(unknown)))
        return [feed for name, feed in self.feeds.items() if name in selected]

    def has_hook(self, event: str) -> bool:
        return any(event in hook.events for hook in self.hooks)
