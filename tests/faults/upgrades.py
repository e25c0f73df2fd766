"""Faults of upgrades: a database with data, at an earlier revision, on its way to this one."""

import os
import random
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg
from faults.homes import FEW
from faults.outcome import Outcome
from faults.processes import kill_server_of, nobody_left
from faults.scene import Scene, checksum
from sqlalchemy import URL, Engine, text

from minzheng import database
from minzheng.database import locks, replaceable, table_revisions
from minzheng.loaders import run

# At the earlier revision, at this one.
BEFORE, AFTER = range(2)


@dataclass(frozen=True)
class Earlier:
    """A revision, of which a database has the name: how long its upgrade takes, and what it gives.

    That is less than before where it did not have some column.
    """

    revision: str
    seconds: float
    expected: str


def all_of(scene: Scene, times: int) -> Iterator[Outcome]:
    engine = scene.engine()
    list(run.load(engine, FEW))
    engine.dispose()
    revisions = table_revisions.of_release()[:-1]
    known = [earlier(scene, revision) for revision in revisions[:times]]
    yield killed(scene, times, known)
    yield blocked(scene, min(times, 3), known[-1])


def earlier(scene: Scene, revision: str) -> Earlier:
    """Migrate a copy of the database back, then one of that forth."""
    url = copy(scene, revision, "minzheng")
    engine = database.connect(url)
    with engine.begin() as connection:
        database.downgrade(connection, revision)
    engine.dispose()
    engine = database.connect(copy(scene, "upgraded", revision))
    started = time.monotonic()
    migrate(engine)
    return Earlier(revision, time.monotonic() - started, checksum(engine))


def copy(scene: Scene, name: str, template: str) -> URL:
    with administrator(scene) as admin:
        admin.execute(f"drop database if exists {name} with (force)")
        admin.execute(f"create database {name} template {template} owner minzheng")
    return scene.url.set(database=name)


@contextmanager
def administrator(scene: Scene) -> Iterator[psycopg.Connection]:
    server = scene.server
    address = {"host": "127.0.0.1", "port": server.port, "dbname": "postgres"}
    login = {"user": "postgres", "password": server.password("postgres")}
    with psycopg.connect(**address, **login, autocommit=True) as connection:
        yield connection


def killed(scene: Scene, times: int, known: list[Earlier]) -> Outcome:
    """Of every revision as many; each fourth time the server is killed too."""
    outcome = Outcome("upgrade killed (-9)", AFTER)
    for number in range(times):
        one = known[number % len(known)]
        url = copy(scene, "upgraded", one.revision)
        child = upgrade(url)
        time.sleep(random.uniform(0, one.seconds))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        if random.random() < 1 / 4:
            kill_server_of(scene.server)
            scene.server.start()
        nobody_left(database.connect(url))
        steps = {one.revision: BEFORE, table_revisions.of_release()[-1]: AFTER}
        step = steps.get(revision_of(url))
        outcome.note(step, completes=completes(url, one.expected))
    return outcome


def upgrade(url: URL) -> int:
    """``minzheng migrate`` in another process; its id. Exit code 1: it gave up waiting."""
    if child := os.fork():
        return child
    try:
        migrate(database.connect(url))
        os._exit(0)
    except locks.Blocked:
        os._exit(1)
    except BaseException as error:
        print(f"  migrate: {type(error).__name__}: {error}", file=sys.stderr)
        os._exit(2)


def migrate(engine: Engine) -> None:
    with engine.begin() as connection:
        database.upgrade(connection)
    engine.dispose()


def revision_of(url: URL) -> str | None:
    engine = database.connect(url)
    with engine.connect() as connection:
        found = table_revisions.current_revision(connection)
    engine.dispose()
    return found


def completes(url: URL, expected: str) -> bool:
    """Whether the upgrade can be done, and then everything is what it was before."""
    engine = database.connect(url)
    migrate(engine)
    with engine.connect() as connection:
        is_of_release = not replaceable.drift(connection)
    return is_of_release and checksum(engine) == expected


def blocked(scene: Scene, times: int, known: Earlier) -> Outcome:
    """Somebody reads a table and does not end; who comes later waits no longer than is said."""
    outcome = Outcome("upgrade blocked by a reader", AFTER)
    patience = 1.5 * float(locks.PATIENCE[locks.SCHEMA].removesuffix("s"))
    for _ in range(times):
        url = copy(scene, "upgraded", known.revision)
        engine = database.connect(url)
        with engine.connect() as reader, engine.connect() as later:
            reader.execute(text("select count(*) from core.observation"))
            child = upgrade(url)
            time.sleep(1)
            started = time.monotonic()
            later.execute(text("select count(*) from core.observation"))
            waited = time.monotonic() - started
            code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        engine.dispose()
        step = BEFORE if revision_of(url) == known.revision else None
        gave_up = code == 1 and waited < patience
        outcome.note(step, completes=gave_up and completes(url, known.expected))
    return outcome
