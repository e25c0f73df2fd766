"""How long ``minzheng reload`` takes over 200 files of which none, some, or all are new."""

import os
import resource
import subprocess
import sys
import time
from pathlib import Path

from faults.scene import Scene, empty
from support.feeding import figures, folder_feed, written
from tabulate import tabulate

FILES = 200
HEADER = ("files new or changed", "seconds", "of processor time in the loader")


def main() -> None:
    with empty() as scene:
        written(scene.folder, folder_feed())
        rows = []
        for changed in (FILES, 0, 1, 10, 100, 0):
            for number in range(changed):
                figures(scene.folder / "counts" / f"{number}.csv", str(1000 + len(rows)))
            rows.append((changed, *measured(scene)))
    print(tabulate(rows, headers=HEADER, tablefmt="github", floatfmt=".1f"))


def measured(scene: Scene) -> tuple[float, float]:
    """Seconds of the whole command, and of its own processor time."""
    command = [Path(sys.executable).with_name("minzheng"), "reload", "--feeds", scene.feeds]
    names = os.environ | {"MINZHENG_HOME": str(scene.server.home)}
    before, started = used(), time.monotonic()
    subprocess.run(command, env=names, check=True, capture_output=True)
    return time.monotonic() - started, used() - before


def used() -> float:
    found = resource.getrusage(resource.RUSAGE_CHILDREN)
    return found.ru_utime + found.ru_stime


if __name__ == "__main__":
    main()
