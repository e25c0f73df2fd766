"""The ``minzheng`` command: one module for each group of commands."""

import os
import sys
from gettext import gettext as _
from importlib import import_module
from itertools import takewhile
from pathlib import Path
from typing import Any

import click

from ..collector import collector_paused
from ..language import LOCALES, language_of, spoken
from ..printable import UNSTORABLE, printable
from .command_language import CommandContext, in_language
from .stop_signals import end_on_signal

# A module is imported when one of its commands is: most of the time of a short command would go
# into importing what the others need. What connects is imported when a command is run.
MODULES = {
    "server_commands": ("up", "down", "url", "psql"),
    "database_commands": ("migrate", "check"),
    "backup_commands": ("backup", "restore"),
    "status_command": ("status",),
    "grant_commands": ("grant",),
    "loading_commands": ("load", "release", "describe", "rejects"),
    "audit_command": ("audit",),
    "read_command": ("read",),
    "feed_commands": ("reload", "schedule"),
    "export_command": ("export",),
    "report_command": ("report",),
    "semantic_command": ("semantic",),
    "superset_command": ("superset-bundle",),
    "lake_command": ("lake",),
}
MODULE_OF = {name: module for module, names in MODULES.items() for name in names}


class Group(click.Group):
    """A group whose commands report errors that the user can fix in one line."""

    context_class = CommandContext

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(MODULE_OF)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in MODULE_OF:
            return None
        # What click says of types is kept by the modules: it is translated with the rest.
        with spoken("en"), collector_paused():
            module = import_module(f".{MODULE_OF[cmd_name]}", __package__)
        commands = (found for found in vars(module).values() if isinstance(found, click.Command))
        return in_language(next(command for command in commands if command.name == cmd_name))

    def main(self, *given: Any, **settings: Any) -> Any:
        """Run a command in the language that is chosen: errors are printed in it too."""
        arguments = given[0] if given else settings.pop("args", None)
        said = list(sys.argv[1:] if arguments is None else arguments)
        with spoken(_chosen(said) or language_of(os.environ)):
            return super().main(said, *given[1:], **settings)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        # Made anew: what it says was in the language of the run before.
        self._help_option = None
        return super().get_help_option(ctx)

    def get_help(self, ctx: click.Context) -> str:
        return super(Group, in_language(self)).get_help(ctx)

    def invoke(self, ctx: click.Context) -> object:
        from ..redaction import remember_environment
        from .error_messages import one_line_errors

        remember_environment()
        for argument in ctx.args:
            # A path may have any bytes; what else does is kept by no database.
            if UNSTORABLE.search(argument) and not Path(argument).exists():
                message = _("{argument} has bytes that are no text: write it in UTF-8")
                raise click.UsageError(message.format(argument=printable(argument)))
        with one_line_errors(), end_on_signal():
            return super().invoke(ctx)


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--database",
    metavar="URL",
    envvar="MINZHENG_DATABASE",
    help="PostgreSQL to use instead of the embedded server (or set MINZHENG_DATABASE).",
)
@click.option(
    "--lang",
    type=click.Choice(list(LOCALES)),
    envvar="MINZHENG_LANG",
    expose_value=False,
    help="Chinese or English; by default as the locale says (or set MINZHENG_LANG).",
)
@click.version_option(package_name="minzheng")
@click.pass_context
def main(context: click.Context, database: str | None) -> None:
    """Statistics of civil affairs (民政) in PostgreSQL, each traceable to where it was printed."""
    from ..database.target import Target

    context.obj = Target(database)
    context.call_on_close(context.obj.close)


def _chosen(arguments: list[str]) -> str | None:
    """The language that --lang names before the command, where it is one of those there are.

    It is looked for before arguments are parsed, since help and errors of parsing are in it.
    """
    before = list(takewhile(lambda one: one not in MODULE_OF, arguments))
    for place, one in enumerate(before):
        name, equals, value = one.partition("=")
        named = value if equals else "".join(arguments[place + 1 : place + 2])
        if name == "--lang" and named in LOCALES:
            return named
    return None
