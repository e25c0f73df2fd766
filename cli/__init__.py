"""The ``minzheng`` command. One module for each group of commands."""

import click
import psycopg
from alembic.util import CommandError
from sqlalchemy.exc import DBAPIError, ProgrammingError

from ..bi.report.areas import NoFigures
from ..exports import ExportError
from ..loaders.rows import UnreadableFile
from ..questions import QuestionError
from ..reader import NotGranted
from ..server import ServerError
from ..session import Session
from ..views import BadView
from .content import audit, describe, draft, load, rejects, reload
from .database import check, migrate, status
from .exports import export_command
from .reader import grant
from .report import report
from .server import down, psql, up, url

# Errors whose message tells the user enough.
EXPLAINED = (
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
NOT_MIGRATED = "The database has not the tables of this release. Make them with: minzheng migrate"


class Group(click.Group):
    """A group whose commands report what the user can mend without a traceback."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except ProgrammingError as error:
            if isinstance(error.orig, psycopg.errors.UndefinedTable):
                raise click.ClickException(NOT_MIGRATED) from error
            raise click.ClickException(str(error.orig).strip()) from error
        except DBAPIError as error:
            raise click.ClickException(str(error.orig).strip()) from error
        except EXPLAINED as error:
            raise click.ClickException(str(error).strip()) from error


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--database",
    metavar="URL",
    envvar="MINZHENG_DATABASE",
    help="PostgreSQL to use instead of the embedded server (or set MINZHENG_DATABASE).",
)
@click.version_option(package_name="minzheng")
@click.pass_context
def main(context: click.Context, database: str | None) -> None:
    """Statistics of civil affairs (民政) in PostgreSQL, each with its way back to the print."""
    context.obj = Session(database)
    context.call_on_close(context.obj.close)


SERVER = (up, down, url, psql)
DATABASE = (migrate, status, check, grant)
CONTENT = (load, reload, describe, rejects, draft, audit)
ANSWERS = (export_command, report)
for command in (*SERVER, *DATABASE, *CONTENT, *ANSWERS):
    main.add_command(command)
