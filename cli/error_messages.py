"""Errors that the user can fix, reported in one line without a traceback."""

from collections.abc import Iterator
from contextlib import contextmanager

import click
import psycopg
from alembic.util import CommandError
from sqlalchemy.exc import DBAPIError, ProgrammingError

from ..database.embedded import ServerError
from ..database.roles import NotGranted
from ..feeds.config import ConfigError
from ..loaders.files import UnreadableFile
from ..outputs.exports import ExportError
from ..outputs.queries import QueryError
from ..outputs.report.report_areas import NoFigures
from ..views import BadView

NOT_MIGRATED = "The database lacks the tables of this release. Create them with: minzheng migrate"
MISSING = (psycopg.errors.UndefinedTable, psycopg.errors.UndefinedColumn)
# Errors whose message tells the user enough.
EXPLAINED = (
    BadView,
    CommandError,
    ConfigError,
    ExportError,
    NoFigures,
    NotGranted,
    QueryError,
    ServerError,
    UnreadableFile,
    psycopg.Error,
)


class CannotRun(click.ClickException):
    """Nothing was run. Its exit code differs from that of a run that failed."""

    exit_code = 2


@contextmanager
def one_line_errors(kind: type[click.ClickException] = click.ClickException) -> Iterator[None]:
    """Turn errors that the user can fix into a one-line message."""
    try:
        yield
    except (DBAPIError, *EXPLAINED) as error:
        raise kind(message(error)) from error


def message(error: Exception) -> str:
    if isinstance(error, ProgrammingError) and isinstance(error.orig, MISSING):
        return NOT_MIGRATED
    return str(getattr(error, "orig", error)).strip()
