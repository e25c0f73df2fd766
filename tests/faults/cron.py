"""A real cron with the crontab that ``minzheng schedule --print cron`` writes, for two minutes.

It takes the place of the crontab of root for so long. Without root and Debian's cron it says so
and tries nothing.
"""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from faults.scene import Scene, empty
from sqlalchemy import text
from support.feeding import figures, file_feed, written

PROGRAM = Path(sys.executable).with_name("minzheng")
LOADED = "select value from mart.reported where source_code = 'single'"


def main() -> int:
    if os.geteuid() != 0 or not shutil.which("cron"):
        print("Not tried: this needs root and Debian's cron.")
        return 0
    with empty() as scene:
        written(scene.folder, file_feed(cadence="* * * * *"))
        command = [PROGRAM, "schedule", "--print", "cron", "--feeds", scene.feeds]
        names = os.environ | {"MINZHENG_HOME": str(scene.server.home)}
        crontab = subprocess.run(command, env=names, check=True, capture_output=True, text=True)
        with cron(crontab.stdout):
            for printed in ("1200", "1201"):
                figures(scene.folder / "single.csv", printed)
                print(f"{printed} was loaded after {waited(scene, printed):.0f} s")
    return 0


def waited(scene: Scene, printed: str) -> float:
    """How long it took until the figure was there."""
    started = time.monotonic()
    with scene.engine().connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        while str(connection.execute(text(LOADED)).scalar()) != printed:
            if time.monotonic() > started + 150:
                raise TimeoutError(f"cron did not load {printed}")
            time.sleep(0.5)
    return time.monotonic() - started


@contextmanager
def cron(crontab: str) -> Iterator[None]:
    before = subprocess.run(["crontab", "-l"], capture_output=True, check=False)
    subprocess.run(["crontab", "-"], input=crontab, text=True, check=True)
    daemon = subprocess.Popen(["cron", "-f"])
    try:
        yield
    finally:
        daemon.terminate()
        daemon.wait()
        if before.returncode == 0:
            subprocess.run(["crontab", "-"], input=before.stdout, check=True)
        else:
            subprocess.run(["crontab", "-r"], check=True)


if __name__ == "__main__":
    sys.exit(main())
