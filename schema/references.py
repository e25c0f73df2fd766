"""Columns that refer to the keys of tables."""

from functools import partial
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import MappedColumn, mapped_column


def reference(column: str, comment: str, *, index: bool = True) -> MappedColumn[Any]:
    """A column that refers to the key of a table. With an index, by which its rows are found."""
    return mapped_column(ForeignKey(column), index=index or None, comment=comment)


# What most tables refer to.
indicator_reference = partial(reference, "indicator.indicator_id")
breakdown_reference = partial(reference, "breakdown.breakdown_id")
area_reference = partial(reference, "admin_unit.admin_unit_id")
