"""The manifest of an export: what was asked of which state, and what the files are."""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from psycopg import Connection

from ..queries import moment
from .errors import ExportError
from .request import Request

NAME = "manifest.json"
# Those whose version may change the bytes of a file.
LIBRARIES = {"parquet": "pyarrow", "sdmx-csv": "pysdmx"}


@dataclass(frozen=True)
class File:
    """A file of an export."""

    path: str
    bytes: int
    sha256: str
    rows: int | None = None


@dataclass(frozen=True)
class Manifest:
    """What an export holds, and everything by which it is made again."""

    request: Request
    as_of: datetime | None
    made_by: dict[str, str]
    files: list[File]

    def write(self, folder: Path) -> None:
        kept = {
            **self.request.remembered(),
            "as_of": self.as_of and self.as_of.isoformat(),
            "made_by": self.made_by,
            "files": [asdict(file) for file in self.files],
        }
        text = json.dumps(kept, ensure_ascii=False, indent=2) + "\n"
        (folder / NAME).write_text(text, encoding="utf-8")


def manifest(
    connection: Connection[Any],
    request: Request,
    as_of: datetime | None,
    folder: Path,
    rows: dict[str, int],
) -> Manifest:
    """The manifest of what is in a folder."""
    made_by = {"minzheng": version("minzheng"), "postgresql": server(connection)}
    if library := LIBRARIES.get(request.format):
        made_by[library] = version(library)
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return Manifest(request, as_of, made_by, [described(path, folder, rows) for path in paths])


def server(connection: Connection[Any]) -> str:
    (text,) = connection.execute("show server_version").fetchone() or ("",)
    return str(text).split()[0]


def described(path: Path, folder: Path, rows: dict[str, int]) -> File:
    name = path.relative_to(folder).as_posix()
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    return File(name, path.stat().st_size, sha256, rows.get(name))


def read(path: Path) -> Manifest:
    """The manifest in a file, or in a folder; raises ExportError for what is none."""
    path = path / NAME if path.is_dir() else path
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        files = [File(**file) for file in kept["files"]]
        request = Request.recalled(kept)
        return Manifest(request, moment(kept["as_of"]), kept["made_by"], files)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ExportError(f"{path} is no manifest of an export: {error}") from error
