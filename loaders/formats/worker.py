"""Reading in a process of its own, with limits on memory and processor time.

A file of a kilobyte can keep a parser busy for hours or fill all memory, and a damaged one can end
the process that parses it. One worker serves a whole run; where a file ends it, that file is
refused and the next one gets a new worker. What reads is imported by the worker alone
(worker_process.py): a command that only asks, or reads a plain text, needs none of it.
"""

import atexit
import pickle
import signal
import struct
import subprocess
import sys
import threading
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, cast

from .errors import UnreadableTable
from .plain_prose import read_plain

if TYPE_CHECKING:
    from .sheet import Sheet
    from .zips import ArchiveMember

    Unpacked = list[ArchiveMember] | None

LENGTH = struct.Struct(">Q")
# The search path goes along: the package may be found by it alone.
START = "import sys; sys.path[:] = {path!r}; from {module}_process import serve; serve()"
ENDED = {
    signal.SIGPROF: "it takes more processor time than a file may",
    signal.SIGKILL: "the process that read it was killed",
}


class Worker:
    """The process that reads files; it is started with the first one."""

    def __init__(self) -> None:
        self.process: subprocess.Popen[bytes] | None = None
        self.lock = threading.Lock()

    def read(self, path: Path) -> "list[Sheet]":
        """The sheets of a file, as ``file_formats.read``. Raises UnreadableTable."""
        return cast("list[Sheet]", self._ask("read", path))

    def unpack(self, path: Path, folder: Path) -> "Unpacked":
        """The files of an archive, as ``file_formats.unpack``. Raises UnreadableTable."""
        return cast("Unpacked", self._ask("unpack", path, folder))

    def read_prose(self, path: Path) -> str:
        """The text of an article, as ``prose.read_prose``. Raises UnreadableTable.

        A text without markup needs no parser, and no process to keep it within limits.
        """
        plain = read_plain(path)
        return cast(tuple[str], self._ask("prose", path))[0] if plain is None else plain

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


WORKER = Worker()
atexit.register(WORKER.stop)
