"""What a version of a lake holds: manifest.json, which is written last."""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from .lake_error import LakeError

MANIFEST = "manifest.json"
FIGURES = "figures"
# Raised when what is written of the same rows changes: nothing of an older layout is taken over.
LAYOUT = 2


@dataclass(frozen=True)
class LakeFile:
    """A Parquet file: the values it is partitioned by, and a checksum of its rows and its bytes.

    ``rows_checksum`` is made by the database of the rows themselves, and None for what was loaded
    into the lake or derived there.
    """

    path: str
    partition: dict[str, str]
    rows: int
    rows_checksum: str | None
    bytes: int
    sha256: str

    @property
    def is_loaded(self) -> bool:
        """Whether its figures were loaded into the lake, not written from a database."""
        return self.path.startswith(f"{FIGURES}/") and self.rows_checksum is None


@dataclass
class StoredRelation:
    """A relation of a lake: its columns, with their types and meanings, and its files."""

    name: str
    columns: list[dict[str, str]]
    files: list[LakeFile]
    rounded: int = 0

    @property
    def rows(self) -> int:
        return sum(file.rows for file in self.files)


@dataclass
class LakeManifest:
    """A version of a lake, of which state of the database it is, and by what it was made."""

    version: int
    as_of: str | None
    made_by: dict[str, str]
    relations: list[StoredRelation] = field(default_factory=list)
    engine: str | None = None
    layout: int = LAYOUT

    def relation(self, name: str) -> StoredRelation | None:
        return next((one for one in self.relations if one.name == name), None)

    @property
    def loaded_figures(self) -> list[LakeFile]:
        """The files of figures that were loaded into the lake."""
        figures = self.relation(FIGURES)
        return [file for file in figures.files if file.is_loaded] if figures else []

    def write(self, folder: Path) -> None:
        text = json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n"
        (folder / MANIFEST).write_text(text, encoding="utf-8")


def read_manifest(folder: Path) -> LakeManifest:
    """The manifest of a version. Raises LakeError if it is not one."""
    path = folder / MANIFEST
    try:
        known: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        relations = [
            StoredRelation(
                one["name"],
                one["columns"],
                [LakeFile(**file) for file in one["files"]],
                one["rounded"],
            )
            for one in known.pop("relations")
        ]
        return LakeManifest(relations=relations, **known)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise LakeError(f"{path} is not the manifest of a lake: {error}") from error


def checksum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
