"""The address of a database, as each tool wants it."""

from sqlalchemy import URL


def as_libpq(address: URL) -> str:
    """For psql and other clients with libpq, which knows no ``+psycopg`` in the scheme."""
    return _readable(address.set(drivername="postgresql"))


def as_sqlalchemy(address: URL) -> str:
    return _readable(address.set(drivername="postgresql+psycopg"))


def as_jdbc(address: URL) -> str:
    """Java's driver does not know the password file of the address."""
    query = f"user={address.username}"
    if address.password:
        query += f"&password={address.password}"
    return f"jdbc:postgresql://{address.host}:{address.port or 5432}/{address.database}?{query}"


def for_role(address: URL, role: str) -> URL:
    """The address of the same database for another role, whose password is in the same file."""
    query = {name: value for name, value in address.query.items() if name == "passfile"}
    return URL.create(
        address.drivername, role, None, address.host, address.port, address.database, query
    )


def _readable(address: URL) -> str:
    """With the slashes of the password file's path unescaped, and spaces escaped for libpq."""
    return address.render_as_string(hide_password=False).replace("%2F", "/").replace(" ", "%20")
