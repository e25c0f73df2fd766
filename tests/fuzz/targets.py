"""What is tried: the readers of formats, loads of every kind of file, mappings, and feeds.toml."""

import re
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from support import ledgers

from fuzz import seeds
from minzheng.feeds import config
from minzheng.feeds.cadence import Cadence, CadenceError
from minzheng.loaders import run
from minzheng.loaders.formats.errors import UnreadableTable
from minzheng.loaders.formats.file_formats import ARCHIVE_SUFFIXES
from minzheng.loaders.formats.worker import WORKER
from minzheng.loaders.kinds.reference import LISTS
from minzheng.loaders.options import LoadOptions
from minzheng.loaders.sheets import forms

TABLE = LoadOptions(source="fuzz", title="fuzz", area="530000")
# How the message begins of an exception that no reader foresaw.
UNFORESEEN = re.compile(
    r"(?:a broken (?:\w+ )?file: )?(\w+(?:Error|Exception|Warning)? in [\w<>]+\.[\w<>]+)"
)


LEDGER = LoadOptions(source=ledgers.source()["code"])


def prepare(engine):
    """Have the source of the ledger known."""
    with tempfile.TemporaryDirectory() as folder:
        (result,) = run.load(
            engine,
            [
                ledgers.write(
                    Path(folder, "sources.csv"), LISTS["sources"].header, [ledgers.source()]
                )
            ],
        )
        assert not result.rejects


@dataclass(frozen=True)
class Target:
    """Something that takes a file: ``attempt`` gives what became of it, and raises nothing."""

    name: str
    suffix: str
    seeds: list[bytes]
    attempt: Callable[[Path], str]
    # In each turn: a load takes as long as a hundred reads.
    tries: int = 20


def all_targets(engine):
    found = []
    for suffix, contents in seeds.tables().items():
        attempt = read_archive if suffix in ARCHIVE_SUFFIXES else read
        found.append(Target(f"read {suffix}", suffix, contents, attempt))
    for suffix, contents in seeds.tables().items():
        found.append(Target(f"load {suffix}", suffix, contents, loader(engine, TABLE), 1))
    listed = [content for content in seeds.lists() if content]
    found.append(Target("load a list", ".csv", listed, loader(engine), 2))
    found.append(Target("load figures", ".csv", seeds.figures(), loader(engine, TABLE), 1))
    found.append(Target("load a ledger", ".csv", seeds.ledger(), loader(engine, LEDGER), 1))
    mappings = [seeds.MAPPING.encode()]
    found.append(Target("load by a mapping", ".toml", mappings, mapping_loader(engine), 1))
    found.append(Target("feeds.toml", ".toml", seeds.settings(), read_feeds))
    found.append(Target("a cadence", ".txt", CADENCES, read_cadence))
    return found


def read(path):
    """Read the sheets of a file, and find the figures in them."""
    try:
        for sheet in WORKER.read(path):
            list(forms.read_figures(sheet))
            forms.describe(sheet)
    except UnreadableTable as error:
        return refused(str(error))
    return "read"


def read_archive(path):
    """Unpack an archive, and read what is in it."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            members = WORKER.unpack(path, Path(folder)) or []
        except UnreadableTable as error:
            return refused(str(error))
        outcomes = {read(one.path) for one in members if not one.error}
    return max(outcomes, default="refused")


def loader(engine, options=None):
    """Loads a file through the checks of the database; nothing of it stays."""

    def load(path):
        results = list(run.plan(engine, [path], options or LoadOptions()))
        for reject in (reject for result in results for reject in result.rejects):
            if reject.reason == "unreadable":
                return refused(reject.message)
            if reject.reason == "constraint":
                return f"CONSTRAINT {reject.message[:70]}"
        return results[-1].outcome

    return load


def mapping_loader(engine):
    def load(path):
        table = path.with_name("table.csv")
        table.write_bytes(seeds.tables()[".csv"][0])
        options = LoadOptions(source="fuzz", title="fuzz", mapping=path)
        return loader(engine, options)(table)

    return load


def read_feeds(path):
    try:
        feeds = config.read(path)
    except config.ConfigError:
        return "refused"
    for feed in feeds.feeds.values():
        feed.options_for("x")
        [feed.pause(failures) for failures in range(1, 25)]
    return "read"


CADENCES = [
    b"0 6 * * *\nAsia/Shanghai", b"*/30 8-18 * * mon-fri\nEurope/Berlin", b"0 0 31 feb mon\nUTC",
    b"1,2 3 29 2 0-7/2\nAmerica/New_York", b"*/5 * * * * *\nAustralia/Lord_Howe",
]  # fmt: skip


def read_cadence(path):
    expression, _, timezone = path.read_bytes().decode("utf-8", "replace").partition("\n")
    try:
        Cadence(expression, timezone)
    except CadenceError:
        return "refused"
    return "read"


def refused(message):
    """That a file was refused; where no reader foresaw why, by which exception."""
    found = UNFORESEEN.match(message)
    return f"UNFORESEEN {found[1]}" if found else "refused"
