"""The programs of PostgreSQL that connect to a server: psql, pg_dump and pg_restore."""

import shutil
from contextlib import suppress

from sqlalchemy import URL

from .connection import OF_SESSIONS, environment_without
from .embedded import ServerError
from .embedded.executables import bundled


def find(name: str) -> str:
    """The program of the package, or where that is not installed the system's.

    Raises ServerError.
    """
    with suppress(ServerError):
        return str(bundled() / name)
    if found := shutil.which(name):
        return found
    raise ServerError(f"{name} is not installed: pip install 'minzheng[server]'")


def environment_for(address: URL, *, is_complete: bool) -> dict[str, str]:
    """The environment of a program that connects to an address, with its password.

    Whoever is on this machine sees arguments, but not the environment. What an address leaves open
    variables may say, unless it ``is_complete``.
    """
    environment = environment_without(*(() if is_complete else OF_SESSIONS))
    if address.password is not None:
        environment["PGPASSWORD"] = str(address.password)
    return environment
