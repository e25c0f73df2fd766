"""A folder that appears complete or not at all."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .export_error import ExportError


@contextmanager
def new_folder(folder: Path) -> Iterator[Path]:
    """A temporary place to write into, which is renamed to ``folder`` at the end."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ExportError(f"{folder} exists: name a new folder, or an empty one")
    place = folder.absolute().parent / f".{folder.name}.{os.getpid()}"
    try:
        place.mkdir(parents=True)
        yield place
        place.replace(folder)
    except OSError as error:
        raise ExportError(f"Cannot write {folder}: {error.strerror}") from error
    finally:
        shutil.rmtree(place, ignore_errors=True)
