"""Arrow columns as pandas columns: nullable numbers, dates, categories."""

import re
from collections.abc import Sequence
from decimal import Decimal

import pandas
import pyarrow

from ...schema.admin_unit import LEVELS
from ...schema.alert import SEVERITIES
from ...schema.observation import BASES, QUALIFIERS, STATUSES
from ..queries import Column
from ..queries.column_types import family

# Codes and names repeat; a text that is written for a row alone stays text.
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


def frame(table: pyarrow.Table, columns: Sequence[Column], *, decimals: bool) -> pandas.DataFrame:
    """The table with the types of pandas that lose nothing of it."""
    found = {column.name: series(column, table.column(column.name), decimals) for column in columns}
    return pandas.DataFrame(found, index=pandas.RangeIndex(table.num_rows))


def series(column: Column, values: pyarrow.ChunkedArray, decimals: bool) -> pandas.Series:
    kind = family(column.type)
    if kind == "decimal" and decimals:
        exact = [value if value is None else Decimal(value) for value in values.to_pylist()]
        return pandas.Series(exact, dtype=object)
    if kind == "date":
        return values.cast(pyarrow.timestamp("us")).to_pandas()
    if kind == "text" and CODES.fullmatch(column.name):
        return categories(column.name, values)
    return values.to_pandas(types_mapper=DTYPES.get)


def categories(name: str, values: pyarrow.ChunkedArray) -> pandas.Series:
    """Categories in order of their code, or those of a list that is closed, used or not."""
    encoded = values.combine_chunks().dictionary_encode().to_pandas()
    known = ORDERED.get(name) or CLOSED.get(name, ())
    found = {*encoded.cat.categories}
    wanted = known if known and found <= {*known} else sorted(found)
    return encoded.cat.set_categories(
        pandas.Index(wanted, dtype="str"), ordered=name in ORDERED and wanted is known
    )
