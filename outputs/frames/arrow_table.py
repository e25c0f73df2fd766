"""Fetches the answer to a query as an Arrow table: by ADBC if it is installed, else by psycopg.

Texts are held once each: a batch of rows at a time is in memory as it came.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from typing import Any

import pyarrow
from psycopg import Connection, sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from ...database.connection import settings_options, variables_ignored
from ..queries import PreparedQuery, ResultColumn
from ..queries.batches import TYPES, batches
from ..queries.column_types import family
from ..queries.row_order import order_by
from ..queries.snapshots import SEARCH_PATH

# How types are held.
ENCODED = {pyarrow.string(): pyarrow.dictionary(pyarrow.int32(), pyarrow.string())}


def fetch(
    connection: Connection[Any], query: PreparedQuery, is_sorted: bool, *, decimals: bool
) -> pyarrow.Table:
    """All rows, in the transaction of the connection; numerics as floats, or exact as text.

    Texts are dictionaries. Rows are sorted by all columns, or come as the query gives them.
    """
    families = {column.name: _family(column, decimals) for column in query.columns}
    read = by_adbc if find_spec("adbc_driver_postgresql") else batches
    schema = pyarrow.schema([(name, TYPES[kind]) for name, kind in families.items()])
    select = query.literal(
        connection,
        "select {columns} from ({query}) as query {order}",
        columns=_casts(families),
        order=order_by(query.columns) if is_sorted else sql.SQL(""),
    )
    with read(connection, select, schema) as reader:
        encoded = [_encoded(batch.cast(schema)) for batch in reader]
    held = pyarrow.schema(
        [(name, ENCODED.get(TYPES[kind], TYPES[kind])) for name, kind in families.items()]
    )
    return pyarrow.Table.from_batches(encoded, held).unify_dictionaries()


def _encoded(batch: pyarrow.RecordBatch) -> pyarrow.RecordBatch:
    """A copy of the batch with texts as dictionaries; the batch of a driver is freed as a whole."""
    columns = [
        column.dictionary_encode()
        if pyarrow.types.is_string(column.type)
        else pyarrow.concat_arrays([column, column.slice(0, 0)])
        for column in batch.columns
    ]
    return pyarrow.RecordBatch.from_arrays(columns, batch.schema.names)


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


@contextmanager
def by_adbc(
    connection: Connection[Any], statement: str, _schema: pyarrow.Schema
) -> Iterator[pyarrow.RecordBatchReader]:
    from adbc_driver_postgresql import dbapi

    (snapshot,) = connection.execute("select pg_export_snapshot()").fetchone() or ("",)
    with variables_ignored():
        other = dbapi.connect(_address(connection))
    with other, other.cursor() as cursor:
        cursor.execute("set transaction isolation level repeatable read read only")
        cursor.execute(f"set transaction snapshot '{snapshot}'")
        cursor.execute(SEARCH_PATH)
        cursor.execute(statement)
        yield cursor.fetch_record_batch()


def _address(connection: Connection[Any]) -> str:
    """The whole address of a second connection for the same user."""
    parameters: dict[str, Any] = {**conninfo_to_dict(connection.info.dsn)}
    # What a service file said is among the parameters.
    parameters.pop("service", None)
    # ADBC reads the names of types as it connects.
    parameters["options"] = f"{parameters.get('options', '')} {settings_options()}".strip()
    return make_conninfo(**parameters, password=connection.info.password or None)
