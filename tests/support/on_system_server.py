"""Run the tests on a throw-away server of the PostgreSQL that the system has installed."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from minzheng.database import embedded


class SystemServer(embedded.Server):
    """A server of the system's programs, which may be older than those of the package."""

    locale = ("--locale=C.UTF-8",)
    programs = max(
        Path("/usr/lib/postgresql").glob("*/bin"),
        key=lambda path: int(path.parent.name),
        default=None,
    )


def main():
    if SystemServer.programs is None:
        print("The system has no PostgreSQL of its own: nothing to test.")
        return 0
    home = Path(tempfile.mkdtemp(prefix="minzheng-system-"))
    home.chmod(0o755)
    system = SystemServer(home)
    try:
        system.start()
        superuser = {"username": "postgres", "password": system.password("postgres")}
        url = system.url.set(database="postgres", query={}, **superuser)
        os.environ["MINZHENG_TEST_SERVER"] = url.render_as_string(hide_password=False)
        return subprocess.call([sys.executable, "-m", "pytest", *sys.argv[1:]])
    finally:
        system.stop()
        shutil.rmtree(home)


sys.exit(main())
