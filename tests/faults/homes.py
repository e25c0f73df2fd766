"""Faults of the whole ``minzheng up`` in a new home: kills, several at once, ``down`` meanwhile.

To have time for many, it loads the lists of the package and few of its figures.
"""

import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from faults.outcome import Outcome
from faults.processes import kill_server_of
from faults.scene import LISTS, checksum, scratch
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import OperationalError

from minzheng import database
from minzheng.cli import main
from minzheng.database.embedded import Server, ServerError
from minzheng.loaders import run

FEW = [
    *LISTS,
    run.BUNDLED / "articles" / "zhaotong-2022-review.csv",
    run.BUNDLED / "tables" / "mca-2021-bulletin.csv",
]
# A home without a server, with one, with tables too, with everything.
NOTHING, CREATED, MIGRATED, READY = range(4)
HAS_TABLES = text("select to_regclass('mart.reported') is not null")
HAS_FIGURES = text("select exists (select from core.observation)")
# Seconds in which a server must have started that was killed before.
PATIENCE = 60
# So many kills follow each other at most, before one `up` is left alone.
IN_A_ROW = 8


def all_of(times: int) -> Iterator[Outcome]:
    with scratch() as folder:
        server = Server(folder / "home")
        started = time.monotonic()
        assert ended(up(server)) == 0
        duration = time.monotonic() - started
        expected = checksum(database.connect(server.url))
        remove(server)
        yield killed(server, times, duration, expected)
        yield stopped(server, max(times // 10, 1), duration, expected)
        yield together(server, max(times // 20, 1), expected)


def up(server: Server) -> int:
    """``minzheng up`` in another process, the first of its group; its id."""
    if child := os.fork():
        return child
    code = 2
    try:
        os.setsid()
        os.environ["MINZHENG_HOME"] = str(server.home)
        run.bundled = lambda: FEW
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        os.dup2(os.open(server.home.with_name("errors"), os.O_WRONLY | os.O_CREAT | os.O_APPEND), 2)
        main(["up"])
    except SystemExit as end:
        code = int(end.code or 0)
    finally:
        os._exit(code)


def ended(child: int) -> int:
    """The exit code of a process; -9 for one that was killed."""
    _child, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


def killed(server: Server, times: int, duration: float, expected: str) -> Outcome:
    """Alone, with the programs that it has called, or with the server; some kills in a row."""
    outcome = Outcome("`up` killed (-9)", READY)
    while len(outcome.steps) < times:
        steps, works = [], True
        for _ in range(min(random.randint(1, IN_A_ROW), times - len(outcome.steps))):
            child = up(server)
            # More often early: the steps by which a server is made are short.
            time.sleep(random.random() ** 2 * duration)
            random.choice((os.kill, os.killpg, kill_with_server(server)))(child, signal.SIGKILL)
            # One that had ended before must have ended well.
            works = works and ended(child) in (0, -signal.SIGKILL)
            steps.append(step(server, expected))
        works = works and ended(up(server)) == 0 and step(server, expected) == READY
        for one in steps:
            outcome.note(one, completes=works)
        tell(server, works=works)
        remove(server)
    return outcome


def kill_with_server(server: Server):
    def kill(child: int, _signal: int) -> None:
        os.killpg(child, signal.SIGKILL)
        kill_server_of(server)

    return kill


def stopped(server: Server, times: int, duration: float, expected: str) -> Outcome:
    """``minzheng down`` at a random moment of ``up``."""
    outcome = Outcome("`down` during `up`", READY)
    for _ in range(times):
        child = up(server)
        time.sleep(random.uniform(0, duration))
        with suppress(ServerError):
            server.stop()
        ended(child)
        found = step(server, expected)
        works = ended(up(server)) == 0 and step(server, expected) == READY
        outcome.note(found, completes=works)
        tell(server, works=works)
        remove(server)
    return outcome


def together(server: Server, times: int, expected: str) -> Outcome:
    """One completes; the others do too, or give up as whoever waits too long for a migration."""
    outcome = Outcome("three `up` at once", READY)
    for _ in range(times):
        codes = {ended(child) for child in [up(server) for _ in range(3)]}
        found = step(server, expected)
        works = 0 in codes <= {0, 1} and ended(up(server)) == 0
        outcome.note(found, completes=works)
        tell(server, works=works)
        remove(server)
    return outcome


def step(server: Server, expected: str) -> int | None:
    """How far a home is; None where it has figures, and not all of them."""
    if not server.exists:
        return NOTHING
    if not server.running:
        return CREATED
    engine = database.connect(server.url)
    with started(engine) as connection:
        if not connection.execute(HAS_TABLES).scalar_one():
            found = CREATED
        elif not connection.execute(HAS_FIGURES).scalar_one():
            found = MIGRATED
        else:
            found = READY
    engine.dispose()
    if found == READY and checksum(database.connect(server.url)) != expected:
        return None
    return found


def started(engine: Engine) -> Connection:
    """A connection to a server that may be starting: whoever started it was killed meanwhile."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            return engine.connect()
        except OperationalError:
            if time.monotonic() > deadline:
                raise
        time.sleep(0.1)


def tell(server: Server, *, works: bool) -> None:
    """What the commands said, if that was not what they should."""
    errors = server.home.with_name("errors")
    if not works and errors.exists():
        print("  " + errors.read_text()[-2000:].replace("\n", "\n  "), file=sys.stderr)
    errors.unlink(missing_ok=True)


def remove(server: Server) -> None:
    server.stop()
    forget(server.home)


def forget(folder: Path) -> None:
    """Remove a folder in which a program that was left behind may still write."""
    while folder.exists():
        shutil.rmtree(folder, ignore_errors=True)
        reap()


def reap() -> None:
    """Wait for whoever was left by a parent that was killed, if it has ended."""
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
