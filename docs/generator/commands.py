"""The page of commands, with the help that each prints."""

from collections.abc import Iterator

import click

from minzheng.cli import main

from .markdown import page, section

INTRODUCTION = """
`minzheng COMMAND --help` prints these texts too. Exit codes: 0 done, 1 something was rejected or
failed (one line says what), 2 wrong usage.
"""


def pages() -> dict[str, str]:
    sections = [_command(path, command) for path, command in commands(main)]
    return {
        "commands.md": page(section(1, "Commands", "commands"), INTRODUCTION.strip(), *sections)
    }


def commands(
    command: click.Command, path: tuple[str, ...] = ("minzheng",)
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """The command and all that it has below it, each with the words that call it."""
    yield path, command
    if isinstance(command, click.Group):
        for name in sorted(command.commands):
            yield from commands(command.commands[name], (*path, name))


def _command(path: tuple[str, ...], command: click.Command) -> str:
    context = click.Context(command, info_name=" ".join(path), max_content_width=96)
    name = " ".join(path)
    return page(
        section(2, name, f"command-{'-'.join(path[1:]) or 'minzheng'}"),
        f"```text\n{command.get_help(context)}\n```",
    )
