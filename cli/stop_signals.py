"""What SIGTERM and SIGINT do: end a command at once, or after its current transaction."""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from gettext import gettext as _
from threading import Event
from types import FrameType

from .echo import echo

# What shells add to the number of a signal for the exit code of a program that it ended.
SIGNALLED = 128


class Terminated(KeyboardInterrupt):
    """SIGTERM arrived. Whatever cleans up after Ctrl-C, as drivers of databases do, does so too."""


@contextmanager
def end_on_signal() -> Iterator[None]:
    """End a command that SIGTERM or SIGINT interrupts, also where it waits for the server.

    What the server is doing for it is cancelled and undone.
    """

    def handle(_number: int, _frame: FrameType | None) -> None:
        raise Terminated

    before = signal.signal(signal.SIGTERM, handle)
    try:
        yield
    except KeyboardInterrupt as error:
        number = signal.SIGTERM if isinstance(error, Terminated) else signal.SIGINT
        words = _("Stopped by {signal}: what was not finished is undone.")
        echo(words.format(signal=number.name), err=True)
        sys.exit(SIGNALLED + number)
    finally:
        signal.signal(signal.SIGTERM, before)


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
