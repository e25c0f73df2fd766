"""Which database is meant: the one that the user names, or the embedded one."""

from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import URL, Engine, make_url
from sqlalchemy.exc import ArgumentError

from .connection import connect
from .embedded import Server, ServerError, at_home


@dataclass
class Target:
    """The database that the user named, or else the embedded server."""

    named: str | None

    @cached_property
    def server(self) -> Server | None:
        """The embedded server; None where the user named a database."""
        return None if self.named else at_home()

    @property
    def url(self) -> URL:
        if self.server is None:
            return named_url(str(self.named))
        if not self.server.exists:
            raise ServerError("There is no database yet. Make one with: minzheng up")
        return self.server.url

    @cached_property
    def engine(self) -> Engine:
        url = self.url
        if self.server and not self.server.running:
            raise ServerError("The server is down. Start it with: minzheng up")
        return connect(url)

    def close(self) -> None:
        """Close the connections that a command used."""
        if "engine" in self.__dict__:
            self.engine.dispose()


def named_url(named: str) -> URL:
    try:
        url = make_url(named)
    except (ArgumentError, ValueError) as error:
        raise ServerError(f"{named!r} is not a database URL") from error
    if url.get_backend_name() not in ("postgresql", "postgres"):
        raise ServerError(f"{url.get_backend_name()} is not PostgreSQL")
    return url
