"""The base of the package's exceptions, and what to say of others."""

import traceback
from pathlib import Path


class MinzhengError(Exception):
    """What the package raises itself; the message tells the user what is wrong.

    Commands print it as one line. Errors of the database, which say enough themselves, stay
    what SQLAlchemy and psycopg make of them.
    """


def describe_error(error: Exception) -> str:
    """What an exception that nobody foresaw is: its kind, where it was raised, and its words."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    words = " ".join(str(error).split())[:200]
    place = f"{Path(last.filename).stem}.{last.name}"
    return f"{type(error).__name__} in {place}{f': {words}' if words else ''}"
