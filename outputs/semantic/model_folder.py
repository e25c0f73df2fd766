"""Writes the models of a format into a folder."""

from collections.abc import Callable, Mapping
from pathlib import Path

from sqlalchemy import URL, Connection

from ..exports.folder import new_folder
from .cube_model import cube_files
from .dbt_project import dbt_files
from .metadata import Metadata, read_metadata
from .metricflow_models import metricflow_files

FORMATS: Mapping[str, Callable[[Metadata, URL], dict[str, str]]] = {
    "dbt": dbt_files,
    "metricflow": metricflow_files,
    "cube": cube_files,
}


def write_model(
    connection: Connection, format_name: str, address: URL, folder: Path
) -> dict[str, int]:
    """Write the files into a new folder, for a tool that reaches the database at this address.

    Returns the number of bytes in each. Raises ExportError where the folder has files already.
    """
    texts = FORMATS[format_name](read_metadata(connection), address)
    with new_folder(folder) as place:
        for name, text in texts.items():
            path = place / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    return {name: len(text.encode()) for name, text in texts.items()}
