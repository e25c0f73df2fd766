"""The page of commands: the help text of each."""

from collections.abc import Iterator

import click

from minzheng.cli import main
from minzheng.cli.command_language import in_language
from minzheng.language import spoken

from .markdown import page, section
from .words import ENGLISH, Language

INTRODUCTION = (
    "`minzheng COMMAND --help` 也印出这些文字。"
    "退出码：0 完成；1 有拒收或失败（用一行说明）；2 用法有误，或什么也无法运行。"
    " / `minzheng COMMAND --help` prints these texts too. Exit codes: 0 done, 1 something was "
    "rejected or failed (one line says what), 2 wrong usage, or nothing could be run."
)


def pages(language: Language = ENGLISH) -> dict[str, str]:
    with spoken("zh" if language.is_chinese else "en"):
        sections = [_command(context) for context in commands(in_language(main))]
    return {
        "commands.md": page(
            section(1, language.say("命令 / Commands"), "commands"),
            language.say(INTRODUCTION),
            *sections,
        )
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
