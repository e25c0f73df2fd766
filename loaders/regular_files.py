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
# File systems that are no disk.
OF_KERNEL = (Path("/proc"), Path("/sys"))


def what_else(path: Path) -> str:
    """What a path leads to, if not to a regular file; else empty. Raises OSError."""
    status = path.stat()
    kind = stat.S_IFMT(status.st_mode)
    if kind != stat.S_IFREG:
        return OTHERS.get(kind, "no file")
    # What Linux shows of itself and of processes looks like files, which may block like devices.
    is_of_kernel = any(
        folder.is_dir() and folder.stat().st_dev == status.st_dev for folder in OF_KERNEL
    )
    return OTHERS[stat.S_IFCHR] if is_of_kernel else ""
