"""The answer to a query as an Arrow table: by ADBC where it is installed, else by psycopg."""

from importlib.util import find_spec
from typing import Any

import pyarrow
from psycopg import Connection, sql
from psycopg.conninfo import make_conninfo

from ..queries import Column, Query
from ..queries.batches import TYPES, batches
from ..queries.column_types import family


def table(connection: Connection[Any], query: Query, *, decimals: bool) -> pyarrow.Table:
    """All rows, in the transaction of the connection; numerics as float, or as text."""
    kept = {column.name: kept_as(column, decimals) for column in query.columns}
    read = by_adbc if find_spec("adbc_driver_postgresql") else by_psycopg
    schema = pyarrow.schema([(name, TYPES[kind]) for name, kind in kept.items()])
    selected = "select {columns} from ({asked}) as asked"
    return read(connection, query.literal(connection, selected, columns=casts(kept)), schema)


def kept_as(column: Column, decimals: bool) -> str:
    kind = family(column.type)
    return {"decimal": "text" if decimals else "float"}.get(kind, kind)


def casts(kept: dict[str, str]) -> sql.Composable:
    """The columns as the types that they are kept as."""
    to = {"integer": "{}::int8 as {}", "float": "{}::float8 as {}", "text": "{}::text as {}"}
    columns = [
        sql.SQL(to.get(kind, "{} as {}")).format(sql.Identifier(name), sql.Identifier(name))
        for name, kind in kept.items()
    ]
    return sql.SQL(", ").join(columns)


def by_adbc(connection: Connection[Any], statement: str, schema: pyarrow.Schema) -> pyarrow.Table:
    from adbc_driver_postgresql import dbapi

    (state,) = connection.execute("select pg_export_snapshot()").fetchone() or ("",)
    with dbapi.connect(address(connection)) as other, other.cursor() as cursor:
        cursor.execute("set transaction isolation level repeatable read read only")
        cursor.execute(f"set transaction snapshot '{state}'")
        cursor.execute(statement)
        return cursor.fetch_arrow_table().cast(schema)


def address(connection: Connection[Any]) -> str:
    """What a second connection of the same user is opened by."""
    return make_conninfo(connection.info.dsn, password=connection.info.password or None)


def by_psycopg(
    connection: Connection[Any], statement: str, schema: pyarrow.Schema
) -> pyarrow.Table:
    with batches(connection, statement, schema) as reader:
        return reader.read_all()
