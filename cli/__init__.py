"""The ``minzheng`` command: one module for each group of commands."""

import click

from ..database.target import Target
from .article_commands import audit, draft
from .database_commands import check, migrate
from .error_messages import one_line_errors
from .export_command import export_command
from .feed_commands import reload, schedule
from .grant_commands import grant
from .loading_commands import describe, load, rejects
from .report_command import report
from .server_commands import down, psql, up, url
from .status_command import status
from .stop_signals import end_on_signal
from .superset_command import superset_bundle


class Group(click.Group):
    """A group whose commands report errors that the user can fix in one line."""

    def invoke(self, ctx: click.Context) -> object:
        with one_line_errors(), end_on_signal():
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
    """Statistics of civil affairs (民政) in PostgreSQL, each traceable to where it was printed."""
    context.obj = Target(database)
    context.call_on_close(context.obj.close)


SERVER = (up, down, url, psql)
DATABASE = (migrate, check, status, grant)
LOADING = (load, describe, rejects, draft, audit)
FEEDS = (reload, schedule)
OUTPUTS = (export_command, report, superset_bundle)
for command in (*SERVER, *DATABASE, *LOADING, *FEEDS, *OUTPUTS):
    main.add_command(command)
