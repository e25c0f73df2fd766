"""What a feed is, and what a hook is, as feeds.toml says."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

from ..loaders.options import NO_OPTIONS, LoadOptions
from .cadence import Cadence

EVENTS = ("failed", "late", "recovered", "rejects", "alerts")

# Stands in the source and the title of the files of a folder for the name of each.
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
    options: LoadOptions = NO_OPTIONS
    keep_going: bool = False
    cadence: Cadence | None = None
    # How late a run may be before somebody is told.
    grace: timedelta = timedelta(hours=1)
    owner: str = ""
    # Feeds of greater priority are loaded first, but after those that they need.
    priority: int = 0
    after: tuple[str, ...] = ()
    max_bytes: int = 100_000_000
    # So long must a file have been left alone, since a half-written one looks like a whole one.
    settle: timedelta = timedelta(seconds=2)
    # For all of a download, and for a file that somebody goes on writing.
    timeout: timedelta = timedelta(seconds=60)
    # Whether a text may end within a line, as one does that is cut off or half written.
    open_ended: bool = False
    # What an address may serve; none: what its name says.
    types: tuple[str, ...] = ()
    # The first pause before another attempt where waiting can help; each is twice the last.
    retry: timedelta = timedelta(minutes=1)
    attempts: int = 5

    def options_for(self, name: str) -> LoadOptions:
        """What is said of the file of that name, without its extension."""
        source, title = self.options.source, self.options.title
        return replace(
            self.options,
            source=source and source.replace(NAME, name),
            title=title and title.replace(NAME, name),
        )

    def pause(self, failures: int) -> timedelta | None:
        """How long to wait after so many failures in a row; None: until it is due anyway."""
        return self.retry * 2 ** (failures - 1) if failures < self.attempts else None


@dataclass(frozen=True)
class Hook:
    """Whom to tell of which events: a command, which reads JSON, or an address to post it to."""

    events: tuple[str, ...]
    command: tuple[str, ...] = ()
    url: str | None = None
    attempts: int = 4
    timeout: timedelta = timedelta(seconds=10)


@dataclass(frozen=True)
class Feeds:
    """The content of feeds.toml, its feeds in the order in which they are loaded."""

    path: Path
    feeds: dict[str, Feed] = field(default_factory=dict)
    hooks: tuple[Hook, ...] = ()
    # From so many rejected rows on, hooks are told.
    rejects: int = 1
    # The file that Prometheus' node exporter reads.
    metrics: Path | None = None

    def named(self, names: Iterable[str]) -> list[Feed]:
        """Those of the names, or all, in order. Raises KeyError for a name that is none's."""
        chosen = set(names) or self.feeds.keys()
        if unknown := chosen - self.feeds.keys():
            raise KeyError(", ".join(sorted(unknown)))
        return [feed for name, feed in self.feeds.items() if name in chosen]

    def tells(self, event: str) -> bool:
        return any(event in hook.events for hook in self.hooks)
