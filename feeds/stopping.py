"""Work that ends when its reload is stopped, however long it would wait."""

from collections.abc import Callable
from concurrent.futures import Future
from threading import Thread
from typing import TypeVar

from ..errors import MinzhengError

Found = TypeVar("Found")
IsStopped = Callable[[], bool]
# Seconds between two looks at whether to stop.
LOOK = 0.1


class Stopped(MinzhengError):
    """The reload is to stop."""


def unless_stopped(work: Callable[[], Found], is_stopped: IsStopped) -> Found:
    """What ``work`` returns or raises; raises Stopped where the reload is stopped before.

    A signal ends neither a sleep nor a read, so the work has a thread of its own, which nobody
    waits for then: it holds nothing but a copy in the work folder.
    """
    answer: Future[Found] = Future()

    def run() -> None:
        try:
            answer.set_result(work())
        except BaseException as error:
            answer.set_exception(error)

    Thread(target=run, daemon=True).start()
    while True:
        try:
            return answer.result(LOOK)
        except TimeoutError:
            # It may be the work's own.
            if answer.done():
                raise
        if is_stopped():
            raise Stopped("the reload is stopped")
