"""What the database says of itself: relations, columns, joins, and what is measured."""

from collections import defaultdict
from typing import NamedTuple

from sqlalchemy import Connection

from ...database.statements import execute

QUERIES = f"{__package__}.queries"


class Column(NamedTuple):
    """A column of a relation, with its comment in Chinese and English."""

    relation_name: str
    column_name: str
    data_type: str
    description: str | None


class MartRelation(NamedTuple):
    """A relation of mart, with what one row of it is."""

    relation_name: str
    one_row: str
    one_row_en: str
    title: str
    description_en: str


class Join(NamedTuple):
    """A join of mart.relationship, from many rows to one or from one to one."""

    from_relation: str
    from_column: str
    to_relation: str
    to_column: str
    cardinality: str
    is_active: bool


class Quantity(NamedTuple):
    """An indicator, or a metric derived from indicators, with how its figures add up."""

    is_derived: bool
    code: str
    name: str
    name_en: str
    definition: str
    definition_en: str
    program_code: str
    unit: str
    unit_name: str
    unit_name_en: str
    kind: str
    over_areas: str
    over_time: str


class Metadata(NamedTuple):
    """All of it, as one state of the database has it."""

    relations: list[MartRelation]
    columns: dict[str, list[Column]]
    joins: list[Join]
    quantities: list[Quantity]

    @property
    def keys(self) -> set[tuple[str, str]]:
        """The columns that tell the rows of a relation apart: those that joins lead to."""
        return {(join.to_relation, join.to_column) for join in self.joins}


def read_metadata(connection: Connection) -> Metadata:
    """Read it from a database that has the schema mart."""
    columns: dict[str, list[Column]] = defaultdict(list)
    for row in execute(connection, QUERIES, "columns"):
        columns[row.relation_name].append(Column(*row))
    return Metadata(
        [MartRelation(*row) for row in execute(connection, QUERIES, "relations")],
        columns,
        [Join(*row) for row in execute(connection, QUERIES, "joins")],
        [Quantity(*row) for row in execute(connection, QUERIES, "quantities")],
    )


def meta(quantity: Quantity) -> dict[str, str]:
    """What tools keep beside a metric, and have no field for."""
    return {
        "program_code": quantity.program_code,
        "unit": quantity.unit,
        "kind": quantity.kind,
        "over_areas": quantity.over_areas,
        "over_time": quantity.over_time,
    }
