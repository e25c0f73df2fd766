"""Exports the answer to a query: files of a format in a folder, with their manifest."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

from psycopg import Connection
from sqlalchemy import Engine

from ..extras import install_command
from ..queries import last_change, resolve, snapshot
from .export_error import ExportError
from .extract import extract
from .folder import new_folder
from .manifest import Manifest, manifest
from .request import Request

# The formats, and the module that writes each; some need the libraries of an extra.
FORMATS: Mapping[str, str] = {
    "csv": "csv_files",
    "parquet": "parquet",
    "sdmx-csv": "sdmx.sdmx_csv",
    "json-stat": "json_stat",
    "datapackage": "datapackage",
}
# Writes an extract into a folder and returns the number of rows in each file.
Writer = Callable[..., dict[str, int]]


def export(engine: Engine, request: Request, folder: Path) -> Manifest:
    """Write the answer and its manifest into a new folder, which appears when it is complete."""
    with snapshot(engine) as connection, new_folder(folder) as place:
        return write_export(connection, request, place)


def write_export(connection: Connection[Any], request: Request, place: Path) -> Manifest:
    request = replace(request, query=resolve(connection, request.query))
    extracted = extract(connection, request.query)
    rows = writer(request.format)(connection, extracted, place, **request.options)
    as_of = last_change(connection, request.query.as_of)
    written = manifest(connection, request, extracted, as_of, place, rows)
    written.write(place)
    return written


def writer(format_name: str) -> Writer:
    try:
        write: Writer = import_module(f".{FORMATS[format_name]}", __package__).write
    except ModuleNotFoundError as error:
        message = f"{format_name} needs {error.name}: {install_command('export')}"
        raise ExportError(message) from error
    return write
