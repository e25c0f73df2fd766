"""A lake: figures, definitions and answers as Parquet, and the same answers by other engines."""

from importlib import import_module
from pathlib import Path
from typing import Any

from ..extras import install_command
from .lake_error import LakeError
from .lake_folder import CURRENT
from .lake_manifest import MANIFEST

__all__ = ["LakeError", "is_lake", "part"]


def is_lake(path: Path) -> bool:
    """Whether a folder is a lake."""
    return (path / CURRENT / MANIFEST).is_file()


def part(module: str) -> Any:
    """A module of lakes, which needs the packages of the extra. Raises LakeError without them."""
    try:
        return import_module(f".{module}", __package__)
    except ModuleNotFoundError as error:
        raise LakeError(f"A lake needs {error.name}: {install_command('lake')}") from error
