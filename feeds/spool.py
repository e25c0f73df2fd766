"""A folder for the copies of a run, and no leftovers of runs that were killed."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PREFIX = "minzheng-feed-"


@contextmanager
def folder() -> Iterator[Path]:
    """A new folder, which goes afterwards; those of processes that are no more go first."""
    for left in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        if not _is_at_work(left):
            shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=f"{PREFIX}{os.getpid()}-") as path:
        yield Path(path)


def _is_at_work(path: Path) -> bool:
    """Whether the process that made the folder lives, or is another user's."""
    try:
        os.kill(int(path.name.removeprefix(PREFIX).split("-")[0]), 0)
    except (ProcessLookupError, ValueError):
        return False
    except PermissionError:
        return True
    return True
