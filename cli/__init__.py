"""The ``minzheng`` command: one module for each group of commands."""

from importlib import import_module

import click

from ..database.target import Target
from .error_messages import one_line_errors
from .stop_signals import end_on_signal

# A module is imported when one of its commands is: a quarter of the time of a short command would
# go into importing what the others need.
MODULES = {
    "server_commands": ("up", "down", "url", "psql"),
    "database_commands": ("migrate", "check"),
    "backup_commands": ("backup", "restore"),
    "status_command": ("status",),
    "grant_commands": ("grant",),
    "loading_commands": ("load", "describe", "rejects"),
    "audit_command": ("audit",),
    "read_command": ("read",),
    "feed_commands": ("reload", "schedule"),
    "export_command": ("export",),
    "report_command": ("report",),
    "superset_command": ("superset-bundle",),
}
MODULE_OF = {name: module for module, names in MODULES.items() for name in names}


class Group(click.Group):
    """A group whose commands report errors that the user can fix in one line."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(MODULE_OF)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in MODULE_OF:
            return None
        module = import_module(f".{MODULE_OF[cmd_name]}", __package__)
        commands = (found for found in vars(module).values() if isinstance(found, click.Command))
        return next(command for command in commands if command.name == cmd_name)

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
