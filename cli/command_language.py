"""Commands whose help is in the language in force: it is written in English where they are."""

import inspect
from collections.abc import Iterable
from copy import copy
from gettext import gettext as _
from typing import TypeVar

import click

from ..language import N_
from .text_table import width, wrapped

SomeCommand = TypeVar("SomeCommand", bound=click.Command)
# What the line of usage calls options, and commands of a group.
METAVARS = (N_("[OPTIONS]"), N_("COMMAND [ARGS]..."))
# The names of types, which stand for values.
TYPES = (N_("text"), N_("integer"), N_("float"))
# Between an option and what it does, and how far apart they are at most.
SPACING, FARTHEST = 2, 30


class HelpFormatter(click.HelpFormatter):
    """Breaks lines by the columns that characters take: Chinese ones are two wide."""

    def write_heading(self, heading: str) -> None:
        self.write(" " * self.current_indent + _("{heading}:").format(heading=heading) + "\n")

    def write_text(self, text: str) -> None:
        """Each paragraph as lines of the width of the page; after a mark as they stand."""
        paragraphs = []
        for paragraph in text.split("\n\n"):
            mark, as_it_stands, lines = paragraph.partition("\b\n")
            if as_it_stands and not mark:
                paragraphs.append(lines.split("\n"))
            else:
                paragraphs.append(wrapped(paragraph, self.width - self.current_indent))
        margin = " " * self.current_indent
        self.write("\n\n".join("\n".join(margin + one for one in lines) for lines in paragraphs))
        self.write("\n")

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = FARTHEST, col_spacing: int = SPACING
    ) -> None:
        """Options and what they do, side by side."""
        rows = list(rows)
        longest = max((width(name) for name, _text in rows), default=0)
        column = min(longest, col_max) + col_spacing
        for name, text in rows:
            first = " " * self.current_indent + name
            lines = wrapped(text, max(self.width - self.current_indent - column, 10))
            if width(name) > column - col_spacing:
                self.write(f"{first}\n")
                first = ""
            for line in lines:
                gap = " " * (self.current_indent + column - width(first))
                self.write(f"{first}{gap}{line}\n")
                first = ""
            if not lines:
                self.write(f"{first}\n")


class CommandContext(click.Context):
    """Where a command runs, with that formatter."""

    formatter_class = HelpFormatter


def in_language(command: SomeCommand) -> SomeCommand:
    """The command with its help, and that of its options and commands, translated."""
    said = copy(command)
    said.context_class = CommandContext
    if command.help:
        said.help = _(inspect.cleandoc(command.help))
    if command.options_metavar:
        said.options_metavar = _(command.options_metavar)
    said.params = [_option(option) for option in command.params]
    if isinstance(command, click.Group) and isinstance(said, click.Group):
        said.subcommand_metavar = _(command.subcommand_metavar)
        said.commands = {name: in_language(one) for name, one in command.commands.items()}
    return said


def _option(option: click.Parameter) -> click.Parameter:
    said = copy(option)
    said.type = copy(option.type)
    if isinstance(said.type, click.Path) or said.type.name in TYPES:
        said.type.name = _(said.type.name)
    if isinstance(said, click.Option):
        said.help = said.help and _(said.help)
        said.metavar = said.metavar and _(said.metavar)
    return said
