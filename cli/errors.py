"""Errors that the user can mend: a line without a traceback."""

from collections.abc import Iterator
from contextlib import contextmanager

import click
import psycopg
from alembic.util import CommandError
from sqlalchemy.exc import DBAPIError, ProgrammingError

from ..database.embedded import ServerError
from ..database.roles import NotGranted
from ..feeds.config import BadFeeds
from ..loaders.files import UnreadableFile
from ..outputs.exports import ExportError
from ..outputs.queries import QuestionError
from ..outputs.report.areas import NoFigures
from ..views import BadView

NOT_MIGRATED = "The database has not the tables of this release. Make them with: minzheng migrate"
MISSING = (psycopg.errors.UndefinedTable, psycopg.errors.UndefinedColumn)
# Errors whose message tells the user enough.
EXPLAINED = (
    BadFeeds,
    BadView,
    CommandError,
    ExportError,
    NoFigures,
    NotGranted,
    QuestionError,
    ServerError,
    UnreadableFile,
    psycopg.Error,
)


class CouldNotRun(click.ClickException):
    """Nothing was done; a scheduler tells this from what was done and failed."""

    exit_code = 2


@contextmanager
def in_a_line(kind: type[click.ClickException] = click.ClickException) -> Iterator[None]:
    """End the command with a line."""
    try:
        yield
    except (DBAPIError, *EXPLAINED) as error:
        raise kind(words(error)) from error


def words(error: Exception) -> str:
    if isinstance(error, ProgrammingError) and isinstance(error.orig, MISSING):
        return NOT_MIGRATED
    return str(getattr(error, "orig", error)).strip()
