"""Which database a command works on: the one that the user names, or the embedded one."""

from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import URL, Engine, make_url
from sqlalchemy.exc import ArgumentError

from ..redaction import SHORTEST_UNNAMED, remember, without_password
from . import table_revisions
from .connection import connect
from .embedded import Server, ServerError, user_server


@dataclass
class Target:
    """The database that the user named, or else that of the embedded server."""

    named: str | None

    @cached_property
    def server(self) -> Server | None:
        """The embedded server; None where the user named a database."""
        return None if self.named else user_server()

    @property
    def url(self) -> URL:
        """Raises ServerError for a name that is not an address of PostgreSQL, and where there is no
        embedded server yet.
        """
        if self.server is None:
            return parsed(str(self.named))
        if not self.server.exists:
            raise ServerError("There is no database yet. Make one with: minzheng up")
        return self.server.url

    def require_running(self) -> None:
        """Raise ServerError if it is an embedded server that is down."""
        if self.server and self.server.exists and not self.server.running:
            raise ServerError("The server is down. Start it with: minzheng up")

    @cached_property
    def engine(self) -> Engine:
        """Connections to the database. Raises MigrationError unless it is of this release."""
        with self.engine_of_any_release.connect() as connection:
            table_revisions.require_current(connection)
        return self.engine_of_any_release

    @cached_property
    def engine_of_any_release(self) -> Engine:
        """Connections to the database, whatever is in it: to migrate it."""
        url = self.url
        self.require_running()
        return connect(url, is_complete=self.server is not None)

    def close(self) -> None:
        """Close the connections that a command used."""
        if "engine_of_any_release" in self.__dict__:
            self.engine_of_any_release.dispose()


def parsed(address: str) -> URL:
    """The address, whose password is where those of others are: programs are not given it as an
    argument. Raises ServerError.
    """
    try:
        url = make_url(address)
    except (ArgumentError, ValueError) as error:
        raise ServerError(f"{without_password(address)!r} is not a database URL") from error
    if url.get_backend_name() not in ("postgresql", "postgres"):
        raise ServerError(f"{url.get_backend_name()} is not PostgreSQL")
    if password := url.query.get("password"):
        url = url.set(password=str(password)).difference_update_query(["password"])
    # What is also a name is everywhere in what is told.
    password = url.password or ""
    if len(password) >= SHORTEST_UNNAMED and password not in (url.username, url.database):
        remember(password)
    return url
