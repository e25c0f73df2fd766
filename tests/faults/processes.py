"""Faults of processes: the loader or the server is killed, a connection is cut."""

import ctypes
import os
import random
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from faults.outcome import Outcome
from faults.scene import Scene
from sqlalchemy import Engine, text

from minzheng.database.embedded import Server

OURS = """
    select pid from pg_stat_activity
    where
        datname = current_database()
        and backend_type = 'client backend'
        and pid <> pg_backend_pid()
"""


# Of Linux: who is left by its parent becomes a child of this process, which can wait for its end.
ADOPT = 36


def adopt() -> None:
    """Before the server starts: a killed one that nobody waits for would look alive."""
    ctypes.CDLL(None).prctl(ADOPT, 1)


def all_of(scene: Scene, times: int) -> Iterator[Outcome]:
    duration = measured(scene)
    some = max(times // 10, 1)
    yield at_random(scene, times, duration, "loader killed (-9)", kill)
    yield at_random(scene, max(times // 2, 1), duration, "server killed (-9)", kill_server)
    yield at_random(scene, some, duration, "`down` during a load", stop_server)
    yield at_random(scene, some, duration, "connections cut", cut)


def at_random(
    scene: Scene, times: int, duration: float, name: str, fault: Callable[[Scene, int], None]
) -> Outcome:
    """The fault at random moments of a reload to the other version."""
    outcome = Outcome(name)
    for _ in range(times):
        version = 1 - scene.at
        scene.write_all(version)
        loader = scene.fork()
        time.sleep(random.uniform(0, duration))
        fault(scene, loader)
        os.waitpid(loader, 0)
        nobody_left(scene.engine())
        outcome.see(scene, version)
    return outcome


def measured(scene: Scene) -> float:
    """How long a whole reload takes: the most of three."""
    durations = []
    for _ in range(3):
        version = 1 - scene.at
        scene.write_all(version)
        started = time.monotonic()
        os.waitpid(scene.fork(), 0)
        durations.append(time.monotonic() - started)
        scene.at = version
    return max(durations)


def kill(_scene: Scene, loader: int) -> None:
    os.kill(loader, signal.SIGKILL)


def cut(scene: Scene, _loader: int) -> None:
    engine = scene.engine()
    with engine.begin() as connection:
        connection.execute(text(f"select pg_terminate_backend(pid) from ({OURS}) as ours"))
    engine.dispose()


def kill_server(scene: Scene, _loader: int) -> None:
    """Every process of the server at once; then it is started again."""
    kill_server_of(scene.server)
    scene.server.start()


def stop_server(scene: Scene, _loader: int) -> None:
    scene.server.stop()
    scene.server.start()


def kill_server_of(server: Server) -> None:
    """Kill every process of a server at once, if it runs."""
    try:
        postmaster = int((server.data / "postmaster.pid").read_text().split()[0])
    except (OSError, IndexError, ValueError):
        return
    present = Path("/proc").glob("[0-9]*/stat")
    children = [int(path.parent.name) for path in present if is_child(path, postmaster)]
    for process in (postmaster, *children):
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
    for process in (postmaster, *children):
        with suppress(ChildProcessError):
            os.waitpid(process, 0)


def is_child(stat: Path, parent: int) -> bool:
    """Whether the process is a child of the parent."""
    try:
        return int(stat.read_text().rpartition(")")[2].split()[1]) == parent
    except OSError:
        return False


def nobody_left(engine: Engine) -> None:
    """Wait until the server has noticed that whoever used the database is gone."""
    while True:
        with engine.connect() as connection:
            if not connection.execute(text(OURS)).all():
                break
        time.sleep(0.02)
    engine.dispose()
