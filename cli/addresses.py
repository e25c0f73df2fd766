"""The address of a database, as each tool wants it."""

from gettext import gettext as _
from urllib.parse import quote

import click
from sqlalchemy import URL

from ..database import roles
from ..database.connection import as_libpq
from ..database.target import Target

__all__ = ["as_jdbc", "as_libpq", "as_sqlalchemy", "check_role", "for_role"]

# Parameters that are the server's, whoever connects.
OF_SERVER = ("passfile", "sslmode")


def as_sqlalchemy(address: URL) -> str:
    return as_libpq(address).replace("postgresql:", "postgresql+psycopg:", 1)


def as_jdbc(address: URL) -> str:
    """Java's driver does not know the password file of the address."""
    parameters: dict[str, object] = {"user": address.username, "password": address.password}
    parameters["sslmode"] = address.query.get("sslmode")
    query = "&".join(
        f"{name}={quote(str(value), safe='')}" for name, value in parameters.items() if value
    )
    database = quote(address.database or "", safe="")
    return f"jdbc:postgresql://{address.host}:{address.port or 5432}/{database}?{query}"


def for_role(address: URL, role: str) -> URL:
    """The address of the same database for another role, whose password is in the same file."""
    query = {name: value for name, value in address.query.items() if name in OF_SERVER}
    return URL.create(
        address.drivername, role, None, address.host, address.port, address.database, query
    )


def check_role(target: Target, role: str) -> None:
    """Raise ClickException for a role that the server does not have."""
    with target.engine_of_any_release.connect() as connection:
        if roles.exists(connection, role):
            return
    name = "" if role == roles.ROLE else f" --name {role}"
    words = _("There is no role {role} yet. Make it with: minzheng grant reader{name}")
    raise click.ClickException(words.format(role=role, name=name))
