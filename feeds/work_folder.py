"""The folder in which a reload keeps its copies."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PREFIX = "minzheng-feed-"


@contextmanager
def work_folder() -> Iterator[Path]:
    """A new folder, removed afterwards; first removes those that killed processes left behind."""
    for left in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        if not _is_in_use(left):
            shutil.rmtree(left, ignore_errors=True)
    prefix = f"{PREFIX}{os.getpid()}-"
    # A fetch that was stopped may still be writing.
    with tempfile.TemporaryDirectory(prefix=prefix, ignore_cleanup_errors=True) as path:
        yield Path(path)


def _is_in_use(path: Path) -> bool:
    """Whether the process that made the folder still runs, or is another user's."""
    try:
        os.kill(int(path.name.removeprefix(PREFIX).split("-")[0]), 0)
    except (ProcessLookupError, ValueError):
        return False
    except PermissionError:
        return True
    return True
