"""How long it is recorded that a load changed nothing.

A feed that is looked at every minute would leave half a million runs a year. What changed or
rejected anything is recorded for good, and so is the last load of each file.
"""

import os

from sqlalchemy import Connection, text

from ...errors import MinzhengError

VARIABLE = "MINZHENG_KEEP_RUNS"
DAYS = 400
LONGEST = 36_500

FORGET = text("select core.forget_loads(:days)")


class WrongRetention(MinzhengError):
    """The variable is no number of days."""


def days_kept() -> int:
    """For how many days runs that changed nothing are kept. Raises WrongRetention."""
    written = os.environ.get(VARIABLE, "").strip() or str(DAYS)
    if written.isascii() and written.isdigit() and 1 <= int(written) <= LONGEST:
        return int(written)
    raise WrongRetention(f"{VARIABLE} is {written!r}: it must be a number of days, 1 to {LONGEST}")


def forget(connection: Connection) -> None:
    """Delete what is recorded of loads that are long past, changed nothing and rejected nothing."""
    connection.execute(FORGET, {"days": days_kept()})
