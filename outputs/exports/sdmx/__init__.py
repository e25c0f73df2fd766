"""SDMX-CSV 2.0 with its structure as SDMX-ML 3.0: the accepted values and all that is said of them.

An SDMX key has one figure, so what is written is mart.value. The dimensions are those by which
the answer is broken down; ``_T`` stands for all of a dimension.
"""

from pathlib import Path
from typing import Any

from psycopg import Connection

from ...queries import last_change
from .. import plain
from ..answer import Answer
from ..errors import ExportError
from .codelists import codelists
from .components import parts
from .observations import dimensions, observations
from .structure import write_structure


def write(connection: Connection[Any], answer: Answer, folder: Path) -> dict[str, int]:
    """Write data.csv and structure.xml; the rows of each file."""
    if answer.name != "value":
        raise ExportError(f"sdmx-csv is for value: {answer.name} may have several figures of a key")
    broken_down_by = dimensions(connection, answer)
    figures = observations(connection, answer, broken_down_by)
    rows = plain.copy(connection, figures.select(connection, plain.AS_TEXT), folder / "data.csv")
    lists = codelists(connection, answer, broken_down_by)
    as_of = last_change(connection, answer.question.as_of)
    components = list(parts(connection, broken_down_by))
    write_structure(folder / "structure.xml", components, lists, as_of)
    return {"data.csv": rows}
