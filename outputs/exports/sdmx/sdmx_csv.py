"""SDMX-CSV 2.0 with its structure as SDMX-ML 3.0.

In SDMX a key has one observation, so only mart.value is written. The dimensions are those by which
its rows are broken down; ``_T`` stands for all of a dimension. The version of a structure follows
its content.
"""

from pathlib import Path
from typing import Any

from psycopg import Connection

from ...queries import last_change
from .. import csv_files
from ..extract import Extract, require_value
from .codelists import codelists
from .components import components
from .observations import dimensions, observations
from .structure import write_structure
from .versions import versioned


def write(connection: Connection[Any], extract: Extract, folder: Path) -> dict[str, int]:
    """Write data.csv and structure.xml; return the rows of each file."""
    require_value(extract, "sdmx-csv")
    dimension_codes = dimensions(connection, extract)
    parts = list(components(connection, dimension_codes))
    structure = versioned(parts, codelists(connection, extract, dimension_codes))
    figures = observations(connection, extract, structure.id, parts, dimension_codes)
    statement = figures.select(connection, csv_files.AS_TEXT)
    rows = csv_files.copy(connection, statement, folder / "data.csv")
    as_of = last_change(connection, extract.query.as_of)
    write_structure(folder / "structure.xml", structure, as_of)
    return {"data.csv": rows}
