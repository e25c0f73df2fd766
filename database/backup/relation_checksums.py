"""Checksums of everything that a database holds and shows."""

from psycopg.sql import SQL, Identifier
from sqlalchemy import Connection

from .backup_manifest import RelationChecksum

# Tables hold the content; the views of mart are what readers see of it.
RELATIONS = """
    select nspname, relname
    from pg_class
    inner join pg_namespace on pg_namespace.oid = relnamespace
    where
        (nspname in ('core', 'ops', 'calc') and relkind in ('r', 'p'))
        or (nspname = 'mart' and relkind in ('r', 'v', 'm'))
    order by nspname, relname
"""
# The sum of what begins the MD5 of each row: rows have no order, and may be there several times.
CHECKSUM = """
    select
        count(*),
        to_hex(coalesce(
            mod(sum(('x' || left(md5(cast(one as text)), 15))::bit(60)::bigint), 2 ^ 60::numeric), 0
        )::bigint)
    from {} as one
"""


def checksums(connection: Connection) -> dict[str, RelationChecksum]:
    """Rows and checksum of every relation of mart, and of every table, by its name."""
    found = {}
    for schema, relation in connection.exec_driver_sql(RELATIONS).all():
        query = SQL(CHECKSUM).format(Identifier(schema, relation)).as_string()
        rows, checksum = connection.exec_driver_sql(query).one()
        found[f"{schema}.{relation}"] = RelationChecksum(rows, checksum)
    return found
