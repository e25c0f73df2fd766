"""The page of commands: the help text of each."""

from collections.abc import Iterator

import click

from minzheng.cli import main

from .markdown import page, section

INTRODUCTION = """
`minzheng COMMAND --help` prints these texts too. Exit codes: 0 done, 1 something was rejected or
failed (one line says what), 2 wrong usage, or nothing could be run.
"""


def pages() -> dict[str, str]:
    sections = [_command(context) for context in commands(main)]
    return {
        "commands.md": page(section(1, "Commands", "commands"), INTRODUCTION.strip(), *sections)
    }


def commands(command: click.Command, above: click.Context | None = None) -> Iterator[click.Context]:
    """The contexts of a command and of all its subcommands, for their help."""
    name = command.name if above else "minzheng"
    context = command.make_context(name, [], above, resilient_parsing=True, terminal_width=88)
    yield context
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            if below := command.get_command(context, name):
                yield from commands(below, context)


def _command(context: click.Context) -> str:
    return page(
        section(2, context.command_path, f"command-{context.command_path.replace(' ', '-')}"),
        f"```text\n{context.get_help()}\n```",
    )
