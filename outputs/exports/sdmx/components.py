"""The components of the data: dimensions, the measure, attributes; each with its names."""

import csv
from collections.abc import Iterator
from typing import Any, NamedTuple

from psycopg import Connection

from .codelists import dimension_codelist, package_csv

NAMES = """
    select distinct dimension_code, dimension_name, dimension_name_en from mart.member
    where dimension_code = any(%s) order by dimension_code
"""


class Component(NamedTuple):
    """A component: its role, and the code list or the data type of its values."""

    id: str
    role: str
    codelist: str
    type: str
    name: str
    name_en: str


def components(connection: Connection[Any], dimension_codes: list[str]) -> Iterator[Component]:
    """The components in the order of the columns, with the dimensions of the data before BASIS."""
    fixed = [Component(**line) for line in csv.DictReader(package_csv("components.csv"))]
    place = next(number for number, component in enumerate(fixed) if component.id == "BASIS")
    yield from fixed[:place]
    for code, name, name_en in connection.execute(NAMES, [dimension_codes]):
        yield Component(code.upper(), "dimension", dimension_codelist(code), "", name, name_en)
    yield from fixed[place:]
