"""An export: the answer to a question in a format, in a folder with its manifest."""

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from psycopg import Connection
from sqlalchemy import Engine

from ..queries import last_change, snapshot
from .answer import answer
from .errors import ExportError
from .folder import new_folder
from .manifest import Manifest, manifest
from .request import Request

# The formats, and the module of each that writes it; some need the libraries of an extra.
FORMATS: Mapping[str, str] = {
    "csv": "plain",
    "parquet": "parquet",
    "sdmx-csv": "sdmx",
    "datapackage": "datapackage",
}
# Writes an answer into a folder; how many rows its files have.
Write = Callable[..., dict[str, int]]


def export(engine: Engine, request: Request, folder: Path) -> Manifest:
    """Write the answer and its manifest into a new folder: all of it, or nothing."""
    with snapshot(engine) as connection, new_folder(folder) as place:
        return written(connection, request, place)


def written(connection: Connection[Any], request: Request, place: Path) -> Manifest:
    found = answer(connection, request.question)
    rows = writer(request.format)(connection, found, place, **request.options)
    as_of = last_change(connection, request.question.as_of)
    made = manifest(connection, request, as_of, place, rows)
    made.write(place)
    return made


def writer(format_name: str) -> Write:
    try:
        write: Write = import_module(f".{FORMATS[format_name]}", __package__).write
    except ModuleNotFoundError as error:
        needed = f"{format_name} needs {error.name}: pip install 'minzheng[export]'"
        raise ExportError(needed) from error
    return write
