"""Errors that the user can fix, reported in one line without a traceback."""

from collections.abc import Iterator
from contextlib import contextmanager
from gettext import gettext as _

import click
import psycopg
from sqlalchemy.exc import DBAPIError, ProgrammingError

from ..errors import MinzhengError
from ..language import N_, translated
from ..printable import printable

NOT_MIGRATED = N_("The database lacks tables of this release. Create them with: minzheng migrate")
MISSING = (psycopg.errors.UndefinedTable, psycopg.errors.UndefinedColumn)


class CannotRun(click.ClickException):
    """Nothing was run. Its exit code differs from that of a run that failed."""

    exit_code = 2


@contextmanager
def one_line_errors(kind: type[click.ClickException] = click.ClickException) -> Iterator[None]:
    """Turn errors that the user can fix into a one-line message."""
    try:
        yield
    except (MinzhengError, DBAPIError, psycopg.Error) as error:
        raise kind(printable(message(error))) from error


def message(error: Exception) -> str:
    if isinstance(error, ProgrammingError) and isinstance(error.orig, MISSING):
        return _(NOT_MIGRATED)
    return translated(str(getattr(error, "orig", error)).strip())
