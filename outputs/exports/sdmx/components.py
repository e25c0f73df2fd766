"""The components of the data: dimensions, the measure, attributes; each with its names."""

import csv
from collections.abc import Iterator
from typing import Any, NamedTuple

from psycopg import Connection

from .codelists import data, of_dimension

NAMES = """
    select distinct dimension_code, dimension_name, dimension_name_en from mart.member
    where dimension_code = any(%s) order by dimension_code
"""


class Part(NamedTuple):
    """A component: its role, and the code list or the type that its values are of."""

    id: str
    role: str
    codelist: str
    type: str
    name: str
    name_en: str


def parts(connection: Connection[Any], broken_down_by: list[str]) -> Iterator[Part]:
    """The components in the order of the columns: what the data are broken down by is amid them."""
    fixed = [Part(**line) for line in csv.DictReader(data("components.csv"))]
    before = next(number for number, part in enumerate(fixed) if part.id == "BASIS")
    yield from fixed[:before]
    for code, name, name_en in connection.execute(NAMES, [broken_down_by]):
        yield Part(code.upper(), "dimension", of_dimension(code), "", name, name_en)
    yield from fixed[before:]
