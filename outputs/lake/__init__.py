"""A lake: figures, definitions and answers as Parquet, and the same answers by other engines."""

from importlib import import_module
from typing import Any

from ..extras import install_command
from .lake_error import LakeError

__all__ = ["LakeError", "part"]


def part(module: str) -> Any:
    """A module of lakes, which needs the packages of the extra. Raises LakeError without them."""
    try:
        return import_module(f".{module}", __package__)
    except ModuleNotFoundError as error:
        raise LakeError(f"A lake needs {error.name}: {install_command('lake')}") from error
