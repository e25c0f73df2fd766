"""Fetches the answer to a query as an Arrow table: by ADBC if it is installed, else by psycopg."""

from importlib.util import find_spec
from typing import Any

import pyarrow
from psycopg import Connection, sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from ...database.connection import settings_options, variables_ignored
from ..queries import PreparedQuery, ResultColumn
from ..queries.batches import TYPES, batches
from ..queries.column_types import family
from ..queries.snapshots import SEARCH_PATH


def fetch(connection: Connection[Any], query: PreparedQuery, *, decimals: bool) -> pyarrow.Table:
    """All rows, in the transaction of the connection; numerics as floats, or exact as text."""
    families = {column.name: _family(column, decimals) for column in query.columns}
    read = by_adbc if find_spec("adbc_driver_postgresql") else by_psycopg
    schema = pyarrow.schema([(name, TYPES[kind]) for name, kind in families.items()])
    select = "select {columns} from ({query}) as query"
    return read(connection, query.literal(connection, select, columns=_casts(families)), schema)


def _family(column: ResultColumn, decimals: bool) -> str:
    kind = family(column.type)
    return {"decimal": "text" if decimals else "float"}.get(kind, kind)


def _casts(families: dict[str, str]) -> sql.Composable:
    """The columns, cast to the one type of their family."""
    to = {"integer": "{}::int8 as {}", "float": "{}::float8 as {}", "text": "{}::text as {}"}
    columns = [
        sql.SQL(to.get(kind, "{} as {}")).format(sql.Identifier(name), sql.Identifier(name))
        for name, kind in families.items()
    ]
    return sql.SQL(", ").join(columns)


def by_adbc(connection: Connection[Any], statement: str, schema: pyarrow.Schema) -> pyarrow.Table:
    from adbc_driver_postgresql import dbapi

    (snapshot,) = connection.execute("select pg_export_snapshot()").fetchone() or ("",)
    with variables_ignored():
        other = dbapi.connect(_address(connection))
    with other, other.cursor() as cursor:
        cursor.execute("set transaction isolation level repeatable read read only")
        cursor.execute(f"set transaction snapshot '{snapshot}'")
        cursor.execute(SEARCH_PATH)
        cursor.execute(statement)
        return cursor.fetch_arrow_table().cast(schema)


def by_psycopg(
    connection: Connection[Any], statement: str, schema: pyarrow.Schema
) -> pyarrow.Table:
    with batches(connection, statement, schema) as reader:
        return reader.read_all()


def _address(connection: Connection[Any]) -> str:
    """The whole address of a second connection for the same user."""
    parameters: dict[str, Any] = {**conninfo_to_dict(connection.info.dsn)}
    # What a service file said is among the parameters.
    parameters.pop("service", None)
    # ADBC reads the names of types as it connects.
    parameters["options"] = f"{parameters.get('options', '')} {settings_options()}".strip()
    return make_conninfo(**parameters, password=connection.info.password or None)
