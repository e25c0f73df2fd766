"""Whether the clock of the host was set: it and the one that nobody sets drift apart."""

import time
from dataclasses import dataclass, field

# More than what time servers correct while one waits.
TOLERANCE = 2.0


def offset() -> float:
    return time.time() - time.monotonic()


@dataclass
class Clock:
    before: float = field(default_factory=offset)

    def was_set(self) -> bool:
        """Whether it was set since this was asked last."""
        now = offset()
        found = abs(now - self.before) > TOLERANCE
        self.before = now
        return found
