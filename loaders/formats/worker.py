"""Reading in a process of its own, with limits on memory and processor time.

A file of a kilobyte can keep a parser busy for hours or fill all memory, and a damaged one can end
the process that parses it. One worker serves a whole run; where a file ends it, that file is
refused and the next one gets a new worker.
"""

import atexit
import os
import pickle
import resource
import signal
import struct
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any, BinaryIO, cast

from . import limits, read, unpack
from .errors import UnreadableTable
from .prose import is_plain, read_prose
from .sheet import Sheet
from .zips import ArchiveMember

LENGTH = struct.Struct(">Q")
# The search path goes along: the package may be found by it alone.
START = "import sys; sys.path[:] = {path!r}; from {module} import serve; serve()"
ENDED = {
    signal.SIGPROF: "it takes more processor time than a file may",
    signal.SIGKILL: "the process that read it was killed",
}


class Worker:
    """The process that reads files; it is started with the first one."""

    def __init__(self) -> None:
        self.process: subprocess.Popen[bytes] | None = None
        self.lock = threading.Lock()

    def read(self, path: Path) -> list[Sheet]:
        """The sheets of a file, as ``formats.read``. Raises UnreadableTable."""
        return cast(list[Sheet], self._ask("read", path))

    def unpack(self, path: Path, folder: Path) -> list[ArchiveMember] | None:
        """The files of an archive, as ``formats.unpack``. Raises UnreadableTable."""
        return cast(list[ArchiveMember] | None, self._ask("unpack", path, folder))

    def read_prose(self, path: Path) -> str:
        """The text of an article, as ``prose.read_prose``. Raises UnreadableTable.

        A text without markup needs no parser, and no process to keep it within limits.
        """
        if is_plain(path):
            return read_prose(path)
        return cast(tuple[str], self._ask("prose", path))[0]

    def _ask(self, what: str, *paths: Path) -> object:
        with self.lock:
            process = self._running()
            assert process.stdin is not None and process.stdout is not None
            try:
                send(process.stdin, (what, *(str(path.absolute()) for path in paths)))
                answer = receive(process.stdout)
            except (EOFError, BrokenPipeError):
                raise UnreadableTable(self._how_it_ended()) from None
            except BaseException:
                # Interrupted: what the worker answers later would be taken for another file.
                self.stop()
                raise
        if isinstance(answer, str):
            raise UnreadableTable(answer)
        return answer

    def stop(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.communicate()
            self.process = None

    def _running(self) -> "subprocess.Popen[bytes]":
        if self.process is not None and self.process.poll() is not None:
            self.stop()
        if self.process is None:
            code = START.format(path=sys.path, module=__name__)
            self.process = subprocess.Popen(
                [sys.executable, "-c", code],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                # Ctrl-C is for the command; the worker ends when its input does.
                start_new_session=True,
            )
        return self.process

    def _how_it_ended(self) -> str:
        assert self.process is not None
        self.process.communicate()
        code, self.process = self.process.returncode, None
        return (
            ENDED.get(signal.Signals(-code), str(signal.strsignal(-code)))
            if code < 0
            else ("the process that read it ended")
        )


def send(stream: IO[bytes], value: object) -> None:
    content = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    stream.write(LENGTH.pack(len(content)))
    stream.write(content)
    stream.flush()


def receive(stream: IO[bytes]) -> Any:
    """What was sent. Raises EOFError where the other end is gone."""
    (length,) = LENGTH.unpack(exactly(stream, LENGTH.size))
    return pickle.loads(exactly(stream, length))


def exactly(stream: IO[bytes], size: int) -> bytes:
    content = stream.read(size)
    if len(content) < size:
        raise EOFError
    return content


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


WORKER = Worker()
atexit.register(WORKER.stop)
