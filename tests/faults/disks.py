"""Faults of disks: full at some moment of ``up``, of a reload; then there is room again.

A disk is a mounted file system in memory, whose size is set. Only root may mount.
"""

import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from faults import homes
from faults.outcome import Outcome
from faults.scene import Scene, checksum, made

from minzheng import database
from minzheng.database.embedded import Server, ServerError

ROOM = 2 << 30
# What a reload of the scene's sources writes, and more.
OF_RELOAD = 24 << 20


def all_of(times: int) -> Iterator[Outcome]:
    if os.geteuid() != 0:
        print("Disks were not filled: only root may mount one.", file=sys.stderr)
        return
    with disk() as folder:
        yield of_up(folder, max(times // 5, 1))
    with disk() as folder, made(folder) as scene:
        yield of_reload(scene, max(times // 5, 1))


@contextmanager
def disk() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="minzheng-disk-"))
    subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={ROOM},mode=755", "disk", folder], check=True
    )
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)
        folder.rmdir()


def resize(folder: Path, size: int) -> None:
    """Give a disk another size, which is no less than what is on it."""
    options = f"remount,size={max(size, used(folder) + 4096)}"
    subprocess.run(["mount", "-o", options, folder], check=True)


def used(folder: Path) -> int:
    found = os.statvfs(folder)
    return (found.f_blocks - found.f_bfree) * found.f_frsize


def of_up(folder: Path, times: int) -> Outcome:
    """From a disk with room for nothing to one with room for all, in equal steps."""
    outcome = Outcome("disk full in `up`", homes.READY)
    server = Server(folder / "home")
    assert homes.ended(homes.up(server)) == 0
    needed = used(folder)
    expected = checksum(database.connect(server.url))
    homes.remove(server)
    for number in range(times):
        resize(folder, needed * (number + 1) // (times + 1))
        homes.ended(homes.up(server))
        resize(folder, ROOM)
        found = homes.step(server, expected)
        works = homes.ended(homes.up(server)) == 0
        outcome.note(found, completes=works and homes.step(server, expected) == homes.READY)
        homes.tell(server, works=works)
        homes.remove(server)
    return outcome


def of_reload(scene: Scene, times: int) -> Outcome:
    """Room for a random part of what a reload writes; the server may go down for it."""
    outcome = Outcome("disk full in a reload")
    for _ in range(times):
        version = 1 - scene.at
        scene.write_all(version)
        resize(scene.folder, used(scene.folder) + random.randrange(OF_RELOAD))
        os.waitpid(scene.fork(), 0)
        resize(scene.folder, ROOM)
        with suppress(ServerError):
            scene.server.start()
        outcome.see(scene, version)
    return outcome
