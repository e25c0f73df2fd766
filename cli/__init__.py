"""The ``minzheng`` command. One module for each group of commands."""

import click

from ..database.target import Target
from .errors import in_a_line
from .exports import export_command
from .feeds import reload
from .grant import grant
from .loading import audit, describe, draft, load, rejects
from .migrate import check, migrate
from .report import report
from .schedule import schedule
from .server import down, psql, up, url
from .status import status
from .superset import superset_bundle


class Group(click.Group):
    """A group whose commands report what the user can mend without a traceback."""

    def invoke(self, ctx: click.Context) -> object:
        with in_a_line():
            return super().invoke(ctx)


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
    context.obj = Target(database)
    context.call_on_close(context.obj.close)


SERVER = (up, down, url, psql)
DATABASE = (migrate, status, check, grant)
CONTENT = (load, describe, rejects, draft, audit)
FEEDS = (reload, schedule)
ANSWERS = (export_command, report, superset_bundle)
for command in (*SERVER, *DATABASE, *CONTENT, *FEEDS, *ANSWERS):
    main.add_command(command)
