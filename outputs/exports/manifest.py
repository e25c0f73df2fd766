"""The manifest of an export: the query, the state of the database, the files, the sources."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from psycopg import Connection

from ..queries import parse_moment
from .export_error import ExportError
from .extract import Extract
from .request import Request
from .rights import LICENCE, citation, sources

NAME = "manifest.json"
# Libraries of which another version may write other bytes.
LIBRARIES = {"parquet": "pyarrow", "sdmx-csv": "pysdmx"}


@dataclass(frozen=True)
class ExportedFile:
    """A file of an export."""

    path: str
    bytes: int
    sha256: str
    rows: int | None = None


@dataclass(frozen=True)
class Manifest:
    """What an export holds, and all that is needed to make it again."""

    request: Request
    as_of: datetime | None
    made_by: dict[str, str]
    files: list[ExportedFile]
    # The sources of the rows; what was made again names them as they were.
    sources: Sequence[Mapping[str, str | None]] = ()

    def write(self, folder: Path) -> None:
        kept = {
            **self.request.as_json(),
            "as_of": self.as_of and self.as_of.isoformat(),
            "made_by": self.made_by,
            "files": [asdict(file) for file in self.files],
            "citation": citation(self.as_of),
            "licence": LICENCE,
            "sources": [*self.sources],
        }
        text = json.dumps(kept, ensure_ascii=False, indent=2) + "\n"
        (folder / NAME).write_text(text, encoding="utf-8")


def manifest(
    connection: Connection[Any],
    request: Request,
    extract: Extract,
    as_of: datetime | None,
    folder: Path,
    rows: dict[str, int],
) -> Manifest:
    """The manifest of the files in a folder."""
    made_by = {"minzheng": version("minzheng"), "postgresql": _server_version(connection)}
    if library := LIBRARIES.get(request.format):
        made_by[library] = version(library)
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    files = [describe_file(path, folder, rows) for path in paths]
    return Manifest(request, as_of, made_by, files, sources(connection, extract))


def describe_file(path: Path, folder: Path, rows: dict[str, int]) -> ExportedFile:
    name = path.relative_to(folder).as_posix()
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    return ExportedFile(name, path.stat().st_size, sha256, rows.get(name))


def read(path: Path) -> Manifest:
    """The manifest in a file or in a folder. Raises ExportError if it is not one."""
    path = path / NAME if path.is_dir() else path
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        files = [ExportedFile(**file) for file in kept["files"]]
        request = Request.from_json(kept)
        return Manifest(request, parse_moment(kept["as_of"]), kept["made_by"], files)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ExportError(f"{path} is not the manifest of an export: {error}") from error


def _server_version(connection: Connection[Any]) -> str:
    (text,) = connection.execute("show server_version").fetchone() or ("",)
    return str(text).split()[0]
