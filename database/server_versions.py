"""Which minor releases of PostgreSQL were known when this release was made."""

from sqlalchemy import Connection

# Of each major version that the package runs on. Minor releases mend faults and holes in security.
NEWEST_MINOR = {15: 20, 16: 16, 17: 12, 18: 6}


def newer_minor(connection: Connection) -> tuple[str, str] | None:
    """The version of the server and the newest known, where it is behind that."""
    found = int(connection.exec_driver_sql("show server_version_num").scalar_one())
    major, minor = divmod(found, 10_000)
    newest = NEWEST_MINOR.get(major, 0)
    return (f"{major}.{minor}", f"{major}.{newest}") if minor < newest else None
