"""Errors that the user can mend: a line without a traceback."""

from collections.abc import Iterator
from contextlib import contextmanager

import click
import psycopg
from sqlalchemy.exc import DBAPIError, ProgrammingError

from ..errors import MinzhengError

NOT_MIGRATED = "The database lacks tables of this release. Make them with: minzheng migrate"
MISSING = (psycopg.errors.UndefinedTable, psycopg.errors.UndefinedColumn)


class CouldNotRun(click.ClickException):
    """Nothing was done; a scheduler tells this from what was done and failed."""

    exit_code = 2


@contextmanager
def in_a_line(kind: type[click.ClickException] = click.ClickException) -> Iterator[None]:
    """End the command with a line."""
    try:
        yield
    except (MinzhengError, DBAPIError, psycopg.Error) as error:
        raise kind(words(error)) from error


def words(error: Exception) -> str:
    if isinstance(error, ProgrammingError) and isinstance(error.orig, MISSING):
        return NOT_MIGRATED
    return str(getattr(error, "orig", error)).strip()
