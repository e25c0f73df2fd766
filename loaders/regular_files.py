"""Only regular files are read: a pipe, a device or a socket may never end, or never begin."""

import stat
from pathlib import Path

OTHERS = {
    stat.S_IFDIR: "a folder",
    stat.S_IFIFO: "a pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}


def what_else(path: Path) -> str:
    """What a path leads to, if not to a regular file; else empty. Raises OSError."""
    kind = stat.S_IFMT(path.stat().st_mode)
    return "" if kind == stat.S_IFREG else OTHERS.get(kind, "no file")
