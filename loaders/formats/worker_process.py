"""What runs in the process that reads files: it answers the worker that started it."""

import os
import resource
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, cast

from . import limits
from .errors import UnreadableTable
from .file_formats import read, unpack
from .prose import read_prose
from .worker import receive, send


def serve() -> None:
    """Read the files that are named on standard input, until it ends."""
    requests = cast(BinaryIO, sys.stdin.buffer)
    # Libraries that print would break the answers.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    limit_memory()
    while True:
        try:
            what, *paths = receive(requests)
        except EOFError:
            return
        send(answers, answer_for(what, *map(Path, paths)))


# A text that is no reason stands in a tuple, so that it is not taken for one.
ANSWERS: dict[str, Callable[..., object]] = {
    "read": read,
    "unpack": unpack,
    "prose": lambda path: (read_prose(path),),
}


def answer_for(what: str, path: Path, *others: Path) -> object:
    """What is asked for of a file; or as a text why it cannot be had."""
    limit_time(path)
    try:
        return ANSWERS[what](path, *others)
    except UnreadableTable as error:
        return str(error)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def limit_memory() -> None:
    """Let the process grow by so much; where the system knows no such limit it has none."""
    try:
        used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (used + limits.MEMORY, resource.RLIM_INFINITY))
    except (OSError, ValueError):
        return


def limit_time(path: Path) -> None:
    """The system ends the process by SIGPROF after so much processor time, within C code too."""
    megabytes = path.stat().st_size / (1 << 20) if path.exists() else 0
    seconds = limits.SECONDS + limits.SECONDS_PER_MEGABYTE * megabytes
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_PROF, seconds)
