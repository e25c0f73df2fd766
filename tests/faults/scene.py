"""What faults happen to: a server of its own, sources in two versions, and a checksum of mart."""

import logging
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import URL, Engine, text
from support.databases import MEMORY, has_room

from minzheng import database
from minzheng.database.embedded import Server
from minzheng.feeds import config, reload, schedule_table
from minzheng.feeds.reload_outcome import ReloadOutcome
from minzheng.loaders import run

# What fails here is meant to fail.
logging.disable(logging.WARNING)

ROOMY = has_room(MEMORY)
BUNDLED = run.bundled()
LISTS = [path for path in BUNDLED if path.parent.name == "data"]
SOURCES = 3
FEEDS = """
[feeds.figures]
folder = "figures"
source = "faults-{name}"
title = "Figures {name}"
settle = "0.3 s"
timeout = "2 s"
"""
HEADER = "indicator,area,period_start,period_end,printed\n"
AREAS = """
    select area_code from mart.area
    where in_force and area_level = 'county' and area_code like '53%'
    order by area_code
"""
# Everything else in mart is computed from these whenever it is read.
RELATIONS = ("source", "reported", "value", "growth")
# What a row says, without what only tells one load from another.
COLUMNS = """
    select string_agg(quote_ident(column_name), ', ' order by column_name)
    from information_schema.columns
    where
        table_schema = 'mart' and table_name = :relation
        and column_name !~ '(observation_id|recorded_at|sha256)$'
"""
CHECKSUM = """
    select coalesce(md5(string_agg(md5(line), '' order by md5(line))), '') from (
        select row({columns})::text as line from mart.{relation}
    ) as lines
"""


@dataclass
class Scene:
    """The sources are at version ``at``; ``states`` of mart are known for each step to a version.

    Step 0 to a version is the other version, the last step is the version itself.
    """

    folder: Path
    server: Server
    at: int = 0
    states: dict[int, list[str]] = field(default_factory=dict)

    @property
    def url(self) -> URL:
        return self.server.url

    @property
    def figures(self) -> Path:
        return self.folder / "figures"

    @property
    def feeds(self) -> Path:
        return self.folder / "feeds.toml"

    def engine(self) -> Engine:
        return database.connect(self.url)

    def write(self, version: int, number: int) -> None:
        """Put a version of a source in place as one should: written elsewhere, then renamed."""
        path = self.folder / "next.csv"
        path.write_text(self.content(version, number), encoding="utf-8")
        path.rename(self.figures / f"{number}.csv")

    def write_all(self, version: int) -> None:
        for number in range(SOURCES):
            self.write(version, number)

    def content(self, version: int, number: int) -> str:
        """Figures of every county over six years; versions differ in some, and lack some."""
        lines = [
            f"volunteers,{area},{year}-12-31,{year}-12-31,{1000 + number * 100 + place + changed}\n"
            for place, area in enumerate(self.areas)
            for year in range(2012, 2018)
            for changed in [version if (place + year) % 3 == 0 else 0]
            if (place + year + version) % 11
        ]
        return HEADER + "".join(lines)

    def reload(self) -> ReloadOutcome:
        """A whole reload, in this process."""
        engine = self.engine()
        feeds = config.read(self.feeds)
        try:
            with engine.begin() as connection:
                schedule_table.register(connection, feeds)
            (report,) = reload.reload_feeds(engine, feeds.select([]))
            return report
        finally:
            engine.dispose()

    def fork(self) -> int:
        """A whole reload, in another process; its id."""
        if child := os.fork():
            return child
        try:
            os._exit(int(bool(self.reload().errors)))
        except BaseException as error:
            print(f"  reload: {type(error).__name__}", file=sys.stderr)
            os._exit(2)

    def checksum(self) -> str:
        return checksum(self.engine())

    def step(self, version: int) -> int | None:
        """How many sources are at the version, the others being whole too; None: a mix."""
        return self.state(self.checksum(), version)

    def state(self, found: str, version: int) -> int | None:
        """The step to a version at which mart has a checksum; None: a mix."""
        steps = [step for step, state in enumerate(self.states[version]) if state == found]
        return steps[0] if steps else None

    @property
    def areas(self) -> list[str]:
        path = self.folder / "areas"
        if not path.exists():
            engine = self.engine()
            with engine.connect() as connection:
                path.write_text("\n".join(connection.scalars(text(AREAS))))
            engine.dispose()
        return path.read_text().split()


def checksum(engine: Engine) -> str:
    """Of what mart says in a database; the engine has no connection left afterwards."""
    # All of it at one moment: a replica may be catching up.
    with engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
        found = []
        for relation in RELATIONS:
            columns = connection.execute(text(COLUMNS), {"relation": relation}).scalar_one()
            query = CHECKSUM.format(columns=columns, relation=relation)
            found.append(connection.execute(text(query)).scalar_one())
    engine.dispose()
    return " ".join(found)


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder for homes, which is removed afterwards: in memory, if there is room."""
    folder = Path(tempfile.mkdtemp(prefix="minzheng-faults-", dir=MEMORY if ROOMY else None))
    # The user that runs the server for root must reach its data.
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


@contextmanager
def served(server: Server) -> Iterator[Server]:
    """A server that runs, and is stopped afterwards."""
    try:
        server.start()
        yield server
    finally:
        server.stop()


@contextmanager
def empty(folder: Path | None = None) -> Iterator[Scene]:
    """A scene with the lists that are bundled, and no figures."""
    with (
        nullcontext(folder) if folder else scratch() as place,
        served(Server(place / "home")) as server,
    ):
        scene = Scene(place, server)
        engine = scene.engine()
        with engine.begin() as connection:
            database.upgrade(connection)
        list(run.load(engine, LISTS))
        engine.dispose()
        yield scene


@contextmanager
def made(folder: Path | None = None, files: Sequence[Path] = BUNDLED) -> Iterator[Scene]:
    """A scene with files of the package, and the sources at version 0, and all states."""
    with empty(folder) as scene:
        scene.figures.mkdir()
        scene.feeds.write_text(FEEDS)
        engine = scene.engine()
        list(run.load(engine, files))
        engine.dispose()
        for version in (0, 1, 0):
            walk(scene, version)
        yield scene


def walk(scene: Scene, version: int) -> None:
    """Bring the sources to a version one by one, and learn the state after each."""
    states = [scene.checksum()]
    for number in range(SOURCES):
        scene.write(version, number)
        assert not scene.reload().errors
        states.append(scene.checksum())
    scene.states[version], scene.at = states, version
