"""Converts Arrow columns to pandas columns: nullable numbers, dates, categories."""

import re
from collections.abc import Sequence
from decimal import Decimal

import pandas
import pyarrow

from ...schema.admin_unit import LEVELS
from ...schema.alert import SEVERITIES
from ...schema.observation import BASES, QUALIFIERS, STATUSES
from ..queries import ResultColumn
from ..queries.column_types import family

# Codes and names repeat, so they become categories; texts written for one row do not.
CODES = re.compile(
    r"(.*_)?(code|name|name_en|level|label|unit|breakdown|basis|kind|qualifier|status|severity"
    r"|verdict|cause|state|alignment|base_population|publisher|source_title|precision|method|span)"
)
ORDERED: dict[str, Sequence[str]] = {"area_level": (*LEVELS, "set"), "severity": SEVERITIES}
CLOSED: dict[str, Sequence[str]] = {"basis": BASES, "qualifier": QUALIFIERS, "status": STATUSES}
DTYPES = {
    pyarrow.int64(): pandas.Int64Dtype(),
    pyarrow.float64(): pandas.Float64Dtype(),
    pyarrow.bool_(): pandas.BooleanDtype(),
    pyarrow.string(): pandas.StringDtype(na_value=float("nan")),
}


def convert(
    table: pyarrow.Table, columns: Sequence[ResultColumn], *, decimals: bool
) -> pandas.DataFrame:
    """The table with pandas types that lose nothing."""
    index = pandas.RangeIndex(table.num_rows)
    arrays = dict(zip(table.column_names, table.columns, strict=True))
    # Each is freed as it is converted, if nobody else holds the table.
    del table
    series = {column.name: _series(column, arrays.pop(column.name), decimals) for column in columns}
    return pandas.DataFrame(series, index=index, copy=False)


def _series(column: ResultColumn, values: pyarrow.ChunkedArray, decimals: bool) -> pandas.Series:
    kind = family(column.type)
    if kind == "decimal" and decimals:
        exact = [value if value is None else Decimal(value) for value in values.to_pylist()]
        return pandas.Series(exact, dtype=object)
    if kind == "date":
        return values.cast(pyarrow.timestamp("us")).to_pandas()
    if kind == "text" and CODES.fullmatch(column.name):
        return _categories(column.name, values)
    if kind == "text":
        values = values.cast(pyarrow.string())
    return values.to_pandas(types_mapper=DTYPES.get)


def _categories(name: str, values: pyarrow.ChunkedArray) -> pandas.Series:
    """The values as sorted categories, or as those of a closed list, whether used or not."""
    encoded = values.combine_chunks().to_pandas()
    known = ORDERED.get(name) or CLOSED.get(name, ())
    used = {*encoded.cat.categories}
    categories = known if known and used <= {*known} else sorted(used)
    return encoded.cat.set_categories(
        pandas.Index(categories, dtype="str"), ordered=name in ORDERED and categories is known
    )
