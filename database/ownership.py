"""Who owns a table."""

from sqlalchemy import Connection

OWNS = "select pg_has_role(relowner, 'usage') from pg_class where oid = %(table)s::regclass"


def owns(connection: Connection, table: str) -> bool:
    """Whether the user has the rights of the owner of a table: whoever loads need not."""
    return bool(connection.exec_driver_sql(OWNS, {"table": table}).scalar_one())
