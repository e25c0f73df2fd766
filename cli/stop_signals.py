"""Stops a process after its current transaction."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event
from types import FrameType


@contextmanager
def stop_on_signal() -> Iterator[Event]:
    """An event that SIGTERM and SIGINT set, instead of ending the process at once.

    A second SIGINT interrupts.
    """
    stop = Event()

    def handle(number: int, _frame: FrameType | None) -> None:
        if stop.is_set() and number == signal.SIGINT:
            raise KeyboardInterrupt
        stop.set()

    signals = (signal.SIGTERM, signal.SIGINT)
    before = [(number, signal.signal(number, handle)) for number in signals]
    try:
        yield stop
    finally:
        for number, handler in before:
            signal.signal(number, handler)
