"""Folders that the system user who runs the server for root can enter, whatever the umask."""

from pathlib import Path


def make(folder: Path, *, for_all: bool) -> None:
    """Make a folder and those above it that are missing; others may enter them if ``for_all``."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    for path in reversed(missing):
        path.mkdir(exist_ok=True)
        if for_all:
            path.chmod(0o755)


def open_to_all(folder: Path) -> None:
    """Let others enter what is below a folder, read its files, and run its programs."""
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            mode = path.stat().st_mode
            path.chmod(mode | (0o555 if mode & 0o100 else 0o444))
