"""Faults of clocks: that of the server or of the loader is set back (by libfaketime)."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from faults.outcome import Outcome
from faults.scene import Scene

LIBRARIES = "usr/lib/*/faketime/libfaketime.so.1"
# The library sets back the monotonic clock too, which must stay above zero.
BACK = f"-{int(time.monotonic() / 2)}"


def all_of(scene: Scene, times: int) -> Iterator[Outcome]:
    library = next(Path("/").glob(LIBRARIES), None)
    if library is None:
        print("Clocks were not set back: libfaketime is not installed.", file=sys.stderr)
        return
    yield of_loader(scene, times, library)
    yield of_server(scene, times, library)


def of_loader(scene: Scene, times: int, library: Path) -> Outcome:
    outcome = Outcome("clock of the loader set back")
    command = [str(Path(sys.executable).with_name("minzheng")), "reload", "--feeds", scene.feeds]
    for _ in range(times):
        version = 1 - scene.at
        scene.write_all(version)
        with set_back(library):
            names = {"MINZHENG_HOME": str(scene.server.home)}
            subprocess.run(command, env=os.environ | names, check=False, capture_output=True)
        outcome.see(scene, version)
    return outcome


def of_server(scene: Scene, times: int, library: Path) -> Outcome:
    """While the clock is back too, sources go to the other version."""
    outcome = Outcome("clock of the server set back")
    for _ in range(times):
        version = 1 - scene.at
        scene.write_all(version)
        scene.server.stop()
        with set_back(library):
            scene.server.start()
        scene.reload()
        outcome.see(scene, version)
        scene.server.stop()
        scene.server.start()
    return outcome


@contextmanager
def set_back(library: Path) -> Iterator[None]:
    """Programs that start meanwhile believe that it is earlier."""
    names = {"LD_PRELOAD": str(library), "FAKETIME": BACK}
    os.environ.update(names)
    try:
        yield
    finally:
        for name in names:
            del os.environ[name]
