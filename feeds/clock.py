"""Notices that the clock of the host was set: it then differs from the monotonic clock."""

import time
from dataclasses import dataclass, field

# Seconds; time servers correct by less while the scheduler waits.
TOLERANCE = 2.0


def offset() -> float:
    return time.time() - time.monotonic()


@dataclass
class Clock:
    """The offset of the clock from the monotonic one, as last seen."""

    before: float = field(default_factory=offset)

    def was_set(self) -> bool:
        """Whether it was set since the last call."""
        now = offset()
        is_set = abs(now - self.before) > TOLERANCE
        self.before = now
        return is_set
