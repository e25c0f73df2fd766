"""Relations of mart and answers to SQL as pandas frames."""

import os
from datetime import datetime
from typing import TYPE_CHECKING, Any

from ...database.target import Target
from ..extras import install_command
from ..queries import Query, last_change, parse_moment, prepare, resolve, snapshot

if TYPE_CHECKING:
    from pandas import DataFrame

__all__ = ["frame"]


def frame(
    query: str,
    /,
    *,
    database: str | None = None,
    period: str | None = None,
    as_of: str | datetime | None = None,
    decimals: bool = False,
    **values: Any,
) -> "DataFrame":
    """A relation of mart, or the answer to SQL, as a pandas frame.

    ``frame("value", indicator_code="population", area_code=["530600", "530900"],
    period="2010/2020")`` has the rows whose columns equal the values (or one of them; None is
    null) and whose periods lie within the one given. ``frame("select … where area_code =
    %(area)s", area="530600")`` passes its values as parameters. The rows of a relation are sorted
    by its columns from left to right, those of SQL as it says.

    Dates are datetime64, whole numbers Int64, numerics Float64, or Decimal with ``decimals``;
    codes and names are categories. ``frame.attrs`` holds the query, the moment of the database's
    last change (``as_of``), the units of the values, and the sources. ``as_of`` gives ``reported``
    or ``value`` as they stood at a moment (UTC, if it names no zone).

    The database is that of the commands: ``database``, MINZHENG_DATABASE, or the embedded server.
    Names are as good as codes (``area_code="昆明市"``). Raises QueryError for a relation, a
    column, a code, a name or a text that does not exist. Needs minzheng[frame].
    """
    try:
        from . import arrow_table, pandas_frame, provenance
    except ModuleNotFoundError as error:
        error.add_note(f"minzheng.frame needs: {install_command('frame')}")
        raise

    target = Target(database or os.environ.get("MINZHENG_DATABASE"))
    try:
        with snapshot(target.engine) as connection:
            wanted = resolve(connection, Query(query, values, period, parse_moment(as_of)))
            prepared = prepare(connection, wanted)
            is_sorted = wanted.relation is not None
            result = pandas_frame.convert(
                arrow_table.fetch(connection, prepared, is_sorted, decimals=decimals),
                prepared.columns,
                decimals=decimals,
            )
            changed_at = last_change(connection, wanted.as_of)
            result.attrs = provenance.attributes(connection, prepared, result, changed_at)
            return result
    finally:
        target.close()
